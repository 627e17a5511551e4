/** The youth-welfare planner's first question: where do Kita places lack? */
import type { Count } from '../contract/common.ts';
import type { KitaSupply, SupplyArea } from '../contract/kita.ts';
import type { PopulationDate } from '../data/repositories/people.ts';
import type { KitaRecord } from '../data/repositories/sites.ts';
import { PUBLISHED, rawCounts, releaseCount, releaseFigure } from '../planning/confidentiality/release.ts';
import {
  licensedPlaces,
  occupancy,
  placesOf,
  supply,
  unassignedPlaces,
  type AgeGroupRule,
} from '../planning/kita/supply.ts';
import { lacking } from '../planning/kita/together.ts';
import type { Operation } from '../context.ts';
import { sources } from './counties.ts';
import { childrenByArea, hiddenOn, spanOf, type Children, type ChildrenByArea } from './kitaDemand.ts';
import { kitaGround, listedKitas, residentsOf, type KitaQuery } from './kitaGround.ts';
import { dataNotices, notices, silentNotice } from './kitaNotices.ts';
import type { ChosenLayer } from './layers.ts';
import { sharingGroups } from './kitaReach/demand.ts';
import { ruleNote } from './rules.ts';
import { placesOfKita } from './sites.ts';

export async function kitaSupply(context: Operation, selection: string, query: KitaQuery): Promise<KitaSupply> {
  const ground = await kitaGround(context, selection, query);
  const { counties, rule, group, targetRate, layer, dates, kitas, date } = ground;
  const hidden = await hiddenOn(context, ground, dates);
  const residents = await residentsOf(context, ground, dates);
  const children = childrenByArea(ground, residents, hidden);
  const parts = sharingGroups(ground).filter((part) => group.places === 'all' || part.key === group.key);
  const byPart = parts.map((part) =>
    part === group ? children : childrenByArea({ ...ground, group: part }, residents, hidden),
  );
  /** What each age group asks for in an area (null: all of them). */
  const wanted = (day: string | null, fid: string | null): Wish[] =>
    byPart.map(({ sums, totals }, at) => ({
      group: parts[at]!,
      children: (day === null ? null : fid === null ? totals.get(day) : sums.get(day)?.get(fid)) ?? null,
    }));
  const byFid = groupKitas(kitas);
  // The list tells who is there today: beside children of other years it is no rate.
  const isNewest = date === dates[0]?.date;
  const isKnown = listedKitas(kitas).length > 0;
  const areas = layer.areas.map((area): SupplyArea => {
    const fid = `${area.county}/${area.key}`;
    const own = byFid.get(fid) ?? [];
    const here = date === null ? undefined : children.sums.get(date)?.get(fid);
    const figures = released(here ?? null, placesOf(group, own.map(placesOfKita)), isKnown);
    return {
      ...{ county: area.county, key: area.key, name: area.name, point: area.point, kitas: countOf(own) },
      ...figures,
      ...useOf(group, own, isNewest ? figures.children : null),
      ...apart(group, own, here ?? null, wanted(date, fid)),
    };
  });
  const inside = kitas.filter(({ area }) => area !== null);
  const totalPlaces = placesOf(group, inside.map(placesOfKita));
  const whole = (date === null ? null : children.totals.get(date)) ?? null;
  const total = released(whole, totalPlaces, isKnown);
  return {
    layer: layer.layer,
    date,
    basis: ground.basis,
    dates: dates.map(({ date: day, basis }) => ({ date: day, basis })),
    groups: rule.values.groups.map((entry) => ({
      key: entry.key,
      label: entry.label,
      ageFrom: spanOf(entry).from,
      ageTo: spanOf(entry).to,
      cohorts: sum(entry.ages.map(({ share }) => share)),
      defaultTargetRate: entry.targetRate,
    })),
    group: group.key,
    targetRate,
    rule: ruleNote(rule.record),
    areas,
    total: {
      ...total,
      ...useOf(group, inside, isNewest ? total.children : null),
      ...apart(group, inside, whole, wanted(date, null)),
      guests: guestsOf(inside),
    },
    ownRates: ground.rates && { layer: ground.rates.layer },
    unassignedPlaces: sum(kitas.map((kita) => unassignedPlaces(placesOfKita(kita)))),
    kitasWithoutPlaces: kitas.filter(({ usablePlaces }) => usablePlaces === null).length,
    kitasOutside: listedKitas(kitas).length - listedKitas(inside).length,
    notices: [
      ...notices(kitas, inside, group, children.missingAges, date),
      ...dataNotices(rule.values.splitAge, kitas, date === null ? 0 : (children.lost.get(date) ?? 0)),
      ...silentNotice(
        occupancy(group, listedKitas(inside).map(placesOfKita))?.telling ?? 0,
        listedKitas(inside).length,
      ),
    ],
    series: series(children, dates, layer, byFid, group),
    sources: await sources(context, counties, ['kitas', 'population', 'areas']),
  };
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

type Use = Pick<SupplyArea, 'licensed' | 'occupied' | 'use' | 'participation'>;
type Apart = Pick<SupplyArea, 'dayCare' | 'integration' | 'fullDay' | 'lacking'>;
type Figures = Omit<SupplyArea, 'county' | 'key' | 'name' | 'point' | 'kitas' | keyof Use | keyof Apart>;

interface Wish {
  group: AgeGroupRule;
  children: Children | null;
}

const countOf = (offers: readonly KitaRecord[]): number => listedKitas(offers).length;
const sumTold = (numbers: readonly (number | null)[]): number | null =>
  numbers.every((one) => one === null) ? null : sum(numbers.map((one) => one ?? 0));

/**
 * What is kept apart: day care and integration places, places for the whole day, and how many children are without a place that fits
 * when totals, caps by age and hours are looked at together. Of told demands, so that it tells no more than they do.
 */
function apart(
  group: AgeGroupRule,
  offers: readonly KitaRecord[],
  here: Children | null,
  wishes: readonly Wish[],
): Apart {
  const all = offers.map(placesOfKita);
  const isHidden = wishes.some(({ children }) => children?.isHidden);
  const tell = (value: number | null) => (isHidden ? ('hidden' as const) : releaseFigure(PUBLISHED, value, []));
  const kitas = listedKitas(offers);
  const placesIn = (offer: KitaRecord) => placesOf(group, [placesOfKita(offer)]);
  // The list gives them for all ages: of one group they are no more than its places.
  const fullDayPlaces = sumTold(
    kitas.map((kita) => (kita.fullDayPlaces === null ? null : Math.min(kita.fullDayPlaces, placesIn(kita)))),
  );
  const fullDay = here?.fullDay ?? null;
  const isKnown = here !== null && wishes.every(({ children }) => children !== null);
  return {
    dayCare: kitas.length === offers.length ? null : sum(offers.map((one) => (one.isDayCare ? placesIn(one) : 0))),
    integration: sumTold(kitas.map((kita) => kita.integrationPlaces)),
    fullDay:
      fullDay === null && fullDayPlaces === null
        ? null
        : {
            demand: tell(fullDay === null ? null : rounded(fullDay)),
            places: fullDayPlaces,
            gap: tell(fullDay === null || fullDayPlaces === null ? null : rounded(fullDayPlaces - fullDay)),
          },
    lacking: tell(
      isKnown && offers.length > 0
        ? rounded(
            lacking(
              wishes.map(({ children }) => ({ places: children!.demand, fullDay: children!.fullDay ?? 0 })),
              offers.map((offer, index) => ({
                total: placesOf({ places: wishes[0]!.group.places === 'hort' ? 'hort' : 'all' }, [all[index]!]),
                caps: wishes.map(({ group }) => placesOf(group, [all[index]!])),
                fullDay: offer.fullDayPlaces ?? Infinity,
              })),
            ),
          )
        : null,
    ),
  };
}

/** Children in care from outside the county: a true count of the list. */
const guestsOf = (offers: readonly KitaRecord[]): Count =>
  releaseCount(rawCounts(), sumTold(listedKitas(offers).map(({ guests }) => guests)));

/** The list of Kitas is public; with hidden children no rate of them is told, and none where a Kita does not say who is there. */
function useOf(group: AgeGroupRule, offers: readonly KitaRecord[], children: Count): Use {
  const kitas = listedKitas(offers).map(placesOfKita);
  const there = occupancy(group, kitas);
  const rate = (of: number, all: number) => releaseFigure(PUBLISHED, all > 0 ? of / all : null, []);
  const isWhole = there?.telling === kitas.length;
  return {
    licensed: licensedPlaces(kitas),
    occupied: releaseCount(PUBLISHED, there?.children ?? null),
    use: there ? rate(there.children, there.places) : null,
    participation:
      children === 'hidden' ? 'hidden' : there && isWhole && children !== null ? rate(there.children, children) : null,
  };
}

/** `kitasKnown`: without any list of Kitas a gap would call every child unserved; it is then no figure at all. */
export function released(here: Children | null, places: number, kitasKnown: boolean): Figures {
  if (here === null) return { children: null, demand: null, places, gap: null, coverage: null };
  const { children, demand, isHidden } = here;
  const { gap, coverage } = supply(children, places, demand);
  const figure = (value: number | null) => (isHidden ? ('hidden' as const) : releaseFigure(PUBLISHED, value, []));
  return {
    children: figure(children),
    demand: figure(rounded(demand)),
    places,
    gap: kitasKnown ? figure(rounded(gap)) : null,
    coverage: kitasKnown && coverage !== null ? figure(rounded(coverage)) : null,
  };
}

/** Thousandths of a place: more digits would be those of the arithmetic. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function groupKitas(kitas: KitaRecord[]): Map<string, KitaRecord[]> {
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
  { sums, totals }: ChildrenByArea,
  dates: PopulationDate[],
  layer: ChosenLayer,
  kitas: Map<string, KitaRecord[]>,
  group: AgeGroupRule,
): KitaSupply['series'] {
  const places = new Map([...kitas].map(([fid, list]) => [fid, placesOf(group, list.map(placesOfKita))]));
  const known = listedKitas([...kitas.values()].flat()).length > 0;
  const days = [...new Set(dates.map(({ date }) => date))].sort();
  return days.flatMap((date) => {
    const ofDate = sums.get(date);
    if (!ofDate) return [];
    const entry = (key: string, { children, demand, gap }: Figures) => ({ date, key, children, demand, gap });
    return [
      entry('', released(totals.get(date) ?? null, sum([...places.values()]), known)),
      ...layer.areas.map(({ county, key }) => {
        const fid = `${county}/${key}`;
        return entry(fid, released(ofDate.get(fid) ?? null, places.get(fid) ?? 0, known));
      }),
    ];
  });
}
