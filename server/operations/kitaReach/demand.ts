/** What the homes demand: the plain gap's children, by age group, laid onto where they live. */
import { modelDemand, sharedOut } from '../../planning/kita/homeDemand.ts';
import { childrenOf, partsOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import type { Hides } from '../demography/mask.ts';
import { areaDemand, isOneRate, spanOf } from '../kitaDemand.ts';
import type { AreaResidents, KitaGround } from '../kitaGround.ts';
import { populationPolicy } from '../policies.ts';
import type { Home } from './homes.ts';

/** The age groups that share the places: those that make up the one that holds all, which is not assigned beside them. */
export function sharingGroups({ rule, group }: Pick<KitaGround, 'rule' | 'group'>): AgeGroupRule[] {
  const isHort = group.places === 'hort';
  const parts = isHort ? [] : partsOf(rule.values.groups, { places: 'all' });
  return parts.length > 0 ? parts : [group];
}

/** No area is named so. */
const ALL = '';

/**
 * Places demanded: homes × groups, row by row.
 *
 * @param residents of one date
 * @param hides what is not told of them
 */
export function homeDemand(
  ground: Pick<KitaGround, 'group' | 'query' | 'rule' | 'rates' | 'layer' | 'dates'>,
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
    const own = placed.map(({ county, key, date, area, bands }) => {
      const table = tableOf.get(`${county}|${date}`);
      const { children } = childrenOf(one, bands);
      const where = { county, key, layer: table?.layer ?? '' };
      const isTrue = populationPolicy(table?.basis ?? '').kind !== 'published';
      return { children, demand: areaDemand(ground, one, bands, where), isTrue, shown: `${county}/${area}` };
    });
    // Where children demand differently, what an area of the table demands tells its single ages, and so would what the model makes of
    // it: then all of a shown area are taken to demand what they do on its average, which is told; of hidden ones on that of all.
    const isPlain = isOneRate(ground, one);
    const shownSums = new Map<string, { children: number; demand: number }>();
    for (const { shown, children, demand: wanted } of own) {
      for (const id of [shown, ALL]) {
        const sum = shownSums.get(id) ?? { children: 0, demand: 0 };
        shownSums.set(id, { children: sum.children + children, demand: sum.demand + wanted });
      }
    }
    const meanOf = (shown: string): number => {
      const sum = shownSums.get(hides(layer.layer, shown, span) ? ALL : shown)!;
      return sum.children > 0 ? Math.round(sum.demand) / sum.children : 0;
    };
    const areas = placed.map(({ county, key, date }, index) => {
      const table = tableOf.get(`${county}|${date}`);
      const { children, demand: exact, isTrue, shown } = own[index]!;
      return {
        shown,
        demand: isPlain || !isTrue ? exact : children * meanOf(shown),
        isHidden: hides(table?.layer ?? '', `${county}/${key}`, span),
        isShownHidden: hides(layer.layer, shown, span),
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
