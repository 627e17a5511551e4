/** From door to school and back: on foot to a stop, with buses, on foot to the entrance; or on foot all the way. */
import { journeyFrom } from './journey.ts';
import { NEVER, type Latest } from './latest.ts';
import type { Timetable } from './timetable.ts';

/** On foot from a home to a stop. */
export interface Access {
  stop: number;
  metres: number;
  seconds: number;
}

/** The nearest stop at which a vehicle calls on the day; null: none within reach. */
export function nearestServed({ callOffsets }: Timetable, accesses: readonly Access[]): Access | null {
  let nearest: Access | null = null;
  for (const access of accesses) {
    const isServed = callOffsets[access.stop + 1]! > callOffsets[access.stop]!;
    if (isServed && (nearest === null || access.metres < nearest.metres)) nearest = access;
  }
  return nearest;
}

/** Metres to it. */
export const nearestStop = (timetable: Timetable, accesses: readonly Access[]): number | null =>
  nearestServed(timetable, accesses)?.metres ?? null;

export interface Trip {
  /** Seconds after midnight: out of the door, and in at the other one. */
  leave: number;
  arrive: number;
  /** 0: on foot all the way. */
  rides: number;
  /** At the home's end; null on foot all the way. */
  stop: number | null;
  /** Run of the ride at the home's end. */
  run: number | null;
  /** On foot between the home and the stop, or the school. */
  walkSeconds: number;
}

/** @param walk seconds on foot all the way; null where that is not known. @returns null where neither leads there in time */
export function tripThere(
  timetable: Timetable,
  latest: Latest,
  accesses: readonly Access[],
  walk: number | null,
): Trip | null {
  const { at } = latest.target;
  let best: { access: Access; leave: number; rides: number } | null = null;
  for (const access of accesses) {
    const board = latest.board[access.stop]!;
    if (board === NEVER) continue;
    const leave = board - access.seconds;
    if (best && leave < best.leave) continue;
    const rides = latest.rounds.findIndex((round) => round.board[access.stop] === board);
    // Of two ways that begin at the same time the one with fewer rides, then the shorter walk.
    const isBetter =
      !best ||
      leave > best.leave ||
      rides < best.rides ||
      (rides === best.rides && access.seconds < best.access.seconds);
    if (isBetter) best = { access, leave, rides };
  }
  const onFoot: Trip | null =
    walk === null ? null : { leave: at - walk, arrive: at, rides: 0, stop: null, run: null, walkSeconds: walk };
  if (!best || (onFoot && onFoot.leave >= best.leave)) return onFoot;
  const journey = journeyFrom(timetable, latest, best.access.stop)!;
  return {
    leave: best.leave,
    arrive: journey.arrival,
    rides: best.rides,
    stop: best.access.stop,
    run: journey.rides[0]!.run,
    walkSeconds: best.access.seconds,
  };
}

/** The way home: a trip there in the mirrored timetable, turned round again. */
export function turnedRound(trip: Trip | null): Trip | null {
  return trip && { ...trip, leave: -trip.arrive, arrive: -trip.leave };
}
