/**
 * What schools make of how people live: an indicator of residence, told of the pupils of each school by where they live, beside what it
 * would be if everybody attended the school of reference (of the district, or the nearest).
 *
 * All pupils of an area count alike, whichever school they attend: what is measured is a lower bound of how unevenly the children
 * themselves are spread, and says nothing of any of them.
 */
import { dissimilarity } from './segregation.ts';

export interface HomeRow {
  /** Number of the area in which they live. */
  area: number;
  /** Number of the school that they attend. */
  school: number;
  /** Numbers of the schools of reference, which share them evenly; empty: not known. */
  expected: readonly number[];
  people: number;
}

export interface Mean {
  /** Of whom the share is known. */
  people: number;
  /** 0…1; null: nobody. */
  share: number | null;
}

export interface SchoolMix {
  /** By school: those who attend it, and those whose school of reference it is. */
  attended: Mean[];
  expected: Mean[];
  /** Those who are counted: all whose area has a share, and, with a reference, whose school of reference is known. */
  all: Mean;
  /** Whether the schools of reference are known for enough of them; else nobody counts in `expected`. */
  hasReference: boolean;
  /** Areas in which some of them live. */
  areas: number;
  /**
   * D of the areas in which they live, of the schools that they attend, of the schools of reference; 0…1. Null: no two groups, or one
   * area only, in which all are alike by construction.
   */
  dissimilarity: { areas: number | null; attended: number | null; expected: number | null };
}

/** Below, those whose school of reference is known do not stand for the others. */
const ENOUGH = 0.9;

/**
 * @param shares 0…1 by area; null: not known
 * @throws RangeError where a share is not from 0 to 1
 */
export function schoolMix(rows: readonly HomeRow[], shares: readonly (number | null)[], schools: number): SchoolMix {
  if (shares.some((share) => share !== null && !(share >= 0 && share <= 1)))
    throw new RangeError('Please give shares from 0 to 1.');
  const known = rows.filter(({ area }) => (shares[area] ?? null) !== null);
  const referred = known.filter(({ expected }) => expected.length > 0);
  const hasReference = known.length > 0 && peopleOf(referred) >= ENOUGH * peopleOf(known);
  const [areas, attended, expected] = [new Groups(shares.length), new Groups(schools), new Groups(schools)];
  // The same people on all three sides: else the difference would be one of who is counted.
  for (const row of hasReference ? referred : known) {
    const share = shares[row.area]!;
    areas.add(row.area, row.people, share);
    attended.add(row.school, row.people, share);
    if (hasReference) for (const one of row.expected) expected.add(one, row.people / row.expected.length, share);
  }
  const lived = areas.means().filter(({ people }) => people > 0).length;
  const apart = (groups: Groups) => (lived > 1 ? groups.dissimilarity() : null);
  return {
    attended: attended.means(),
    expected: expected.means(),
    all: areas.mean(),
    hasReference,
    areas: lived,
    dissimilarity: { areas: apart(areas), attended: apart(attended), expected: apart(expected) },
  };
}

const peopleOf = (rows: readonly HomeRow[]): number => rows.reduce((sum, { people }) => sum + people, 0);

class Groups {
  readonly #people: Float64Array;
  readonly #of: Float64Array;

  constructor(size: number) {
    this.#people = new Float64Array(size);
    this.#of = new Float64Array(size);
  }

  add(at: number, people: number, share: number): void {
    // Apart from the group: whole people stay whole.
    this.#people[at]! += people;
    this.#of[at]! += people * share;
  }

  means(): Mean[] {
    return Array.from(this.#people, (people, at) => meanOf(people, this.#of[at]!));
  }

  mean(): Mean {
    const sum = (list: Float64Array) => list.reduce((before, each) => before + each, 0);
    return meanOf(sum(this.#people), sum(this.#of));
  }

  dissimilarity(): number | null {
    const others = Array.from(this.#people, (people, at) => Math.max(0, people - this.#of[at]!));
    return dissimilarity([...this.#of], others);
  }
}

const meanOf = (people: number, of: number): Mean => ({ people, share: people > 0 ? Math.min(1, of / people) : null });
