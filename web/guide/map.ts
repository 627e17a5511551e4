/** The guide's map, a file of its own that is fetched after the list: MapLibre with what the folder holds, nothing from elsewhere. */
import { Map as MapLibreMap, setWorkerUrl, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { GuideData, GuideMap } from '../../server/contract/guideData.ts';
import { signOf } from './choice.ts';
import { shortNames } from '../text/shortNames.ts';
import { guideStyle, ofSchools, SCHOOL_LAYER, sortKeys } from './mapStyle.ts';

export interface MapSetting {
  container: HTMLElement;
  data: GuideData;
  ground: GuideMap;
  words: { map: string; twoFingers: string };
  onhover: (school: string | null) => void;
  onchoose: (school: string) => void;
}

export interface DrawnMap {
  show: (schools: string[], fit: boolean) => void;
  light: (school: string | null) => void;
  choose: (school: string | null) => void;
  zoom: (levels: 1 | -1) => void;
}

/** Of one school and its surroundings. */
const NEAR_ZOOM = 12.5;

/** The letters of the disc say the type: its name stands without. */
function shortByType({ types, schools }: GuideData): Map<string, string> {
  return new Map(
    types.flatMap(({ key }) => [
      ...shortNames(schools.features.map(({ properties }) => properties).filter(({ type }) => type === key)),
    ]),
  );
}

export async function drawMap({ container, data, ground, words, onhover, onchoose }: MapSetting): Promise<DrawnMap> {
  setWorkerUrl(workerUrl);
  const names = shortByType(data);
  const signed = data.schools.features.map(({ properties: { key, type }, ...feature }, order) => ({
    ...feature,
    properties: { key, name: names.get(key) ?? '', sign: signOf(type), order },
  }));
  const places = new Map(
    data.schools.features.map(({ properties, geometry }) => [properties.key, geometry.coordinates as [number, number]]),
  );
  const map = new MapLibreMap({
    container,
    style: guideStyle(ground, { type: 'FeatureCollection', features: signed }),
    ...(data.bbox ? { bounds: data.bbox, fitBoundsOptions: { padding: 24 } } : {}),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 16,
    fadeDuration: 0,
    // In a page that scrolls, one finger scrolls the page.
    cooperativeGestures: window.matchMedia('(pointer: coarse)').matches,
    locale: { 'CooperativeGesturesHandler.MobileHelpText': words.twoFingers },
  });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().ariaLabel = words.map;
  container.ariaBusy = 'true';
  await new Promise((resolve) => map.once('load', resolve));
  map.on('idle', () => (container.ariaBusy = 'false'));

  const schoolAt = (event: MapMouseEvent): string | null => {
    const [found] = map.queryRenderedFeatures(
      [
        [event.point.x - 6, event.point.y - 6],
        [event.point.x + 6, event.point.y + 6],
      ],
      { layers: [SCHOOL_LAYER] },
    );
    return found ? String(found.properties['key']) : null;
  };
  map.on('mousemove', (event) => {
    const school = schoolAt(event);
    map.getCanvas().style.cursor = school === null ? '' : 'pointer';
    onhover(school);
  });
  map.on('mouseout', () => onhover(null));
  map.on('click', (event) => {
    const school = schoolAt(event);
    if (school !== null) onchoose(school);
  });

  const state = (name: 'lit' | 'chosen') => {
    let current: string | null = null;
    return (school: string | null): void => {
      if (current !== null) map.removeFeatureState({ source: 'schulen', id: current }, name);
      current = school;
      if (school !== null) map.setFeatureState({ source: 'schulen', id: school }, { [name]: true });
    };
  };
  const [light, mark] = [state('lit'), state('chosen')];
  return {
    light,
    zoom: (levels) => void map.easeTo({ zoom: map.getZoom() + levels, duration: 250 }),
    show(schools, fit) {
      for (const { id, filter } of ofSchools(schools)) map.setFilter(id, filter);
      const shown = schools.flatMap((key) => (places.has(key) ? [places.get(key)!] : []));
      if (!fit || shown.length === 0) return;
      const longitudes = shown.map(([longitude]) => longitude);
      const latitudes = shown.map(([, latitude]) => latitude);
      map.fitBounds(
        [
          [Math.min(...longitudes), Math.min(...latitudes)],
          [Math.max(...longitudes), Math.max(...latitudes)],
        ],
        { padding: 56, maxZoom: NEAR_ZOOM, duration: 400 },
      );
    },
    choose(school) {
      mark(school);
      for (const { id, property, value } of sortKeys(school))
        map.setLayoutProperty(id, property as 'visibility', value);
      map.setFilter('bezirk', ['in', school ?? '', ['split', ['get', 'schools'], ',']]);
      const place = school === null ? undefined : places.get(school);
      if (place && !map.getBounds().contains(place))
        map.easeTo({ center: place, zoom: Math.max(map.getZoom(), 10.5), duration: 400 });
    },
  };
}
