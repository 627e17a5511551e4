/** From pupils at stops to the problem that the search for buses takes: schools driven to together, full buses split off. */
import type { SchoolBusProblem } from './schoolBusProblem.ts';
import type { TourGround } from './tourGround.ts';

export interface TourRules {
  /** Pupils a bus holds. */
  seats: number;
  /** Seconds of the longest ride. */
  longestRide: number;
  /** Drive of a bus ÷ quickest way by road. */
  busFactor: number;
  /** Seconds that a bus stands at a stop, and in addition for each child that boards. */
  stopSeconds: number;
  childSeconds: number;
  /** Seconds that a bus stands at a school. */
  schoolSeconds: number;
}

/** Where buses drive to: one school, or several that are one destination. */
export interface Destination {
  /** Numbers of its schools; the bus stops at the first one. */
  schools: number[];
  /** Seconds of the day by which the bus must be there. */
  arrive: number;
}

/**
 * When the bus must be at the first of its schools, that who goes on to the farthest one is there in time too.
 *
 * @param time seconds of the day at which pupils must be at their school
 * @param walkSeconds of so many metres
 */
export function destinationAt(
  schools: number[],
  time: number,
  ground: TourGround,
  walkSeconds: (metres: number) => number,
): Destination & { walkSeconds: number } {
  const farthest = Math.max(...schools.map((school) => Math.round(metresBetween(ground, schools[0]!, school))));
  const walk = farthest === 0 ? 0 : walkSeconds(farthest);
  return { schools, arrive: time - walk, walkSeconds: walk };
}

/** Metres by road between two schools, in the shorter direction. */
export function metresBetween({ stops, metres }: TourGround, a: number, b: number): number {
  const nodes = Math.sqrt(metres.length);
  const way = (from: number, to: number) => metres[(stops.length + from) * nodes + stops.length + to]!;
  return Math.min(way(a, b), way(b, a));
}

/** Pupils of one home for one school. */
export interface Riders {
  home: number;
  school: number;
  /** Whole, from 1 on. */
  pupils: number;
}

/** A stop of the problem: at a place, for a destination. */
export interface TourNode {
  /** Number of the ground's stop. */
  stop: number;
  destination: number;
  /** Pupils by school. */
  boarding: Map<number, number>;
}

export type NotServed = 'noRoad' | 'noWay' | 'rideTooLong';

export interface TourProblem {
  /** As the search takes it; its stops are `nodes`, its schools the destinations. */
  problem: SchoolBusProblem;
  nodes: TourNode[];
  /** (nodes + destinations)², metres by road. */
  metres: Float64Array;
  unserved: { riders: Riders; reason: NotServed }[];
}

/**
 * Schools that are one destination: the same bell, and so near to the one with most pupils by road that its stop serves them.
 *
 * @param bells seconds of the day, per school
 * @param most metres by road; 0 keeps all apart
 */
export function destinationsOf(
  pupils: readonly number[],
  bells: readonly number[],
  ground: TourGround,
  most: number,
): number[][] {
  const groups: number[][] = [];
  for (const school of [...bells.keys()].sort((a, b) => pupils[b]! - pupils[a]! || a - b)) {
    const group = groups.find(
      ([first]) => bells[first!] === bells[school] && metresBetween(ground, first!, school) <= most,
    );
    if (group && most > 0) group.push(school);
    else groups.push([school]);
  }
  return groups;
}

/** Who lives where no bus gets in time is named, never left out in silence. */
export function tourProblem(
  ground: TourGround,
  destinations: readonly Destination[],
  riders: readonly Riders[],
  rules: TourRules,
): TourProblem {
  const places = ground.stops.length;
  const all = Math.sqrt(ground.seconds.length);
  const destinationOf = new Map(destinations.flatMap(({ schools }, index) => schools.map((school) => [school, index])));
  const drive = (from: number, to: number) => Math.ceil(ground.seconds[from * all + to]! * rules.busFactor);
  const placeOf = (destination: number) => places + destinations[destination]!.schools[0]!;
  const unserved: TourProblem['unserved'] = [];
  const together = new Map<string, TourNode>();
  for (const one of riders) {
    const stop = ground.stopOf[one.home]!;
    const destination = destinationOf.get(one.school)!;
    const ride = stop === -1 ? 0 : drive(stop, placeOf(destination));
    const reason: NotServed | null =
      stop === -1 ? 'noRoad' : ride === Infinity ? 'noWay' : ride > rules.longestRide ? 'rideTooLong' : null;
    if (reason !== null) {
      unserved.push({ riders: one, reason });
      continue;
    }
    const key = `${stop} ${destination}`;
    const node = together.get(key) ?? { stop, destination, boarding: new Map<number, number>() };
    node.boarding.set(one.school, (node.boarding.get(one.school) ?? 0) + one.pupils);
    together.set(key, node);
  }
  const nodes = [...together.values()].flatMap((node) => split(node, rules.seats));
  const at = [...nodes.map(({ stop }) => stop), ...destinations.map((_, index) => placeOf(index))];
  const pupils = nodes.map(({ boarding }) => sum(boarding.values()));
  return {
    nodes,
    unserved,
    metres: Float64Array.from(at.flatMap((from) => at.map((to) => ground.metres[from * all + to]!))),
    problem: {
      stops: nodes.length,
      schools: destinations.length,
      travel: Float64Array.from(at.flatMap((from) => at.map((to) => drive(from, to)))),
      schoolOf: Int32Array.from(nodes, ({ destination }) => destination),
      pupils: Float64Array.from(pupils),
      standing: Float64Array.from(pupils, (people) => Math.ceil(rules.stopSeconds + rules.childSeconds * people)),
      // The kernel's bell is when the bus leaves again; it arrives the time for getting off before.
      bell: Float64Array.from(destinations, ({ arrive }) => arrive + rules.schoolSeconds),
      capacity: rules.seats,
      longestRide: rules.longestRide,
      unloading: rules.schoolSeconds,
    },
  };
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);

/** Full buses and a rest: who waits where more wait than a bus holds rides in several. */
function split(node: TourNode, seats: number): TourNode[] {
  const parts: TourNode[] = [];
  let room = 0;
  for (const [school, pupils] of [...node.boarding].sort(([a], [b]) => a - b))
    for (let left = pupils; left > 0;) {
      if (room === 0) {
        parts.push({ ...node, boarding: new Map() });
        room = seats;
      }
      const taken = Math.min(left, room);
      parts.at(-1)!.boarding.set(school, taken);
      left -= taken;
      room -= taken;
    }
  return parts;
}
