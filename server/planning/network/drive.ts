/**
 * The quickest way by vehicle: Dijkstra over legs (sections in one direction) instead of vertices, so that a turn can be
 * forbidden. A restriction over ways between has copies of their legs, reached only from where it begins: who is on the
 * copies came from there, and meets the rule at their end.
 */
import FlatQueue from 'flatqueue';
import type { Network } from './build.ts';
import type { Place } from './place.ts';
import { legEnd, legStart, rulesFor, type Restriction } from './turns.ts';

export interface Legs {
  network: Network;
  /** Leg of the network that each state stands for: the first 2 · sections are the legs themselves, then copies. */
  leg: Int32Array;
  seconds: Float64Array;
  /** States that may follow state i: next[j] for j from nextStart[i] to nextStart[i + 1]. */
  nextStart: Int32Array;
  next: Int32Array;
}

export function legsOf(network: Network, restrictions: readonly Restriction[]): Legs {
  const count = 2 * network.metres.length;
  const leg = Array.from({ length: count }, (_, index) => index);
  const secondsOf = (index: number) => (index % 2 === 0 ? network.forward : network.backward)[index >> 1]!;
  const follow = leg.map((index) => (Number.isFinite(secondsOf(index)) ? followers(network, index, secondsOf) : []));
  for (const { only, path } of rulesFor(network, restrictions)) {
    let state = path[0]!;
    // Copies of the legs between; rules that share the way there share its copies.
    for (const between of path.slice(1, -1)) {
      const known = follow[state]!.find((other) => other >= count && leg[other] === between);
      const copy = known ?? leg.push(between) - 1;
      if (known === undefined) {
        follow[copy] = [...follow[between]!];
        follow[state] = follow[state]!.map((other) => (other === between ? copy : other));
      }
      state = copy;
    }
    const last = path.at(-1)!;
    follow[state] = follow[state]!.filter((other) => (leg[other] === last) === only);
  }
  const nextStart = new Int32Array(leg.length + 1);
  follow.forEach((states, state) => (nextStart[state + 1] = nextStart[state]! + states.length));
  return {
    network,
    leg: Int32Array.from(leg),
    seconds: Float64Array.from(leg, secondsOf),
    nextStart,
    next: Int32Array.from(follow.flat()),
  };
}

/** Legs that begin where one ends. It turns round only where there is no other way. */
function followers(network: Network, leg: number, secondsOf: (leg: number) => number): number[] {
  const end = legEnd(network, leg);
  const { aroundStart, around } = network;
  const all = [...around.subarray(aroundStart[end], aroundStart[end + 1])]
    .flatMap((section) => [2 * section, 2 * section + 1])
    .filter((other) => legStart(network, other) === end && Number.isFinite(secondsOf(other)));
  const onward = [...new Set(all)].filter((other) => other !== (leg ^ 1));
  return onward.length > 0 ? onward : [...new Set(all)];
}

/**
 * The same legs driven backwards: what leads from a place in it leads to the place in the network. State i stands for the
 * leg of i in the other direction, so that the first 2 · sections are legs here too.
 */
export function reversed({ network, leg, seconds, nextStart, next }: Legs): Legs {
  const legs = 2 * network.metres.length;
  const turned = (state: number) => (state < legs ? state ^ 1 : state);
  const before = new Int32Array(leg.length + 1);
  for (const state of next) before[turned(state) + 1]!++;
  for (let state = 0; state < leg.length; state++) before[state + 1]! += before[state]!;
  const filled = before.slice();
  const previous = new Int32Array(next.length);
  for (let state = 0; state < leg.length; state++)
    for (let at = nextStart[state]!; at < nextStart[state + 1]!; at++)
      previous[filled[turned(next[at]!)]!++] = turned(state);
  return {
    network,
    leg: leg.map((_, state) => leg[turned(state)]! ^ 1),
    seconds: seconds.map((_, state) => seconds[turned(state)]!),
    nextStart: before,
    next: previous,
  };
}

export interface Drive {
  metres: number;
  /** Infinity where no way leads there. */
  seconds: number;
}

