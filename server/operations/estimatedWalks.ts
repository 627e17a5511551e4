/** Without a road network: straight lines times the detour factor, told as an estimate. */
import { distance } from '@turf/turf';
import type { NearWalks } from '../planning/network/nearWalks.ts';
import { estimatedWalk } from '../planning/transport/distanceBand.ts';

type Point = readonly [longitude: number, latitude: number];

const METRES_PER_DEGREE = 111_195;

export function estimatedWalks(
  places: readonly Point[],
  stops: readonly Point[],
  most: number,
  detourFactor: number,
): NearWalks {
  const [place, stop, metres]: [number[], number[], number[]] = [[], [], []];
  stops.forEach((to, number) => {
    places.forEach((from, index) => {
      if (Math.abs(from[1] - to[1]) * METRES_PER_DEGREE * detourFactor > most) return;
      const way = estimatedWalk(distance([...from], [...to], { units: 'meters' }), detourFactor);
      if (way > most) return;
      place.push(index);
      stop.push(number);
      metres.push(Math.round(way));
    });
  });
  return { place: Int32Array.from(place), stop: Int32Array.from(stop), metres: Int32Array.from(metres) };
}
