/**
 * A plan of buses as a grid: tour `bus × schools + place` is the route that the bus drives for the school in that place of the
 * order of bells, or is empty. Each route is within the capacity and the longest ride, and each bus is in time for each bell.
 */
import { Blinks } from './recreate.ts';
import type { SchoolBusProblem } from './schoolBusProblem.ts';
import { TourState } from './tourState.ts';

export class BusState extends TourState {
  readonly buses: number;
  readonly schools: number;
  /** Per stop: the place of its school in the order of bells. */
  readonly place: Int32Array;
  /** Buses from here on are out of use. */
  limit: number;
  readonly #problem: SchoolBusProblem;
  readonly #nodes: number;
  readonly #travel: Float64Array;
  /** Per place in the order of bells: the school, and its node in the travel times. */
  readonly #order: Int32Array;
  readonly #node: Int32Array;
  readonly #bell: Float64Array;
  readonly #pupils: Float64Array;
  /** From the arrival at the first stop on until the arrival at the school. */
  readonly #time: Float64Array;
  readonly #costOfBus: Float64Array;
  readonly #blinks: Blinks;

  constructor(problem: SchoolBusProblem, buses: number, random: () => number) {
    const { stops, schools, bell, schoolOf } = problem;
    const perSchool = new Int32Array(schools);
    for (const school of schoolOf) perSchool[school]!++;
    const leastPupils = problem.pupils.reduce((least, each) => Math.min(least, each), Infinity);
    super(stops, buses * schools, Math.min(Math.max(...perSchool), Math.floor(problem.capacity / leastPupils)) + 1);
    this.#problem = problem;
    this.buses = buses;
    this.limit = buses;
    this.schools = schools;
    this.#nodes = stops + schools;
    this.#travel = problem.travel;
    const order = Array.from({ length: schools }, (_, school) => school).sort((a, b) => bell[a]! - bell[b]!);
    this.#order = Int32Array.from(order);
    this.#node = this.#order.map((school) => stops + school);
    this.#bell = Float64Array.from(order, (school) => bell[school]!);
    this.place = schoolOf.map((school) => order.indexOf(school));
    this.#pupils = new Float64Array(this.tours);
    this.#time = new Float64Array(this.tours);
    this.#costOfBus = new Float64Array(buses);
    this.#blinks = new Blinks(random);
  }

  protected override measure(tour: number): void {
    const { row, width } = this;
    const { pupils, standing } = this.#problem;
    const begin = tour * width;
    const end = begin + this.size[tour]!;
    let load = 0;
    let time = 0;
    for (let at = begin; at < end; at++) {
      const stop = row[at]!;
      const next = at + 1 === end ? this.#node[tour % this.schools]! : row[at + 1]!;
      load += pupils[stop]!;
      time += standing[stop]! + this.#travel[stop * this.#nodes + next]!;
    }
    this.#pupils[tour] = load;
    this.#time[tour] = time;
    this.#measureBus(Math.floor(tour / this.schools));
  }

