/**
 * Who is on board where: pupils take the way that `doorToDoor.ts` finds, whether the vehicle holds them or not; what is too
 * full is for the planner to see. One bell and one end of lessons per group; all of an atom that belong to it ride together.
 */
import { journeyFrom, type Ride } from './journey.ts';
import { latestDepartures } from './latest.ts';
import type { Timetable } from './timetable.ts';
import { tripThere, type Access, type Trip } from './doorToDoor.ts';

/** Pupils of one school with the same lessons. */
export interface SchoolGroup {
  /** Stops from which one walks to the school's entrances, and the seconds it takes. */
  stops: ArrayLike<number>;
  seconds: ArrayLike<number>;
  /** Seconds after midnight: when they must be there, and from when on they leave. */
  begins: number;
  ends: number;
  homes: readonly GroupHome[];
}

export interface GroupHome {
  /** Whose it is, as the caller counts them. */
  home: number;
  people: number;
  access: readonly Access[];
  /** On foot all the way; null where that is asked of nobody. */
  walkSeconds: number | null;
}

export interface Boarding {
  group: number;
  home: number;
  people: number;
  /** In the order in which they are made in this timetable: of the mirrored one the last is the first. */
  rides: readonly Ride[];
}

/** One direction of a day; groups come one after another, so that whoever counts can give way to others between them. */
export class DirectionLoad {
  /** Aligned with the timetable's departures: people on board from that call to the next one of the trip. */
  readonly onBoard: Float64Array;
  readonly boardings: Boarding[] = [];
  readonly #timetable: Timetable;
  readonly #rides: number;

  /** @param rides changes and one, at most */
  constructor(timetable: Timetable, rides: number) {
    this.#timetable = timetable;
    this.#rides = rides;
    this.onBoard = new Float64Array(timetable.departure.length);
  }

  /**
   * @param at when they must be there, seconds after midnight; for the way home the sign-changed time from which on they leave
   * @returns by home: the way, null where none leads there
   */
  add(group: number, { stops, seconds, homes }: Pick<SchoolGroup, 'stops' | 'seconds' | 'homes'>, at: number) {
    const timetable = this.#timetable;
    const { stopOffsets, timeOffsets } = timetable;
    const latest = latestDepartures(timetable, { stops, seconds, at }, { rides: this.#rides });
    return homes.map(({ home, people, access, walkSeconds }): Trip | null => {
      const way = tripThere(timetable, latest, access, walkSeconds);
      if (way === null || way.stop === null) return way;
      const { rides } = journeyFrom(timetable, latest, way.stop)!;
      for (const { line, trip, on, off } of rides) {
        const first = timeOffsets[line]! + trip * (stopOffsets[line + 1]! - stopOffsets[line]!);
        for (let place = on; place < off; place++) this.onBoard[first + place]! += people;
      }
      this.boardings.push({ group, home, people, rides });
      return way;
    });
  }
}

/** Sections of the mirrored timetable as those of the timetable itself. */
export function unmirroredLoad(
  { stopOffsets, timeOffsets, tripCount }: Timetable,
  mirrored: Float64Array,
): Float64Array {
  const onBoard = new Float64Array(mirrored.length);
  tripCount.forEach((trips, line) => {
    const size = stopOffsets[line + 1]! - stopOffsets[line]!;
    for (let trip = 0; trip < trips; trip++)
      for (let at = 0; at + 1 < size; at++)
        onBoard[timeOffsets[line]! + trip * size + at] =
          mirrored[timeOffsets[line]! + (trips - 1 - trip) * size + size - 2 - at]!;
  });
  return onBoard;
}

/** What a vehicle holds. */
export interface Places {
  seats: number;
  standing: number;
  /** On board beside pupils. */
  others: number;
}

/** @param standingShare part of the standing places that a school trip may count on; 0: a seat for everyone */
export const placesFor = ({ seats, standing, others }: Places, standingShare: number): number =>
  Math.max(0, Math.floor(seats + standingShare * standing) - others);

export interface FullTrip {
  /** Seconds after midnight. */
  departure: number;
  arrival: number;
  /** Pupils for whom there is a place, and for whom there is none. */
  holds: number;
  over: number;
}

/** Vehicles of the same kind that must run along at the same time for all to fit; where a vehicle holds no pupil at all, one for each trip. */
export function vehiclesLacking(trips: readonly FullTrip[]): number {
  const events = trips.flatMap(({ departure, arrival, holds, over }) => {
    const lacking = over === 0 ? 0 : holds > 0 ? Math.ceil(over / holds) : 1;
    return [
      { at: departure, change: lacking },
      { at: arrival, change: -lacking },
    ];
  });
  // A vehicle that arrives is free for the trip that leaves in the same second.
  events.sort((a, b) => a.at - b.at || a.change - b.change);
  let [now, most] = [0, 0];
  for (const { change } of events) most = Math.max(most, (now += change));
  return most;
}
