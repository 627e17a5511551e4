/** How pupils of schools by grade are laid out, and where those who enter a school come from. */

/** Grades are 1 … 13; index 0 stays empty. */
export const GRADES = 14;

export interface GradedSchool {
  /** Number of the school type. */
  type: number;
  first: number;
  last: number;
}

/** Numbers of the schools by what is asked of each. */
export function numbersBy<Key>(schools: readonly GradedSchool[], key: (school: number) => Key): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  schools.forEach((_, school) => {
    const group = groups.get(key(school));
    if (group) group.push(school);
    else groups.set(key(school), [school]);
  });
  return groups;
}

/** Pupils of a school year: schools × GRADES; NaN: the school is not told. */
export interface YearCounts {
  /** In which the school year begins. */
  year: number;
  pupils: Float64Array;
}

/**
 * Where the entrants of a school come from: areas whose children enter the first grade, or schools whose highest grade lies below this
 * school's first (Grundschule → weiterführende Schule; 4 → 5, in Brandenburg 6 → 7).
 */
export interface Origins {
  kind: 'children' | 'leavers';
  /** Numbers of areas or schools. */
  from: Int32Array;
  /** Share of each origin's entrants that this school gets. */
  share: Float64Array;
  /** Guest pupils of a year: they come from where nobody is counted. */
  guests: number;
}

/**
 * Entrants that a school would have if all of its origins' did come: Σ share · X.
 * @param children entrants by rule, by area; @param pupils of the year before
 */
export function reachable(
  { kind, from, share }: Origins,
  schools: readonly GradedSchool[],
  children: ArrayLike<number>,
  pupils: ArrayLike<number>,
): number {
  let sum = 0;
  for (let at = 0; at < from.length; at++) {
    const origin = from[at]!;
    const count = kind === 'children' ? children[origin]! : pupils[origin * GRADES + schools[origin]!.last]!;
    if (!Number.isNaN(count)) sum += share[at]! * count;
  }
  return sum;
}
