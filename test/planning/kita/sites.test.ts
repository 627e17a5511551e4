/** Where places help most and go with least harm: by hand, and against trying everything. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { assignPlaces, type AssignmentProblem } from '../../../server/planning/kita/assignment.ts';
import { closings, fewerPlaces } from '../../../server/planning/kita/fewerPlaces.ts';
import { newSites, type Candidates } from '../../../server/planning/kita/newSites.ts';
import { reachableWithin } from '../../../server/planning/kita/reachable.ts';
import { withSite, type Places } from '../../../server/planning/kita/withSite.ts';
import { byProgramme } from './checkAssignment.ts';

interface World {
  children: number[][];
  /** Metres from points to Kitas, and from points to candidates; null: no way. */
  metres: (number | null)[][];
  sites: (number | null)[][];
  total: number[];
  cap: number[][];
}

function worldOf({ children, metres, sites, total, cap }: World): {
  problem: AssignmentProblem;
  candidates: Candidates;
} {
  const table = (list: (number | null)[][], columns: number) =>
    reachableWithin(children.length, columns, (point, to) => list[point]![to] ?? Infinity, Infinity);
  const count = sites[0]!.length;
  const start = [0];
  const [point, cost]: [number[], number[]] = [[], []];
  for (let candidate = 0; candidate < count; candidate++) {
    sites.forEach((row, from) => {
      if (row[candidate] === null || row[candidate] === undefined) return;
      point.push(from);
      cost.push(row[candidate]!);
    });
    start.push(point.length);
  }
  const groups = children[0]!.length;
  return {
    problem: {
      groups,
      children: children.flat(),
      reachable: table(metres, total.length),
      limits: children[0]!.map(() => Infinity),
      total,
      cap: cap.flat(),
    },
    candidates: { start: Int32Array.from(start), point: Int32Array.from(point), cost: Float64Array.from(cost) },
  };
}

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);
const lacking = (problem: AssignmentProblem) => sum(assignPlaces(problem).unserved);

describe('new places', () => {
  // a and b share Kita 1 (10 places), c has Kita 2 (10 places). 8 + 8 and 6 children: 6 of a and b have no place.
  // Candidate 0 is at a (8 reach it), 1 at c (who has a place and moves for nobody), 2 is far from all but b's last two.
  const { problem, candidates } = worldOf({
    children: [[8], [8], [6]],
    metres: [
      [100, null],
      [200, null],
      [null, 100],
    ],
    sites: [
      [50, null, null],
      [null, null, 400],
      [null, 20, null],
    ],
    total: [10, 10],
    cap: [[Infinity], [Infinity]],
  });
  const places: Places = { total: 5, cap: [Infinity] };

  test('help where children have none, or where one who moves makes room for them; nowhere else', () => {
    const { ranking, gain, bound, unserved } = newSites(problem, candidates, places, 1);
    expect(unserved).toBe(6);
    // Six of b, who live farther, have no place: at candidate 2 five of them get one; at 0 five of a move and make room.
    expect(ranking.map(({ candidate, gain: children, metres }) => [candidate, children, metres])).toEqual([
      [2, 5, 400],
      [0, 5, null],
    ]);
    expect([gain, bound]).toEqual([5, 5]);
  });

  test('two sites: the second one closes what is left, and no two could do better', () => {
    const both = newSites(problem, candidates, places, 2);
    expect(both.chosen.map(({ candidate, gain }) => [candidate, gain])).toEqual([
      [2, 5],
      [0, 1],
    ]);
    expect([both.gain, both.bound]).toEqual([6, 6]);
  });

  test('where everybody has a place nothing is gained', () => {
    const enough = { ...problem, total: [20, 10] };
    expect(newSites(enough, candidates, places, 1)).toEqual({
      ...{ chosen: [], ranking: [], gain: 0, bound: 0, unserved: 0 },
    });
  });
});

describe('fewer places', () => {
  // Kita 0 has 12 places for its 4 children, Kita 1 has 6 for 6; those of 1 can go to 0, at 900 m instead of 100.
  const { problem } = worldOf({
    children: [[4], [6]],
    metres: [
      [100, null],
      [900, 100],
    ],
    sites: [[null], [null]],
    total: [12, 6],
    cap: [[Infinity], [Infinity]],
  });

  test('free ones go first, then those whose children find another place', () => {
    const five = fewerPlaces(problem, -1, 5, 5);
    expect(five.givenUp).toEqual([{ kita: 0, places: 5 }]);
    expect([five.before.unserved, five.after.unserved, five.bound]).toEqual([0, 0, 0]);
    // 8 are free at Kita 0, the third step has no 3 left: of either house one child stays without, but from 1 two go 800 m farther.
    const nine = fewerPlaces(problem, -1, 9, 3);
    expect(nine.givenUp).toEqual([{ kita: 0, places: 9 }]);
    expect(nine.runnerUp).toEqual({ kita: 1, places: 3, unserved: 1 });
    expect(nine.after.unserved).toBe(1);
    expect(nine.bound).toBe(1);
  });

  test('closing a house: who finds another place, and how much farther it is', () => {
    expect(closings(problem, -1)).toEqual([
      { kita: 1, places: 6, lost: 0, metres: 6 * 800 },
      { kita: 0, places: 12, lost: 4, metres: -400 },
    ]);
  });

  test('more places than there are cannot go', () => {
    expect(() => fewerPlaces(problem, -1, 19, 5)).toThrow(/1 to 18 places/);
  });
});

