/** The social index of a county: made of values that are told, so that it tells nothing that they hide. */
import type { SocialIndex } from '../../contract/socialIndex.ts';
import type { Sentence } from '../../contract/common.ts';
import { PUBLISHED, releaseFigure, type ReleasedValue } from '../../planning/confidentiality/release.ts';
import type { IndexResult, RatedIndicator } from '../../planning/socialSpace/indexWork.ts';
import { pooled } from '../../planning/socialSpace/pooled.ts';
import { checkWeights } from '../../planning/socialSpace/socialIndex.ts';
import type { Forecasting } from '../demography/work.ts';
import { chooseLayer } from '../layers.ts';
import { socialIndexOf } from '../rules.ts';
import { catalogueOf, oneIndicator, type Catalogue } from './catalogue.ts';
import { COUNTY_LAYER, NO_CELL, type IndicatorTable, type KnownIndicator } from './known.ts';
import { sourcesOf } from './sourcesOf.ts';
import { PREFERRED } from './values.ts';

interface Query {
  layer?: string | undefined;
  year?: number | undefined;
  with?: string | undefined;
}

interface Chosen {
  known: KnownIndicator;
  weight: number;
  direction: 'burden' | 'strength';
}

/** The same question has the same answer. */
const SEED = 20;
const PEOPLE = 'einwohner';

export async function socialIndexFor(context: Forecasting, selection: string, query: Query): Promise<SocialIndex> {
  const catalogue = await catalogueOf(context, selection);
  const { rule, values: rules } = await socialIndexOf(context, catalogue.counties[0]!.key);
  const counties = catalogue.counties.map(({ key }) => key);
  const chosen = query.with ? parse(catalogue, query.with) : usual(catalogue);
  const own = commonLayers(chosen);
  const { layer, areas } = await chooseLayer(context, counties, query.layer, [
    ...PREFERRED.filter((one) => own.includes(one)),
    ...own,
  ]);
  const usable = chosen.filter(({ known }) => known.layers.some((one) => one.layer === layer));
  // The worker would tell it as a fault of its own.
  if (usable.length > 0) checkWeights(usable.map(({ weight }) => weight));
  const tables: IndicatorTable[] = [];
  for (const { known } of usable) tables.push(await known.table(layer));
  const years = (tables[0]?.years ?? []).filter((year) => tables.every((table) => table.years.includes(year)));
  const year = query.year !== undefined && years.includes(query.year) ? query.year : (years.at(-1) ?? null);
  const ids = areas.map(({ county, key }) => `${county}/${key}`);
  const people = await peopleOf(catalogue, layer, year, ids);
  const told = (value: number | null | undefined): ReleasedValue => releaseFigure(PUBLISHED, value ?? null, []);
  const notices = leftAside(chosen, usable, layer);
  const made = usable.map((one, index) => rated(one, tables[index]!, ids, year, rules));
  const work = {
    indicators: made.map(({ indicator }) => indicator),
    people: people.map(numberOf),
    rule: rules,
    seed: SEED,
  };
  const result = year === null || usable.length === 0 ? null : await context.onPeople({ task: 'socialIndex', ...work });
  if (result) notices.push(...flat(result, usable));
  const why = new Map(result?.now.leftOut.map(({ area, why: reason }) => [area, reason]));
  return {
    ...{ layer, year, years, leastPeople: rules.leastPeople, share: rules.share, rule, notices },
    indicators: usable.map(({ known, weight, direction }, index) => ({
      key: known.definition.key,
      name: known.definition.name,
      unit: known.definition.unit,
      ...{ weight, direction, year: year ?? 0, before: made[index]!.before },
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
        pooled: usable.flatMap(({ known }, index) => (made[index]!.pooledAt.has(at) ? [known.definition.key] : [])),
      };
    }),
    variations: (result?.sensitivity.variations ?? []).map(({ indicator, change, rho }) => ({
      key: usable[indicator]!.known.definition.key,
      change,
      rho: told(rho),
    })),
    sources: await sourcesOf(context, counties, [
      { imports: [], kinds: ['population'] },
      ...usable.map(({ known }) => known),
    ]),
  };
}

