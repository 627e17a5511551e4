/** On which side of the state's distance limit the pupils of a school live: an estimate, and said so. */
import type { DistanceBand, DistanceBands } from '../../server/contract/transport.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

export const bandOrder: readonly DistanceBand[] = ['sure', 'marginal', 'none', 'unknown'];
/** From dark to light, so that the order also reads in grey. */
export const bandColours: Record<DistanceBand, string> = {
  sure: '#a6d3c8',
  marginal: '#f0cf8e',
  none: '#f5f6f2',
  unknown: palette.missing,
};

export function bandLayer(bands: DistanceBands, text: Text, format: Formatter): MapLayer {
  const source = `areas-${bands.layer}`;
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of bands.areas) {
    values.set(fidOf(area), {
      class: bandOrder.indexOf(area.band),
      ...(area.pupils === 'hidden' ? { hidden: true } : {}),
    });
  }
  const labels = bands.areas.flatMap((area) =>
    typeof area.pupils === 'number' && area.pupils > 0
      ? [
          {
            point: area.point,
            name: area.name,
            // The marginal ones carry a question mark: what cannot be decided reads without colour.
            value: `${format.number(area.pupils)}${area.band === 'marginal' || area.band === 'unknown' ? ' ?' : ''}`,
            weight: area.pupils,
          },
        ]
      : [],
  );
  const entries: LegendEntry[] = bandOrder
    .filter((band) => bands.areas.some((area) => area.band === band))
    .map((band) => ({ kind: 'fill', colour: bandColours[band], label: text.transportScene.bandsLong[band] }));
  return {
    id: 'distance-bands',
    slot: 'fills',
    data: { 'band-values': labelData(labels) },
    styles: [
      ...classFill(
        'distance-bands',
        source,
        bandOrder.map((band) => bandColours[band]),
        palette.inside,
      ),
      valueText('band-values-text', 'band-values', 10.8),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title: text.transportScene.legendBands,
      entries: [
        ...entries,
        ...(bands.areas.some((area) => area.pupils === 'hidden')
          ? [{ kind: 'hatch' as const, label: text.merged }]
          : []),
        { kind: 'note', label: text.transportScene.disclaimer },
      ],
    },
    sources: bands.sources,
  };
}
