/** Children of an age group and what they demand, by area: counted as far as the table tells it, hidden as the mask says. */
import { populationPolicy } from './policies.ts';
import { residentsBySex } from '../data/repositories/demography.ts';
import type { PopulationDate } from '../data/repositories/people.ts';
import type { AgeBand } from '../planning/forecast/singleYears.ts';
import { releaseCount } from '../planning/confidentiality/release.ts';
import { childrenOf, demandOf, partsOf, type AgeGroupRule } from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { maskOfStock } from './demography/ground.ts';
import { maskOf, SUM, type Hides } from './demography/mask.ts';
import { demographyTables } from './demography/tables.ts';
import type { AreaResidents, KitaGround } from './kitaGround.ts';

export interface Children {
  children: number;
  demand: number;
  /** Of the demand that for more than 35 hours a week; null: not asked of parents. */
  fullDay: number | null;
  isHidden: boolean;
}

/** The completed years of a group. */
export const spanOf = ({ ages }: AgeGroupRule) => ({
  from: Math.min(...ages.map(({ age }) => age)),
  to: Math.max(...ages.map(({ age }) => age)),
});

/** An area of a table of residents. */
interface Where {
  county: string;
  /** Of the table. */
  layer: string;
  key: string;
}

type Asked = Pick<KitaGround, 'rule' | 'query' | 'group' | 'rates'>;

/** Another rate is asked for the group that is looked at, or for all that it holds. */
const askedRate = ({ query: { rate }, group: looked }: Asked, group: AgeGroupRule): number | undefined =>
  rate !== undefined && (looked.places === 'all' || looked.key === group.key) ? rate : undefined;

/** A group, or those that make it up, as an area demands them. */
function partsIn({ rule, rates }: Asked, group: AgeGroupRule, { county, layer, key }: Where): AgeGroupRule[] {
  const parts = partsOf(rule.values.groups, group);
  const all = parts.length > 0 ? parts : [group];
  return rates ? all.map((part) => rates.groupIn(county, layer, key, part)) : all;
}

/**
 * What the children of an area demand: those of its groups together. Where ages of a group demand differently, children and
 * demand together would tell the single ages of true counts (see `told` below).
 */
export function areaDemand(asked: Asked, group: AgeGroupRule, bands: AgeBand[], where: Where): number {
  return partsIn(asked, group, where).reduce((sum, part) => {
    const rate = askedRate(asked, part);
    return sum + (rate === undefined ? demandOf(part, bands) : childrenOf(part, bands).children * rate);
  }, 0);
}

/** Part of the demanded places for more than 35 hours a week; null: no survey tells it of every age. */
export function fullDayShare(asked: Asked, group: AgeGroupRule, where: Where): number | null {
  const { rates } = asked;
  if (!rates) return null;
  let [places, fullDay] = [0, 0];
  for (const part of partsIn(asked, group, where))
    for (const { age, share, rate } of part.ages) {
      const of = rates.fullDayIn(where.county, where.layer, where.key, age);
      const demanded = share * (askedRate(asked, part) ?? rate ?? part.targetRate);
      if (of === null && demanded > 0) return null;
      places += demanded;
      fullDay += demanded * (of ?? 0);
    }
  return places > 0 ? fullDay / places : null;
}

/** Do all children of a group, or of the groups that it holds, demand alike wherever they live? */
export function isOneRate({ rule, query: { rate }, rates }: Omit<Asked, 'group'>, group: AgeGroupRule): boolean {
  if (rate !== undefined) return true;
  if (rates) return false;
  const parts = partsOf(rule.values.groups, group);
  if (parts.length > 0) return parts.every((part) => isOneRate({ rule, query: {}, rates }, part));
  return new Set(group.ages.map((entry) => entry.rate ?? group.targetRate)).size === 1;
}