const numberOf = (value: ReleasedValue): number | null => (typeof value === 'number' ? value : null);

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

/** The burdens that the county's own tables tell, each as much as the others; what is derived of them would count them twice. */
const usual = ({ known }: Catalogue): Chosen[] =>
  [...known.values()]
    .filter(({ definition }) => definition.direction !== 'neutral' && definition.measure !== 'count')
    .filter(({ definition }) => definition.origin !== 'derived')
    .map((one) => ({
      known: one,
      weight: 1,
      direction: one.definition.direction === 'strength' ? 'strength' : 'burden',
    }));

function commonLayers(chosen: readonly Chosen[]): string[] {
  // A derived one whose input is gone has none, and is left aside.
  const told = chosen.filter(({ known }) => known.layers.length > 0);
  const [first, ...others] = told.map(({ known }) => known.layers.map(({ layer }) => layer));
  return (first ?? []).filter((layer) => layer !== COUNTY_LAYER && others.every((own) => own.includes(layer)));
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

const SCALES: Record<string, number> = { '%': 100, 'je 100': 100, 'je 1.000': 1000, 'je 10.000': 10_000 };

function rated(
  { known, weight, direction }: Chosen,
  table: IndicatorTable,
  ids: readonly string[],
  year: number | null,
  { years: back, leastBehind }: { years: number; leastBehind: number },
): { indicator: RatedIndicator; before: number | null; pooledAt: Set<number> } {
  const scale = SCALES[known.definition.unit] ?? 0;
  const at = year === null ? -1 : table.years.indexOf(year);
  const earlier = year === null ? -1 : table.years.indexOf(year - back);
  const pooledAt = new Set<number>();
  const cells = ids.map((id) => table.areas.get(id) ?? []);
  const take = (index: number, mark: boolean) =>
    cells.map((own, area) => {
      const cell = own[index] ?? NO_CELL;
      const value = numberOf(cell.value);
      if (value === null || scale === 0 || cell.behind === null || cell.behind >= leastBehind)
        return { value, behind: cell.behind };
      const rates = own.slice(0, index + 1).flatMap((one, place) => {
        const rate = numberOf(one.value);
        return rate === null || one.behind === null
          ? []
          : [{ year: table.years[place]!, numerator: (rate / scale) * one.behind, denominator: one.behind }];
      });
      const together = pooled(rates, leastBehind);
      if (!together) return { value, behind: cell.behind };
      if (mark) pooledAt.add(area);
      return { value: together.rate * scale, behind: together.denominator };
    });
  const now = take(at, true);
  return {
    indicator: {
      ...{ weight, direction, scale },
      values: now.map(({ value }) => value),
      behind: now.map(({ behind }) => behind),
      before: earlier < 0 ? null : take(earlier, false).map(({ value }) => value),
    },
    before: earlier < 0 ? null : table.years[earlier]!,
    pooledAt,
  };
}

function leftAside(chosen: readonly Chosen[], usable: readonly Chosen[], layer: string): Sentence[] {
  return chosen
    .filter((one) => !usable.includes(one))
    .map(({ known: { definition } }) => ({
      de: `„${definition.name.de}“ hat auf der Ebene „${layer}“ keine Werte und zählt nicht mit.`,
      en: `'${definition.name.en}' has no values on the layer '${layer}' and does not count.`,
    }));
}

const flat = ({ now }: IndexResult, usable: readonly Chosen[]): Sentence[] =>
  now.notices.map(({ indicator }) => {
    const { name } = usable[indicator]!.known.definition;
    return {
      de: `„${name.de}“ ist überall gleich und unterscheidet die Gebiete nicht.`,
      en: `'${name.en}' is the same everywhere and does not part the areas.`,
    };
  });
