/** Arithmetic of the lines of a profile, the same on the screen and on paper: places are 0 … 1 of the room that is given to them. */

/** A figure as it is told: a number, 'hidden' or null (no data). */
export type Told = number | 'hidden' | null;
/** Along the years and up from the lowest value, each 0 … 1. */
export type Course = [x: number, y: number][];

export interface ProfiledIndicator<Value extends Told> {
  measure: 'count' | 'rate' | 'mean';
  years: readonly number[];
  whole: readonly Value[];
  areas: readonly (readonly Value[])[];
}

export interface ProfileRow<Value extends Told> {
  /** Number in `years`; −1: there are none. */
  at: number;
  value: Value | null;
  /** Against the year before. */
  change: Value | null;
  whole: Value | null;
  /** 1: the highest value; null: none is told. */
  rank: number | null;
  among: number;
  /** Places of all told areas, of this one, and of the whole county (null where it is a sum of them, or not told). */
  strokes: number[];
  dot: number | null;
  mark: number | null;
  course: Course[];
}

/** What follows from two told numbers is as public as they are; what follows from a hidden one stays hidden. */
export function changeOf<Value extends Told>(now: Value | null, before: Value | null): Value | null {
  if (now === 'hidden' || before === 'hidden') return 'hidden' as Value;
  return typeof now === 'number' && typeof before === 'number' ? ((now - before) as Value) : null;
}

/** The row of one area, in the newest year in which it has a value, else in the newest there is. */
export function profileRow<Value extends Told>(
  { measure, years, whole, areas }: ProfiledIndicator<Value>,
  area: number,
): ProfileRow<Value> {
  const own = areas[area] ?? [];
  const last = own.findLastIndex((value) => value !== null);
  const at = last >= 0 ? last : years.length - 1;
  const value = own[at] ?? null;
  const others = areas.map((values) => values[at]).filter((other) => typeof other === 'number');
  const county = measure === 'count' ? null : (whole[at] ?? null);
  const place = placing(typeof county === 'number' ? [...others, county] : others);
  return {
    ...{ at, value, whole: whole[at] ?? null },
    // Of what is told every few years nothing is told of the year before.
    change: changeOf(value, years[at - 1] === (years[at] ?? 0) - 1 ? (own[at - 1] ?? null) : null),
    rank: typeof value === 'number' ? others.filter((other) => other > value).length + 1 : null,
    among: others.length,
    strokes: others.map(place),
    dot: typeof value === 'number' ? place(value) : null,
    mark: typeof county === 'number' ? place(county) : null,
    course: courseOf(years.map((year, index) => ({ at: year, value: own[index] ?? null }))),
  };
}

/** Neighbours that are told; `broken`: no line leads to it from the one before. */
export function runsOf<Point extends { value: Told; broken?: boolean }>(
  points: readonly Point[],
): (Point & { value: number })[][] {
  const runs: (Point & { value: number })[][] = [[]];
  for (const point of points) {
    if (point.broken || typeof point.value !== 'number') runs.push([]);
    if (typeof point.value === 'number') runs.at(-1)?.push(point as Point & { value: number });
  }
  return runs.filter((run) => run.length);
}

/** Lines from each told value to the next; one alone is no line. @param points oldest first, `at` in any unit of time */
export function courseOf(points: readonly { at: number; value: Told; broken?: boolean }[]): Course[] {
  const runs = runsOf(points);
  const along = placing(points.map(({ at }) => at));
  const up = placing(runs.flat().map(({ value }) => value));
  return runs.filter((run) => run.length > 1).map((run) => run.map(({ at, value }) => [along(at), up(value)]));
}

export interface ResidentsThen<Value extends Told> {
  now: Value | null;
  /** Number of the date from which the newest can be compared, and by how many people it has changed; null: there is none. */
  since: number | null;
  change: Value | null;
  course: Course[];
}

/** Residents of an area over the dates, back to where they were last counted on another basis or are not told. */
export function residentsThen<Value extends Told>(
  dates: readonly { date: string; broken: boolean }[],
  residents: readonly Value[],
): ResidentsThen<Value> {
  const points = dates.map(({ date, broken }, index) => ({
    ...{ index, broken, at: Date.parse(date), value: residents[index] ?? null },
  }));
  const run = runsOf(points).at(-1);
  const now = residents.at(-1) ?? null;
  const since = run && run.length > 1 && run.at(-1)!.index === dates.length - 1 ? run[0]!.index : null;
  const change = since === null ? null : changeOf(now, residents[since] ?? null);
  return { now, since, change, course: courseOf(points) };
}

/** A count of whole things has no decimals; what is finer has one, or two where all values lie within one. */
export function digitsOf(measure: 'count' | 'rate' | 'mean', values: readonly number[]): number {
  if (measure === 'count' && values.every(Number.isInteger)) return 0;
  const [low, high] = extentOf(values);
  const span = Math.max(high, 0) - Math.min(low, 0);
  return span < 2 ? 2 : span < 1000 ? 1 : 0;
}

/** The least and the largest of any number of values: spread as arguments, a hundred thousand are too many. Of none: ∞ and −∞. */
export function extentOf(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Where all are alike, they lie in the middle. */
function placing(values: readonly number[]): (value: number) => number {
  const [low, high] = extentOf(values);
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}
