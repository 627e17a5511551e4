/** The youth-welfare planner's first question: where do Kita places lack? */
import type { KitaSupply, SupplyArea } from '../contract/kita.ts';
import { listLayers, type LayerRecord } from '../data/repositories/areas.ts';
import { populationDates, residentsByAge, type AgeCount, type PopulationDate } from '../data/repositories/people.ts';
import { listKitas, type KitaRecord } from '../data/repositories/sites.ts';
import { releaseFigure, releaseTotal, type Policy } from '../planning/confidentiality/release.ts';
import {
  childrenOf,
  demandOf,
  placesOf,
  supply,
  unassignedPlaces,
  type AgeGroupRule,
} from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { dataNotices, noRule, notices, unequalRules, unknownDate, unknownGroup } from './kitaNotices.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from './layers.ts';
import { populationPolicy } from './policies.ts';
import { ruleNote, rulesFor } from './rules.ts';
import { placesOfKita } from './sites.ts';

/** Kita planning needs no one older than school entry. */
const OLDEST = 7;

export async function kitaSupply(
  context: Operation,
  selection: string,
  query: {
    group?: string | undefined;
    layer?: string | undefined;
    date?: string | undefined;
    rate?: number | undefined;
  },
): Promise<KitaSupply> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { db } = context.database;
  const rules = await rulesFor(context, counties, 'kita');
  const rule = rules[0];
  if (!rule) throw noRule();
  if (rules.some(({ values }) => values.splitAge !== rule.values.splitAge)) throw unequalRules();
  const group = rule.values.groups.find(({ key }) => key === query.group) ?? rule.values.groups[0];
  if (!group) throw noRule();
  if (query.group !== undefined && group.key !== query.group) throw unknownGroup(query.group, rule.values.groups);
  const targetRate = query.rate ?? group.targetRate;
  const layer = await chooseLayer(context, counties, query.layer, ['planungsraum', 'sozialraum', 'gemeinde']);
  const dates = usableDates(await populationDates(db, counties), await listLayers(db, counties), layer.layer, counties);
  const wanted = query.date === undefined ? dates[0] : dates.find(({ date }) => date === query.date);
  if (query.date !== undefined && !wanted) throw unknownDate(query.date, dates);
  const kitas = await listKitas(db, counties, layer.imports);
  const children = await childrenByArea(context, counties, dates, layer, group, rule.values.groups, query.rate);
  const policy = populationPolicy(wanted?.basis ?? '');
  const date = wanted?.date ?? null;
  const byFid = groupKitas(kitas);
  const areas = layer.areas.map((area): SupplyArea => {
    const fid = `${area.county}/${area.key}`;
    const own = byFid.get(fid) ?? [];
    const here = date === null ? undefined : children.sums.get(date)?.get(fid);
    const figures = released(policy, here ?? null, placesOf(group, own.map(placesOfKita)), kitas.length > 0);
    return { county: area.county, key: area.key, name: area.name, point: area.point, kitas: own.length, ...figures };
  });
  const inside = kitas.filter(({ area }) => area !== null);
  const totalPlaces = placesOf(group, inside.map(placesOfKita));
  const everyArea = date === null ? [] : [...(children.sums.get(date)?.values() ?? [])];
  return {
    layer: layer.layer,
    date,
    basis: wanted?.basis ?? null,
    dates: dates.map(({ date: day, basis }) => ({ date: day, basis })),
    groups: rule.values.groups.map((entry) => ({
      key: entry.key,
      label: entry.label,
      ageFrom: Math.min(...entry.ages.map(({ age }) => age)),
      ageTo: Math.max(...entry.ages.map(({ age }) => age)),
      cohorts: sum(entry.ages.map(({ share }) => share)),
      defaultTargetRate: entry.targetRate,
    })),
    group: group.key,
    targetRate,
    rule: ruleNote(rule.record),
    areas,
    total: releasedTotal(policy, everyArea, totalPlaces, kitas.length > 0),
    unassignedPlaces: sum(kitas.map((kita) => unassignedPlaces(placesOfKita(kita)))),
    kitasWithoutPlaces: kitas.filter(({ usablePlaces }) => usablePlaces === null).length,
    kitasOutside: kitas.length - inside.length,
    notices: [
      ...notices(kitas, inside, group, children.missingAges, date),
      ...dataNotices(rule.values.splitAge, kitas, date === null ? 0 : (children.lost.get(date) ?? 0)),
    ],
    series: series(children.sums, dates, layer, byFid, group),
    sources: await sources(context, counties, ['kitas', 'population', 'areas']),
  };
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

type Figures = Omit<SupplyArea, 'county' | 'key' | 'name' | 'point' | 'kitas'>;

/** Children of a group in one area, what they demand, and the children of every group that a reader could subtract. */
interface Children {
  children: number;
  demand: number;
  related: number[];
}

/**
 * `kitasKnown`: without any list of Kitas a gap would call every child unserved; it is then no figure at all. Groups
 * contain each other (all = under 3 + from 3), so where one of them is hidden, the group that holds it is hidden too.
 */
