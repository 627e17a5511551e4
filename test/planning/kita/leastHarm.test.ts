/** Places that go: worlds whose answers are derived, and random ones against every choice there is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignPlaces, type AssignmentProblem } from '../../../server/planning/kita/assignment.ts';
import { byHarm, closings, type Harm } from '../../../server/planning/kita/harm.ts';
import { leastHarm, type FewerPlaces } from '../../../server/planning/kita/leastHarm.ts';
import { byProgramme } from './checkAssignment.ts';
import { problemOf, siteWorlds } from './siteWorlds.ts';

/** The problem with fewer places, written down anew. */
function less(problem: AssignmentProblem, group: number, gone: readonly number[]): AssignmentProblem {
  const { groups, total, cap } = problem;
  return {
    ...problem,
    total: Array.from(total, (all, kita) => all - gone[kita]!),
    cap: Array.from(cap, (most, node) => (node % groups === group ? most - gone[Math.floor(node / groups)]! : most)),
  };
}

const harmOf = (problem: AssignmentProblem, group: number, gone: readonly number[]): Harm => {
  const [before, after] = [assignPlaces(problem), assignPlaces(less(problem, group, gone))];
  return { lost: before.served - after.served, longer: after.metres - before.metres };
};

describe('tiny worlds', () => {
  // Kita 0: 12 places for a (4 children, 100 m), Kita 1: 6 for b (6, 100 m), who can go to Kita 0 at 900 m as well.
  const problem = problemOf({
    children: [[4], [6]],
    metres: [
      [100, null],
      [900, 100],
    ],
    sites: [[], []],
    total: [12, 6],
    cap: [[Infinity], [Infinity]],
  });
  const ask = (places: number, step: number): FewerPlaces => ({ problem, group: -1, places, step });

  test('free places go first, and harm nobody', () => {
    // The other choice of one step: at Kita 1, from where 4 would have to go 800 m farther.
    expect(leastHarm(ask(4, 4))).toEqual({
      best: { givenUp: [{ kita: 0, places: 4 }], lost: 0, longer: 0, mean: 100 },
      runnerUp: {
        ...{ givenUp: [{ kita: 1, places: 4 }], lost: 0, longer: 4 * 800, mean: (1000 + 3200) / 10 },
        ...{ spared: 0, instead: 1 },
      },
      ...{ bound: 0, gap: 0, unserved: 0, mean: 100 },
    });
  });

  // 9 of 18 places for 10 children: one loses its place, whoever it is. Three steps of 3 at Kita 0 leave 3 for a (−100 m).
  // With one of them at Kita 1 instead, 6 are left at 0: a's 4 and two of three from b; −100 + 2 × 800.
  test('where one has to go it is one, and ways stay short', () => {
    const { best, runnerUp, bound, gap } = leastHarm(ask(9, 3));
    expect(best).toMatchObject({ givenUp: [{ kita: 0, places: 9 }], lost: 1, longer: -100 });
    expect(runnerUp).toMatchObject({ lost: 1, longer: 2 * 800 - 100, spared: 0, instead: 1 });
    expect([bound, gap]).toEqual([1, 0]);
  });

  test('places that are no whole number of steps are rounded up to one', () => {
    expect(leastHarm(ask(5, 4)).best.givenUp).toEqual([{ kita: 0, places: 8 }]);
  });

  // Kita 0 spares 8 places but for a whole step of 9; at Kita 1 there is no step of 9. Alone as together it costs one child.
  test('whole steps can cost more than the number of places says', () => {
    const { best, runnerUp, bound } = leastHarm({ ...ask(9, 9) });
    expect(best).toMatchObject({ lost: 1 });
    expect([runnerUp, bound]).toEqual([null, 1]);
  });

  // 4 children at Kita 0 with 4 of 4 places, 2 at Kita 1 with 4 of 8; none can go elsewhere. 12 − 6 places would do for 6
  // children: but a step of 3 at Kita 1 leaves 2 to spare at most once, and each further step costs: 2 at least.
  test('the bound of the steps alone can be the stronger one', () => {
    const apart = problemOf({
      children: [[4], [2]],
      metres: [
        [100, null],
        [null, 100],
      ],
      sites: [[], []],
      total: [4, 8],
      cap: [[Infinity], [Infinity]],
    });
    // Two steps of 4: both at Kita 1 cost its 2 children; one at each costs 4.
    const { best, bound, gap, runnerUp } = leastHarm({ problem: apart, group: -1, places: 8, step: 4 });
    expect(best).toMatchObject({ givenUp: [{ kita: 1, places: 8 }], lost: 2 });
    expect(runnerUp).toMatchObject({ lost: 4 });
    expect([bound, gap]).toEqual([2, 0]);
  });

  // A licence of 10, U3 at most 4 of them, 4 U3 and 5 Ü3. Two places for U3 cost two U3, though one place is free.
  test('places of one age group', () => {
    const one = problemOf({ children: [[4, 5]], metres: [[100]], sites: [[]], total: [10], cap: [[4, 10]] });
    expect(leastHarm({ problem: one, group: 0, places: 2, step: 2 }).best).toMatchObject({ lost: 2, longer: -200 });
    expect(leastHarm({ problem: one, group: -1, places: 2, step: 2 }).best).toMatchObject({ lost: 1, longer: -100 });
    expect(() => leastHarm({ problem: one, group: 0, places: 6, step: 2 })).toThrow(/at most 2 steps of 2 places/);
  });

  test('closing a Kita: who finds another place, and how much farther it is', () => {
    expect(closings(problem)).toEqual([
      { kita: 1, places: 6, lost: 0, longer: 6 * 800, mean: (400 + 5400) / 10 },
      { kita: 0, places: 12, lost: 4, longer: -400, mean: 100 },
    ]);
  });

  test('what does not fit is refused with one sentence', () => {
    const good = ask(4, 4);
    for (const bad of [
      { ...good, places: 0 },
      { ...good, step: 0 },
      { ...good, step: NaN },
      { ...good, places: 30 },
      { ...good, group: 1 },
      { ...good, problem: { ...problem, total: [Infinity, 6] } },
      { ...good, problem: { ...problem, cap: [] } },
    ])
      expect(() => leastHarm(bad)).toThrow(/^Please [^.]*\.$/);
    expect(() => closings({ ...problem, total: [Infinity, 6] })).toThrow(/^Please give finite places/);
  });
});

