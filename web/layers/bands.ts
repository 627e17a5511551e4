/** On which side of the state's distance limit the pupils of a school live: an estimate, and said so. */
import type { DistanceBand, DistanceBands } from '../../server/contract/transport.ts';
import { atomLayer } from '../map/baseStyle.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { FeatureCollection } from 'geojson';
import { classFill, fewOrMissing, labelData, valueText } from './areaValues.ts';
import { atomDiscs, largestAtom } from './atomDiscs.ts';
import { radiusOf } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

export const bandOrder: readonly DistanceBand[] = ['sure', 'marginal', 'none', 'unknown'];
/** From dark to light, so that the order also reads in grey. */
export const bandColours: Record<DistanceBand, string> = {
  sure: '#a6d3c8',
  marginal: '#f0cf8e',
  none: '#e3ebe7',
  unknown: '#d3d7e6',
};

const discStyle = atomDiscs('band-discs', palette.accent, 1);

function discs({ areas }: DistanceBands): FeatureCollection {
  const numbers = areas.flatMap(({ pupils }) => (typeof pupils === 'number' ? [pupils] : []));
  const largest = Math.max(1, ...numbers);
  return {
    type: 'FeatureCollection',
    features: areas.flatMap(({ pupils, point, band }) =>
      typeof pupils === 'number'
        ? [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: point },
              properties: { colour: bandColours[band], radius: radiusOf(pupils, largest, largestAtom) },
            },
          ]
        : [],
    ),
  };
}

/** @param counties those in view; residents of others than the school's are its guests, in no area */
export function bandLayer(
  bands: DistanceBands,
  school: { county: string },
  counties: readonly string[],
  text: Text,
  format: Formatter,
): MapLayer {
  const source = `areas-${bands.layer}`;
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of bands.areas) {
    values.set(fidOf(area), {
      class: bandOrder.indexOf(area.band),
      ...(area.pupils === 'hidden' ? { hidden: true } : {}),
    });
  }
  const byAtom = bands.layer === atomLayer;
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
  const isListed = bands.totals.pupils !== null;
  const few = format.range(0, bands.protection.base - 1);
  const entries: LegendEntry[] = bandOrder
    .filter((band) => bands.areas.some((area) => area.band === band))
    .map((band) => ({ kind: 'fill', colour: bandColours[band], label: text.transportScene.bandsLong[band] }));
  const fewEntry: LegendEntry = byAtom
    ? { kind: 'note', label: text.catchmentScene.noSymbol(few) }
    : { kind: 'fill', colour: palette.inside, label: text.catchmentScene.fewPupils(few) };
  const missingEntry: LegendEntry = byAtom
    ? { kind: 'note', label: isListed ? text.catchmentScene.otherCounties : text.missing }
    : { kind: 'fill', colour: palette.missing, label: text.missing };
  return {
    id: 'distance-bands',
    slot: 'fills',
    data: { 'band-values': labelData(labels), ...(byAtom ? { 'band-discs': discs(bands) } : {}) },
    styles: byAtom
      ? [discStyle, valueText('band-values-text', 'band-values', 15, 12.5)]
      : [
          ...classFill(
            'distance-bands',
            source,
            bandOrder.map((band) => bandColours[band]),
            fewOrMissing(isListed ? school.county : null),
          ),
          valueText('band-values-text', 'band-values', 10.8),
        ],
    ...(byAtom ? {} : { states: { source, sourceLayer: source, values } }),
    legend: {
      title: text.transportScene.legendBands,
      entries: [
        ...entries,
        ...(bands.areas.some((area) => area.pupils === 'hidden')
          ? [{ kind: 'hatch' as const, label: text.merged }]
          : []),
        ...(isListed ? [fewEntry] : []),
        ...(counties.length > 1 || !isListed ? [missingEntry] : []),
        { kind: 'note', label: text.transportScene.disclaimer },
      ],
    },
    sources: bands.sources,
  };
}
