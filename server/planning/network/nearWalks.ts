/** Ways on foot between places no farther apart than a limit: to stops, and from stop to stop. */
import { mainPart } from './parts.ts';
import { placeFinder } from './place.ts';
import { footNetwork, type Roads } from './roads.ts';
import { metresFrom, metresTo } from './walk.ts';
import { MOST_TO_NETWORK } from './ways.ts';
import type { Point } from './build.ts';

/** Entry i: from place `place[i]` to stop `stop[i]`, whole metres. By stop, then by place. */
export interface NearWalks {
  place: Int32Array;
  stop: Int32Array;
  metres: Int32Array;
}

const METRES_PER_DEGREE = 111_195;

/** @param most metres; what lies farther is left out, as are places that lie at no way */
export function nearWalks(roads: Roads, places: readonly Point[], stops: readonly Point[], most: number): NearWalks {
  const network = footNetwork(roads);
  const find = placeFinder(network, mainPart(network).holds);
  const found = places.map((place) => find(place, MOST_TO_NETWORK));
  const [place, stop, metres]: [number[], number[], number[]] = [[], [], []];
  // No way is shorter than the straight line: sorted by latitude, only a band of them is looked at.
  const byLatitude = [...places.keys()].sort((a, b) => places[a]![1] - places[b]![1]);
  const first = (latitude: number): number => {
    let [low, high] = [0, byLatitude.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[byLatitude[middle]!]![1] < latitude) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  stops.forEach(([longitude, latitude], number) => {
    const at = find([longitude, latitude], MOST_TO_NETWORK);
    if (!at) return;
    const best = metresFrom(network, [at], { most });
    const near = most / METRES_PER_DEGREE;
    for (let index = first(latitude - near); index < byLatitude.length; index++) {
      const one = byLatitude[index]!;
      if (places[one]![1] > latitude + near) break;
      const home = found[one];
      if (!home) continue;
      const way = metresTo(network, best, [at], home) + at.away + home.away;
      if (way > most) continue;
      place.push(one);
      stop.push(number);
      metres.push(Math.round(way));
    }
  });
  return { place: Int32Array.from(place), stop: Int32Array.from(stop), metres: Int32Array.from(metres) };
}
