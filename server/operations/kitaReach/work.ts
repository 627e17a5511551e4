/** What the kernel works on: demand and places, by their numbers. */
import { reachableOf, type WayList } from '../../planning/kita/pairs.ts';
import type { KitaReachWork } from '../../planning/kita/reach.ts';
import type { KitaReachRule } from '../../planning/kita/reachRule.ts';
import { placesOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import type { AreaResidents, KitaGround } from '../kitaGround.ts';
import type { Hides } from '../demography/mask.ts';
import { placesOfKita } from '../sites.ts';
import { homeDemand, sharingGroups } from './demand.ts';
import type { Home } from './homes.ts';

/** Metres up to which ways matter. */
export const farthest = ({ steps }: KitaReachRule, accepted: number): number =>
  Math.max(accepted, ...steps.map(({ upTo }) => upTo));

interface Given {
  /** Of one date. */
  residents: readonly AreaResidents[];
  homes: readonly Home[];
  list: WayList;
  /** What is not told of the residents. */
  hides: Hides;
}

/** `column`: number of the looked-at group; −1: all together. */
export function workOf(
  ground: KitaGround,
  rule: KitaReachRule,
  accepted: number,
  { residents, homes, list, hides }: Given,
): { work: KitaReachWork; column: number } {
  const groups = sharingGroups(ground);
  const column = groups.findIndex(({ key }) => key === ground.group.key);
  const shownAt = new Map(ground.layer.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const shownOf = new Map(
    residents.map(({ county, key, area }) => [`${county}/${key}`, shownAt.get(`${county}/${area}`) ?? -1]),
  );
  const demand = homeDemand(ground, groups, residents, homes, hides);
  const work: KitaReachWork = {
    groups: groups.length,
    demand,
    looked: lookedAt(demand, groups.length, column),
    ...placesFor(ground),
    reachable: reachableOf(list, homes.length, farthest(rule, accepted)),
    accepted,
    steps: rule.steps,
    areaOfHome: Int32Array.from(homes, ({ area }) => shownOf.get(area) ?? -1),
    areaOfKita: Int32Array.from(ground.kitas, ({ county, area }) => shownAt.get(`${county}/${area}`) ?? -1),
  };
  return { work, column };
}

/** What the looked-at group may take, and what the groups may take together: where the list does not split places, any of them. */
function placesFor(ground: KitaGround): Pick<KitaReachWork, 'supply' | 'total' | 'cap'> {
  const kitas = ground.kitas.map(placesOfKita);
  const capOf = { u3: 'u3', ue3: 'ue3', all: 'usable', hort: 'hort' } as const;
  // A Hort is beside the places of younger children.
  const together: AgeGroupRule['places'] = ground.group.places === 'hort' ? 'hort' : 'all';
  return {
    supply: Float64Array.from(kitas, (kita) => placesOf(ground.group, [kita])),
    total: Float64Array.from(kitas, (kita) => placesOf({ places: together }, [kita])),
    cap: Float64Array.from(
      kitas.flatMap((kita) => sharingGroups(ground).map(({ places }) => kita[capOf[places]] ?? Infinity)),
    ),
  };
}

/** The demand of one group by home; of −1 that of all. */
function lookedAt(demand: Float64Array, groups: number, column: number): Float64Array {
  const looked = new Float64Array(demand.length / groups);
  demand.forEach((places, at) => {
    if (column < 0 || at % groups === column) looked[Math.floor(at / groups)]! += places;
  });
  return looked;
}
