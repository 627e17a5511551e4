/** New Kitas: worlds whose answers are derived, and random ones against every candidate worked out anew. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { assignPlaces, type AssignmentProblem } from '../../../server/planning/kita/assignment.ts';
import { bestSites, type SitesProblem } from '../../../server/planning/kita/bestSites.ts';
import { byProgramme } from './checkAssignment.ts';
import { candidatesOf, problemOf, siteWorlds, type SiteWorld } from './siteWorlds.ts';

const ask = (world: SiteWorld, places: number, count = 1, group = -1): SitesProblem => ({
  ...{ problem: problemOf(world), candidates: candidatesOf(world), places, count, group },
});
const told = (world: SiteWorld, places: number, count = 1) => bestSites(ask(world, places, count));

/** The world with a Kita at each of these candidates, written down anew. */
function withSites(world: SiteWorld, chosen: readonly number[], places: number, group: number): AssignmentProblem {
  return problemOf({
    ...world,
    metres: world.metres.map((row, point) => [...row, ...chosen.map((one) => world.sites[point]![one]!)]),
    total: [...world.total, ...chosen.map(() => places)],
    cap: [
      ...world.cap,
      ...chosen.map(() => world.children[0]!.map((_, at) => (group < 0 || at === group ? Infinity : 0))),
    ],
  });
}

describe('tiny worlds', () => {
  // a (8) and b (8) share a Kita of 10; it is nearer to a, so that six of b have no place. c (6) has one of its own.
  // At b itself 6 places close all of it (6 × 20 m more). At a, six of a move there and make room for b:
  // six of b go 200 m, and of a six 50 m instead of 100. At c nobody is helped, only ways get shorter: 5 of 6 by 80 m.
  const world: SiteWorld = {
    children: [[8], [8], [6]],
    metres: [
      [100, null],
      [200, null],
      [null, 100],
    ],
    sites: [
      [null, 50, null],
      [20, null, null],
      [null, null, 20],
    ],
    total: [10, 10],
    cap: [[Infinity], [Infinity]],
  };

  test('helps where children have no place, or where those who move make room for them', () => {
    const { ranking, chosen, bound, gap, anywhere, unserved } = told(world, 5);
    expect(ranking.map(({ candidate, gain, spared }) => [candidate, gain, spared])).toEqual([
      [0, 5, -5 * 20],
      [1, 5, -5 * 200 + 5 * 50],
      [2, 0, 5 * 80],
    ]);
    expect(chosen).toEqual(ranking.slice(0, 1));
    expect([bound, gap, anywhere, unserved]).toEqual([5, 0, 5, 6]);
    // Before: 8 × 100 + 2 × 200 + 6 × 100; then five more at 20 m.
    expect(chosen[0]!.mean).toBeCloseTo((1800 + 100) / 21, 9);
  });

  // A place more than children lack: the seventh of 7 places takes one of b who had to go 200 m.
  test('places that nobody lacks make ways shorter', () => {
    const [best] = told(world, 7).chosen;
    expect([best!.gain, best!.spared]).toEqual([6, -6 * 20 + (200 - 20)]);
  });

  // Two sites of 5: at b five, the sixth at a; 6 is all that lacks. No two sites gain more than the five and five of
  // the first step, nor than lack (6).
  test('the second site closes what the first one leaves', () => {
    const { chosen, gain, bound, gap } = told(world, 5, 2);
    expect(chosen.map(({ candidate, gain: own }) => [candidate, own])).toEqual([
      [0, 5],
      [1, 1],
    ]);
    expect([gain, bound, gap]).toEqual([6, 6, 0]);
  });

  // Greedy is caught: the middle serves 3 of x and 3 of y (6), the two ends 4 of each. With the middle first, two remain
  // at whichever end comes next... all 8 with the ends. Of 6 places each: middle 6, ends 4 each; bound 6 + 4 → 8 that lack.
  test('a choice that is not the best shows in the gap', () => {
    const { chosen, gain, bound, gap } = told(
      {
        children: [[3], [1], [3], [1]],
        metres: [[], [], [], []],
        sites: [
          [10, null, 10],
          [10, null, null],
          [null, 10, 10],
          [null, 10, null],
        ],
        total: [],
        cap: [],
      },
      6,
      2,
    );
    expect(chosen.map(({ candidate, gain: own }) => [candidate, own])).toEqual([
      [2, 6],
      [0, 1],
    ]);
    expect([gain, bound, gap]).toEqual([7, 8, 1 / 8]);
  });

  // U3 fill the licence's cap; a Kita for U3 alone takes two of them. One for Ü3 gives none of U3 a place: the cap binds.
  test('places of one age group', () => {
    const own: SiteWorld = {
      children: [[6, 2]],
      metres: [[100]],
      sites: [[40]],
      total: [10],
      cap: [[4, 10]],
    };
    expect(bestSites(ask(own, 5, 1, 0)).chosen).toMatchObject([{ gain: 2, spared: -2 * 40 + 3 * 60 }]);
    expect(bestSites(ask(own, 5, 1, 1)).chosen).toMatchObject([{ gain: 0, spared: 2 * 60 }]);
  });

  // The licence binds: 6 U3 and 6 Ü3 for 10 places. Places for Ü3 take them away, and U3 have what they leave.
  test('places of one age group make room for another', () => {
    const own: SiteWorld = { children: [[6, 6]], metres: [[100]], sites: [[100]], total: [10], cap: [[10, 10]] };
    expect(bestSites(ask(own, 5, 1, 1)).chosen).toMatchObject([{ gain: 2, spared: -200 }]);
  });

  test('of equal sites the first is the best, whatever their number', () => {
    const sites = world.sites.map(([of]) => [of!, of!, of!]);
    expect(told({ ...world, sites }, 5).ranking.map(({ candidate }) => candidate)).toEqual([0, 1, 2]);
  });

  // The first two are neighbours: the runner-up is the third, though the second one closes more.
  test('of each part of the county the best one is told', () => {
    const { candidates, ...asked } = ask(world, 5);
    const { ranking } = bestSites({ ...asked, candidates: { ...candidates, part: Int32Array.of(7, 7, 2) } });
    expect(ranking.map(({ candidate }) => candidate)).toEqual([0, 2]);
  });

  test('without a candidate in reach, or children, nothing is chosen', () => {
    expect(told({ ...world, sites: [[null], [null], [null]] }, 5)).toMatchObject({ chosen: [], gain: 0, bound: 0 });
    const nobody = { ...world, children: [[0], [0], [0]] };
    expect(told(nobody, 5, 2)).toMatchObject({ chosen: [], gain: 0, bound: 0, gap: 0, unserved: 0, mean: null });
  });

  test('what does not fit together is refused with one sentence', () => {
    const good = ask(world, 5);
    const { candidates } = good;
    for (const bad of [
      { ...good, places: 0 },
      { ...good, places: Infinity },
      { ...good, places: NaN },
      { ...good, group: 1 },
      { ...good, group: -2 },
      { ...good, count: 0 },
      { ...good, count: 1.5 },
      { ...good, candidates: { ...candidates, start: Int32Array.of(0, 1) } },
      { ...good, candidates: { ...candidates, point: Int32Array.from(candidates.point, () => 3) } },
      { ...good, candidates: { ...candidates, cost: Float64Array.from(candidates.cost, () => -1) } },
      { ...good, candidates: { ...candidates, part: Int32Array.of(0) } },
      { ...good, problem: { ...good.problem, cap: [] } },
    ])
      expect(() => bestSites(bad)).toThrow(/^Please give [^.]*\.$/);
  });
});

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

