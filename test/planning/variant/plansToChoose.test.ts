import { expect, test } from 'vitest';
import { withoutBeatenAsTold } from '../../../server/operations/variants/optimise.ts';

const told = (...moved: number[]) => moved.map((count, index) => ({ index, counts: { moved: count } }));
const indices = (plans: readonly { index: number }[]) => plans.map(({ index }) => index);

test('plans that move as many in whole numbers are one choice, the one that is better in all else', () => {
  expect(indices(withoutBeatenAsTold(told(0, 6, 6, 31)))).toEqual([0, 2, 3]);
  expect(indices(withoutBeatenAsTold(told(6, 7, 6)))).toEqual([2]);
  expect(indices(withoutBeatenAsTold(told(4)))).toEqual([0]);
  expect(withoutBeatenAsTold(told())).toEqual([]);
});
