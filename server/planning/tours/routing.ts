/** Capacitated vehicle routing: tours from one depot that serve every place, none above the capacity, as short as can be found. */
import type { Means } from './means.ts';
import { Blinks, recreate, type Order } from './recreate.ts';
import { checkRouting, leastVehicles, noneFound, type Routing, type RoutingProblem } from './routingProblem.ts';
import { nearestFirst, Ruin } from './ruin.ts';
import { Clock, search } from './search.ts';
import { TourState } from './tourState.ts';

/** Past these no better plan has been met on the instances tried. */
const STEPS_PER_STOP = 100_000;
/** Temperatures in mean lengths of a leg of the first plan. */
const HOT = 0.3;
const COLD = 0.003;
const TOURS_TRIED = 500;

/**
 * @returns the best plan found in the time
 * @throws RangeError, DomainError as `checkRouting`, and `tours.noneFound` where a limit of the vehicles was not kept in the time
 */
export function solveRouting(problem: RoutingProblem, means: Means): Routing {
  checkRouting(problem);
  const since = means.now();
  const stops = problem.places - 1;
  const state = new Routes(problem, means.random);
  if (stops > 0) improve(problem, state, means, since);
  if (state.missingCount > 0 || state.cost >= state.forbidden) throw noneFound(Math.max(1, state.missingCount));
  const tours = state
    .plan()
    .filter(({ length }) => length > 0)
    .map((tour) => tour.map((stop) => stop + 1));
  // Summed anew: what was added and taken off millions of times has lost its last digits where lengths are fractions.
  const cost = tours.reduce((sum, tour) => sum + lengthOf(problem, tour), 0);
  return { tours, cost, seconds: (means.now() - since) / 1000 };
}

function lengthOf({ places, distance }: RoutingProblem, tour: Int32Array): number {
  const way = [0, ...tour, 0];
  let length = 0;
  for (let at = 1; at < way.length; at++) length += distance[way[at - 1]! * places + way[at]!]!;
  return length;
}

function improve({ demand, pickup }: RoutingProblem, state: Routes, means: Means, since: number): void {
  const { stops } = state;
  const { random } = means;
  const near = nearestFirst(stops, (from, to) => state.leg(from + 1, to + 1));
  const ruin = new Ruin(state, near, random);
  const stopValue = (value: (place: number) => number) =>
    Float64Array.from({ length: stops }, (_, stop) => value(stop + 1));
  const orders: Order[] = [
    { weight: 4, value: null },
    { weight: 4, value: stopValue((place) => demand[place]! + (pickup?.[place] ?? 0)) },
    { weight: 2, value: stopValue((place) => state.leg(0, place)) },
    { weight: 1, value: stopValue((place) => -state.leg(0, place)) },
  ];
  const insert = (stop: number) => state.insertBest(stop);
  recreate(state, orders.slice(2, 3), random, insert);
  state.begin();
  let best = state.missingCount === 0 ? state.cost : Infinity;
  let plan = state.plan();
  const used = plan.filter(({ length }) => length > 0).length;
  const leg = Math.min(state.cost, state.forbidden) / (stops + used);
  if (leg === 0 && state.missingCount === 0) return;
  search(
    {
      state,
      change: () => {
        ruin.around(Math.floor(random() * stops));
        recreate(state, orders, random, insert);
      },
      hot: HOT * leg,
      cold: COLD * leg,
      onComplete: () => {
        if (state.cost >= best) return false;
        best = state.cost;
        plan = state.plan();
        return false;
      },
    },
    new Clock(means, STEPS_PER_STOP * stops, since),
    1,
    random,
  );
  state.load(plan);
}

/** Tours of which no two fit into one: twice the least number. More are of use only where a detour is shorter than the way itself. */
function mostTours(problem: RoutingProblem): number {
  const enough = Math.max(TOURS_TRIED, 2 * leastVehicles(problem));
  return Math.max(1, Math.min(problem.places - 1, problem.vehicles ?? Infinity, enough));
}

