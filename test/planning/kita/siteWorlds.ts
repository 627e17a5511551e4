/** Small worlds of children, Kitas and candidates for new ones. */
import fc from 'fast-check';
import type { AssignmentProblem } from '../../../server/planning/kita/assignment.ts';
import type { Candidates } from '../../../server/planning/kita/opening.ts';
import { reachableWithin } from '../../../server/planning/kita/reachable.ts';

/** Metres row by row, null where no way leads; one list of children per point, of caps per Kita. */
export interface SiteWorld {
  children: number[][];
  metres: (number | null)[][];
  /** From points to candidates. */
  sites: (number | null)[][];
  total: number[];
  cap: number[][];
  limits?: number[];
}

export function problemOf({ children, metres, total, cap, limits }: SiteWorld): AssignmentProblem {
  return {
    groups: children[0]!.length,
    children: children.flat(),
    reachable: reachableWithin(
      children.length,
      total.length,
      (point, kita) => metres[point]![kita] ?? Infinity,
      Infinity,
    ),
    limits: limits ?? children[0]!.map(() => Infinity),
    total,
    cap: cap.flat(),
  };
}

export function candidatesOf({ sites }: SiteWorld): Candidates {
  const count = sites[0]!.length;
  // A table of candidates and points is the one of points and candidates turned round.
  const { start, site, cost } = reachableWithin(
    count,
    sites.length,
    (candidate, point) => sites[point]![candidate] ?? Infinity,
    Infinity,
  );
  return { start, point: site, cost };
}

/** Amounts and metres are whole numbers, so that ties are many, or fractions. */
export const siteWorlds = fc
  .record({
    points: fc.integer({ min: 1, max: 7 }),
    kitas: fc.integer({ min: 1, max: 4 }),
    candidates: fc.integer({ min: 1, max: 8 }),
    groups: fc.integer({ min: 1, max: 3 }),
    grain: fc.constantFrom(1, 0.37),
  })
  .chain(({ points, kitas, candidates, groups, grain }) => {
    const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
    const amount = (max: number) => fc.integer({ min: 0, max }).map((value) => value * grain);
    const ways = (to: number) => list(points, list(to, fc.option(amount(9), { freq: 3 })));
    return fc.record({
      children: list(points, list(groups, amount(6))),
      metres: ways(kitas),
      sites: ways(candidates),
      total: list(kitas, amount(9)),
      cap: list(kitas, list(groups, fc.oneof(amount(6), fc.constant(Infinity)))),
      limits: list(groups, fc.oneof(amount(9), fc.constant(Infinity))),
      places: amount(6).map((value) => value + grain),
      group: fc.integer({ min: -1, max: groups - 1 }),
    });
  });
