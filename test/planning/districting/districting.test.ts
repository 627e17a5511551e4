/** Redrawing districts: worlds whose answer is derived, and all plans of small ones. */
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { solveDistricting } from '../../../server/planning/districting/districting.ts';
import type { DistrictingProblem, Means, Rule, Weights } from '../../../server/planning/districting/problem.ts';
import { goalOf, hasPlan, isContiguous, leastGoal, randomWorld, termsOf, type WorldOptions } from './worlds.ts';

const highs = await loadHighs();
const means = (more: Partial<Means> = {}): Means => ({
  highs,
  now: () => 0,
  random: createRandom(1, 'districting').next,
  seconds: 60,
  ...more,
});

const MIXED: Weights = { distance: 1, utilisation: 0.7, moved: 0.4, mix: 0.5 };
const weightings: Weights[] = [
  MIXED,
  { distance: 1, utilisation: 0, moved: 0, mix: 0 },
  { distance: 0.1, utilisation: 1, moved: 0, mix: 0 },
  { distance: 0, utilisation: 0, moved: 1, mix: 0 },
  { distance: 0, utilisation: 0, moved: 0, mix: 1 },
];

function expectPlan(problem: DistrictingProblem, weights: Weights, result: ReturnType<typeof solveDistricting>): void {
  const plan = result.plan!;
  expect(isContiguous(problem, plan)).toBe(true);
  const load = problem.fixedPupils.slice();
  plan.forEach((school, atom) => {
    load[school]! += problem.pupils[atom]!;
    if (problem.locked[atom]! >= 0) expect(school).toBe(problem.locked[atom]);
  });
  load.forEach((each, school) => {
    expect(each).toBeLessThanOrEqual(problem.capacity[school]!);
    expect(each).toBeGreaterThanOrEqual(problem.minimum[school]!);
  });
  const terms = termsOf(problem, plan);
  for (const key of ['distance', 'utilisation', 'moved', 'mix'] as const)
    expect(result.terms![key]).toBeCloseTo(terms[key], 9);
  expect(result.goal).toBeCloseTo(goalOf(terms, weights), 9);
  expect(result.bound).toBeLessThanOrEqual(result.goal + 1e-9);
  expect(result.boundWithoutContiguity).toBeLessThanOrEqual(result.bound + 1e-9);
}

/** Without any one of its rules there is a plan, with all of them there is none. */
function expectConflict(problem: DistrictingProblem, conflict: readonly Rule[]): void {
  const isOf = (rules: readonly Rule[]) => (rule: Rule) =>
    rules.some((each) => JSON.stringify(each) === JSON.stringify(rule)) ||
    (rule.kind === 'capacity' && rules.some(({ kind }) => kind === 'totalCapacity'));
  expect(conflict.length).toBeGreaterThan(0);
  expect(hasPlan(problem, isOf(conflict))).toBe(false);
  for (const rule of conflict) expect(hasPlan(problem, isOf(conflict.filter((other) => other !== rule)))).toBe(true);
}

const kinds: Record<string, WorldOptions> = {
  'without limits': { width: 5, height: 2, schools: 3 },
  'with capacities': { width: 4, height: 3, schools: 3, room: 1.15 },
  'with minima and locks': { width: 3, height: 3, schools: 3, room: 1.3, minimum: true, locks: 0.1 },
  'with little room': { width: 3, height: 3, schools: 2, room: 1.03, locks: 0.1 },
  'with too much asked': { width: 3, height: 3, schools: 3, room: 1.02, minimum: true, locks: 0.3 },
  'with islands and missing ways': { width: 3, height: 3, schools: 2, room: 1.3, islands: 2, holes: 0.15 },
  'with a school in no atom': { width: 3, height: 3, schools: 2, room: 1.3, seatless: true },
  'with two schools in one atom': { width: 3, height: 3, schools: 2, room: 1.3, together: true },
};

describe('small worlds, against all plans', () => {
  for (const [name, options] of Object.entries(kinds))
    test.each(weightings.map((weights, at) => [at, weights] as const))(`${name}, weights %i`, (at, weights) => {
      for (let seed = 0; seed < 4; seed++) {
        const problem = randomWorld(createRandom(seed * 10 + at, name), options);
        const result = solveDistricting(problem, weights, means());
        const least = leastGoal(problem, weights);
        if (least === Infinity) {
          expect(result.status, `seed ${seed}`).toBe('infeasible');
          expect(result.conflictProven).toBe(true);
          expectConflict(problem, result.conflict!);
          continue;
        }
        expect(result.status, `seed ${seed}`).toBe('optimal');
        expect(result.goal, `seed ${seed}`).toBeCloseTo(least, 7);
        expect(result.gap).toBeLessThan(1e-5);
        expectPlan(problem, weights, result);
      }
    });
});