/** Stop s is place s + 1. */
class Routes extends TourState {
  /** What a leg costs that must not be: from the depot to a pickup, from a pickup to a delivery; more than all others together. */
  readonly forbidden: number;
  readonly #places: number;
  readonly #legs: Float64Array;
  readonly #demand: Float64Array;
  readonly #pickup: Float64Array;
  readonly #room: number;
  readonly #blinks: Blinks;
  readonly #length: Float64Array;
  readonly #load: Float64Array;
  readonly #picked: Float64Array;
  /** All tours from here on are empty. */
  #end = 0;

  constructor(problem: RoutingProblem, random: () => number) {
    const { places, distance, demand, pickup, capacity } = problem;
    super(places - 1, mostTours(problem), places);
    this.#places = places;
    this.#legs = distance.slice();
    this.#demand = demand;
    this.#pickup = pickup ?? new Float64Array(places);
    this.#room = capacity;
    this.#blinks = new Blinks(random);
    this.#length = new Float64Array(this.tours);
    this.#load = new Float64Array(this.tours);
    this.#picked = new Float64Array(this.tours);
    let longest = 0;
    for (const each of distance) if (each > longest) longest = each;
    this.forbidden = 2 * (places + 1) * (longest + 1);
    for (let from = 0; from < places; from++)
      for (let to = 1; to < places; to++)
        if (this.#pickup[to]! > 0 ? from === 0 : this.#pickup[from]! > 0)
          this.#legs[from * places + to] = this.forbidden;
  }

  leg(from: number, to: number): number {
    return this.#legs[from * this.#places + to]!;
  }

  protected override measure(tour: number): void {
    let load = 0;
    let picked = 0;
    let length = 0;
    let last = 0;
    const begin = tour * this.width;
    for (let at = begin; at < begin + this.size[tour]!; at++) {
      const place = this.row[at]! + 1;
      load += this.#demand[place]!;
      picked += this.#pickup[place]!;
      length += this.#legs[last * this.#places + place]!;
      last = place;
    }
    length += this.#legs[last * this.#places]!;
    this.cost += length - this.#length[tour]!;
    this.#length[tour] = length;
    this.#load[tour] = load;
    this.#picked[tour] = picked;
    if (this.size[tour]! > 0) this.#end = Math.max(this.#end, tour + 1);
    while (this.#end > 0 && this.size[this.#end - 1] === 0) this.#end--;
  }

  /** Where the way grows least, be it in a tour of its own; false where it fits nowhere. */
  insertBest(stop: number): boolean {
    const place = stop + 1;
    const legs = this.#legs;
    const places = this.#places;
    const { row, size, width } = this;
    const roomAfter = this.#room - this.#demand[place]!;
    const roomAfterPickup = this.#room - this.#pickup[place]!;
    const fromStop = place * places;
    let least = Infinity;
    let bestTour = -1;
    let bestPlace = 0;
    let empty = this.#end < this.tours ? this.#end : -1;
    for (let tour = 0; tour < this.#end; tour++) {
      const count = size[tour]!;
      if (count === 0) {
        empty = tour;
        continue;
      }
      if (this.#load[tour]! > roomAfter || this.#picked[tour]! > roomAfterPickup) continue;
      const begin = tour * width;
      let last = 0;
      for (let at = 0; at <= count; at++) {
        const next = at === count ? 0 : row[begin + at]! + 1;
        const longer = legs[last * places + place]! + legs[fromStop + next]! - legs[last * places + next]!;
        last = next;
        if (longer >= least || this.#blinks.next()) continue;
        least = longer;
        bestTour = tour;
        bestPlace = at;
      }
    }
    if (empty >= 0 && legs[place]! + legs[fromStop]! < least) {
      bestTour = empty;
      bestPlace = 0;
    }
    if (bestTour === -1) return false;
    this.insert(stop, bestTour, bestPlace);
    return true;
  }
}
