/** The youth-welfare planner's first question: where do Kita places lack? */
import type { KitaSupply, SupplyArea } from '../contract/kita.ts';
import type { Sentence } from '../contract/common.ts';
import { populationDates, residentsByAge, type AgeCount, type PopulationDate } from '../data/repositories/people.ts';
import { listKitas, type KitaRecord } from '../data/repositories/sites.ts';
import { releaseCount, releaseFigure, releaseTotal, type Policy } from '../planning/confidentiality/release.ts';
import { childrenOf, placesOf, supply, unassignedPlaces, type AgeGroupRule } from '../planning/kita/supply.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
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
  const rule = (await rulesFor(context, counties, 'kita'))[0];
  if (!rule) throw noRule();
  const group = rule.values.groups.find(({ key }) => key === query.group) ?? rule.values.groups[0];
  if (!group) throw noRule();
  if (query.group !== undefined && group.key !== query.group) throw unknownGroup(query.group, rule.values.groups);
  const targetRate = query.rate ?? group.targetRate;
  const layer = await chooseLayer(context, counties, query.layer, ['planungsraum', 'sozialraum', 'gemeinde']);
  const dates = onePerDate(await populationDates(db, counties));
  const wanted = query.date === undefined ? dates[0] : dates.find(({ date }) => date === query.date);
  if (query.date !== undefined && !wanted) throw unknownDate(query.date, dates);
  const kitas = await listKitas(db, counties, layer.imports);
  const children = await childrenByArea(context, counties, dates, layer, group);
  const policy = populationPolicy(wanted?.basis ?? '');
  const date = wanted?.date ?? null;
  const byFid = groupKitas(kitas);
  const areas = layer.areas.map((area): SupplyArea => {
    const fid = `${area.county}/${area.key}`;
    const own = byFid.get(fid) ?? [];
    const figures = released(
      policy,
      date === null ? null : (children.sums.get(date)?.get(fid) ?? null),
      placesOf(group, own.map(placesOfKita)),
      targetRate,
      kitas.length > 0,
    );
    return { county: area.county, key: area.key, name: area.name, point: area.point, kitas: own.length, ...figures };
  });
  const inside = kitas.filter(({ area }) => area !== null);
  const totalPlaces = placesOf(group, inside.map(placesOfKita));
  const everyArea = date === null ? [] : [...(children.sums.get(date)?.values() ?? [])];
  const totalChildren = date === null ? null : sum(everyArea);
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
    total: released(policy, totalChildren, totalPlaces, targetRate, kitas.length > 0, everyArea),
    unassignedPlaces: sum(kitas.map((kita) => unassignedPlaces(placesOfKita(kita)))),
    kitasWithoutPlaces: kitas.filter(({ usablePlaces }) => usablePlaces === null).length,
    kitasOutside: kitas.length - inside.length,
    notices: notices(kitas, inside, group, children.missingAges, date),
    series: series(children.sums, dates, layer, byFid, group, targetRate),
    sources: await sources(context, counties, ['kitas', 'population', 'areas']),
  };
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

type Figures = Omit<SupplyArea, 'county' | 'key' | 'name' | 'point' | 'kitas'>;

/** `kitasKnown`: without any list of Kitas a gap would call every child unserved; it is then no figure at all. */
/** `parts`: the areas' children where the figure is their total, so that no hidden area is told by subtraction. */
function released(
  policy: Policy,
  children: number | null,
  places: number,
  rate: number,
  kitasKnown: boolean,
  parts: number[] | null = null,
): Figures {
  if (children === null) return { children: null, demand: null, places, gap: null, coverage: null };
  const count = parts === null ? releaseCount(policy, children) : releaseTotal(policy, parts);
  const { demand, gap, coverage } = supply(children, places, rate);
  const shown = (figure: number | null) => (count === 'hidden' ? 'hidden' : releaseFigure(policy, figure, [children]));
  return {
    children: count,
    demand: shown(demand),
    places,
    gap: kitasKnown ? shown(gap) : null,
    coverage: kitasKnown ? shown(coverage) : null,
  };
}

/** Of one date the finest layer and one basis count: two bases of a date are never added. */
function onePerDate(dates: PopulationDate[]): PopulationDate[] {
  const chosen = new Map<string, PopulationDate>();
  const all = dates.filter(({ layer }) => layer !== 'kreis');
  for (const entry of all.length > 0 ? all : dates) {
    const id = `${entry.county}|${entry.date}`;
    if (!chosen.has(id)) chosen.set(id, entry);
  }
  return [...chosen.values()];
}