/** Six atoms in a row, ten pupils each, schools at both ends: 100 m from atom to atom. */
function row(changes: Partial<DistrictingProblem> = {}): DistrictingProblem {
  return {
    atoms: 6,
    schools: 2,
    pupils: new Float64Array(6).fill(10),
    burden: new Float64Array(6),
    fixedPupils: new Float64Array(2),
    fixedBurden: new Float64Array(2),
    metres: Float64Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? at >> 1 : 5 - (at >> 1)) * 100),
    neighbours: Array.from({ length: 6 }, (_, at) => Int32Array.from([at - 1, at + 1].filter((x) => x >= 0 && x < 6))),
    seats: Int32Array.from([0, 5]),
    today: Int32Array.from([0, 0, 0, 0, 1, 1]),
    capacity: new Float64Array(2).fill(Infinity),
    minimum: new Float64Array(2),
    locked: new Int32Array(6).fill(-1),
    ...changes,
  };
}
const DISTANCE: Weights = { distance: 1, utilisation: 0, moved: 0, mix: 0 };

describe('six atoms in a row', () => {
  test('each goes to the nearer end', () => {
    // Ways of 0, 100, 200 m on both sides: 6,000 m in all. Today atom 3 walks 300 m instead of 200: 7,000 m.
    const result = solveDistricting(row(), DISTANCE, means());
    expect([...result.plan!]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(result.goal).toBeCloseTo(6 / 7, 9);
    expect(result.terms!.moved).toBeCloseTo(1 / 6, 9);
    expect(result.today!.goal).toBeCloseTo(1, 9);
    expect(result).toMatchObject({ status: 'optimal', gap: 0, todayKeepsRules: true, todayBreaks: [], islands: [] });
  });

  test('a limit binds, and says what it costs', () => {
    // The right school takes two atoms only: atom 3 must walk 300 m to the left, as today.
    const result = solveDistricting(row({ capacity: Float64Array.from([60, 20]) }), DISTANCE, means());
    expect([...result.plan!]).toEqual([0, 0, 0, 0, 1, 1]);
    expect(result.binding[0]).toMatchObject({ kind: 'capacity', school: 1 });
    expect(result.binding[0]!.gain).toBeCloseTo(1 / 7, 5);
  });

  test('a lock binds, with what hangs on it', () => {
    // Atom 4 is locked to the left school, and atoms 1 to 3 must lead there: ways of 0, 100, 200, 300, 400 and 0 m.
    const result = solveDistricting(row({ locked: Int32Array.from([-1, -1, -1, -1, 0, -1]) }), DISTANCE, means());
    expect([...result.plan!]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(result.goal).toBeCloseTo(10 / 7, 9);
    // Without the lock: 6 ÷ 7. Without contiguity, but with it, atom 3 would go to the right: 9 ÷ 7.
    expect(result.binding).toMatchObject([
      { kind: 'locked', school: 0, atom: 4 },
      { kind: 'contiguity', school: null },
    ]);
    expect(result.binding[0]!.gain).toBeCloseTo(4 / 7, 5);
    expect(result.binding[1]!.gain).toBeCloseTo(1 / 7, 5);
    expect(result.boundWithoutContiguity).toBeCloseTo(9 / 7, 5);
  });

  test('pupils who stay take places', () => {
    const fixedPupils = Float64Array.from([0, 15]);
    const result = solveDistricting(row({ fixedPupils, capacity: Float64Array.from([60, 30]) }), DISTANCE, means());
    expect([...result.plan!]).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test("today's plan may be in pieces, and a school may have none", () => {
    const result = solveDistricting(row({ today: Int32Array.from([0, 1, 0, -1, 1, 1]) }), DISTANCE, means());
    expect(result.todayBreaks).toEqual([2, 1]);
    expect(result).toMatchObject({ status: 'optimal', today: null, todayKeepsRules: false });
    expect(result.goal).toBeCloseTo(1, 9);
  });

  test('an atom without neighbours is an island, and reported', () => {
    const neighbours = row().neighbours.map((list, atom) =>
      atom === 2 ? new Int32Array() : list.filter((next) => next !== 2),
    );
    const result = solveDistricting(row({ neighbours }), DISTANCE, means());
    expect(result.islands).toEqual([[2]]);
    expect([...result.plan!]).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('what cannot be', () => {
  const conflictOf = (changes: Partial<DistrictingProblem>) => solveDistricting(row(changes), DISTANCE, means());

  test('more pupils than places', () => {
    const result = conflictOf({ capacity: Float64Array.from([30, 20]) });
    expect(result).toMatchObject({ status: 'infeasible', plan: null, conflict: [{ kind: 'totalCapacity' }] });
  });

  test('a lock where there are no places', () => {
    const result = conflictOf({
      capacity: Float64Array.from([90, 15]),
      locked: Int32Array.from([-1, -1, -1, 1, 1, -1]),
      minimum: Float64Array.from([10, 0]),
    });
    expect(result.conflict).toEqual([
      { kind: 'capacity', school: 1 },
      { kind: 'locked', school: 1 },
    ]);
    expect(result.conflictProven).toBe(true);
  });

  test('locks that cross each other', () => {
    const result = conflictOf({ locked: Int32Array.from([-1, 1, -1, -1, 0, -1]) });
    expect(result.conflict).toEqual([
      { kind: 'locked', school: 1 },
      { kind: 'locked', school: 0 },
      { kind: 'contiguity' },
    ]);
  });
});

describe('a county', () => {
  const county = () => randomWorld(createRandom(7, 'county'), { width: 14, height: 10, schools: 5, room: 1.15 });
  const soon = () => means({ enough: 0.1, seconds: 4, now: ticking(0.002) });

  test('the plan keeps all rules, and the bound is that of a transport problem', () => {
    const problem = county();
    const result = solveDistricting(problem, DISTANCE, soon());
    expectPlan(problem, DISTANCE, result);
    expect(result.boundWithoutContiguity).toBeCloseTo(transportBound(problem), 4);
  });

  test('the same numbers give the same plan', () => {
    const problem = county();
    const [a, b] = [0, 1].map(() => solveDistricting(problem, MIXED, soon()));
    expect(a!.plan).toEqual(b!.plan);
  });

  test("never worse than today's plan where that keeps the rules", () => {
    const problem = county();
    const { plan } = solveDistricting(problem, DISTANCE, soon());
    const today = { ...problem, today: plan! };
    const weights = { ...MIXED, moved: 20 };
    const result = solveDistricting(today, weights, means({ seconds: 1, now: ticking(0.01) }));
    expect(result.todayKeepsRules).toBe(true);
    expect(result.goal).toBeLessThanOrEqual(result.today!.goal + 1e-9);
  });

  test('it can be cancelled, and says how far it is', () => {
    const steps: number[] = [];
    let asked = 0;
    const result = solveDistricting(
      county(),
      MIXED,
      means({ seconds: 4, now: ticking(0.002), isOver: () => ++asked > 3, onProgress: (done) => steps.push(done) }),
    );
    expect(['feasible', 'stopped', 'optimal']).toContain(result.status);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

/** A clock that goes on by so many seconds each time it is looked at. */
function ticking(seconds: number): () => number {
  let time = 0;
  return () => (time += seconds * 1000);
}

/** Distance alone as a minimum-cost flow, in pupils rather than shares of atoms, by HiGHS from text. */
function transportBound({ atoms, schools, pupils, metres, capacity, fixedPupils, today }: DistrictingProblem): number {
  const [costs, rows]: [string[], string[]] = [[], []];
  const flows = Array.from({ length: schools }, (): string[] => []);
  for (let atom = 0; atom < atoms; atom++) {
    const own: string[] = [];
    for (let school = 0; school < schools; school++) {
      const name = `f${atom}_${school}`;
      own.push(name);
      flows[school]!.push(name);
      costs.push(`${metres[atom * schools + school]} ${name}`);
    }
    rows.push(`${own.join(' + ')} = ${pupils[atom]}`);
  }
  flows.forEach((list, school) => rows.push(`${list.join(' + ')} <= ${capacity[school]! - fixedPupils[school]!}`));
  const { Status, ObjectiveValue } = highs.solve(
    `Minimize\n ${costs.join(' + ')}\nSubject To\n ${rows.join('\n ')}\nEnd`,
  );
  expect(Status).toBe('Optimal');
  let sum = 0;
  const isComplete = today.every((school, atom) => school >= 0 || pupils[atom] === 0);
  pupils.forEach((each, atom) => {
    const ways = metres.subarray(atom * schools, (atom + 1) * schools);
    if (each > 0) sum += each * (isComplete ? ways[today[atom]!]! : Math.min(...ways));
  });
  return ObjectiveValue / sum;
}
