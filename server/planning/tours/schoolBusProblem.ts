/** School buses in the morning: the problem as the kernel takes it, and what it refuses. */
import { DomainError } from '../errors.ts';

/**
 * A route serves stops of one school, each of them whole, and ends at the school; a bus drives at most one route per school.
 * All times are in seconds.
 */
export interface SchoolBusProblem {
  stops: number;
  schools: number;
  /** (stops + schools)², row by row: travel times between stops and, after them, schools; Infinity where no way leads. */
  travel: Float64Array;
  /** Per stop: its school. */
  schoolOf: Int32Array;
  /** Per stop: pupils, from 1 on. */
  pupils: Float64Array;
  /** Per stop: how long the bus stands there. */
  standing: Float64Array;
  /** Per stop: what a sentence calls it; left out: its place in the list, from 1 on. */
  stopNames?: readonly string[];
  /** Per school: when the pupils must be there, in seconds of the day. */
  bell: Float64Array;
  /** Pupils a bus holds. */
  capacity: number;
  /**
   * The ride of the pupils of a stop: travel to the school through the later stops, and the standing there (not at their own).
   */
  longestRide: number;
  /** How long a bus stands at a school before the bell. */
  unloading: number;
}

export interface Route {
  school: number;
  /** In the order they are driven. */
  stops: Int32Array;
}

export interface BusPlan {
  /** Per bus: its routes in the order they are driven. */
  buses: Route[][];
  /** The longest ride of all pupils. */
  maxRideSeconds: number;
  /** Time of all buses from their first stop to their last school, standing at stops counted and waiting at schools not. */
  drivingSeconds: number;
  /** No plan has fewer buses. */
  bound: number;
  seconds: number;
}

/**
 * @throws RangeError where the arrays do not fit each other; DomainError `tours.stopTooLarge`, `tours.rideTooLong` where no
 *   plan can exist
 */
export function checkSchoolBus(problem: SchoolBusProblem): void {
  const { stops, schools, travel, schoolOf, pupils, standing, bell, capacity, longestRide, unloading } = problem;
  const nodes = stops + schools;
  if (schools < 1) throw new RangeError('Please give at least one school.');
  if ([schoolOf, pupils, standing].some(({ length }) => length !== stops) || bell.length !== schools)
    throw new RangeError(`Please give one entry for each of ${stops} stops and each of ${schools} schools.`);
  if (travel.length !== nodes * nodes || !travel.every((each) => each >= 0))
    throw new RangeError(`Please give a travel time from 0 on for each pair of ${nodes} stops and schools.`);
  if (!schoolOf.every((school) => school >= 0 && school < schools))
    throw new RangeError('The school of a stop is given by its place in the list.');
  if (!pupils.every((each) => each > 0 && each < Infinity))
    throw new RangeError('A stop has pupils: please leave out stops without.');
  if (!standing.every((each) => each >= 0 && each < Infinity) || !bell.every(Number.isFinite))
    throw new RangeError('Standing times and bells must be finite, and standing times not below 0.');
  if (!(capacity > 0) || !(longestRide >= 0) || !(unloading >= 0))
    throw new RangeError('The capacity must be above 0, the longest ride and the unloading not below 0.');
  for (let stop = 0; stop < stops; stop++) {
    const name = problem.stopNames?.[stop] ?? String(stop + 1);
    const ride = travel[stop * nodes + stops + schoolOf[stop]!]!;
    if (pupils[stop]! > capacity) throw stopTooLarge(name, pupils[stop]!, capacity);
    if (ride > longestRide || ride === Infinity) throw rideTooLong(name, ride, longestRide);
  }
}

const stopTooLarge = (stop: string, pupils: number, capacity: number): DomainError =>
  new DomainError('invalid', 'tours.stopTooLarge', {
    de: `An Haltestelle ${stop} warten ${pupils} Kinder, ein Bus fasst ${capacity}: bitte größere Busse einsetzen oder die Haltestelle in mehrere teilen.`,
    en: `At stop ${stop} ${pupils} pupils wait, a bus holds ${capacity}: please use larger buses or divide the stop into several.`,
  });

const rideTooLong = (stop: string, ride: number, longest: number): DomainError =>
  ride === Infinity
    ? new DomainError('invalid', 'tours.noWay', {
        de: `Von Haltestelle ${stop} führt kein Weg zu ihrer Schule: bitte die Lage der Haltestelle und das Straßennetz prüfen.`,
        en: `No way leads from stop ${stop} to its school: please check the position of the stop and the roads.`,
      })
    : new DomainError('invalid', 'tours.rideTooLong', {
        de: `Von Haltestelle ${stop} dauert schon die direkte Fahrt zur Schule ${minutes(ride, ',')} Minuten, erlaubt sind ${minutes(longest, ',')}: bitte eine längere Fahrt zulassen oder die Haltestelle verlegen.`,
        en: `From stop ${stop} even the direct ride to the school takes ${minutes(ride)} minutes, ${minutes(longest)} are allowed: please allow a longer ride or move the stop.`,
      });

/** Rounded up, lest the two figures of a sentence look alike. */
const minutes = (seconds: number, mark = '.'): string => (Math.ceil(seconds / 6) / 10).toString().replace('.', mark);
