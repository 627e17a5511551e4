/**
 * School buses: as few buses as can be found, and with so many the least time on the road. Routes of one school each, chained
 * to buses by the bells. A bus is given up, and the search puts its stops into the routes of the others until all have a place;
 * the chains are rebuilt from time to time, since a better set of routes is of use only when other buses drive it.
 */
import { leastBuses } from './busBound.ts';
import { BusState } from './busState.ts';
import type { Means } from './means.ts';
import { rechained } from './rechain.ts';
import { recreate, type Order } from './recreate.ts';
import { nearestFirst, Ruin } from './ruin.ts';
import { checkSchoolBus, type BusPlan, type Route, type SchoolBusProblem } from './schoolBusProblem.ts';
import { Clock, search } from './search.ts';

/** Past these no better plan has been met on the instances tried. */
const STEPS_PER_STOP = 50_000;
/** Share of the time after which the bound must do as it is. */
const FOR_BOUND = 0.25;
/** Share of the time for fewer buses, the rest is for shorter ways. */
const FOR_BUSES = 0.9;
/** Temperatures in mean lengths of a leg of the first plan. */
const HOT = 0.3;
const COLD = 0.003;
/** How often two buses change the rest of their routes. */
const SWAP = 0.1;
/** How often the search begins at a missing stop. */
const AT_MISSING = 0.5;
/** Stops of other schools are neighbours too, as their routes keep a bus busy; but they count as so much farther. */
const OTHER_SCHOOL = 2;

/**
 * @returns the best plan found in the time
 * @throws RangeError, DomainError as `checkSchoolBus`
 */
export function solveSchoolBus(problem: SchoolBusProblem, means: Means): BusPlan {
  checkSchoolBus(problem);
  const since = means.now();
  const isLate = () => means.isOver?.() === true || means.now() - since > 1000 * means.seconds * FOR_BOUND;
  const bound = leastBuses(problem, 0, isLate);
  const state = firstState(problem, means.random);
  if (problem.stops > 0) new FleetSearch(problem, state, means, bound, since).run();
  return { ...planOf(state), bound, seconds: (means.now() - since) / 1000 };
}

/** Stops far from their school first, each where it costs least, in no more buses than that takes. */
function firstState(problem: SchoolBusProblem, random: () => number): BusState {
  const { stops, schools, travel, schoolOf } = problem;
  const ride = Float64Array.from(schoolOf, (school, stop) => travel[stop * (stops + schools) + stops + school]!);
  // A bus for each stop is enough for any instance; the search itself needs room for those in use only.
  const state = new BusState(problem, stops, random);
  // Any stop can have an empty bus; where chance passes over the last one, the next round takes it.
  while (state.missingCount > 0)
    recreate(state, [{ weight: 1, value: ride }], random, (stop) => state.insertBest(stop));
  const { plan, buses } = rechained(state, random);
  const first = new BusState(problem, buses, random);
  first.load(plan.slice(0, buses * schools));
  return first;
}

class FleetSearch {
  readonly #state: BusState;
  readonly #random: () => number;
  readonly #bound: number;
  readonly #clock: Clock;
  readonly #ruin: Ruin;
  readonly #orders: Order[];
  #best: Int32Array[] = [];
  #bestCost = Infinity;

  constructor(problem: SchoolBusProblem, state: BusState, means: Means, bound: number, since: number) {
    const { stops, schools, travel, schoolOf, pupils } = problem;
    const { random } = means;
    const nodes = stops + schools;
    this.#state = state;
    this.#random = random;
    this.#bound = bound;
    this.#clock = new Clock(means, STEPS_PER_STOP * stops, since);
    const near = nearestFirst(
      stops,
      (from, to) => travel[from * nodes + to]! * (schoolOf[from] === schoolOf[to] ? 1 : OTHER_SCHOOL),
    );
    this.#ruin = new Ruin(state, near, random);
    const ride = Float64Array.from(schoolOf, (school, stop) => travel[stop * nodes + stops + school]!);
    this.#orders = [
      { weight: 4, value: null },
      { weight: 4, value: pupils },
      { weight: 2, value: ride },
      { weight: 1, value: ride.map((each) => -each) },
    ];
  }

  run(): void {
    const state = this.#state;
    this.#keep();
    const leg = Math.max(state.cost / state.stops, Number.MIN_VALUE);
    const phase = { state, change: () => this.#change(), hot: HOT * leg, cold: COLD * leg };
    while (state.limit > this.#bound && this.#clock.done() < FOR_BUSES) {
      this.#giveUpBus();
      search(
        {
          ...phase,
          onComplete: () => {
            this.#keep();
            return true;
          },
          onMissing: () => this.#rechain(),
        },
        this.#clock,
        FOR_BUSES,
        this.#random,
      );
    }
    state.load(this.#best);
    state.limit = this.#rechain();
    this.#keep();
    search(
      {
        ...phase,
        onComplete: () => {
          if (state.cost < this.#bestCost) this.#keep();
          return false;
        },
      },
      this.#clock,
      1,
      this.#random,
    );
    state.load(this.#best);
  }

  #keep(): void {
    this.#best = this.#state.plan();
    this.#bestCost = this.#state.cost;
  }

  /** @returns the buses that are used then */
  #rechain(): number {
    const { plan, buses } = rechained(this.#state, this.#random);
    this.#state.load(plan);
    return buses;
  }

  #change(): void {
    const state = this.#state;
    const random = this.#random;
    if (random() < SWAP) {
      const one = Math.floor(random() * state.limit);
      const other = Math.floor(random() * state.limit);
      if (one !== other) state.swapFrom(one, other, Math.floor(random() * state.schools));
    }
    const isAtMissing = state.missingCount > 0 && random() < AT_MISSING;
    this.#ruin.around(
      isAtMissing ? state.missing[Math.floor(random() * state.missingCount)]! : Math.floor(random() * state.stops),
    );
    state.settle();
    recreate(state, this.#orders, random, (stop) => state.insertBest(stop));
  }

  /** The bus with the fewest stops is given up. */
  #giveUpBus(): void {
    const state = this.#state;
    const { schools, size, limit } = state;
    const last = limit - 1;
    let fewest = Infinity;
    let least = last;
    for (let bus = 0; bus < limit; bus++) {
      const count = size.subarray(bus * schools, (bus + 1) * schools).reduce((sum, each) => sum + each, 0);
      if (count >= fewest) continue;
      fewest = count;
      least = bus;
    }
    if (least !== last) state.swapFrom(least, last, 0);
    for (let tour = last * schools; tour < limit * schools; tour++)
      if (size[tour]! > 0) state.remove(tour, 0, size[tour]!);
    state.limit = last;
    state.begin();
  }
}

function planOf(state: BusState): Omit<BusPlan, 'bound' | 'seconds'> {
  const buses: Route[][] = [];
  let maxRideSeconds = 0;
  for (let bus = 0; bus < state.buses; bus++) {
    const routes: Route[] = [];
    for (let tour = bus * state.schools; tour < (bus + 1) * state.schools; tour++) {
      if (state.size[tour] === 0) continue;
      routes.push({ school: state.schoolOf(tour), stops: state.stopsOf(tour) });
      maxRideSeconds = Math.max(maxRideSeconds, state.rideOf(tour));
    }
    if (routes.length > 0) buses.push(routes);
  }
  return { buses, maxRideSeconds, drivingSeconds: state.cost };
}
