/** Schools in a year to come: how full they are, or how many all-day places lack; diverging, with the number printed. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { Rate, SourceNote } from '../../server/contract/common.ts';
import { bold } from '../map/fonts.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { namedValue } from './areaValues.ts';
import { divergingBreaks, divergingClass } from './classes.ts';
import type { LegendEntry, MapLayer } from './layer.ts';
import { palette } from './palette.ts';

const source = 'schools-ahead';
/** Hundredths of the places, above and below all of them. */
const USE_BREAKS = [10, 25, 40] as const;

interface Site {
  county: string;
  key: string;
  point: [number, number];
  value: Rate;
}

interface Look {
  title: string;
  chosen: string | null;
  names: ReadonlyMap<string, string>;
  sources: SourceNote[];
  text: Text;
  format: Formatter;
}

/** Fuller than the places is brown, as whatever lacks is. */
export function useLayer(sites: readonly Site[], look: Look): MapLayer {
  const [near, middle, far] = USE_BREAKS;
  const percent = (hundredths: number) => look.format.number(hundredths);
  return sitesLayer(sites, look, {
    classOf: (use) => divergingClass(100 - 100 * use, USE_BREAKS),
    write: (use) => look.format.percent(use),
    ticks: [
      ...[far, middle, near].map((part, index) => ({ at: index + 1, label: percent(100 + part) })),
      { at: 4.5, label: percent(100) },
      ...[near, middle, far].map((part, index) => ({ at: index + 6, label: percent(100 - part) })),
    ],
  });
}

/** @param all gaps of all years, so that moving the slider compares like with like */
export function careLayer(sites: readonly Site[], all: readonly Rate[], look: Look): MapLayer {
  const sizes = all.map((gap) => (typeof gap === 'number' ? Math.abs(gap) : 0));
  const breaks = divergingBreaks(Math.max(1, ...sizes));
  const [near, middle, far] = breaks;
  return sitesLayer(sites, look, {
    classOf: (gap) => divergingClass(gap, breaks),
    write: (gap) => look.format.signed(gap),
    ticks: [
      ...[far, middle, near].map((size, index) => ({ at: index + 1, label: look.format.signed(-size) })),
      { at: 4.5, label: '0' },
      ...[near, middle, far].map((size, index) => ({ at: index + 6, label: look.format.signed(size) })),
    ],
  });
}

interface Scale {
  classOf: (value: number) => number;
  write: (value: number) => string;
  ticks: { at: number; label: string }[];
}

function sitesLayer(sites: readonly Site[], look: Look, { classOf, write, ticks }: Scale): MapLayer {
  const { text, chosen, names } = look;
  const words = text.schoolsAhead;
  const features = sites.map((site, id) => ({
    type: 'Feature' as const,
    id,
    properties: {
      name: names.get(fidOf(site)) ?? '',
      value: typeof site.value === 'number' ? write(site.value) : '',
      colour:
        typeof site.value === 'number'
          ? palette.diverging[classOf(site.value)]!
          : site.value === 'hidden'
            ? palette.hidden
            : palette.missing,
      isChosen: fidOf(site) === chosen,
    },
    geometry: { type: 'Point' as const, coordinates: site.point },
  }));
  const isChosen: ExpressionSpecification = ['boolean', ['get', 'isChosen'], false];
  const entries: LegendEntry[] = [
    { kind: 'scale', colours: palette.diverging, ticks },
    ...(sites.some(({ value }) => value === 'hidden')
      ? [{ kind: 'dot' as const, colour: palette.hidden, label: words.hidden }]
      : []),
    ...(sites.some(({ value }) => value === null)
      ? [{ kind: 'dot' as const, colour: palette.missing, label: words.noValue }]
      : []),
  ];
  return {
    id: source,
    slot: 'sites',
    data: { [source]: { type: 'FeatureCollection', features } },
    styles: [
      {
        id: `${source}-dot`,
        type: 'circle',
        source,
        layout: { 'circle-sort-key': ['case', isChosen, 1, 0] },
        paint: {
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            8,
            ['case', isChosen, 9, 7],
            12,
            ['case', isChosen, 13, 10],
          ],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': ['case', isChosen, 3, 1.2],
        },
      },
      {
        id: `${source}-value`,
        type: 'symbol',
        source,
        layout: {
          'text-field': ['step', ['zoom'], ['get', 'value'], 10.2, namedValue],
          'text-font': bold,
          'text-size': ['case', isChosen, 14, 12],
          'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
          'text-radial-offset': 0.85,
          'text-max-width': 10,
          'symbol-sort-key': ['case', isChosen, 0, 1],
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
        metadata: { slot: 'values' },
      },
    ],
    legend: { title: look.title, entries },
    sources: look.sources,
  };
}
