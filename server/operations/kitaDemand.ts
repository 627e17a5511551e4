/** Children of an age group and what they demand, by area: counted as far as the table tells it, hidden as the mask says. */
import { populationPolicy } from './policies.ts';
import { residentsBySex } from '../data/repositories/demography.ts';
import type { PopulationDate } from '../data/repositories/people.ts';
import type { AgeBand } from '../planning/forecast/singleYears.ts';
import { releaseCount } from '../planning/confidentiality/release.ts';
import { childrenOf, demandOf, type AgeGroupRule } from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { maskOfStock } from './demography/ground.ts';
import { maskOf, SUM, type Hides } from './demography/mask.ts';
import { demographyTables } from './demography/tables.ts';
import type { AreaResidents, KitaGround } from './kitaGround.ts';

export interface Children {
  children: number;
  demand: number;
  isHidden: boolean;
}

/** The completed years of a group. */
export const spanOf = ({ ages }: AgeGroupRule) => ({
  from: Math.min(...ages.map(({ age }) => age)),
  to: Math.max(...ages.map(({ age }) => age)),
});

/**
 * What the children of an area demand: those of its groups together. Where ages of a group demand differently, children and
 * demand together would tell the single ages of true counts (see `toldDemand`).
 */
export function areaDemand(
  { rule, query: { rate }, group: looked }: Pick<KitaGround, 'rule' | 'query' | 'group'>,
  group: AgeGroupRule,
  bands: AgeBand[],
): number {
  const parts = group.places === 'all' ? rule.values.groups.filter(({ places }) => places !== 'all') : [];
  if (parts.length > 0)
    return parts.reduce((sum, part) => sum + areaDemand({ rule, query: { rate }, group: looked }, part, bands), 0);
  // Another rate is asked for the group that is looked at, or for all that it holds.
  const isAsked = rate !== undefined && (looked.places === 'all' || looked.key === group.key);
  return isAsked ? childrenOf(group, bands).children * rate : demandOf(group, bands);
}

/** Do all ages of a group, or of the groups that it holds, demand alike? */
export function isOneRate({ rule, query: { rate } }: Pick<KitaGround, 'rule' | 'query'>, group: AgeGroupRule): boolean {
  if (rate !== undefined) return true;
  const parts = group.places === 'all' ? rule.values.groups.filter(({ places }) => places !== 'all') : [];
  if (parts.length > 0) return parts.every((part) => isOneRate({ rule, query: {} }, part));
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

export function childrenByArea(
  ground: Pick<KitaGround, 'group' | 'rule' | 'query' | 'layer' | 'dates'>,
  residents: readonly AreaResidents[],
  hidden: (date: string) => Hides,
): ChildrenByArea {
  const { group, layer, dates } = ground;
  const span = spanOf(group);
  const lost = new Map<string, number>();
  const missing = new Set<number>();
  const raw = new Map<string, Map<string, { children: number; demand: number }>>();
  for (const { county, date, area, bands } of residents) {
    const { children, missingAges } = childrenOf(group, bands);
    if (area === null) {
      lost.set(date, (lost.get(date) ?? 0) + children);
      continue;
    }
    missingAges.forEach((age) => missing.add(age));
    const ofDate = raw.get(date) ?? new Map<string, { children: number; demand: number }>();
    raw.set(date, ofDate);
    const fid = `${county}/${area}`;
    const before = ofDate.get(fid) ?? { children: 0, demand: 0 };
    ofDate.set(fid, {
      children: before.children + children,
      demand: before.demand + areaDemand(ground, group, bands),
    });
  }
  const isPlain = isOneRate(ground, group);
  const told = (date: string, area: string, { children, demand }: { children: number; demand: number }): Children => {
    const policy = populationPolicy(dates.find((entry) => entry.date === date)?.basis ?? '');
    return {
      children,
      // Whole places, once for each area that is told: thousandths of mixed rates would tell single ages.
      demand: isPlain || policy.kind === 'published' ? demand : Math.round(demand),
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
      const all = { children: 0, demand: 0 };
      for (const { children, demand } of areas.values()) {
        all.children += children;
        all.demand += demand;
      }
      return [date, told(date, SUM, all)];
    }),
  );
  return { sums, totals, lost, missingAges: [...missing].sort((a, b) => a - b) };
}