  #measureBus(bus: number): void {
    const { schools, row, width, size } = this;
    let cost = 0;
    let last = -1;
    for (let place = 0; place < schools; place++) {
      const tour = bus * schools + place;
      if (size[tour] === 0) continue;
      if (last >= 0) cost += this.#travel[this.#node[last]! * this.#nodes + row[tour * width]!]!;
      cost += this.#time[tour]!;
      last = place;
    }
    this.cost += cost - this.#costOfBus[bus]!;
    this.#costOfBus[bus] = cost;
  }

  /** Whether a bus is in time with a route of so much time that begins at a stop, after the school of an earlier place. */
  #isInTime(before: number, stop: number, time: number, place: number): boolean {
    if (before < 0) return true;
    const arrival = this.#bell[before]! + this.#travel[this.#node[before]! * this.#nodes + stop]! + time;
    return arrival + this.#problem.unloading <= this.#bell[place]!;
  }

  /** Whether the route may be driven after one for the school of an earlier place; any route may be the first (-1). */
  mayFollow(tour: number, before: number): boolean {
    return this.#isInTime(before, this.row[tour * this.width]!, this.#time[tour]!, tour % this.schools);
  }

  /** Travel from the school of a place to the first stop of a route. */
  approach(tour: number, before: number): number {
    return this.#travel[this.#node[before]! * this.#nodes + this.row[tour * this.width]!]!;
  }

  /** The place before or after (`step` -1 or 1) at which the bus has a route; -1 where it has none. */
  #neighbour(bus: number, place: number, step: number): number {
    for (let at = place + step; at >= 0 && at < this.schools; at += step)
      if (this.size[bus * this.schools + at]! > 0) return at;
    return -1;
  }

  /** Puts the stop where the way of the buses grows least; false where it fits nowhere. */
  insertBest(stop: number): boolean {
    const { row, size, width, schools } = this;
    const { pupils, standing, capacity, longestRide } = this.#problem;
    const travel = this.#travel;
    const nodes = this.#nodes;
    const place = this.place[stop]!;
    const school = this.#node[place]!;
    const room = capacity - pupils[stop]!;
    const stands = standing[stop]!;
    const from = stop * nodes;
    let least = Infinity;
    let bestTour = -1;
    let bestAt = 0;
    for (let bus = 0; bus < this.limit; bus++) {
      const tour = bus * schools + place;
      const count = size[tour]!;
      if (count === 0) {
        const cost = this.#costOfRoute(stop, bus, place);
        if (cost >= least || this.#blinks.next()) continue;
        least = cost;
        bestTour = tour;
        bestAt = 0;
        continue;
      }
      if (this.#pupils[tour]! > room) continue;
      const begin = tour * width;
      const before = this.#neighbour(bus, place, -1);
      const time = this.#time[tour]!;
      const first = row[begin]!;
      const ahead = travel[from + first]!;
      let cost = ahead;
      if (before >= 0) {
        const approach = this.#node[before]! * nodes;
        cost += travel[approach + stop]! - travel[approach + first]!;
      }
      if (
        cost < least &&
        ahead + time <= longestRide &&
        this.#isInTime(before, stop, ahead + time + stands, place) &&
        !this.#blinks.next()
      ) {
        least = cost;
        bestTour = tour;
        bestAt = 0;
      }
      // In the middle the route begins where it did: one limit for what it may take longer.
      let spare = longestRide - (time - standing[first]!) - stands;
      if (before >= 0) {
        const arrival = this.#bell[before]! + travel[this.#node[before]! * nodes + first]! + time;
        spare = Math.min(spare, this.#bell[place]! - this.#problem.unloading - arrival - stands);
      }
      if (spare < 0) continue;
      let last = first;
      for (let at = 1; at <= count; at++) {
        const next = at === count ? school : row[begin + at]!;
        const longer = travel[last * nodes + stop]! + travel[from + next]! - travel[last * nodes + next]!;
        last = next;
        if (longer >= least || longer > spare || this.#blinks.next()) continue;
        least = longer;
        bestTour = tour;
        bestAt = at;
      }
    }
    if (bestTour === -1) return false;
    this.insert(stop, bestTour, bestAt);
    return true;
  }

  /** What a route of this stop alone adds to the way of the bus; Infinity where it is not in time, or the next one not. */
  #costOfRoute(stop: number, bus: number, place: number): number {
    const { row, width, schools } = this;
    const travel = this.#travel;
    const nodes = this.#nodes;
    const school = this.#node[place]!;
    const ride = travel[stop * nodes + school]!;
    const before = this.#neighbour(bus, place, -1);
    const after = this.#neighbour(bus, place, 1);
    if (!this.#isInTime(before, stop, ride + this.#problem.standing[stop]!, place)) return Infinity;
    if (after >= 0 && !this.mayFollow(bus * schools + after, place)) return Infinity;
    let cost = ride;
    if (before >= 0) cost += travel[this.#node[before]! * nodes + stop]!;
    if (after >= 0) {
      const next = row[(bus * schools + after) * width]!;
      cost += travel[school * nodes + next]!;
      if (before >= 0) cost -= travel[this.#node[before]! * nodes + next]!;
    }
    return cost;
  }

  /**
   * Where a detour is shorter than the way itself, leaving out a stop can make a bus late: takes such routes out whole, of all
   * buses that were changed.
   */
  settle(): void {
    const changed = this.touchedCount;
    for (let at = 0; at < changed; at++) {
      const first = Math.floor(this.touched[at]! / this.schools) * this.schools;
      let before = -1;
      for (let place = 0; place < this.schools; place++) {
        const tour = first + place;
        if (this.size[tour] === 0) continue;
        if (this.rideOf(tour) <= this.#problem.longestRide && this.mayFollow(tour, before)) before = place;
        else this.remove(tour, 0, this.size[tour]!);
      }
    }
  }

  /** From a place on, two buses drive each other's routes, if both are in time then; says whether. */
  swapFrom(one: number, other: number, place: number): boolean {
    const { schools } = this;
    if (!this.#mayTakeOver(one, other, place) || !this.#mayTakeOver(other, one, place)) return false;
    for (let at = place; at < schools; at++)
      if (this.size[one * schools + at]! + this.size[other * schools + at]! > 0)
        this.swap(one * schools + at, other * schools + at);
    return true;
  }

  #mayTakeOver(bus: number, from: number, place: number): boolean {
    const next = this.#neighbour(from, place - 1, 1);
    return next === -1 || this.mayFollow(from * this.schools + next, this.#neighbour(bus, place, -1));
  }

  /** The school of a tour. */
  schoolOf(tour: number): number {
    return this.#order[tour % this.schools]!;
  }

  /** Ride of the pupils of the first stop, who ride longest. */
  rideOf(tour: number): number {
    return this.#time[tour]! - this.#problem.standing[this.row[tour * this.width]!]!;
  }
}
