/** The same routes in as few buses as can drive them, with the least ways between. */
import type { BusState } from './busState.ts';
import { chain } from './chains.ts';

/** @returns a plan for `load`, whose first buses have routes and the others none. Which of equal buses goes on is left to chance. */
export function rechained(state: BusState, random: () => number): { plan: Int32Array[]; buses: number } {
  const { schools, size } = state;
  const tours: number[] = [];
  for (let tour = 0; tour < state.tours; tour++) if (size[tour]! > 0) tours.push(tour);
  tours.sort((a, b) => (a % schools) - (b % schools));
  const supply = new Array<number>(schools).fill(0);
  for (const tour of tours) supply[tour % schools]!++;
  const sourceOf = chain(supply, tours.length, (place, route) => {
    const tour = tours[route]!;
    return place < tour % schools && state.mayFollow(tour, place) ? state.approach(tour, place) : Infinity;
  });
  const plan: Int32Array[] = Array.from({ length: state.tours }, () => new Int32Array(0));
  /** Per place in the order of bells: buses that were there last. */
  const free = Array.from({ length: schools }, (): number[] => []);
  let buses = 0;
  for (const [route, tour] of tours.entries()) {
    const waiting = sourceOf[route] === -1 ? null : free[sourceOf[route]!]!;
    const bus = waiting ? waiting.splice(Math.floor(random() * waiting.length), 1)[0]! : buses++;
    plan[bus * schools + (tour % schools)] = state.stopsOf(tour);
    free[tour % schools]!.push(bus);
  }
  return { plan, buses };
}
