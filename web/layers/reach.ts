/** How far one comes to the chosen school: bands from dark (near) to light (far), over ways that are dangerous or were drawn. */
import type { Feature, FeatureCollection } from 'geojson';
import type { NetworkEdit, NetworkState, Reach } from '../../server/contract/network.ts';
import { boxOf, type Box } from '../map/box.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && 'geometry' in value && 'properties' in value;

const limitOf = (feature: Feature): number => Number(feature.properties?.['limit'] ?? 0);

/** The darkest for what is nearest. */
const colourOf = (rank: number): string => palette.sequential[palette.sequential.length - 1 - rank] ?? palette.inside;

export function reachLayer(reach: Reach, text: Text, format: Formatter): MapLayer {
  const features = reach.bands.features.filter(isFeature);
  const limits = features.map(limitOf).sort((a, b) => a - b);
  const data: FeatureCollection = {
    type: 'FeatureCollection',
    // The largest first, so that the smaller ones lie over it.
    features: features.map((feature) => ({
      ...feature,
      properties: { colour: colourOf(limits.indexOf(limitOf(feature))) },
    })),
  };
  const written = (limit: number) => (reach.by === 'walk' ? format.length(limit) : format.minutes(limit));
  return {
    id: `reach-${reach.by}`,
    slot: 'fills',
    data: { reach: data },
    styles: [
      {
        id: 'reach-fill',
        type: 'fill',
        source: 'reach',
        paint: {
          'fill-color': ['get', 'colour'],
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 0.85, 14, 0.5],
          'fill-antialias': false,
        },
      },
    ],
    legend: {
      title: reach.by === 'walk' ? text.waysScene.legendWalk : text.waysScene.legendDrive,
      entries: limits.map((limit, rank) => ({
        kind: 'fill' as const,
        colour: colourOf(rank),
        label: text.waysScene.upTo(written(limit)),
      })),
    },
    sources: reach.sources,
  };
}

/** Around all that is reached. */
export const boxOfReach = (reach: Reach): Box | null =>
  boxOf({ type: 'FeatureCollection', features: reach.bands.features.filter(isFeature) });

export const editColours = { dangerous: palette.shortage, footpath: palette.accent } as const;

export function editLayer({ edits, sources }: NetworkState, school: string | null, text: Text): MapLayer {
  const shown = edits.filter((edit) => edit.kind !== 'entrance' || edit.school === school);
  const data: FeatureCollection = { type: 'FeatureCollection', features: shown.map(featureOf) };
  const has = (kind: NetworkEdit['kind']) => shown.some((edit) => edit.kind === kind);
  return {
    id: 'network-edits',
    slot: 'flows',
    data: { 'network-edits': data },
    styles: [
      {
        id: 'network-edits-line',
        type: 'line',
        source: 'network-edits',
        filter: ['!=', ['get', 'kind'], 'entrance'],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': ['match', ['get', 'kind'], 'dangerous', editColours.dangerous, editColours.footpath],
          'line-width': 4,
        },
      },
      {
        id: 'network-edits-entrance',
        type: 'circle',
        source: 'network-edits',
        filter: ['==', ['get', 'kind'], 'entrance'],
        paint: {
          'circle-radius': 5,
          'circle-color': palette.ink,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 2,
        },
        metadata: { slot: 'sites' },
      },
    ],
    legend: shown.length
      ? {
          title: text.waysScene.drawn,
          entries: [
            ...(has('dangerous')
              ? [
                  {
                    kind: 'line' as const,
                    colour: editColours.dangerous,
                    width: 4,
                    label: text.waysScene.kinds.dangerous,
                  },
                ]
              : []),
            ...(has('footpath')
              ? [
                  {
                    kind: 'line' as const,
                    colour: editColours.footpath,
                    width: 4,
                    label: text.waysScene.kinds.footpath,
                  },
                ]
              : []),
            ...(has('entrance')
              ? [{ kind: 'dot' as const, colour: palette.ink, label: text.waysScene.kinds.entrance }]
              : []),
          ],
        }
      : null,
    sources,
  };
}

function featureOf({ id, kind, line }: NetworkEdit): Feature {
  return {
    type: 'Feature',
    properties: { id, kind },
    geometry:
      kind === 'entrance' ? { type: 'Point', coordinates: line[0]! } : { type: 'LineString', coordinates: line },
  };
}