/** What is hidden on each date: by the mask that holds for all scenes. */
export async function hiddenOn(
  context: Operation,
  { chosen }: Pick<KitaGround, 'chosen'>,
  dates: readonly PopulationDate[],
): Promise<(date: string) => Hides> {
  const tables = await demographyTables(context, chosen);
  const masks = new Map<string, Map<string, Hides>>();
  for (const entry of dates) {
    const { county, date, basis, layer } = entry;
    const own = chosen.filter(({ key }) => key === county);
    const stock =
      tables?.layer === layer ? tables.stocks.find((each) => each.date === date && each.basis === basis) : undefined;
    const mask =
      tables && stock
        ? await maskOfStock(context, own, tables, stock)
        : await maskOf(context, own, entry, async () =>
            (await residentsBySex(context.database.db, [entry])).map((count) => ({ ...count, key: count.atom })),
          );
    const ofDate = masks.get(date) ?? new Map<string, Hides>();
    masks.set(date, ofDate.set(county, mask));
  }
  return (date) => (layer, area, span) => {
    const ofDate = masks.get(date);
    if (area === null || !ofDate) return area !== null;
    if (area === SUM) return [...ofDate.values()].some((mask) => mask(layer, SUM, span));
    return ofDate.get(area.slice(0, area.indexOf('/')))?.(layer, area, span) ?? true;
  };
}

export interface ChildrenByArea {
  /** By date and `county/key` of the area of the layer. */
  sums: Map<string, Map<string, Children>>;
  /** All areas of the layer together, by date. */
  totals: Map<string, Children>;
  /** Children without an area of the layer, by date: it is said that they are missing. */
  lost: Map<string, number>;
  missingAges: number[];
}

interface Sum {
  children: number;
  demand: number;
  /** Shares of the summed areas of the table; null: one of them is not known. */
  fullDay: number[] | null;
}

const nobody = (): Sum => ({ children: 0, demand: 0, fullDay: [] });

function add(to: Sum, { children, demand, fullDay }: Sum): void {
  to.children += children;
  to.demand += demand;
  to.fullDay = fullDay && to.fullDay ? [...to.fullDay, ...fullDay] : null;
}

export function childrenByArea(
  ground: Pick<KitaGround, 'group' | 'rule' | 'query' | 'rates' | 'layer' | 'dates'>,
  residents: readonly AreaResidents[],
  hidden: (date: string) => Hides,
): ChildrenByArea {
  const { group, layer, dates } = ground;
  const span = spanOf(group);
  const tableOf = new Map(dates.map((entry) => [`${entry.county}|${entry.date}`, entry]));
  const lost = new Map<string, number>();
  const missing = new Set<number>();
  const raw = new Map<string, Map<string, Sum>>();
  for (const { county, key, date, area, bands } of residents) {
    const { children, missingAges } = childrenOf(group, bands);
    if (area === null) {
      lost.set(date, (lost.get(date) ?? 0) + children);
      continue;
    }
    missingAges.forEach((age) => missing.add(age));
    const ofDate = raw.get(date) ?? new Map<string, Sum>();
    raw.set(date, ofDate);
    const fid = `${county}/${area}`;
    const sum = ofDate.get(fid) ?? nobody();
    ofDate.set(fid, sum);
    const where = { county, key, layer: tableOf.get(`${county}|${date}`)?.layer ?? '' };
    const share = fullDayShare(ground, group, where);
    add(sum, { children, demand: areaDemand(ground, group, bands, where), fullDay: share === null ? null : [share] });
  }
  const isPlain = isOneRate(ground, group);
  const told = (date: string, area: string, { children, demand, fullDay }: Sum): Children => {
    const policy = populationPolicy(dates.find((entry) => entry.date === date)?.basis ?? '');
    // Whole places, once for each area that is told: thousandths of mixed rates would tell single ages.
    const places = isPlain || policy.kind === 'published' ? demand : Math.round(demand);
    // Of the told demand, by the mean of its parts' shares: so it tells nothing more of how many children are of which age.
    const share = fullDay && fullDay.length > 0 ? fullDay.reduce((a, b) => a + b, 0) / fullDay.length : null;
    return {
      children,
      demand: places,
      fullDay: share === null ? null : share * places,
      isHidden: hidden(date)(layer.layer, area, span) || releaseCount(policy, children) === 'hidden',
    };
  };
  const sums = new Map(
    [...raw].map(([date, areas]) => [
      date,
      new Map([...areas].map(([fid, own]) => [fid, told(date, fid, own)] as const)),
    ]),
  );
  const totals = new Map(
    [...raw].map(([date, areas]) => {
      const all = nobody();
      for (const own of areas.values()) add(all, own);
      return [date, told(date, SUM, all)];
    }),
  );
  return { sums, totals, lost, missingAges: [...missing].sort((a, b) => a - b) };
}
