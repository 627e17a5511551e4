/** What a forecast goes by: per area the rates of the past, smoothed, and drawn toward the county where few people stand behind. */
import type { Shape } from './people.ts';

/**
 * People at the end of a year: P'(a) = P(a − 1)·(stay(a) − leave(a)) + arrive(a); the last age takes from itself too; the
 * newborn come from Σ births(a)·P(a) of the last sex. With cohort change ratios `stay` holds the ratio, `leave` and `arrive`
 * are 0 (Hamilton, Perry 1962).
 */
export interface Rates {
  shape: Shape;
  /** Share of those who reach age a that is alive at the end of the year; for age 0 of the newborn. Shape. */
  stay: Float64Array;
  /** Share that leaves. Shape. */
  leave: Float64Array;
  /** People who come, a year. Shape. */
  arrive: Float64Array;
  /** Children a year per woman (or person) who was of age a at the beginning of the year. areas × ages. */
  births: Float64Array;
  /** Share of each sex among the newborn; one value where sexes are not told. */
  atBirth: number[];
}

/** How unsure the rates are: standard deviations of their logarithm. */
export interface Spread {
  /** Of the whole county, from one year to the next. */
  county: { births: number; arrivals: number; departures: number; cohorts: number };
  /** Of an area against the county, the same through all years. areas. */
  area: { births: Float64Array; arrivals: Float64Array; departures: Float64Array; cohorts: Float64Array };
  /** What is left of last year's deviation of the county, 0…1. */
  memory: number;
}

/**
 * (n·x + k·R) / (n + k): the own rate where many stand behind it, the county's where few do. `events` happened to `people`;
 * `expected` is the county's rate.
 */
export const shrunk = (events: number, people: number, expected: number, k: number): number =>
  people + k > 0 ? (events + k * expected) / (people + k) : expected;

/** Mean over neighbouring ages, weighted by the people behind: Σ events ÷ Σ people over a ± reach; open ends stay as they are. */
export function smoothed(events: Float64Array, people: Float64Array, reach: number): Float64Array {
  return events.map((_, age) => {
    // Nothing else is like the first year of life, and the open age is many years.
    const width = age === 0 || age === events.length - 1 ? 0 : Math.min(reach, age - 1, events.length - 2 - age);
    let [happened, behind] = [0, 0];
    for (let at = age - width; at <= age + width; at++) {
      happened += events[at]!;
      behind += people[at]!;
    }
    return behind > 0 ? happened / behind : 0;
  });
}
