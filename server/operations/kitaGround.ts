/** What Kita planning starts from: the age groups of the rule, the areas, the dates of residents, the Kitas. */
import { listLayers, type LayerRecord } from '../data/repositories/areas.ts';
import type { County } from '../data/repositories/counties.ts';
import { populationDates, residentsByAge, type PopulationDate } from '../data/repositories/people.ts';
import type { RuleRecord } from '../data/repositories/rules.ts';
import type { KitaRecord } from '../data/repositories/sites.ts';
import type { AgeBand, AgeGroupRule, KitaRule } from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { chosenCounties } from './counties.ts';
import { noRule, unequalRules, unknownDate, unknownGroup } from './kitaNotices.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from './layers.ts';
import { offersOf } from './kitaOffers.ts';
import type { OwnRates } from './kitaRates.ts';
import { layeringOf } from './demography/layering.ts';
import { rulesFor } from './rules.ts';

/** Nobody in a Hort is older at the end of a year. */
const OLDEST = 11;

export interface KitaQuery {
  group?: string | undefined;
  layer?: string | undefined;
  date?: string | undefined;
  rate?: number | undefined;
  /** 'state': the rates of the rule set, though the county has its own. */
  rates?: 'own' | 'state' | undefined;
}

export interface KitaGround {
  query: KitaQuery;
  chosen: County[];
  /** Their keys. */
  counties: string[];
  rule: { record: RuleRecord; values: KitaRule };
  group: AgeGroupRule;
  /** Demand per child: as asked, else the group's. */
  targetRate: number;
  layer: ChosenLayer;
  /** Tables of residents, newest first: one per county and date. */
  dates: PopulationDate[];
  /** Of the children; null where no residents are loaded. */
  date: string | null;
  basis: string | null;
  /** Kitas of the list, then family day care. */
  kitas: KitaRecord[];
  /** The county's own target rates, where they are asked for and there. */
  rates: OwnRates | null;
}

/** Kitas of the list, without family day care. */
export const listedKitas = (offers: readonly KitaRecord[]): KitaRecord[] =>
  offers.filter(({ isDayCare }) => !isDayCare);

/** @throws DomainError for an age group, a layer or a date that there is not */
export async function kitaGround(context: Operation, selection: string, query: KitaQuery): Promise<KitaGround> {
  const chosen = await chosenCounties(context, selection);
  const counties = chosen.map(({ key }) => key);
  const { db } = context.database;
  const rules = await rulesFor(context, counties, 'kita');
  const rule = rules[0];
  if (!rule) throw noRule();
  if (rules.some(({ values }) => values.splitAge !== rule.values.splitAge)) throw unequalRules();
  const group = rule.values.groups.find(({ key }) => key === query.group) ?? rule.values.groups[0];
  if (!group) throw noRule();
  if (query.group !== undefined && group.key !== query.group) throw unknownGroup(query.group, rule.values.groups);
  const layer = await chooseLayer(context, counties, query.layer, ['planungsraum', 'sozialraum', 'gemeinde']);
  const tables = await populationDates(db, counties);
  const dates = usableDates(tables, await listLayers(db, counties), layer.layer, counties);
  const wanted = query.date === undefined ? dates[0] : dates.find(({ date }) => date === query.date);
  if (query.date !== undefined && !wanted) throw unknownDate(query.date, dates);
  const offers = await offersOf(
    context,
    chosen,
    layer,
    tables.map((entry) => entry.layer),
  );
  const rates = query.rates === 'state' ? null : offers.rates;
  return {
    query,
    chosen,
    counties,
    rule,
    group,
    targetRate: query.rate ?? countyRate(rates, counties[0]!, group),
    rates,
    layer,
    dates,
    date: wanted?.date ?? null,
    basis: wanted?.basis ?? null,
    kitas: offers.kitas,
  };
}

/** Places per child on the mean of a group's ages, as the county has it. */
function countyRate(rates: OwnRates | null, county: string, group: AgeGroupRule): number {
  if (!rates) return group.targetRate;
  const { ages } = rates.groupIn(county, '', null, group);
  const sum = (of: (entry: (typeof ages)[number]) => number) => ages.reduce((all, entry) => all + of(entry), 0);
  return Math.round((sum(({ share, rate }) => share * rate!) / sum(({ share }) => share)) * 1000) / 1000;
}

/**
 * Per county and date one table of residents: of the layer that is shown, else of the finest that is finer than it (a
 * coarser one cannot be cut), and of one basis. A date counts where every chosen county has it.
 */
function usableDates(
  dates: PopulationDate[],
  layers: LayerRecord[],
  shown: string,
  counties: string[],
): PopulationDate[] {
  const areas = (county: string, key: string) =>
    layers.find((layer) => layer.county === county && layer.key === key)?.areas ?? 0;
  const fine = dates.filter(({ county, layer }) => layer === shown || areas(county, layer) >= areas(county, shown));
  const best = [...fine].sort(
    (a, b) =>
      b.date.localeCompare(a.date) ||
      Number(b.layer === shown) - Number(a.layer === shown) ||
      areas(b.county, b.layer) - areas(a.county, a.layer) ||
      b.basis.localeCompare(a.basis),
  );
  const chosen = new Map<string, PopulationDate>();
  for (const entry of best) {
    const id = `${entry.county}|${entry.date}`;
    if (!chosen.has(id)) chosen.set(id, entry);
  }
  const present = [...chosen.values()];
  return present.filter(({ date }) =>
    counties.every((county) => present.some((entry) => entry.county === county && entry.date === date)),
  );
}

/** Residents of an area of their table on a date. */
export interface AreaResidents {
  county: string;
  /** The table's area, and that of the shown layer which holds it; null: none does. */
  key: string;
  area: string | null;
  date: string;
  bands: AgeBand[];
}

export async function residentsOf(
  context: Operation,
  { chosen, counties, layer }: Pick<KitaGround, 'chosen' | 'counties' | 'layer'>,
  dates: PopulationDate[],
): Promise<AreaResidents[]> {
  const counts = await residentsByAge(context.database.db, dates, OLDEST);
  const walks = new Map<string, Map<string, string>>();
  const carried = new Map<string, Map<string, string>>();
  for (const fromLayer of new Set(dates.map((entry) => entry.layer))) {
    walks.set(fromLayer, await crosswalk(context, counties, fromLayer, layer));
    carried.set(fromLayer, await carriedKeys(context, chosen, fromLayer));
  }
  const layerOfDate = new Map(dates.map((entry) => [`${entry.county}|${entry.date}`, entry.layer]));
  const residents = new Map<string, AreaResidents>();
  for (const { county, date, atom, ageFrom: from, ageTo: to, people } of counts) {
    const of = layerOfDate.get(`${county}|${date}`) ?? '';
    // Who lived in a Gemeinde that was merged lives in the one of today.
    const key = carried.get(of)?.get(`${county}/${atom}`) ?? atom;
    const id = `${date}|${county}|${atom}`;
    const known = residents.get(id);
    if (known) known.bands.push({ from, to, people });
    else {
      const area = walks.get(of)?.get(`${county}/${key}`) ?? null;
      residents.set(id, { county, key, area, date, bands: [{ from, to, people }] });
    }
  }
  return [...residents.values()];
}

/** `county/key` of an area of a former edition → key of the area of today. */
async function carriedKeys(
  context: Operation,
  counties: readonly County[],
  layer: string,
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const county of counties) {
    const { at, carried } = await layeringOf(context, county, layer);
    const today = [...at.keys()];
    carried.forEach((number, former) => keys.set(`${county.key}/${former}`, today[number]!));
  }
  return keys;
}
