/** Places within reach per child, brown below one and teal above; or the children without a place, in the brown of what lacks. */
import type { KitaReach, KitaReachArea } from '../../server/contract/kitaReach.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { atomDiscs } from './atomDiscs.ts';
import { radiusOf, stepClass, stepsOver } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

/** Places per child that part the classes: the same for all distances and groups, so that they can be compared. */
const ratioBreaks = [0.5, 0.75, 0.9, 0.98, 1.02, 1.1, 1.25, 1.5] as const;
/** Discs of homes are drawn from here: from afar they would cover the numbers. */
const HOMES_FROM = 10.5;
const largestHome = 9;

/** As it is printed: what reads alike has one colour. */
export const ratioClass = (ratio: number): number =>
  ratioBreaks.filter((limit) => Math.round(ratio * 100) / 100 >= limit).length;

/** From none to most: the brown half of what lacks. */
const lacking = palette.diverging.slice(0, 5).reverse();

/** Whole children at which a darker class begins; below the first one only some lack, and 0 is a class of its own. */
export function lackingBreaks(numbers: readonly number[]): number[] {
  const some = numbers.filter((children) => children >= 0.5);
  if (Math.max(0, ...some) < 8) return [2, 4, 6];
  return [...new Set(stepsOver(some, 3).map((limit) => Math.max(1, Math.ceil(limit))))];
}

interface Words {
  title: string;
  text: Text;
  format: Formatter;
}

export function reachLayer(reach: KitaReach, { title, text, format }: Words): MapLayer {
  const shown = ({ accessibility }: Pick<KitaReachArea, 'accessibility'>) => accessibility;
  return {
    ...areaLayer(reach, text, {
      value: shown,
      classOf: (ratio) => ratioClass(ratio),
      print: (ratio) => format.number(ratio, 2),
      weight: (ratio) => Math.abs(ratio - 1),
      discs: reach.homes.flatMap(({ point, accessibility }) =>
        typeof accessibility === 'number'
          ? [{ point, radius: 3.5, colour: palette.diverging[ratioClass(accessibility)]! }]
          : [],
      ),
      title,
      entries: [
        {
          kind: 'scale',
          colours: palette.diverging,
          ticks: ratioBreaks.flatMap((limit, index) =>
            index === 3 ? [{ at: 4.5, label: format.number(1) }] : index === 4 ? [] : [tick(index, limit, format)],
          ),
        },
      ],
    }),
  };
}

const tick = (index: number, limit: number, format: Formatter) => ({ at: index + 1, label: format.number(limit, 2) });

export function unservedLayer(reach: KitaReach, { title, text, format }: Words): MapLayer {
  const numbers = reach.areas.flatMap(({ unserved }) => (typeof unserved === 'number' ? [unserved] : []));
  const breaks = lackingBreaks(numbers);
  const homes = reach.homes.flatMap(({ point, unserved }) =>
    typeof unserved === 'number' ? [{ point, children: unserved }] : [],
  );
  const most = Math.max(1, ...homes.map(({ children }) => children));
  return areaLayer(reach, text, {
    value: ({ unserved }) => unserved,
    // Classes count from the darkest brown; the fifth is none.
    classOf: (children) => (children < 0.5 ? 4 : 3 - stepClass(Math.round(children), breaks)),
    print: (children) => format.number(children),
    weight: (children) => children,
    discs: homes.map(({ point, children }) => ({
      point,
      radius: radiusOf(children, most, largestHome),
      colour: palette.ink,
    })),
    title,
    entries: [
      {
        kind: 'scale',
        colours: lacking.slice(0, breaks.length + 2),
        ticks: [
          { at: 0.5, label: '0' },
          ...breaks.map((limit, index) => ({ at: index + 2, label: format.number(limit) })),
        ],
      },
    ],
  });
}

interface Shown {
  value: (area: KitaReachArea) => KitaReachArea['unserved'];
  classOf: (value: number) => number;
  print: (value: number) => string;
  weight: (value: number) => number;
  discs: { point: [number, number]; radius: number; colour: string }[];
  title: string;
  entries: LegendEntry[];
}

function areaLayer({ layer, areas, sources }: KitaReach, text: Text, shown: Shown): MapLayer {
  const source = `areas-${layer}`;
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of areas) {
    const value = shown.value(area);
    if (value === 'hidden') values.set(fidOf(area), { hidden: true });
    else if (value !== null) values.set(fidOf(area), { class: shown.classOf(value) });
  }
  const names = shortNames(areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const labels = areas.flatMap((area) => {
    const [name, value] = [names.get(fidOf(area)) ?? area.name, shown.value(area)];
    return typeof value === 'number'
      ? [{ point: area.point, name, value: shown.print(value), weight: shown.weight(value) }]
      : [];
  });
  return {
    id: 'kita-reach',
    slot: 'fills',
    data: {
      'kita-reach-values': labelData(labels),
      'kita-reach-homes': {
        type: 'FeatureCollection',
        features: shown.discs.map(({ point, radius, colour }) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: point },
          properties: { radius, colour },
        })),
      },
    },
    styles: [
      ...classFill('kita-reach', source, palette.diverging),
      { ...atomDiscs('kita-reach-homes', '#ffffff', 1), minzoom: HOMES_FROM },
      valueText('kita-reach-text', 'kita-reach-values', areas.length > 20 ? 10.6 : 8.6),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title: shown.title,
      entries: [
        ...shown.entries,
        ...(areas.some((area) => shown.value(area) === 'hidden')
          ? [{ kind: 'hatch' as const, label: text.hiddenLong }]
          : []),
        ...(areas.some((area) => shown.value(area) === null)
          ? [{ kind: 'fill' as const, colour: palette.missing, label: text.missing }]
          : []),
        ...(shown.discs.length > 0 ? [{ kind: 'note' as const, label: text.kitaReach.homesNote }] : []),
      ],
    },
    sources,
  };
}
