/** The social index of a county: made of values that are told, so that it tells nothing that they hide. */
import type { SocialIndex } from '../../contract/socialIndex.ts';
import { PUBLISHED, releaseFigure, type ReleasedValue } from '../../planning/confidentiality/release.ts';
import { checkWeights } from '../../planning/socialSpace/socialIndex.ts';
import type { Forecasting } from '../demography/work.ts';
import { chooseLayer } from '../layers.ts';
import { socialIndexOf } from '../rules.ts';
import { catalogueOf, oneIndicator, type Catalogue } from './catalogue.ts';
import { drawn, flat, leftAside, otherYear, otherYears, tooMany } from './indexNotices.ts';
import { numberOf, rated, type Chosen, type Rated } from './indexRates.ts';
import { COUNTY_LAYER, yearsOf } from './known.ts';
import { sourcesOf } from './sourcesOf.ts';
import { PREFERRED } from './values.ts';

interface Query {
  layer?: string | undefined;
  year?: number | undefined;
  with?: string | undefined;
}

/** The same question has the same answer. */
const SEED = 20;
const PEOPLE = 'einwohner';
/** As many as can be chosen. */
const MOST = 20;

export async function socialIndexFor(context: Forecasting, selection: string, query: Query): Promise<SocialIndex> {
  const catalogue = await catalogueOf(context, selection);
  const { rule, values: rules } = await socialIndexOf(context, catalogue.counties[0]!.key);
  const counties = catalogue.counties.map(({ key }) => key);
  const offered = query.with ? parse(catalogue, query.with) : usual(catalogue);
  const chosen = offered.slice(0, MOST);
  // The worker would tell it as a fault of its own.
  if (chosen.length > 0) checkWeights(chosen.map(({ weight }) => weight));
  const { layer, areas } = await chooseLayer(context, counties, query.layer, layersFor(chosen));
  const yearsOn = ({ known }: Chosen) => known.layers.find((one) => one.layer === layer)?.years ?? [];
  const years = yearsOf(chosen.flatMap(yearsOn));
  const year = nearest(years, query.year);
  const counting = chosen.flatMap((one) => {
    const own = yearsOn(one).findLast((each) => year !== null && each <= year);
    return own === undefined ? [] : [{ ...one, year: own }];
  });
  const ids = areas.map(({ county, key }) => `${county}/${key}`);
  const made: Rated[] = [];
  for (const one of counting) made.push(rated(one, await one.known.table(layer), ids, rules));
  const people = await peopleOf(catalogue, layer, year, ids);
  const told = (value: number | null | undefined): ReleasedValue => releaseFigure(PUBLISHED, value ?? null, []);
  const work = {
    indicators: made.map(({ indicator }) => indicator),
    people: people.map(numberOf),
    rule: rules,
    seed: SEED,
  };
  const isWeighed = counting.some(({ weight }) => weight > 0);
  const result = isWeighed ? await context.onPeople({ task: 'socialIndex', ...work }) : null;
  const aside = chosen.filter(({ known }) => !counting.some((one) => one.known === known));
  const sure = counting.filter((_, at) => made[at]!.isSure);
  const notices = [
    ...tooMany(offered.length, chosen.length),
    ...otherYear(query.year, year),
    ...otherYears(counting, year),
    ...leftAside(aside, { layer, before: (one) => (yearsOn(one).length > 0 ? year : null) }),
    ...(result ? [...flat(result, counting), ...drawn(result, rules.draws, sure)] : []),
  ];
  const why = new Map(result?.now.leftOut.map(({ area, why: reason }) => [area, reason]));
  return {
    ...{ layer, year, years, leastPeople: rules.leastPeople, share: rules.share },
    ...{ draws: result?.draws ?? 0, rule, notices },
    indicators: counting.map(({ known, weight, direction, year: own }, index) => ({
      key: known.definition.key,
      name: known.definition.name,
      unit: known.definition.unit,
      ...{ weight, direction, year: own, before: made[index]!.before },
    })),
    areas: areas.map(({ county, key, name, point }, at) => {
      const [likely, type] = [result?.intervals[at], result?.types[at]];
      return {
        ...{ county, key, name, point, people: people[at]! },
        index: told(result?.now.index[at]),
        z: (result?.now.z ?? []).map((column) => told(column[at])),
        rank: told(result?.sensitivity.rank[at]),
        likely: [told(likely?.low), told(likely?.high)] as [ReleasedValue, ReleasedValue],
        weighed: [told(result?.sensitivity.lowest[at]), told(result?.sensitivity.highest[at])] as [
          ReleasedValue,
          ReleasedValue,
        ],
        ...{ status: type?.status ?? null, dynamic: type?.dynamic ?? null, group: type?.group ?? null },
        leftOut: result ? (why.get(at) ?? null) : 'missing',
        pooled: counting.flatMap(({ known }, index) => (made[index]!.pooledAt.has(at) ? [known.definition.key] : [])),
      };
    }),
    variations: (result?.sensitivity.variations ?? []).map(({ indicator, change, rho }) => ({
      key: counting[indicator]!.known.definition.key,
      change,
      rho: told(rho),
    })),
    sources: await sourcesOf(context, counties, [
      { imports: [], kinds: ['population'] },
      ...counting.map(({ known }) => known),
    ]),
  };
}

