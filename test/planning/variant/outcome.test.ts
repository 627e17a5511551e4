/** Who goes where under a variant: tiny worlds whose answers are derived, and what must hold of any. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyOf, type PlanChange } from '../../../server/planning/variant/changes.ts';
import { choiceModels, outcomeOf } from '../../../server/planning/variant/outcome.ts';
import { stateIn, stateOf } from '../../../server/planning/variant/state.ts';
import type { PlanWorld } from '../../../server/planning/variant/world.ts';
import { school, tinyWorld, type Row } from './tiny.ts';

const SETTLED = Infinity;

function outcome(world: PlanWorld, changes: PlanChange[], year = SETTLED) {
  // New schools stand beside the first.
  const walkOf = () => (index: number) => world.walk[index] ?? world.walk[0]!;
  const state = stateOf(world, changes, walkOf);
  const then = stateIn(world, state, year);
  return { state, then, ...outcomeOf(world, then, year, choiceModels(world, then, walkOf())) };
}

const assign = (
  atoms: string[],
  to: string,
  more: Partial<Extract<PlanChange, { kind: 'assign' }>> = {},
): PlanChange => ({
  kind: 'assign',
  schoolType: 'grundschule',
  atoms,
  schools: [to],
  from: 2027,
  mode: 'atOnce',
  siblings: 0,
  label: '',
  ...more,
});
const close = (key: string, mode: 'atOnce' | 'entrants' = 'atOnce'): PlanChange => ({
  kind: 'close',
  school: key,
  from: 2027,
  mode,
});

describe('undo and redo', () => {
  test('of any sequence: as a list of states with a finger on it', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 99 }).map((n) => ({ kind: 'do' as const, n })),
      fc.constant({ kind: 'undo' as const }),
      fc.constant({ kind: 'redo' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let states: number[][] = [[]];
        let finger = 0;
        for (const one of steps) {
          if (one.kind === 'undo') finger = Math.max(0, finger - 1);
          else if (one.kind === 'redo') finger = Math.min(states.length - 1, finger + 1);
          else {
            states = [...states.slice(0, finger + 1), [...states[finger]!, one.n]];
            finger++;
          }
        }
        const { done, undone } = historyOf(steps);
        expect(done.map(({ n }) => n)).toEqual(states[finger]);
        expect(undone).toHaveLength(states.length - 1 - finger);
      }),
    );
  });
});

describe('districts', () => {
  /** Atom 1: nine at P, three by exception at Q; atom 2: six at Q, three by exception at P. */
  const rows: Row[] = [
    [0, 0, 1, 12],
    [1, 0, 1, 9],
    [1, 1, 2, 3],
    [2, 1, 1, 6],
    [2, 0, 3, 3],
    [3, 1, 4, 12],
  ];

  test('nothing changed, nobody moves', () => {
    const { load, moved, unplaced } = outcome(tinyWorld({ rows }), []);
    expect([...load]).toEqual([24, 21]);
    expect([moved, unplaced]).toEqual([[], []]);
  });

  test('with an atom go those who attend its district school; who had an exception stays', () => {
    const { load, loadByGrade, moved } = outcome(tinyWorld({ rows }), [assign(['a1'], 'Q')]);
    expect([...load]).toEqual([15, 30]);
    expect(moved).toEqual([{ row: 1, school: 1, amount: 9 }]);
    expect(loadByGrade[1]![1]).toBe(15);
  });

  test('there and back again is as before', () => {
    const { load, moved } = outcome(tinyWorld({ rows }), [assign(['a1'], 'Q'), assign(['a1'], 'P')]);
    expect([...load]).toEqual([24, 21]);
    expect(moved).toEqual([]);
  });

  test('a closed school: its district to the nearest that is left, its exceptions back to their own', () => {
    const schools = [school('P'), school('Q'), school('R')];
    // R stands at 1.4: of atoms 0 and 1, which P leaves, it is nearer than Q.
    const world = tinyWorld({ schools, at: [0, 3, 1.4], rows });
    const { load } = outcome(world, [close('P')]);
    // R: 12 + 9; Q: its 21 and the exception of atom 2, which lies in Q's district.
    expect([...load]).toEqual([0, 24, 21]);
  });

  test('a closed school of a shared district goes to its partner, near or far', () => {
    const schools = [school('P'), school('Q'), school('R')];
    const shared = new Map([
      [0, [0, 1]],
      [1, [0, 1]],
    ]);
    const world = tinyWorld({ schools, at: [0, 3, 1.4], rows, shared });
    expect([...outcome(world, [close('P')]).load]).toEqual([0, 45, 0]);
  });

  test('a shared district moves with the pupils of all its schools', () => {
    const schools = [school('P'), school('Q'), school('R')];
    const world = tinyWorld({ schools, at: [0, 3, 1.4], rows, shared: new Map([[1, [0, 1]]]) });
    const { load } = outcome(world, [assign(['a1'], 'R')]);
    expect([...load]).toEqual([15, 18, 12]);
  });

  test('who grows in: grade by grade, a year each', () => {
    const each: Row[] = [1, 2, 3, 4].map((grade): Row => [1, 0, grade, 6]);
    const world = tinyWorld({ rows: each });
    const change = [assign(['a1'], 'Q', { mode: 'entrants' })];
    const atQ = [2026, 2027, 2028, 2029, 2030, 2031].map((year) => outcome(world, change, year).load[1]);
    expect(atQ).toEqual([0, 6, 12, 18, 24, 24]);
    expect(outcome(world, change).state.last).toBe(2030);
  });

  test('siblings of those who entered before stay, until the last of them has left', () => {
    const each: Row[] = [1, 2, 3, 4].map((grade): Row => [1, 0, grade, 8]);
    const world = tinyWorld({ rows: each });
    const change = [assign(['a1'], 'Q', { mode: 'entrants', siblings: 0.25 })];
    // Entrants of 2027 to 2030 may have one at P; those of 2031 not.
    const atQ = [2027, 2030, 2031, 2034].map((year) => outcome(world, change, year).load[1]);
    expect(atQ).toEqual([6, 24, 26, 32]);
  });

  test('a school that runs out keeps who is there', () => {
    const each: Row[] = [1, 2, 3, 4].map((grade): Row => [0, 0, grade, 6]);
    const world = tinyWorld({ rows: each });
    const atP = [2026, 2027, 2028, 2029, 2030].map((year) => outcome(world, [close('P', 'entrants')], year).load[0]);
    expect(atP).toEqual([24, 18, 12, 6, 0]);
  });

  test('a grade that a school gives up goes on where its district leads; without one it finds no place', () => {
    const change: PlanChange = {
      kind: 'resize',
      school: 'P',
      from: 2027,
      parallelClasses: null,
      places: null,
      gradeFrom: null,
      gradeTo: 3,
    };
    const each: Row[] = [1, 2, 3, 4].map((grade): Row => [0, 0, grade, 6]);
    const { load } = outcome(tinyWorld({ rows: each }), [change]);
    expect([...load]).toEqual([18, 6]);
  });
});

