/** What the homes demand: the plain gap's children, by age group, laid onto where they live. */
import { DEFAULT_MINIMUM, releaseCount, type Policy } from '../../planning/confidentiality/release.ts';
import { modelDemand, sharedOut } from '../../planning/kita/homeDemand.ts';
import { childrenOf, demandOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import type { AreaResidents, KitaGround } from '../kitaGround.ts';
import type { Home } from './homes.ts';

/** A hidden number of children is taken to be the middle of what it may be. */
const HIDDEN_CHILDREN = DEFAULT_MINIMUM / 2;

/** The age groups that share the places: those that make up the one that holds all, which is not assigned beside them. */
export function sharingGroups({ rule, group }: Pick<KitaGround, 'rule' | 'group'>): AgeGroupRule[] {
  const parts = rule.values.groups.filter(({ places }) => places !== 'all');
  return parts.length > 0 ? parts : [group];
}

/**
 * Places demanded: homes × groups, row by row.
 *
 * @param residents of one date
 */
export function homeDemand(
  { group, query: { rate } }: Pick<KitaGround, 'group' | 'query'>,
  groups: readonly AgeGroupRule[],
  residents: readonly AreaResidents[],
  homes: readonly Home[],
  policy: Policy,
): Float64Array {
  const placed = residents.filter(({ area }) => area !== null);
  const homesOf = new Map<string, number[]>();
  homes.forEach(({ area }, home) => {
    const known = homesOf.get(area);
    if (known) known.push(home);
    else homesOf.set(area, [home]);
  });
  const demand = new Float64Array(homes.length * groups.length);
  groups.forEach((one, column) => {
    // Another rate is asked for the group that is looked at, or for all that it holds.
    const asked = group.places === 'all' || group.key === one.key ? rate : undefined;
    const areas = placed.map(({ county, area, bands }) => {
      const { children } = childrenOf(one, bands);
      return {
        shown: `${county}/${area}`,
        children,
        demand: asked === undefined ? demandOf(one, bands) : children * asked,
      };
    });
    const isHidden = (children: number) => releaseCount(policy, children) === 'hidden';
    const told = modelDemand(areas, isHidden, HIDDEN_CHILDREN * (asked ?? one.targetRate));
    placed.forEach(({ county, key }, index) => {
      const own = homesOf.get(`${county}/${key}`) ?? [];
      const parts = sharedOut(
        told[index]!,
        own.map((home) => homes[home]!.weight),
      );
      own.forEach((home, at) => (demand[home * groups.length + column]! += parts[at]!));
    });
  });
  return demand;
}
