/** What a county's own rates ask for, area by area. */
import { groupWeights } from '../../planning/kita/outlook.ts';
import { partsOf } from '../../planning/kita/supply.ts';
import type { DemographyTables } from '../demography/tables.ts';
import { fullDayShare } from '../kitaDemand.ts';
import type { KitaGround } from '../kitaGround.ts';

/** Places by age of each area of the table, where the county has target rates of its own. */
export function ownWeights(
  { group, rule, rates }: KitaGround,
  { layer, areas }: DemographyTables,
  ages: number,
): Float64Array[] | null {
  if (!rates) return null;
  const parts = partsOf(rule.values.groups, group);
  return areas.map(({ county, key }) => {
    const own = (parts.length > 0 ? parts : [group]).map((part) => rates.groupIn(county, layer, key, part));
    return groupWeights(group, own, ages, undefined).demand;
  });
}

/** Part of the demand for more than 35 hours a week, by area of the layer (null: all); null where a survey does not tell it. */
export function fullDayShares(
  ground: KitaGround,
  { layer, areas }: DemographyTables,
  groupOf: Int32Array,
): (at: number | null) => number | null {
  const shares = areas.map(({ county, key }) => fullDayShare(ground, ground.group, { county, layer, key }));
  return (at) => {
    const own = shares.filter((_, area) => (at === null ? groupOf[area]! >= 0 : groupOf[area] === at));
    if (own.length === 0 || own.some((share) => share === null)) return null;
    return own.reduce<number>((sum, share) => sum + share!, 0) / own.length;
  };
}
