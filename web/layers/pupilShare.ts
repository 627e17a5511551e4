/** Which share of an area's pupils go to the school: areas by class, and a look for each reason why none is told. */
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, fewOrMissing, labelData, valueText } from './areaValues.ts';
import { shareBreaks, shareClass } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { hasMissing, hiddenEntry, rangeOfFew, valueLabels, type ObservedPair } from './observed.ts';
import { palette } from './palette.ts';

/** The class after those of the scale: too few pupils of the type live there for a share. */
export const noShare = palette.sequential.length;

/** @param counties those in view */
export function pupilShare(pair: ObservedPair, counties: readonly string[], text: Text, format: Formatter): MapLayer {
  const [first] = pair;
  const { school, catchment } = first;
  const source = `areas-${catchment.layer}`;
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of catchment.areas) {
    if (area.share === 'hidden') values.set(fidOf(area), { hidden: true });
    else values.set(fidOf(area), { class: area.share === null ? noShare : shareClass(area.share) });
  }
  const others = fewOrMissing(catchment.pupils === null ? null : school.county);
  const isComparison = pair.length > 1;
  const signed = (sign: string, label: string) => (isComparison ? `${sign} ${label}` : label);
  const signs: LegendEntry[] = [
    ...(catchment.pupils === null
      ? []
      : [
          {
            kind: 'fill' as const,
            colour: palette.inside,
            label: text.catchmentScene.fewPupils(rangeOfFew(first, format)),
          },
        ]),
    ...(pair.some((one) => one.catchment.areas.some(({ share }) => share === null))
      ? [{ kind: 'fill' as const, colour: palette.noShare, label: signed('–', text.catchmentScene.noShare) }]
      : []),
    ...hiddenEntry(pair, text),
    ...(hasMissing(pair, counties)
      ? [{ kind: 'fill' as const, colour: palette.missing, label: signed('–', text.missing) }]
      : []),
  ];
  return {
    id: 'pupil-share',
    slot: 'fills',
    data: { 'share-values': labelData(valueLabels(pair, 'share', (value) => format.percent(value), format)) },
    styles: [
      ...classFill('pupil-share', source, [...palette.sequential, palette.noShare], others),
      valueText('share-values-text', 'share-values', 10.8),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title: text.catchmentScene.legendShare,
      entries: [
        {
          kind: 'scale',
          colours: palette.sequential.slice(1),
          ticks: [0, ...shareBreaks, 1].map((limit, at) => ({ at, label: format.percent(limit) })),
        },
        ...signs,
      ],
    },
    sources: catchment.sources,
  };
}
