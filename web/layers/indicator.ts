/** An indicator on the map: a rate as the colour of its area, a count as a disc in proportion, and what the legend says of both. */
import type { FeatureCollection } from 'geojson';
import type { SourceNote } from '../../server/contract/common.ts';
import type { Figure } from '../../server/contract/indicators.ts';
import { classOf } from '../../server/planning/socialSpace/classes.ts';
import { extentOf } from '../charts/scale.ts';
import { dots } from '../map/patterns.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import { classFill, labelData, valueText, type SlottedLayer, type ValueLabel } from './areaValues.ts';
import { borderWidth } from './borders.ts';
import { divergingBreaks, divergingClass, legendSizes, radiusOf } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

export interface ShownArea {
  county: string;
  key: string;
  name: string;
  point: [number, number];
  value: Figure;
  /** An estimate is printed with "≈". */
  estimated: boolean;
}

export interface Shown {
  layer: string;
  areas: readonly ShownArea[];
  title: string;
  sources: SourceNote[];
  /** A value as it is printed, without its unit. */
  write: (value: number) => string;
  text: Text;
}

export interface Classed {
  /** Upper limits, ascending. */
  limits: readonly number[];
  colours: readonly string[];
  /** Taken when a limit is drawn elsewhere: the inner limits; null: they stay. */
  onmove: ((inner: number[]) => void) | null;
}

/** More labels than these are read only from near. */
const MANY_AREAS = 800;

/** Missing is dotted, hidden is hatched: neither is a class, in colour or in grey. */
export const missingFill = (id: string, source: string): SlottedLayer => ({
  id: `${id}-missing`,
  type: 'fill',
  source,
  'source-layer': source,
  paint: {
    'fill-pattern': dots,
    'fill-opacity': ['case', ['boolean', ['feature-state', 'missing'], false], 1, 0],
  },
  metadata: { slot: 'patterns' },
});

const printed = ({ value, estimated }: ShownArea, write: Shown['write']): string =>
  typeof value === 'number' ? `${estimated ? '≈ ' : ''}${write(value)}` : '';

function labelsOf({ areas, write }: Shown, weight: (value: number) => number): ValueLabel[] {
  const names = shortNames(areas.map((area) => ({ key: fidOf(area), name: area.name })));
  return areas.flatMap((area) =>
    typeof area.value === 'number'
      ? [
          {
            point: area.point,
            name: names.get(fidOf(area)) ?? area.name,
            value: printed(area, write),
            weight: weight(area.value),
          },
        ]
      : [],
  );
}

function statesOf(areas: readonly ShownArea[], classOfValue: (value: number) => number) {
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of areas) {
    const { value } = area;
    values.set(
      fidOf(area),
      value === 'hidden' ? { hidden: true } : value === null ? { missing: true } : { class: classOfValue(value) },
    );
  }
  return values;
}

const apart = (areas: readonly ShownArea[], text: Text): LegendEntry[] => [
  ...(areas.some(({ value }) => value === 'hidden') ? [{ kind: 'hatch' as const, label: text.hiddenLong }] : []),
  ...(areas.some(({ value }) => value === null) ? [{ kind: 'dotted' as const, label: text.missing }] : []),
  ...(areas.some(({ estimated }) => estimated) ? [{ kind: 'note' as const, label: text.socialScene.estimated }] : []),
];

function filled(
  shown: Shown,
  colours: readonly string[],
  classOfValue: (value: number) => number,
  legend: LegendEntry,
): MapLayer {
  const { layer, areas, title, sources, text } = shown;
  const source = `areas-${layer}`;
  const id = 'indicator';
  const minzoom = areas.length > MANY_AREAS ? 9 : 0;
  const nameFrom = areas.length > 20 ? 10.6 : 8.6;
  return {
    id: `${id}-fill`,
    slot: 'fills',
    data: { [`${id}-values`]: labelData(labelsOf(shown, Math.abs)) },
    styles: [
      ...classFill(id, source, colours, palette.inside, borderWidth(areas.length, 1.6)),
      missingFill(id, source),
      valueText(`${id}-text`, `${id}-values`, nameFrom, minzoom),
    ],
    states: { source, sourceLayer: source, values: statesOf(areas, classOfValue) },
    legend: { title, entries: [legend, ...apart(areas, text)] },
    sources,
  };
}

/** A rate by class. */
export function rateLayer(shown: Shown, { limits, colours, onmove }: Classed): MapLayer {
  const values = shown.areas.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const classes = { kind: 'classes' as const, values, limits, colours, write: shown.write, onmove };
  return filled(shown, colours, (value) => classOf(value, limits), classes);
}