describe('random worlds', () => {
  test('every site that is told is worked out as by a new assignment, and none before it is left out', () => {
    fc.assert(
      fc.property(siteWorlds, ({ places, group, ...world }) => {
        const before = assignPlaces(problemOf(world));
        const all = world.sites[0]!.map((_, candidate) => {
          const { served, metres } = assignPlaces(withSites(world, [candidate], places, group));
          return { candidate, gain: served - before.served, spared: before.metres - metres };
        });
        const order = all.sort(
          (a, b) =>
            (close(a.gain, b.gain) ? 0 : b.gain - a.gain) ||
            (close(a.spared, b.spared) ? 0 : b.spared - a.spared) ||
            a.candidate - b.candidate,
        );
        const { ranking, bound, anywhere } = bestSites(ask(world, places, 1, group));
        expect(ranking.map(({ candidate }) => candidate)).toEqual(order.slice(0, 5).map(({ candidate }) => candidate));
        ranking.forEach(({ gain, spared }, at) => {
          expect(gain).toBeCloseTo(order[at]!.gain, 6);
          expect(spared).toBeCloseTo(order[at]!.spared, 5);
        });
        expect(bound).toBeCloseTo(order[0]!.gain, 6);
        expect(anywhere).toBeGreaterThanOrEqual(bound - 1e-9);
      }),
      { numRuns: 400, seed: 1 },
    );
  }, 60_000);

  test('of each part the best one, and no other', () => {
    fc.assert(
      fc.property(siteWorlds, fc.integer({ min: 1, max: 4 }), ({ places, group, ...world }, parts) => {
        const asked = ask(world, places, 1, group);
        const part = Int32Array.from(world.sites[0]!, (_, candidate) => candidate % parts);
        const { ranking } = bestSites({ ...asked, candidates: { ...asked.candidates, part } });
        // Each part alone, the others out of reach.
        const alone = [...new Set(part)].map((own) => {
          const sites = world.sites.map((row) => row.map((metres, at) => (part[at] === own ? metres : null)));
          const [best] = bestSites(ask({ ...world, sites }, places, 1, group)).ranking;
          return [best!.gain, best!.spared];
        });
        expect(ranking.map(({ candidate }) => part[candidate]).sort()).toEqual([...new Set(part)].sort());
        for (const { candidate, gain, spared } of ranking) {
          const [most, shortest] = alone[part[candidate]!]!;
          expect(gain).toBeCloseTo(most!, 6);
          expect(spared).toBeCloseTo(shortest!, 5);
        }
      }),
      { numRuns: 150, seed: 4 },
    );
  }, 60_000);

  test('the best one by linear programmes', () => {
    fc.assert(
      fc.property(siteWorlds, ({ places, group, ...world }) => {
        const before = byProgramme(problemOf(world));
        const { ranking } = bestSites(ask(world, places, 1, group));
        const best = ranking[0]!;
        const after = byProgramme(withSites(world, [best.candidate], places, group));
        expect(best.gain).toBeCloseTo(after.served - before.served, 6);
        expect(best.spared).toBeCloseTo(before.metres - after.metres, 5);
      }),
      { numRuns: 60, seed: 2 },
    );
  }, 60_000);

  test('no two sites gain more than the bound, and it is submodular that it rests on', () => {
    fc.assert(
      fc.property(siteWorlds, ({ places, group, ...world }) => {
        const served = (chosen: number[]) => assignPlaces(withSites(world, chosen, places, group)).served;
        const { gain, bound, gap, chosen, anywhere } = bestSites(ask(world, places, 2, group));
        const none = served([]);
        const all = world.sites[0]!.map((_, candidate) => candidate);
        const pairs = all.flatMap((one) => all.filter((other) => other > one).map((other) => [one, other]));
        const best = Math.max(0, ...[...pairs, ...all.map((one) => [one])].map((set) => served(set) - none));
        expect(best).toBeLessThanOrEqual(bound + 1e-6);
        expect(gain).toBeLessThanOrEqual(best + 1e-6);
        expect(gain).toBeCloseTo(served(chosen.map(({ candidate }) => candidate)) - none, 6);
        expect(gain).toBeGreaterThanOrEqual((1 - gap) * best - 1e-6);
        expect(bound).toBeLessThanOrEqual(anywhere + 1e-6);
        for (const [one, other] of pairs)
          expect(served([one!]) + served([other!])).toBeGreaterThanOrEqual(none + served([one!, other!]) - 1e-6);
      }),
      { numRuns: 150, seed: 3 },
    );
  }, 60_000);

  // Amounts without a common grain, 50 points × 8 Kitas × 2 groups × 30 candidates: chains over several Kitas.
  test.each([1, 2, 3])('world %i of a larger kind', (seed) => {
    const random = createRandom(seed, 'sites');
    const list = <T>(length: number, of: () => T) => Array.from({ length }, of);
    const place = () => [random.between(0, 9000), random.between(0, 9000)] as const;
    const [homes, kitas, sites] = [list(50, place), list(8, place), list(30, place)];
    const to = (ends: (readonly [number, number])[]) =>
      homes.map((home) => ends.map((end) => Math.hypot(home[0] - end[0], home[1] - end[1])));
    const total = kitas.map(() => random.between(5, 20));
    const world: SiteWorld = {
      children: homes.map(() => [random.between(0, 3), random.between(0, 3)]),
      ...{ metres: to(kitas), sites: to(sites), total },
      cap: total.map((places) => [0.5 * places, 0.7 * places]),
      limits: [5000, seed === 1 ? 3000 : 7000],
    };
    const before = assignPlaces(problemOf(world));
    for (const group of [-1, 1]) {
      const all = sites.map((_, candidate) => {
        const { served, metres } = assignPlaces(withSites(world, [candidate], 12, group));
        return { candidate, gain: served - before.served, spared: before.metres - metres };
      });
      const order = all.sort((a, b) => (close(a.gain, b.gain) ? b.spared - a.spared : b.gain - a.gain)).slice(0, 5);
      const { ranking } = bestSites(ask(world, 12, 1, group));
      expect(ranking.map(({ candidate }) => candidate)).toEqual(order.map(({ candidate }) => candidate));
      ranking.forEach(({ gain, spared }, at) => {
        expect(gain).toBeCloseTo(order[at]!.gain, 6);
        expect(spared).toBeCloseTo(order[at]!.spared, 3);
      });
    }
  });
});