async function childrenByArea(
  context: Operation,
  counties: string[],
  dates: PopulationDate[],
  layer: ChosenLayer,
  group: AgeGroupRule,
): Promise<{ sums: Map<string, Map<string, number>>; missingAges: number[] }> {
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
  const sums = new Map<string, Map<string, number>>();
  const missing = new Set<number>();
  for (const list of atoms.values()) {
    const first = list[0];
    const walk = first && walks.get(layerOfDate.get(`${first.county}|${first.date}`) ?? '');
    const area = first && walk?.get(`${first.county}/${first.atom}`);
    if (!first || area === undefined) continue;
    const { children, missingAges } = childrenOf(
      group,
      list.map(({ ageFrom, ageTo, people }) => ({ from: ageFrom, to: ageTo, people })),
    );
    missingAges.forEach((age) => missing.add(age));
    const ofDate = sums.get(first.date) ?? new Map<string, number>();
    const fid = `${first.county}/${area}`;
    ofDate.set(fid, (ofDate.get(fid) ?? 0) + children);
    sums.set(first.date, ofDate);
  }
  return { sums, missingAges: [...missing].sort((a, b) => a - b) };
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
  sums: Map<string, Map<string, number>>,
  dates: PopulationDate[],
  layer: ChosenLayer,
  kitas: Map<string, KitaRecord[]>,
  group: AgeGroupRule,
  rate: number,
): KitaSupply['series'] {
  const places = new Map([...kitas].map(([fid, list]) => [fid, placesOf(group, list.map(placesOfKita))]));
  const days = [...new Set(dates.map(({ date }) => date))].sort();
  return days.flatMap((date) => {
    const policy = populationPolicy(dates.find((entry) => entry.date === date)?.basis ?? '');
    const ofDate = sums.get(date);
    if (!ofDate) return [];
    const entry = (key: string, children: number | null, own: number, parts: number[] | null = null) => {
      const { demand, gap, children: count } = released(policy, children, own, rate, kitas.size > 0, parts);
      return { date, key, children: count, demand, gap };
    };
    return [
      entry('', sum([...ofDate.values()]), sum([...places.values()]), [...ofDate.values()]),
      ...layer.areas.map(({ county, key }) =>
        entry(`${county}/${key}`, ofDate.get(`${county}/${key}`) ?? null, places.get(`${county}/${key}`) ?? 0),
      ),
    ];
  });
}

function notices(
  kitas: KitaRecord[],
  inside: KitaRecord[],
  group: AgeGroupRule,
  missingAges: number[],
  date: string | null,
): Sentence[] {
  const list: Sentence[] = [];
  const say = (de: string, en: string) => list.push({ de, en });
  const count = (n: number) => n.toLocaleString('de-DE');
  const countEn = (n: number) => n.toLocaleString('en-GB');
  if (kitas.length === 0)
    say(
      'Es sind noch keine Kitas geladen: bitte unter „Daten“ importieren.',
      "No Kitas are loaded yet: please import them under 'Data'.",
    );
  if (date === null)
    say(
      'Es sind noch keine Einwohner nach Alter geladen: bitte unter „Daten“ importieren.',
      "No residents by age are loaded yet: please import them under 'Data'.",
    );
  const unsplit = sum(kitas.map((kita) => unassignedPlaces(placesOfKita(kita))));
  if (unsplit > 0) {
    say(
      `${count(unsplit)} Plätze sind in der Liste keiner Altersgruppe zugeordnet${group.places === 'all' ? '; bei „Alle“ zählen sie mit' : ' und zählen hier nicht mit'}.`,
      `${countEn(unsplit)} places belong to no age group in the list${group.places === 'all' ? "; they count under 'All'" : ' and do not count here'}.`,
    );
  }
  const silent = kitas.filter(({ usablePlaces }) => usablePlaces === null).length;
  if (silent > 0)
    say(
      `${count(silent)} Kitas nennen keine Platzzahl und zählen nicht mit.`,
      `${countEn(silent)} Kitas state no number of places and do not count.`,
    );
  const outside = kitas.length - inside.length;
  if (outside > 0)
    say(
      `${count(outside)} Kitas liegen in keinem Gebiet dieser Ebene.`,
      `${countEn(outside)} Kitas lie in no area of this layer.`,
    );
  if (missingAges.length > 0 && date !== null) {
    const ages = missingAges.join(', ');
    say(
      `Das Alter ${ages} ist in den Einwohnerzahlen nicht einzeln enthalten und fehlt in der Zahl der Kinder.`,
      `Age ${ages} is not told apart in the residents' table and is missing from the number of children.`,
    );
  }
  return list;
}

function noRule(): DomainError {
  return new DomainError('notFound', 'rules.kitaMissing', {
    de: 'Für diesen Kreis sind keine Kita-Altersgruppen hinterlegt: bitte den Regelsatz des Landes eintragen.',
    en: "No Kita age groups are entered for this county: please enter the state's rule set.",
  });
}

function unknownGroup(group: string, groups: AgeGroupRule[]): DomainError {
  const list = groups.map(({ key }) => key).join(', ');
  return new DomainError('invalid', 'kita.unknownGroup', {
    de: `Die Altersgruppe „${group}“ gibt es in diesem Land nicht: möglich sind ${list}.`,
    en: `There is no age group '${group}' in this state: there are ${list}.`,
  });
}

function unknownDate(date: string, dates: PopulationDate[]): DomainError {
  const list = dates
    .map((entry) => entry.date)
    .slice(0, 10)
    .join(', ');
  return new DomainError('notFound', 'population.unknownDate', {
    de: `Zum Stichtag ${date} sind keine Einwohner geladen: vorhanden sind ${list || 'keine'}.`,
    en: `No residents are loaded for ${date}: there are ${list || 'none'}.`,
  });
}
