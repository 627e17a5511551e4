/** Status of areas in four classes, with an arrow where it moves against the others. */
import type { IndexArea, SocialIndex } from '../../server/contract/socialIndex.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { missingFill } from './indicator.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

type Status = NonNullable<IndexArea['status']>;

/** From the least burden to the most: light to dark, in one hue that judges nobody. */
export const statusColours: Record<Status, string> = {
  high: '#eef3f1',
  middle: '#bcd9d3',
  low: '#56a6a4',
  veryLow: '#0b5a66',
};
const order = Object.keys(statusColours) as Status[];
const arrow = { positive: ' ▲', stable: '', negative: ' ▼' };

/** From when the dynamic is told, of each indicator that counts; null: no area has one. */
function since({ areas, indicators }: SocialIndex): string | null {
  if (areas.every(({ dynamic }) => dynamic === null)) return null;
  const years = indicators.flatMap(({ weight, before }) => (weight > 0 && before !== null ? [before] : []));
  return [...new Set(years)].sort((a, b) => a - b).join('/');
}

export function statusLayer(answer: SocialIndex, text: Text, format: Formatter): MapLayer {
  const words = text.socialScene.index;
  const { layer, areas, sources, year, leastPeople } = answer;
  const source = `areas-${layer}`;
  const id = 'social-status';
  const names = shortNames(areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const values = new Map<string, Record<string, StateValue>>(
    areas.map((area) => [fidOf(area), area.status ? { class: order.indexOf(area.status) } : { missing: true }]),
  );
  const labels = areas.flatMap((area) =>
    typeof area.rank === 'number'
      ? [
          {
            point: area.point,
            name: names.get(fidOf(area)) ?? area.name,
            value: `${format.number(area.rank)}${area.dynamic ? arrow[area.dynamic] : ''}`,
            weight: -area.rank,
          },
        ]
      : [],
  );
  const counted = (status: Status) => format.number(areas.filter((area) => area.status === status).length);
  const entries: LegendEntry[] = [
    ...order.map((status) => ({
      kind: 'fill' as const,
      colour: statusColours[status],
      label: words.count(words.statuses[status], counted(status)),
    })),
    ...(areas.some(({ leftOut }) => leftOut === 'few')
      ? [{ kind: 'dotted' as const, label: words.leftOut.few(format.number(leastPeople)) }]
      : []),
    ...(areas.some(({ leftOut }) => leftOut === 'missing')
      ? [{ kind: 'dotted' as const, label: words.leftOut.missing }]
      : []),
    { kind: 'note', label: words.legendNote(since(answer)) },
  ];
  return {
    id,
    slot: 'fills',
    data: { [`${id}-values`]: labelData(labels) },
    styles: [
      ...classFill(
        id,
        source,
        order.map((status) => statusColours[status]),
        palette.inside,
      ),
      missingFill(id, source),
      valueText(`${id}-text`, `${id}-values`, areas.length > 20 ? 10.6 : 8.6),
    ],
    states: { source, sourceLayer: source, values },
    legend: { title: words.legend(year ?? 0), entries },
    sources,
  };
}
