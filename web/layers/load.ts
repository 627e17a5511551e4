/** Pupils on board between stops: as wide as they are many, the colour says whether the vehicle holds them; and where they want to go. */
import type { FeatureCollection, Position } from 'geojson';
import type { DayLoad, LoadCourses, LoadTrip } from '../../server/contract/load.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

/** Of a section and of a trip alike: what is full above nine tenths is tight. */
const TIGHT = 0.9;
const WIDEST = 11;

export type Fullness = 'free' | 'tight' | 'over' | 'unknown';
export const fullnessColours: Record<Fullness, string> = { ...palette.load, unknown: palette.hidden };

const people = (count: unknown): number => (typeof count === 'number' ? count : 0);

export function fullness(pupils: unknown, holds: number | null): Fullness {
  if (holds === null) return 'unknown';
  const count = people(pupils);
  return count > holds ? 'over' : count > TIGHT * holds ? 'tight' : 'free';
}

const rank: readonly Fullness[] = ['unknown', 'free', 'tight', 'over'];

interface Section {
  from: number;
  to: number;
  pupils: number;
  fullness: Fullness;
}

/** All trips between the same two stops are one section: as full as the fullest of them. */
export function sectionsOf(trips: readonly LoadTrip[]): Section[] {
  const sections = new Map<string, Section>();
  for (const { stops, pupils, holds } of trips)
    pupils.forEach((count, at) => {
      if (people(count) === 0) return;
      const [from, to] = [stops[at]!, stops[at + 1]!];
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      const known = sections.get(key) ?? { from, to, pupils: 0, fullness: 'unknown' };
      const own = fullness(count, holds);
      known.pupils += people(count);
      if (rank.indexOf(own) > rank.indexOf(known.fullness)) known.fullness = own;
      sections.set(key, known);
    });
  return [...sections.values()].sort((a, b) => a.pupils - b.pupils);
}

const sectionKey = (from: Position, to: Position): string => `${from.join()} ${to.join()}`;

/** @param courses along the roads, where they are known */
export function loadLayer(
  load: DayLoad,
  trips: readonly LoadTrip[],
  courses: LoadCourses['courses'],
  text: Text,
  format: Formatter,
): MapLayer {
  const known = new Map(courses.map(({ from, to, line }) => [sectionKey(from, to), line]));
  const lineOf = (from: Position, to: Position): Position[] =>
    known.get(sectionKey(from, to)) ?? known.get(sectionKey(to, from)) ?? [from, to];
  const sections = sectionsOf(trips);
  const most = Math.max(1, ...sections.map(({ pupils }) => pupils));
  const widthOf = (pupils: number) => 1.6 + (WIDEST - 1.6) * Math.sqrt(pupils / most);
  const words = text.load;
  const present = new Set(sections.map((section) => section.fullness));
  const place = (stop: number): Position => load.stops[stop]!.position;
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return {
    id: 'load',
    slot: 'transit',
    data: {
      'load-sections': {
        type: 'FeatureCollection',
        features: sections.map(({ from, to, pupils, fullness: own }) => ({
          type: 'Feature',
          geometry: { type: 'LineString', coordinates: lineOf(place(from), place(to)) },
          properties: { width: widthOf(pupils), colour: fullnessColours[own] },
        })),
      },
    },
    styles: [
      {
        id: 'load-casing',
        type: 'line',
        source: 'load-sections',
        layout: round,
        paint: { 'line-color': '#ffffff', 'line-width': ['+', ['get', 'width'], 1.6] },
      },
      {
        id: 'load-line',
        type: 'line',
        source: 'load-sections',
        layout: round,
        paint: { 'line-color': ['get', 'colour'], 'line-width': ['get', 'width'] },
      },
    ],
    legend: {
      title: words.legend,
      entries: [
        ...rank
          .filter((one) => present.has(one))
          .map((one) => ({
            kind: 'line' as const,
            colour: fullnessColours[one],
            width: 5,
            label: words.fullness[one],
          })),
        { kind: 'note', label: words.widest(format.number(most)) },
      ],
    },
    sources: load.sources,
  };
}

/** Lines drawn at most: beyond, they hide each other. */
const MOST_WISHES = 80;

export function desireLayer(
  load: DayLoad,
  placeOf: (school: string) => Position | null,
  chosen: string | null,
  text: Text,
): MapLayer {
  const wishes = load.desire.filter(({ school }) => chosen === null || school === chosen).slice(0, MOST_WISHES);
  const most = Math.max(1, ...wishes.map((wish) => people(wish.people)));
  const data: FeatureCollection = {
    type: 'FeatureCollection',
    features: wishes.flatMap(({ from, school, people: count }) => {
      const to = placeOf(school);
      if (to === null) return [];
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'LineString' as const, coordinates: [from, to] },
          properties: { width: 0.6 + (4 * people(count)) / most },
        },
      ];
    }),
  };
  return {
    id: 'desire',
    slot: 'transit',
    data: { 'desire-lines': data },
    styles: [
      {
        id: 'desire-line',
        type: 'line',
        source: 'desire-lines',
        layout: { 'line-cap': 'round' },
        paint: { 'line-color': palette.ink, 'line-width': ['get', 'width'], 'line-opacity': 0.32 },
      },
    ],
    legend: {
      title: text.load.desire,
      entries: [{ kind: 'line', colour: palette.muted, width: 2, label: text.load.desireLong }],
    },
    sources: [],
  };
}