export interface Drives {
  to: (goal: Place) => Drive;
  /** Legs in the order they are driven, those of both places among them; null where no way leads there. */
  legsTo: (goal: Place) => number[] | null;
}

/** @returns length and time of the quickest way from a place, where a vehicle starts in any direction that is allowed, to others */
export const metresAndSecondsFrom = (legs: Legs, source: Place): ((goal: Place) => Drive) =>
  drivesFrom(legs, source).to;

/**
 * Quickest ways from a place, where a vehicle starts in any direction that is allowed.
 *
 * @param within seconds: what takes longer is not looked for
 */
export function drivesFrom(legs: Legs, source: Place, within = Infinity): Drives {
  const { network, leg, seconds, nextStart, next } = legs;
  const count = 2 * network.metres.length;
  // Until a state begins.
  const best = new Float64Array(leg.length).fill(Infinity);
  const metres = new Float64Array(leg.length);
  /** State before each; ~state where that one is the start. */
  const previous = new Int32Array(leg.length);
  const queue = new FlatQueue<number>();
  const leave = (state: number, time: number, way: number, from: number) => {
    for (let at = nextStart[state]!; at < nextStart[state + 1]!; at++) {
      const other = next[at]!;
      if (time >= best[other]!) continue;
      best[other] = time;
      metres[other] = way;
      previous[other] = from;
      queue.push(other, time);
    }
  };
  const own = [2 * source.section, 2 * source.section + 1];
  const copies = Array.from({ length: leg.length - count }, (_, copy) => count + copy);
  for (const state of [...own, ...copies.filter((copy) => leg[copy]! >> 1 === source.section)]) {
    const rest = leg[state]! % 2 === 0 ? 1 - partOf(network, source) : partOf(network, source);
    if (Number.isFinite(seconds[state]!))
      leave(state, seconds[state]! * rest, network.metres[source.section]! * rest, ~state);
  }
  for (;;) {
    const time = queue.peekValue();
    const state = queue.pop();
    if (state === undefined || time === undefined || time > within) break;
    if (time === best[state])
      leave(state, time + seconds[state]!, metres[state]! + network.metres[leg[state]! >> 1]!, state);
  }
  // A leg begins when the first of its copies does.
  const first = Int32Array.from({ length: count }, (_, index) => index);
  for (const copy of copies) if (best[copy]! < best[first[leg[copy]!]!]!) first[leg[copy]!] = copy;
  const waysTo = (goal: Place): (Drive & { side: number; isDirect: boolean })[] => {
    const whole = network.metres[goal.section]!;
    const ways = [0, 1].map((side) => {
      const part = side === 0 ? partOf(network, goal) : 1 - partOf(network, goal);
      const state = first[2 * goal.section + side]!;
      if (!Number.isFinite(best[state]!) || best[state]! > within)
        return { metres: Infinity, seconds: Infinity, side, isDirect: false };
      const time = best[state]! + part * seconds[state]!;
      return { metres: metres[state]! + part * whole, seconds: time, side, isDirect: false };
    });
    if (goal.section === source.section) {
      const between = goal.along - source.along;
      const side = between < 0 ? 1 : 0;
      const time = between === 0 ? 0 : (Math.abs(between) / whole) * seconds[2 * goal.section + side]!;
      ways.push({ metres: Math.abs(between), seconds: time, side, isDirect: true });
    }
    return ways;
  };
  const quickest = (goal: Place) => waysTo(goal).reduce((least, way) => (way.seconds < least.seconds ? way : least));
  return {
    to: (goal) => {
      const way = quickest(goal);
      return { metres: way.metres, seconds: way.seconds };
    },
    legsTo: (goal) => {
      const way = quickest(goal);
      if (!Number.isFinite(way.seconds)) return null;
      const last = 2 * goal.section + way.side;
      if (way.isDirect) return [last];
      const driven: number[] = [];
      for (let state = first[last]!; ; state = previous[state]!) {
        if (state < 0) {
          driven.push(leg[~state]!);
          return driven.reverse();
        }
        driven.push(leg[state]!);
      }
    },
  };
}

const partOf = (network: Network, { section, along }: Place): number =>
  network.metres[section] === 0 ? 0 : along / network.metres[section]!;