describe('choice', () => {
  const rows: Row[] = [
    [0, 0, 5, 30],
    [1, 1, 5, 30],
    [2, 1, 6, 60],
    // A Gemeinde's pupils without an atom, and guests.
    [5, 0, 5, 30],
    [-1, 0, 5, 9],
  ];
  const schools = ['P', 'Q', 'R'].map((key) =>
    school(key, { schoolType: 'gymnasium', gradeFrom: 5, gradeTo: 12, places: 300 }),
  );
  const worldOf = (places: number[] = []) =>
    tinyWorld({
      schools: schools.map((one, index) => ({ ...one, places: places[index] ?? 300 })),
      at: [0, 3, 1.5],
      rows,
      hasDistricts: false,
      today: [0, 1, 1, 1],
    });

  test('guests of a closed school are named, all others find one', () => {
    const { load, unplaced } = outcome(worldOf(), [close('P')]);
    expect(load[0]).toBe(0);
    expect(load[1]! + load[2]!).toBeCloseTo(150, 9);
    expect(unplaced).toEqual([{ row: 4, amount: 9, isHomeKnown: false }]);
  });

  test('no school takes more than it has places, and the rest is named', () => {
    // Q has 90 of 100, R none of 20: 30 of the 60 find a place.
    const { load, unplaced } = outcome(worldOf([300, 100, 20]), [close('P')]);
    expect(load[1]).toBeCloseTo(100, 5);
    expect(load[2]).toBeCloseTo(20, 5);
    expect(unplaced.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(30 + 9, 5);
  });

  test('a school made smaller keeps what it holds', () => {
    const change: PlanChange = {
      kind: 'resize',
      school: 'Q',
      from: 2027,
      parallelClasses: null,
      places: 45,
      gradeFrom: null,
      gradeTo: null,
    };
    const { load, unplaced } = outcome(worldOf(), [change]);
    expect(load[1]).toBeCloseTo(45, 9);
    expect(load[0]! + load[2]!).toBeCloseTo(69 + 45, 9);
    expect(unplaced).toEqual([]);
  });
});

describe('in its year', () => {
  const each: Row[] = [1, 2, 3, 4].map((grade): Row => [1, 0, grade, 24]);
  const size = (more: object): PlanChange => ({
    kind: 'resize',
    school: 'P',
    from: 2030,
    parallelClasses: null,
    places: null,
    gradeFrom: null,
    gradeTo: null,
    ...more,
  });

  test('a school is as large as it was until the year in which it changes, and stands where it stood', () => {
    const move: PlanChange = { kind: 'move', school: 'P', from: 2028, lon: 9, lat: 9 };
    const at = (year: number) => {
      const { then } = outcome(tinyWorld({ rows: each }), [size({ places: 200 }), move], year);
      return [then.schools[0]!.places, then.schools[0]!.lon, then.relocated.has(0), then.resized.has(0)];
    };
    expect(at(2027)).toEqual([100, 0, false, false]);
    expect(at(2029)).toEqual([100, 9, true, false]);
    expect(at(2030)).toEqual([200, 9, true, true]);
    expect(at(SETTLED)).toEqual([200, 9, true, true]);
  });

  test('a new school takes nobody before it opens, though its district is drawn', () => {
    const open: PlanChange = {
      kind: 'open',
      from: 2030,
      school: 'N',
      name: 'N',
      schoolType: 'grundschule',
      authority: null,
      gradeFrom: 1,
      gradeTo: 4,
      parallelClasses: 1,
      places: 100,
      lon: 0,
      lat: 0,
    };
    const changes = [open, assign(['a1'], 'N')];
    const atN = [2029, 2030].map((year) => outcome(tinyWorld({ rows: each }), changes, year).load[2]);
    expect(atN).toEqual([0, 96]);
    // Who closes before goes to what there is.
    const closing = outcome(tinyWorld({ rows: each }), [open, close('P')], 2028);
    expect([...closing.load]).toEqual([0, 96, 0]);
  });

  test('when all of it holds no sibling is left, and a later step asks for its own', () => {
    const grow = assign(['a1'], 'Q', { from: 2026, mode: 'entrants', siblings: 0.5 });
    const world = tinyWorld({ rows: each, schools: [school('P'), school('Q'), school('R')], at: [0, 3, 1.5] });
    const { state } = outcome(world, [grow]);
    expect(outcome(world, [grow], state.last).load[0]).toBe(0);
    expect(outcome(world, [grow], state.last - 1).load[0]).toBeGreaterThan(0);
    const [atP, , atR] = outcome(world, [grow, assign(['a1'], 'R')], 2027).load;
    expect([atP, atR]).toEqual([0, 96]);
  });

  test('a chosen school that gives up a grade and places keeps as many as it has places', () => {
    const world = tinyWorld({ rows: each, hasDistricts: false });
    const { load, unplaced } = outcome(world, [size({ gradeTo: 3, places: 60 })]);
    expect(load[0]).toBeCloseTo(60, 9);
    expect(load[1]! + unplaced.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(36, 9);
  });
});

test('of any world and any changes: nobody is lost, nobody doubled, no closed school is attended', () => {
  const key = fc.constantFrom('P', 'Q', 'R');
  const timing = {
    from: fc.integer({ min: 2026, max: 2030 }),
    mode: fc.constantFrom('atOnce' as const, 'entrants' as const),
  };
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('assign' as const),
      schoolType: fc.constant('grundschule'),
      atoms: fc.subarray(['a0', 'a1', 'a2', 'a3'], { minLength: 1 }),
      schools: key.map((one) => [one]),
      ...timing,
      siblings: fc.constantFrom(0, 0.3),
      label: fc.constant(''),
    }),
    fc.record({ kind: fc.constant('close' as const), school: fc.constantFrom('P', 'Q'), ...timing }),
  );
  const row = fc.tuple(
    fc.integer({ min: -1, max: 5 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 20 }).map((n) => 3 * n),
  );
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 25 }),
      fc.array(change, { maxLength: 6 }),
      fc.boolean(),
      fc.constantFrom(2026, 2028, SETTLED),
      (rows, changes, hasDistricts, year) => {
        const schools = [school('P'), school('Q'), school('R', { places: 90 })];
        const world = tinyWorld({ schools, at: [0, 3, 1.5], rows, hasDistricts });
        const { load, loadByGrade, stays, moved, unplaced, state } = outcome(world, changes, year);
        const total = rows.reduce((sum, [, , , people]) => sum + people, 0);
        const sum = (list: Iterable<number>) => [...list].reduce((all, one) => all + one, 0);
        const rest = sum(unplaced.map(({ amount }) => amount));
        expect(sum(load) + rest).toBeCloseTo(total, 6);
        expect(sum(loadByGrade.flatMap((grades) => [...grades])) + rest).toBeCloseTo(total, 6);
        expect(sum(stays) + sum(moved.map(({ amount }) => amount)) + rest).toBeCloseTo(total, 6);
        state.closing.forEach((closing, index) => {
          if (closing?.mode === 'atOnce' && year >= closing.from) expect(load[index]).toBe(0);
        });
      },
    ),
    { numRuns: 400 },
  );
});
