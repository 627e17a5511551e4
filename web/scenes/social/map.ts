/** What the map of social spaces shows: one indicator, its change, two at once, or the index; and the offers on top. */
import type { IndicatorValues } from '../../../server/contract/indicators.ts';
import type { Offer, Offers } from '../../../server/contract/offers.ts';
import type { SocialIndex } from '../../../server/contract/socialIndex.ts';
import { classLimits } from '../../../server/planning/socialSpace/classes.ts';
import { extentOf } from '../../charts/scale.ts';
import { changeLayer, countLayer, crossedLayer, rateLayer, type Classed } from '../../layers/indicator.ts';
import type { MapLayer } from '../../layers/layer.ts';
import { offersLayer } from '../../layers/offers.ts';
import { crossed } from '../../layers/ramps.ts';
import { statusLayer } from '../../layers/socialStatus.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { signing } from '../../text/format.ts';
import { allChanges, allValues, areasAt, changesAt } from './shown.ts';

/** An indicator as it is looked at. */
export interface Seen {
  answer: IndicatorValues;
  year: number;
  /** All its values of all years. */
  values: readonly number[];
  write: (value: number) => string;
  /** Null: no change is shown. */
  since: number | null;
  /** The other one of two, and the year of it. */
  second: { answer: IndicatorValues; year: number } | null;
}

/** Classes of each of two indicators. */
const CROSSED = 3;
const thirds = (of: readonly number[]) => (of.length ? classLimits('quantile', of, CROSSED) : []);

/** Of a second indicator the year nearest to the one that is shown. */
export const nearestYear = ({ years }: IndicatorValues, year: number): number | null =>
  years.reduce<number | null>(
    (best, one) => (best === null || Math.abs(one - year) < Math.abs(best - year) ? one : best),
    null,
  );

export const indexLayers = (index: SocialIndex, speech: Speech): MapLayer[] =>
  index.year === null ? [] : [statusLayer(index, speech.text, speech.format)];

/** @param asDiscs a count in proportion, else classes by colour */
export function valueLayers(seen: Seen, classed: Classed, asDiscs: boolean, speech: Speech): MapLayer[] {
  const { answer, year, values, write, since, second } = seen;
  if (values.length === 0) return [];
  const { layer, sources, indicator } = answer;
  const name = speech.say(indicator.name);
  const unit = indicator.unit ? ` (${indicator.unit})` : '';
  const areas = areasAt(answer, year);
  const shown = { ...{ layer, sources, write, areas }, text: speech.text, title: `${name}${unit}, ${year}` };
  if (since !== null) {
    const points = indicator.unit === '%' ? ` (${speech.text.socialScene.points})` : unit;
    const changed = { ...shown, title: `${name}${points}, ${since} → ${year}`, areas: changesAt(answer, year, since) };
    return [changeLayer(changed, allChanges(answer, since), signing(write))];
  }
  if (second) {
    const other = allValues(second.answer);
    if (other.length === 0) return [];
    const otherName = speech.say(second.answer.indicator.name);
    return [
      crossedLayer(
        { ...shown, title: `${name}, ${year} × ${otherName}, ${second.year}` },
        { areas: areasAt(second.answer, second.year), limits: thirds(other), name: otherName },
        { limits: thirds(values), name },
        crossed(CROSSED),
      ),
    ];
  }
  return [asDiscs ? countLayer(shown, extentOf(values)[1]) : rateLayer(shown, classed)];
}

/** @param chosen kinds of offers */
export function offerLayers(
  { kinds, sources }: Offers,
  offers: readonly Offer[],
  chosen: readonly string[],
  speech: Speech,
): MapLayer[] {
  if (offers.length === 0) return [];
  return [
    offersLayer({
      ...{ offers, sources },
      kinds: kinds.filter(({ key }) => chosen.includes(key)),
      title: speech.text.socialScene.offers.legend,
      label: (kind) => speech.say(kind.label),
    }),
  ];
}
