/** Target rates that a county has set itself or asked of parents, laid onto the areas by which its residents are counted. */
import { targetRates, type TargetRate } from '../data/repositories/kitaSupply.ts';
import { withRates, type AgeGroupRule } from '../planning/kita/supply.ts';
import type { Operation } from '../context.ts';
import { chooseLayer, crosswalk } from './layers.ts';

export interface OwnRates {
  /** Layer of the areas that have some of their own; null: those of the county only. */
  layer: string | null;
  /** A group as an area of the residents' table (null: the county) demands it. */
  groupIn: (county: string, layer: string, key: string | null, group: AgeGroupRule) => AgeGroupRule;
  /** Of the children in care those for more than 35 hours a week, by age; null: not asked. */
  fullDayIn: (county: string, layer: string, key: string, age: number) => number | null;
}

/**
 * @param layers of the residents' tables
 * @returns null where the chosen counties have none
 */
export async function ownRates(
  context: Operation,
  counties: string[],
  layers: readonly string[],
): Promise<OwnRates | null> {
  const rows = await targetRates(context.database.db, counties);
  if (rows.length === 0) return null;
  const layer = rows.find((row) => row.layer !== null)?.layer ?? null;
  const walks = new Map<string, Map<string, string>>();
  if (layer !== null) {
    const areas = await chooseLayer(context, counties, layer, []);
    for (const from of new Set(layers)) walks.set(from, await crosswalk(context, counties, from, areas));
  }
  const byArea = new Map<string, TargetRate[]>();
  for (const row of rows) {
    const id = `${row.county}/${row.area ?? ''}`;
    byArea.set(id, [...(byArea.get(id) ?? []), row]);
  }
  const find = (county: string, from: string, key: string | null, age: number): TargetRate | undefined => {
    const area = key === null ? undefined : walks.get(from)?.get(`${county}/${key}`);
    const holds = ({ ageFrom, ageTo }: TargetRate) => ageFrom <= age && age <= ageTo;
    // An area that says nothing of an age has the county's rate.
    const own = area === undefined ? undefined : byArea.get(`${county}/${area}`)?.find(holds);
    return own ?? byArea.get(`${county}/`)?.find(holds);
  };
  return {
    layer,
    groupIn: (county, from, key, group) => withRates(group, (age) => find(county, from, key, age)?.rate ?? null),
    fullDayIn: (county, from, key, age) => find(county, from, key, age)?.fullDay ?? null,
  };
}