/** All ways to take so many steps. */
function plans(most: readonly number[], steps: number): number[][] {
  const [first, ...rest] = most;
  if (first === undefined) return steps === 0 ? [[]] : [];
  return Array.from({ length: Math.min(first, steps) + 1 }, (_, own) => own).flatMap((own) =>
    plans(rest, steps - own).map((plan) => [own, ...plan]),
  );
}

const worlds = fc.tuple(siteWorlds, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));
const same = (a: Harm, b: Harm) => {
  expect(a.lost).toBeCloseTo(b.lost, 6);
  expect(a.longer).toBeCloseTo(b.longer, 5);
};

describe('random worlds', () => {
  test('no choice costs fewer children their place, nearly none has shorter ways; what is told is as by a new assignment', () => {
    let [asked, missed] = [0, 0];
    fc.assert(
      fc.property(worlds, ([{ group, ...world }, step, steps]) => {
        const problem = problemOf(world);
        const { groups, cap } = problem;
        const most = world.total.map((all, kita) =>
          Math.floor((group < 0 ? all : Math.min(all, cap[kita * groups + group]!)) / step + 1e-6),
        );
        const all = plans(most, steps);
        fc.pre(all.length > 0);
        const { best, runnerUp, bound, gap } = leastHarm({ problem, group, places: steps * step, step });
        const goneOf = (givenUp: typeof best.givenUp) =>
          world.total.map((_, kita) => givenUp.find((one) => one.kita === kita)?.places ?? 0);
        same(best, harmOf(problem, group, goneOf(best.givenUp)));
        const harms = all.map((plan) =>
          harmOf(
            problem,
            group,
            plan.map((own) => own * step),
          ),
        );
        const [optimum] = harms.toSorted(byHarm);
        // So small, everything is proven.
        expect(best.lost).toBeCloseTo(optimum!.lost, 5);
        expect(bound).toBeCloseTo(optimum!.lost, 5);
        expect(gap).toBeCloseTo(0, 5);
        asked++;
        if (best.longer > optimum!.longer + 1e-4) missed++;
        const own = goneOf(best.givenUp);
        const near = all.filter(
          (plan) => plan.reduce((sum, each, kita) => sum + Math.abs(each - own[kita]! / step), 0) === 2,
        );
        expect(runnerUp === null).toBe(near.length === 0);
        if (!runnerUp) return;
        const [first] = near
          .map((plan) =>
            harmOf(
              problem,
              group,
              plan.map((each) => each * step),
            ),
          )
          .sort(byHarm);
        same(runnerUp, first!);
        same(runnerUp, harmOf(problem, group, goneOf(runnerUp.givenUp)));
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(missed / asked).toBeLessThan(0.02);
  }, 60_000);

  test('by linear programmes, and a Kita that closes as well', () => {
    fc.assert(
      fc.property(siteWorlds, ({ group, ...world }) => {
        const problem = problemOf(world);
        const before = byProgramme(problem);
        for (const { kita, places, ...harm } of closings(problem)) {
          const gone = world.total.map((_, at) => (at === kita ? places : 0));
          const after = byProgramme(less(problem, -1, gone));
          same(harm, { lost: before.served - after.served, longer: after.metres - before.metres });
        }
        fc.pre(world.total.some((places) => places >= 2) && group === -1);
        const { best } = leastHarm({ problem, group, places: 2, step: 2 });
        const gone = world.total.map((_, kita) => best.givenUp.find((one) => one.kita === kita)?.places ?? 0);
        const after = byProgramme(less(problem, group, gone));
        same(best, { lost: before.served - after.served, longer: after.metres - before.metres });
      }),
      { numRuns: 40, seed: 2 },
    );
  }, 60_000);

  test('counter-check of the bound: what goes together does at least the harm that its parts do alone', () => {
    fc.assert(
      fc.property(siteWorlds, ({ group, ...world }) => {
        const problem = problemOf(world);
        const { groups, cap } = problem;
        const half = world.total.map((all, kita) => (group < 0 ? all : Math.min(all, cap[kita * groups + group]!)) / 2);
        const alone = half.map(
          (own, kita) =>
            harmOf(
              problem,
              group,
              half.map((_, at) => (at === kita ? own : 0)),
            ).lost,
        );
        const together = harmOf(problem, group, half).lost;
        expect(together).toBeGreaterThanOrEqual(alone.reduce((sum, each) => sum + each, 0) - 1e-6);
      }),
      { numRuns: 150, seed: 3 },
    );
  }, 60_000);
});
