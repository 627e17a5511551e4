/** What the homes demand: the plain gap's children, by age group, laid onto where they live. */
import { modelDemand, sharedOut } from '../../planning/kita/homeDemand.ts';
import { childrenOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import type { Hides } from '../demography/mask.ts';
import { areaDemand, isOneRate, spanOf } from '../kitaDemand.ts';
import type { AreaResidents, KitaGround } from '../kitaGround.ts';
import { populationPolicy } from '../policies.ts';
import type { Home } from './homes.ts';

/** The age groups that share the places: those that make up the one that holds all, which is not assigned beside them. */
export function sharingGroups({ rule, group }: Pick<KitaGround, 'rule' | 'group'>): AgeGroupRule[] {
  const parts = rule.values.groups.filter(({ places }) => places !== 'all');
  return parts.length > 0 ? parts : [group];
}

/**
 * Places demanded: homes × groups, row by row.
 *
 * @param residents of one date
 * @param hides what is not told of them
 */
export function homeDemand(
  ground: Pick<KitaGround, 'group' | 'query' | 'rule' | 'layer' | 'dates'>,
  groups: readonly AgeGroupRule[],
  residents: readonly AreaResidents[],
  homes: readonly Home[],
  hides: Hides,
): Float64Array {
  const { layer, dates } = ground;
  const placed = residents.filter(({ area }) => area !== null);
  const tableOf = new Map(dates.map((table) => [`${table.county}|${table.date}`, table]));
  const homesOf = new Map<string, number[]>();
  homes.forEach(({ area }, home) => {
    const known = homesOf.get(area);
    if (known) known.push(home);
    else homesOf.set(area, [home]);
  });
  const demand = new Float64Array(homes.length * groups.length);
  groups.forEach((one, column) => {
    const span = spanOf(one);
    const own = placed.map(({ county, date, bands }) => {
      const basis = tableOf.get(`${county}|${date}`)?.basis ?? '';
      const { children } = childrenOf(one, bands);
      return { children, demand: areaDemand(ground, one, bands), isTrue: populationPolicy(basis).kind !== 'published' };
    });
    const sum = (of: 'children' | 'demand') => own.reduce((all, area) => all + area[of], 0);
    const mean = sum('children') > 0 ? sum('demand') / sum('children') : 0;
    // With mixed rates the demand of an area tells its single ages, and so would what the model makes of it: then all children
    // are taken to demand what they do on average.
    const isPlain = isOneRate(ground, one);
    const areas = placed.map(({ county, key, area, date }, index) => {
      const table = tableOf.get(`${county}|${date}`);
      const { children, demand: exact, isTrue } = own[index]!;
      return {
        shown: `${county}/${area}`,
        demand: isPlain || !isTrue ? exact : children * mean,
        isHidden: hides(table?.layer ?? '', `${county}/${key}`, span),
        isShownHidden: hides(layer.layer, `${county}/${area}`, span),
        // A home stands for about as many children as another.
        weight: homesOf.get(`${county}/${key}`)?.length ?? 1,
      };
    });
    const told = modelDemand(areas);
    placed.forEach(({ county, key }, index) => {
      const inside = homesOf.get(`${county}/${key}`) ?? [];
      const parts = sharedOut(
        told[index]!,
        inside.map((home) => homes[home]!.weight),
      );
      inside.forEach((home, at) => (demand[home * groups.length + column]! += parts[at]!));
    });
  });
  return demand;
}
