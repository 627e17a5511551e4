/** What the map shows of residence and school: the areas by the indicator, on top each school beside its reference. */
import type { IndicatorValues } from '../../../server/contract/indicators.ts';
import type { Segregation } from '../../../server/contract/segregation.ts';
import { rateLayer, type Classed } from '../../layers/indicator.ts';
import type { MapLayer } from '../../layers/layer.ts';
import { schoolMixLayer, type MixedSchool } from '../../layers/schoolMix.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { amountText } from '../../text/amount.ts';
import { signing } from '../../text/format.ts';
import { areasAt } from './shown.ts';

/** By the year in which a school year begins; of an address that the county does not have, the newest. */
export function schoolYearAt({ years }: Segregation, wanted: number | null): number {
  const found = years.findIndex(({ schoolYear }) => Number(schoolYear.slice(0, 4)) === wanted);
  return found >= 0 ? found : years.length - 1;
}

export const mixedSchools = ({ schools }: Segregation, year: number): MixedSchool[] =>
  schools.map(({ years, ...school }) => ({ ...school, at: years[year]! }));

export function mixLayers(
  mix: Segregation,
  at: number,
  values: IndicatorValues,
  write: (value: number) => string,
  classed: Classed,
  speech: Speech,
): MapLayer[] {
  const { text } = speech;
  const { year } = mix.years[at]!;
  const { name, unit } = mix.indicator;
  return [
    rateLayer(
      {
        ...{ layer: values.layer, areas: areasAt(values, year), sources: values.sources, write, text },
        title: `${speech.say(name)} (${unit}), ${year}`,
      },
      classed,
    ),
    schoolMixLayer({
      ...{ schools: mixedSchools(mix, at), sources: mix.sources, signed: signing(write), text },
      all: mix.schools.flatMap(({ years }) => years),
      title: text.socialScene.schools.legend[mix.reference],
    }),
  ];
}

export function mixTip(
  mix: Segregation,
  at: number,
  fid: string,
  write: (value: number) => string,
  speech: Speech,
): Tooltip | null {
  const school = mixedSchools(mix, at).find((one) => fidOf(one) === fid);
  if (!school) return null;
  const text = speech.text.socialScene.schools;
  const unit = speech.text.socialScene.unit(mix.indicator.unit);
  const { mean, expectedMean, difference, pupils } = school.at;
  const told = (value: number) => `${write(value)}${unit}`;
  return {
    title: school.name,
    lines: [
      typeof mean === 'number'
        ? text.tip.mean(told(mean), amountText(pupils, speech, mix.protection.base))
        : text.noDifference,
      ...(typeof expectedMean === 'number' ? [text.tip.expected[mix.reference](told(expectedMean))] : []),
      ...(typeof difference === 'number' ? [`${text.difference}: ${signing(write)(difference)}`] : []),
    ],
  };
}