function released(policy: Policy, here: Children | null, places: number, kitasKnown: boolean): Figures {
  if (here === null) return { children: null, demand: null, places, gap: null, coverage: null };
  const { children, demand, related } = here;
  const { gap, coverage } = supply(children, places, demand);
  const behind = [children, ...related];
  const figure = (value: number | null) => releaseFigure(policy, value, behind);
  return {
    children: figure(children),
    demand: figure(rounded(demand)),
    places,
    gap: kitasKnown ? figure(rounded(gap)) : null,
    coverage: kitasKnown && coverage !== null ? figure(rounded(coverage)) : null,
  };
}

function releasedTotal(policy: Policy, areas: Children[], places: number, kitasKnown: boolean): Figures {
  const total = {
    children: sum(areas.map(({ children }) => children)),
    demand: sum(areas.map(({ demand }) => demand)),
    related: [],
  };
  if (areas.length === 0) return released(policy, null, places, kitasKnown);
  // No hidden area must be told by the total beside the others.
  const hidden =
    releaseTotal(
      policy,
      areas.map(({ children }) => children),
    ) === 'hidden';
  const figures = released(policy, total, places, kitasKnown);
  return hidden
    ? {
        ...figures,
        children: 'hidden',
        demand: 'hidden',
        gap: figures.gap === null ? null : 'hidden',
        coverage: figures.coverage === null ? null : 'hidden',
      }
    : figures;
}

/** Thousandths of a place: more digits would be those of the arithmetic. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

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

async function childrenByArea(
  context: Operation,
  counties: string[],
  dates: PopulationDate[],
  layer: ChosenLayer,
  group: AgeGroupRule,
  groups: AgeGroupRule[],
  rate: number | undefined,
): Promise<{ sums: Map<string, Map<string, Children>>; lost: Map<string, number>; missingAges: number[] }> {
  const counts = await residentsByAge(context.database.db, dates, OLDEST);
  const walks = new Map<string, Map<string, string>>();
  for (const fromLayer of new Set(dates.map((entry) => entry.layer))) {
    walks.set(fromLayer, await crosswalk(context, counties, fromLayer, layer));
  }
  const layerOfDate = new Map(dates.map((entry) => [`${entry.county}|${entry.date}`, entry.layer]));
  const atoms = new Map<string, AgeCount[]>();
  for (const count of counts) {
    const id = `${count.date}|${count.county}|${count.atom}`;
    const list = atoms.get(id);
    if (list) list.push(count);
    else atoms.set(id, [count]);
  }
  // Only a group that holds others can be told from them by subtraction.
  const parts = group.places === 'all' ? groups.filter(({ key }) => key !== group.key) : [];
  const sums = new Map<string, Map<string, Children>>();
  const lost = new Map<string, number>();
  const missing = new Set<number>();
  for (const list of atoms.values()) {
    const first = list[0];
    if (!first) continue;
    const bands = list.map(({ ageFrom, ageTo, people }) => ({ from: ageFrom, to: ageTo, people }));
    const { children, missingAges } = childrenOf(group, bands);
    const area = walks
      .get(layerOfDate.get(`${first.county}|${first.date}`) ?? '')
      ?.get(`${first.county}/${first.atom}`);
    if (area === undefined) {
      lost.set(first.date, (lost.get(first.date) ?? 0) + children);
      continue;
    }
    missingAges.forEach((age) => missing.add(age));
    const ofDate = sums.get(first.date) ?? new Map<string, Children>();
    sums.set(first.date, ofDate);
    const fid = `${first.county}/${area}`;
    const before = ofDate.get(fid) ?? { children: 0, demand: 0, related: parts.map(() => 0) };
    ofDate.set(fid, {
      children: before.children + children,
      demand: before.demand + (rate === undefined ? demandOf(group, bands) : children * rate),
      related: before.related.map((people, index) => people + childrenOf(parts[index] ?? group, bands).children),
    });
  }
  return { sums, lost, missingAges: [...missing].sort((a, b) => a - b) };
}

function groupKitas(kitas: KitaRecord[]): Map<string, KitaRecord[]> {
  const byFid = new Map<string, KitaRecord[]>();
  for (const kita of kitas) {
    if (kita.area === null) continue;
    const fid = `${kita.county}/${kita.area}`;
    const list = byFid.get(fid);
    if (list) list.push(kita);
    else byFid.set(fid, [kita]);
  }
  return byFid;
}

function series(
  sums: Map<string, Map<string, Children>>,
  dates: PopulationDate[],
  layer: ChosenLayer,
  kitas: Map<string, KitaRecord[]>,
  group: AgeGroupRule,
): KitaSupply['series'] {
  const places = new Map([...kitas].map(([fid, list]) => [fid, placesOf(group, list.map(placesOfKita))]));
  const known = kitas.size > 0;
  const days = [...new Set(dates.map(({ date }) => date))].sort();
  return days.flatMap((date) => {
    const policy = populationPolicy(dates.find((entry) => entry.date === date)?.basis ?? '');
    const ofDate = sums.get(date);
    if (!ofDate) return [];
    const entry = (key: string, { children, demand, gap }: Figures) => ({ date, key, children, demand, gap });
    return [
      entry('', releasedTotal(policy, [...ofDate.values()], sum([...places.values()]), known)),
      ...layer.areas.map(({ county, key }) => {
        const fid = `${county}/${key}`;
        return entry(fid, released(policy, ofDate.get(fid) ?? null, places.get(fid) ?? 0, known));
      }),
    ];
  });
}
