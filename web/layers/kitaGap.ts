/** Usable places minus demand: diverging at zero, the number printed, protected areas hatched. */
import type { Rate, SourceNote } from '../../server/contract/common.ts';
import type { SupplyArea } from '../../server/contract/kita.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { divergingBreaks, divergingClass } from './classes.ts';
import type { MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

const sizes = (values: unknown[]): number[] => values.filter((value) => typeof value === 'number').map(Math.abs);

/** Gaps of the areas of a layer, and all that they are over time. */
export interface GapMap {
  layer: string;
  areas: Pick<SupplyArea, 'county' | 'key' | 'name' | 'point' | 'gap'>[];
  series: { key: string; gap: Rate }[];
  sources: SourceNote[];
}

/** One scale for all dates of the series, so that moving the slider compares like with like. */
export function gapBreaks(supply: Pick<GapMap, 'areas' | 'series'>): [number, number, number] {
  const overTime = supply.series.filter((point) => point.key !== '').map((point) => point.gap);
  return divergingBreaks(Math.max(1, ...sizes([...overTime, ...supply.areas.map((area) => area.gap)])));
}

export function kitaGapLayer(supply: GapMap, title: string, text: Text, format: Formatter): MapLayer {
  const source = `areas-${supply.layer}`;
  const breaks = gapBreaks(supply);
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of supply.areas) {
    if (area.gap === 'hidden') values.set(fidOf(area), { hidden: true });
    else if (area.gap !== null) values.set(fidOf(area), { class: divergingClass(area.gap, breaks) });
  }
  const names = shortNames(supply.areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const labels = supply.areas.flatMap((area) =>
    typeof area.gap === 'number'
      ? [
          {
            point: area.point,
            name: names.get(fidOf(area)) ?? area.name,
            value: format.signed(area.gap),
            weight: Math.abs(area.gap),
          },
        ]
      : [],
  );
  const [near, middle, far] = breaks;
  const ticks = [
    ...[far, middle, near].map((limit, index) => ({ at: index + 1, label: format.signed(-limit) })),
    { at: 4.5, label: '0' },
    ...[near, middle, far].map((limit, index) => ({ at: index + 6, label: format.signed(limit) })),
  ];
  return {
    id: 'kita-gap',
    slot: 'fills',
    data: { 'kita-gap-values': labelData(labels) },
    styles: [
      ...classFill('kita-gap', source, palette.diverging),
      valueText('kita-gap-text', 'kita-gap-values', supply.areas.length > 20 ? 10.6 : 8.6),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title,
      entries: [
        { kind: 'scale', colours: palette.diverging, ticks },
        ...(supply.areas.some((area) => area.gap === 'hidden')
          ? [{ kind: 'hatch' as const, label: text.hiddenLong }]
          : []),
        { kind: 'fill', colour: palette.missing, label: text.missing },
      ],
    },
    sources: supply.sources,
  };
}
