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
 * @param sources places where the vehicle starts, in any direction that its section allows
 * @returns seconds until it begins each state; Infinity where none leads there
 */
export function secondsFrom({ network, leg, seconds, nextStart, next }: Legs, sources: readonly Place[]): Float64Array {
  const best = new Float64Array(leg.length).fill(Infinity);
  const queue = new FlatQueue<number>();
  const leave = (state: number, time: number) => {
    for (let at = nextStart[state]!; at < nextStart[state + 1]!; at++) {
      const other = next[at]!;
      if (time >= best[other]!) continue;
      best[other] = time;
      queue.push(other, time);
    }
  };
  for (const { section, along } of sources) {
    const share = along / network.metres[section]!;
    for (const [state, rest] of [
      [2 * section, 1 - share],
      [2 * section + 1, share],
    ] as const)
      if (Number.isFinite(seconds[state]!)) leave(state, seconds[state]! * rest);
  }
  for (;;) {
    const time = queue.peekValue();
    const state = queue.pop();
    if (state === undefined || time === undefined) return best;
    if (time === best[state]) leave(state, time + seconds[state]!);
  }
}

/** Seconds from the nearest source to each of the places. @param best of secondsFrom() with the same sources */
export function secondsTo(
  { network, leg, seconds }: Legs,
  best: Float64Array,
  sources: readonly Place[],
  places: readonly Place[],
): number[] {
  // A leg begins when the first of its copies does.
  const begins = new Float64Array(2 * network.metres.length).fill(Infinity);
  leg.forEach((index, state) => (begins[index] = Math.min(begins[index]!, best[state]!)));
  return places.map(({ section, along }) => {
    const share = along / network.metres[section]!;
    const parts = [share, 1 - share];
    const over = parts.map((part, side) => begins[2 * section + side]! + part * seconds[2 * section + side]!);
    const direct = sources
      .filter((source) => source.section === section)
      .map((source) => {
        const between = along - source.along;
        return (Math.abs(between) / network.metres[section]!) * seconds[2 * section + (between < 0 ? 1 : 0)]!;
      });
    return Math.min(...[...over, ...direct].filter((time) => !Number.isNaN(time)), Infinity);
  });
}