function parse(catalogue: Catalogue, text: string): Chosen[] {
  return text.split(',').map((part) => {
    const [key = '', weight = '1', direction] = part.split(':');
    const known = oneIndicator(catalogue, key);
    const usualDirection = known.definition.direction === 'strength' ? 'strength' : 'burden';
    return {
      known,
      weight: Number(weight),
      direction: direction === 'burden' || direction === 'strength' ? direction : usualDirection,
    };
  });
}

/**
 * The burdens that the county's own tables tell, each as much as the others; what is derived of them would count them twice. What is
 * told for the county only comes last.
 */
function usual({ known }: Catalogue): Chosen[] {
  const burdens = [...known.values()]
    .filter(({ definition }) => definition.direction !== 'neutral' && definition.measure !== 'count')
    .filter(({ definition }) => definition.origin !== 'derived')
    .map((one): Chosen => ({
      known: one,
      weight: 1,
      direction: one.definition.direction === 'strength' ? 'strength' : 'burden',
    }));
  const isOfAreas = (one: Chosen) => one.known.layers.some(({ layer }) => layer !== COUNTY_LAYER);
  return [...burdens.filter(isOfAreas), ...burdens.filter((one) => !isOfAreas(one))];
}

/** Those with values of most of the chosen ones first, then the usual order. */
function layersFor(chosen: readonly Chosen[]): string[] {
  const counts = new Map<string, number>();
  for (const { known } of chosen)
    for (const { layer } of known.layers) if (layer !== COUNTY_LAYER) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  const place = (layer: string) => [...PREFERRED, layer].indexOf(layer);
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || place(a) - place(b));
}

/** The newest one where none is asked for. */
function nearest(years: readonly number[], asked: number | undefined): number | null {
  if (asked === undefined) return years.at(-1) ?? null;
  const gap = (year: number) => Math.abs(year - asked);
  return years.reduce<number | null>((best, year) => (best === null || gap(year) < gap(best) ? year : best), null);
}

async function peopleOf(
  { known }: Catalogue,
  layer: string,
  year: number | null,
  ids: readonly string[],
): Promise<ReleasedValue[]> {
  const residents = known.get(PEOPLE);
  if (!residents?.layers.some((one) => one.layer === layer)) return ids.map(() => null);
  const { years, areas } = await residents.table(layer);
  // Of a year without a table of residents the nearest one.
  const at = years.reduce((best, one, index) => {
    const gap = (of: number) => Math.abs(years[of]! - (year ?? one));
    return gap(index) < gap(best) ? index : best;
  }, 0);
  return ids.map((id) => areas.get(id)?.[at]?.value ?? null);
}
