/** How far children walk, or a car drives, to a site within a limit. */
import { legsOf, metresAndSecondsFrom, reversed } from './drive.ts';
import { mainPart } from './parts.ts';
import { placeFinder, type Place } from './place.ts';
import { reachBands, type ReachBand } from './reach.ts';
import { driveNetwork, footNetwork, type Roads } from './roads.ts';
import { metresFrom, metresTo } from './walk.ts';
import { MOST_TO_NETWORK } from './ways.ts';
import type { Network, Point } from './build.ts';

export type ReachBy = 'walk' | 'drive';

/** Metres on foot; seconds driving: what planners ask for, no rule. */
export const REACH_LIMITS: Readonly<Record<ReachBy, readonly number[]>> = {
  walk: [500, 1000, 1500, 2000, 3000],
  drive: [300, 600, 900, 1200],
};

/** Metres beside a way to the houses along it. */
const BESIDE = 100;
/** Seconds for a metre on foot from the car to the door, at 4 km/h. */
const DOOR = 0.9;

/** @param limits metres on foot, seconds driving; @returns nothing where no entrance lies at the network */
export function reachOfSite(
  roads: Roads,
  entrances: readonly Point[],
  by: ReachBy,
  limits: readonly number[],
): ReachBand[] {
  const network = by === 'walk' ? footNetwork(roads) : driveNetwork(roads);
  const { holds } = mainPart(network);
  const find = placeFinder(network, holds);
  const found = entrances.flatMap((entrance) => find(entrance, MOST_TO_NETWORK) ?? []);
  if (found.length === 0) return [];
  const costs =
    by === 'walk'
      ? found.map((entrance) => onFoot(network, entrance, Math.max(...limits)))
      : driving(network, roads, found);
  return reachBands(network, {
    costAt: (place) => Math.min(...costs.map((cost) => cost(place))),
    holds,
    limits,
    besideCost: by === 'walk' ? 1 : DOOR,
    beside: BESIDE,
  });
}

function onFoot(network: Network, entrance: Place, most: number): (place: Place) => number {
  const best = metresFrom(network, [entrance], { most });
  return (place) => metresTo(network, best, [entrance], place) + entrance.away;
}

function driving(network: Network, roads: Roads, entrances: readonly Place[]): ((place: Place) => number)[] {
  // Toward the site: driven backwards from it.
  const legs = reversed(legsOf(network, roads.restrictions));
  return entrances.map((entrance) => {
    const drive = metresAndSecondsFrom(legs, entrance);
    return (place) => drive(place).seconds + entrance.away * DOOR;
  });
}
