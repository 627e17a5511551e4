/** By how many percent an age band changes: diverging at zero, the number printed, uncertain ones with "≈". */
import type { Rate, SourceNote } from '../../server/contract/common.ts';
import type { AgeBand } from '../../server/contract/demography.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { divergingClass } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

export interface BandChange {
  layer: string;
  areas: { county: string; key: string; name: string; point: [number, number]; change: Rate; uncertain?: boolean }[];
  sources: SourceNote[];
  title: string;
  /** What "≈" says; none where nothing is uncertain. */
  uncertain?: string;
}

/** The same for all years, scenarios and areas, so that they can be compared; wide bands change less. */
export const changeBreaks = ({ ageFrom, ageTo }: AgeBand): [number, number, number] =>
  ageTo === null || ageTo - ageFrom > 20 ? [2, 5, 10] : [5, 10, 20];

export const changeText = (change: number, uncertain: boolean, format: Formatter): string =>
  `${uncertain ? '≈ ' : ''}${format.signedPercent(change)}`;

export function bandChangeLayer(of: BandChange, band: AgeBand, text: Text, format: Formatter): MapLayer {
  const source = `areas-${of.layer}`;
  const breaks = changeBreaks(band);
  const names = shortNames(of.areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of of.areas) {
    if (area.change === 'hidden') values.set(fidOf(area), { hidden: true });
    else if (area.change !== null) values.set(fidOf(area), { class: divergingClass(area.change * 100, breaks) });
  }
  const labels = of.areas.flatMap((area) =>
    typeof area.change === 'number'
      ? [
          {
            point: area.point,
            name: names.get(fidOf(area)) ?? area.name,
            value: changeText(area.change, area.uncertain ?? false, format),
            weight: Math.abs(area.change),
          },
        ]
      : [],
  );
  const [near, middle, far] = breaks;
  const entries: LegendEntry[] = [
    {
      kind: 'scale',
      colours: palette.diverging,
      ticks: [
        ...[far, middle, near].map((limit, index) => ({ at: index + 1, label: format.signed(-limit) })),
        { at: 4.5, label: '0' },
        ...[near, middle, far].map((limit, index) => ({ at: index + 6, label: format.signed(limit) })),
      ],
    },
    ...(of.uncertain && of.areas.some(({ uncertain }) => uncertain)
      ? [{ kind: 'note' as const, label: of.uncertain }]
      : []),
    ...(of.areas.some(({ change }) => change === 'hidden') ? [{ kind: 'hatch' as const, label: text.hiddenLong }] : []),
    { kind: 'fill', colour: palette.missing, label: text.missing },
  ];
  return {
    id: 'band-change',
    slot: 'fills',
    data: { 'band-change-values': labelData(labels) },
    styles: [
      ...classFill('band-change', source, palette.diverging),
      valueText('band-change-text', 'band-change-values', of.areas.length > 20 ? 10.6 : 8.6),
    ],
    states: { source, sourceLayer: source, values },
    legend: { title: of.title, entries },
    sources: of.sources,
  };
}
