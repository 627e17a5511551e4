/** From a variant to the problem of redrawing its districts, derived by hand on the tiny world. */
import { describe, expect, test } from 'vitest';
import type { PlanChange } from '../../../server/planning/variant/changes.ts';
import { districtsOf } from '../../../server/planning/variant/districting.ts';
import { stateOf } from '../../../server/planning/variant/state.ts';
import { school, tinyWorld, type Row, type Tiny } from './tiny.ts';

const rows: Row[] = [
  [0, 0, 1, 30],
  [1, 0, 2, 9],
  [1, 1, 2, 3],
  [2, 1, 3, 6],
  [3, 1, 4, 15],
];

function problem(tiny: Tiny, changes: PlanChange[] = []) {
  const world = tinyWorld(tiny);
  const walk = (index: number) => world.walk[index]!;
  const state = stateOf(world, changes, () => walk);
  const hard = { capacity: true, minimum: false };
  return districtsOf(world, state, 'grundschule', hard, null, walk, (lon) => lon).problem;
}

describe('the problem of redrawing districts', () => {
  test('who lives in a district goes where his home goes; who goes elsewhere stays', () => {
    const { pupils, fixedPupils, today, capacity } = problem({ rows });
    expect([...pupils]).toEqual([30, 9, 6, 15]);
    expect([...fixedPupils]).toEqual([0, 3]);
    expect([...today]).toEqual([0, 0, 1, 1]);
    expect([...capacity]).toEqual([100, 100]);
  });

  test('pupils of the enrolment whom the list does not have stay too', () => {
    const schools = [school('P', { enrolment: 41 }), school('Q', { enrolment: 24 })];
    expect([...problem({ rows, schools }).fixedPupils]).toEqual([2, 3]);
  });

  test('an unknown social rate is the mean of the known ones, no 0', () => {
    // Gemeinde A: a third of 42 pupils; of B, 21 pupils, nothing may be told.
    const { burden } = problem({ rows, burden: [1 / 3, Number.NaN] });
    expect([...burden].map((people) => Math.round(people * 1e9) / 1e9)).toEqual([10, 3, 2, 5]);
    expect([...problem({ rows }).burden]).toEqual([0, 0, 0, 0]);
    expect([...problem({ rows, burden: [0.5, 0] }).burden]).toEqual([15, 4.5, 0, 0]);
  });

  test('locked atoms stay with the variant’s school', () => {
    const lock: PlanChange = { kind: 'lock', schoolType: 'grundschule', atoms: ['a1'], label: '' };
    expect([...problem({ rows }, [lock]).locked]).toEqual([-1, 0, -1, -1]);
  });
});