/** How a value differs from that of an earlier year: diverging at zero. @param all changes of every year, so that years compare */
export function changeLayer(shown: Shown, all: readonly number[], signed: (value: number) => string): MapLayer {
  const [low, high] = extentOf(all);
  const largest = Math.max(0, high, -low);
  // Of small rates a tenth is much.
  const breaks = divergingBreaks(largest, largest < 10 ? 0.01 : 1);
  const [near, middle, far] = breaks;
  const ticks = [
    ...[far, middle, near].map((limit, index) => ({ at: index + 1, label: signed(-limit) })),
    { at: 4.5, label: '0' },
    ...[near, middle, far].map((limit, index) => ({ at: index + 6, label: signed(limit) })),
  ];
  // Brown is not for worse: more of an indicator may be better.
  return filled(
    { ...shown, write: signed },
    palette.diverging,
    (value) => divergingClass(value, breaks, breaks[0] / 2),
    {
      kind: 'scale',
      colours: palette.diverging,
      ticks,
    },
  );
}

/** Two indicators at once, each in three classes; an estimate where either is one. */
export function crossedLayer(
  shown: Shown,
  second: { areas: readonly ShownArea[]; limits: readonly number[]; name: string },
  first: { limits: readonly number[]; name: string },
  colours: readonly (readonly string[])[],
): MapLayer {
  const other = new Map(second.areas.map((area) => [fidOf(area), area.value]));
  const guessed = new Set(second.areas.flatMap((area) => (area.estimated ? [fidOf(area)] : [])));
  const both = shown.areas.map((area): ShownArea => {
    const value = other.get(fidOf(area)) ?? null;
    const estimated = area.estimated || guessed.has(fidOf(area));
    return typeof area.value === 'number' && typeof value !== 'number'
      ? { ...area, value, estimated }
      : { ...area, estimated };
  });
  const size = colours.length;
  const classes = new Map(
    both.flatMap((area) => {
      const value = other.get(fidOf(area));
      if (typeof area.value !== 'number' || typeof value !== 'number') return [];
      return [[fidOf(area), classOf(area.value, first.limits) * size + classOf(value, second.limits)] as const];
    }),
  );
  const flat = colours.flat();
  const made = filled({ ...shown, areas: both }, flat, () => 0, {
    kind: 'square',
    colours,
    across: second.name,
    up: first.name,
  });
  for (const [fid, at] of classes) made.states?.values.set(fid, { class: at });
  return made;
}

/** Largest disc of a count, in pixels. */
const LARGEST = 30;
/** Radius from which a number stands inside its disc. */
const ROOMY = 15;
/** Below a smaller one, in ems. */
const BELOW = 0.75;

const below = (style: SlottedLayer): SlottedLayer =>
  ({
    ...style,
    layout: {
      ...style.layout,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': BELOW,
    },
  }) as SlottedLayer;

/** A count: area of the disc in proportion, hidden ones hatched, so that large areas do not weigh more than their people. */
export function countLayer(shown: Shown, largest: number): MapLayer {
  const { layer, areas, title, sources } = shown;
  const source = `areas-${layer}`;
  const discs: FeatureCollection = {
    type: 'FeatureCollection',
    features: [...areas]
      .filter(({ value }) => typeof value === 'number' && value > 0)
      .sort((a, b) => Number(b.value) - Number(a.value))
      .map((area) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: area.point },
        properties: { fid: fidOf(area), radius: radiusOf(Number(area.value), largest, LARGEST) },
      })),
  };
  const labels = labelsOf(shown, (value) => value);
  const isRoomy = ({ weight }: ValueLabel) => radiusOf(weight, largest, LARGEST) >= ROOMY;
  const text = (id: string, of: string) =>
    valueText(id, of, areas.length > 20 ? 10.6 : 8.6, areas.length > MANY_AREAS ? 9 : 0);
  const sizes = legendSizes(largest).map((size) => ({
    label: shown.write(size),
    radius: radiusOf(size, largest, LARGEST),
  }));
  return {
    id: 'indicator-count',
    slot: 'fills',
    data: {
      'indicator-discs': discs,
      'indicator-counts': labelData(labels.filter(isRoomy)),
      'indicator-small-counts': labelData(labels.filter((label) => !isRoomy(label))),
    },
    styles: [
      ...classFill('indicator-ground', source, [palette.inside], palette.inside, borderWidth(areas.length, 1.6)),
      missingFill('indicator-ground', source),
      {
        id: 'indicator-discs',
        type: 'circle',
        source: 'indicator-discs',
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': palette.sequential[3],
          'circle-opacity': 0.8,
          'circle-stroke-color': palette.accent,
          'circle-stroke-width': 1.2,
        },
        metadata: { slot: 'circles' },
      },
      text('indicator-count-text', 'indicator-counts'),
      below(text('indicator-small-text', 'indicator-small-counts')),
    ],
    states: { source, sourceLayer: source, values: statesOf(areas, () => 0) },
    legend: { title, entries: [{ kind: 'sizes', colour: palette.sequential[3], sizes }, ...apart(areas, shown.text)] },
    sources,
  };
}
