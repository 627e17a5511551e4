/** The share of an age band in the people of each area: a rate, never a count, with the number printed. */
import type { Demography } from '../../server/contract/demography.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import { shortNames } from '../text/shortNames.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { stepClass, stepsOver } from './classes.ts';
import type { MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

/** Shares are printed to a tenth of a percent: finer classes would look alike. */
const FINEST = 0.001;

export function bandShareLayer(answer: Demography, title: string, text: Text, format: Formatter): MapLayer {
  const source = `areas-${answer.layer}`;
  const shares = answer.areas.flatMap(({ share }) => (typeof share === 'number' ? [share] : []));
  const steps = stepsOver(shares, palette.sequential.length - 1, FINEST);
  const digits = ((steps[1] ?? 0) - (steps[0] ?? 0)) * 100 >= 1 ? 0 : 1;
  const names = shortNames(answer.areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of answer.areas) {
    if (area.share === 'hidden') values.set(fidOf(area), { hidden: true });
    // As it is printed: 1,7 % is never in the class below 1,7 %.
    else if (area.share !== null)
      values.set(fidOf(area), { class: stepClass(Math.round(area.share * 1000) / 1000, steps) });
  }
  const labels = answer.areas.flatMap((area) =>
    typeof area.share === 'number'
      ? [
          {
            point: area.point,
            name: names.get(fidOf(area)) ?? area.name,
            value: format.percent(area.share, 1),
            weight: typeof area.people === 'number' ? area.people : 0,
          },
        ]
      : [],
  );
  return {
    id: 'band-share',
    slot: 'fills',
    data: { 'band-share-values': labelData(labels) },
    styles: [
      ...classFill('band-share', source, palette.sequential),
      valueText('band-share-text', 'band-share-values', answer.areas.length > 20 ? 10.6 : 8.6),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title,
      entries: [
        {
          kind: 'scale',
          colours: palette.sequential,
          ticks: steps.map((limit, index) => ({ at: index + 1, label: format.percent(limit, digits) })),
        },
        ...(answer.areas.some(({ share }) => share === 'hidden')
          ? [{ kind: 'hatch' as const, label: text.hiddenLong }]
          : []),
        { kind: 'fill', colour: palette.missing, label: text.missing },
      ],
    },
    sources: answer.sources,
  };
}