describe('against trying everything', () => {
  const randomWorld = (seed: number): World => {
    const random = createRandom(seed, 'kitas');
    const within = (most: number) => Math.floor(random.next() * (most + 1));
    const groups = 1 + within(1);
    const [points, kitas, count] = [3 + within(3), 2 + within(1), 3 + within(2)];
    const way = () => (random.next() < 0.45 ? null : 10 + within(90) * 10);
    return {
      children: Array.from({ length: points }, () => Array.from({ length: groups }, () => within(6))),
      metres: Array.from({ length: points }, () => Array.from({ length: kitas }, way)),
      sites: Array.from({ length: points }, () => Array.from({ length: count }, way)),
      total: Array.from({ length: kitas }, () => within(8)),
      cap: Array.from({ length: kitas }, () =>
        Array.from({ length: groups }, () => (random.next() < 0.5 ? Infinity : within(5))),
      ),
    };
  };

  test('the best site is the best of all; two of them stay below the bound, which no pair passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 9 }), (seed, more) => {
        const world = randomWorld(seed);
        const { problem, candidates } = worldOf(world);
        const cap = world.children[0]!.map((_, group) => (group === 0 ? Infinity : seed % 3));
        const places: Places = { total: more, cap };
        const all = [...Array(world.sites[0]!.length).keys()];
        const before = lacking(problem);
        const gains = all.map((one) => before - lacking(withSite(problem, candidates, one, places)));
        const one = newSites(problem, candidates, places, 1);
        expect(one.gain).toBeCloseTo(Math.max(...gains), 6);
        expect(one.bound).toBeCloseTo(Math.max(...gains), 6);
        for (const { candidate, gain } of one.ranking) expect(gain).toBeCloseTo(gains[candidate]!, 6);
        const both = (a: number, b: number) =>
          before - lacking(withSite(withSite(problem, candidates, a, places), candidates, b, places));
        const pairs = all.flatMap((a) => all.filter((b) => b > a).map((b) => both(a, b)));
        const two = newSites(problem, candidates, places, 2);
        const best = Math.max(...pairs);
        expect(two.bound).toBeGreaterThanOrEqual(best - 1e-6);
        expect(two.gain).toBeLessThanOrEqual(best + 1e-6);
        expect(two.gain).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best - 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  test('the gain of the best site is what a linear programme says', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { problem, candidates } = worldOf(randomWorld(seed));
      const places: Places = { total: 4, cap: problem.limits };
      const { chosen, gain } = newSites(problem, candidates, places, 1);
      const after = chosen[0] ? withSite(problem, candidates, chosen[0].candidate, places) : problem;
      expect(byProgramme(after).served - byProgramme(problem).served).toBeCloseTo(gain, 6);
    }
  });

  test('one step is taken where it costs least, and never below the bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { problem } = worldOf(randomWorld(seed));
        const total = Array.from(problem.total);
        const most = Math.max(...total);
        if (most === 0) return;
        const made = fewerPlaces(problem, -1, most, most);
        const options = total.flatMap((places, kita) =>
          places === most ? [lacking({ ...problem, total: total.map((own, at) => (at === kita ? 0 : own)) })] : [],
        );
        // Only a Kita that has so many can give them in one step; taken from several it may cost less.
        if (made.givenUp.length === 1) expect(made.after.unserved).toBeGreaterThanOrEqual(Math.min(...options) - 1e-6);
        expect(made.after.unserved).toBeGreaterThanOrEqual(made.bound - 1e-6);
        expect(sum(made.givenUp.map(({ places }) => places))).toBeCloseTo(most, 9);
        for (const { kita, lost } of closings(problem, -1)) {
          const closed = { ...problem, total: total.map((own, at) => (at === kita ? 0 : own)) };
          expect(lost).toBeCloseTo(lacking(closed) - lacking(problem), 6);
        }
      }),
      { numRuns: 100 },
    );
  });
});
