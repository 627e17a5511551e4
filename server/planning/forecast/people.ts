/**
 * Residents by area, sex and single year of age, and what happened to them in a year. Ages are those reached at the end of
 * the year (birth-year method, as the statistics of births, deaths and moves count): who is of age a at the end of a year
 * was of age a − 1 at its beginning, or was born in it. The last age is open.
 */

/** How a block of numbers is laid out: area by area, sex by sex (men first), youngest first. One sex = both together. */
export interface Shape {
  areas: number;
  sexes: 1 | 2;
  ages: number;
}

export const cells = ({ areas, sexes, ages }: Shape): number => areas * sexes * ages;

export const cellOf = ({ sexes, ages }: Shape, area: number, sex: number, age: number): number =>
  (area * sexes + sex) * ages + age;

/** Moves and deaths of one year, people. */
export interface Flows {
  /** By area, sex and age, where the table tells ages; else null. */
  byAge: Float64Array | null;
  /** By area. */
  total: Float64Array;
}

export interface YearEvents {
  year: number;
  /** Children born alive, by area. */
  births: Float64Array | null;
  /** Of these by the mother's age (areas × ages); null where no table tells it. */
  byMother: Float64Array | null;
  deaths: Flows | null;
  arrivals: Flows | null;
  departures: Flows | null;
}

export interface History {
  shape: Shape;
  /** Stocks at the end of years, ascending; all on one basis. */
  stocks: { year: number; people: Float64Array }[];
  /** Ascending. */
  events: YearEvents[];
}

export const sumOf = (values: ArrayLike<number>, from = 0, to = values.length): number => {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at]!;
  return sum;
};

/** All areas as one. */
export function asOneArea(
  shape: Shape,
  people: Float64Array,
  into = new Float64Array(shape.sexes * shape.ages),
): Float64Array {
  const size = shape.sexes * shape.ages;
  into.fill(0);
  // Area by area: in a forecast of many futures this is walked a hundred million times.
  for (let first = 0; first < people.length; first += size) {
    for (let cell = 0; cell < size; cell++) into[cell]! += people[first + cell]!;
  }
  return into;
}
