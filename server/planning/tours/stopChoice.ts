/**
 * Where school buses stop: so few stops that each home has one within its way on foot. A greedy cover: the stop comes next that
 * serves most pupils who have none yet (Chvátal 1979: at most ln n + 1 times as many stops as needed).
 */
import type { NearWalks } from '../network/nearWalks.ts';

export interface StopChoice {
  /** Numbers of the chosen stops, in the order in which they were chosen. */
  stops: number[];
  /** Per home: its stop, the nearest of the chosen ones; -1 where none lies near enough. */
  stopOf: Int32Array;
  /** Per home: metres on foot to it; -1 where there is none. */
  metres: Int32Array;
}

/**
 * @param pupils per home
 * @param stops how many may be chosen from
 * @param walks from homes (`place`) to stops, metres on foot
 * @param most metres a child may be asked to walk
 */
export function chooseStops(pupils: ArrayLike<number>, stops: number, walks: NearWalks, most: number): StopChoice {
  const homes = pupils.length;
  const near = Array.from({ length: stops }, (): { home: number; metres: number }[] => []);
  walks.place.forEach((home, at) => {
    const metres = walks.metres[at]!;
    if (metres <= most) near[walks.stop[at]!]!.push({ home, metres });
  });
  const isServed = new Uint8Array(homes);
  const chosen: number[] = [];
  for (;;) {
    let best = -1;
    let bestPupils = 0;
    let bestMetres = Infinity;
    for (let stop = 0; stop < stops; stop++) {
      let served = 0;
      let metres = 0;
      for (const one of near[stop]!) {
        if (isServed[one.home] === 1) continue;
        served += pupils[one.home]!;
        metres += pupils[one.home]! * one.metres;
      }
      if (served < bestPupils || served === 0 || (served === bestPupils && metres >= bestMetres)) continue;
      [best, bestPupils, bestMetres] = [stop, served, metres];
    }
    if (best === -1) break;
    chosen.push(best);
    for (const { home } of near[best]!) isServed[home] = 1;
  }
  return nearestOf(homes, chosen, near);
}

/** Each home to the nearest chosen stop; a stop that is nobody's nearest is left out. */
function nearestOf(
  homes: number,
  chosen: readonly number[],
  near: readonly { home: number; metres: number }[][],
): StopChoice {
  const stopOf = new Int32Array(homes).fill(-1);
  const metres = new Int32Array(homes).fill(-1);
  for (const stop of chosen)
    for (const one of near[stop]!) {
      if (stopOf[one.home] !== -1 && metres[one.home]! <= one.metres) continue;
      stopOf[one.home] = stop;
      metres[one.home] = one.metres;
    }
  const used = new Set(stopOf);
  return { stops: chosen.filter((stop) => used.has(stop)), stopOf, metres };
}
