/** Children of an age group and what they demand, by area: counted as far as the table tells it, hidden as the mask says. */
import { populationPolicy } from './policies.ts';
import { residentsBySex } from '../data/repositories/demography.ts';
import type { PopulationDate } from '../data/repositories/people.ts';
import type { AgeBand } from '../planning/forecast/singleYears.ts';
import { childrenOf, demandOf, type AgeGroupRule } from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { maskOfStock } from './demography/ground.ts';
import { maskOf, type Hides } from './demography/mask.ts';
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
 * What the children of an area demand. Where ages of a group demand differently, children and demand together would tell the
 * single ages of true counts: the demand is then one of whole places. All demand what the groups demand together.
 */
export function areaDemand(
  { rule, query: { rate }, group: looked }: Pick<KitaGround, 'rule' | 'query' | 'group'>,
  group: AgeGroupRule,
  bands: AgeBand[],
  basis: string,
): number {
  const parts = group.places === 'all' ? rule.values.groups.filter(({ places }) => places !== 'all') : [];
  if (parts.length > 0)
    return parts.reduce(
      (sum, part) => sum + areaDemand({ rule, query: { rate }, group: looked }, part, bands, basis),
      0,
    );
  // Another rate is asked for the group that is looked at, or for all that it holds.
  if (rate !== undefined && (looked.places === 'all' || looked.key === group.key))
    return childrenOf(group, bands).children * rate;
  const demand = demandOf(group, bands);
  const isOneRate = new Set(group.ages.map((entry) => entry.rate ?? group.targetRate)).size === 1;
  return isOneRate || populationPolicy(basis).kind === 'published' ? demand : Math.round(demand);
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
  return (date) => (layer, area, span) =>
    area !== null && (masks.get(date)?.get(area.slice(0, area.indexOf('/')))?.(layer, area, span) ?? true);
}

/** Residents without an area of the layer are lost: it is said how many children they hold. */
export function childrenByArea(
  ground: Pick<KitaGround, 'group' | 'rule' | 'query' | 'layer' | 'dates'>,
  residents: readonly AreaResidents[],
  hidden: (date: string) => Hides,
): { sums: Map<string, Map<string, Children>>; lost: Map<string, number>; missingAges: number[] } {
  const { group, layer, dates } = ground;
  const basisOf = new Map(dates.map(({ county, date, basis }) => [`${county}|${date}`, basis]));
  const span = spanOf(group);
  const sums = new Map<string, Map<string, Children>>();
  const lost = new Map<string, number>();
  const missing = new Set<number>();
  for (const { county, date, area, bands } of residents) {
    const { children, missingAges } = childrenOf(group, bands);
    if (area === null) {
      lost.set(date, (lost.get(date) ?? 0) + children);
      continue;
    }
    missingAges.forEach((age) => missing.add(age));
    const ofDate = sums.get(date) ?? new Map<string, Children>();
    sums.set(date, ofDate);
    const fid = `${county}/${area}`;
    const before = ofDate.get(fid) ?? {
      ...{ children: 0, demand: 0 },
      isHidden: hidden(date)(layer.layer, fid, span),
    };
    ofDate.set(fid, {
      children: before.children + children,
      demand: before.demand + areaDemand(ground, group, bands, basisOf.get(`${county}|${date}`) ?? ''),
      isHidden: before.isHidden,
    });
  }
  return { sums, lost, missingAges: [...missing].sort((a, b) => a - b) };
}
