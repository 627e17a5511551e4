import { expect, test } from 'vitest';
import { stepsOf, textOf, withText } from '../../web/scenes/transport/lengths.ts';

const today = [
  { gradeFrom: 1, gradeTo: 4, metres: 2000 },
  { gradeFrom: 5, gradeTo: 13, metres: 3000 },
];

test("steps are those of today's rule, each once and in order; without a rule the stages of school, empty", () => {
  expect(stepsOf([today[1]!, today[0]!, today[1]!])).toEqual(today);
  expect(stepsOf([]).map(({ gradeFrom, gradeTo, metres }) => [gradeFrom, gradeTo, metres])).toEqual([
    [1, 4, null],
    [5, 6, null],
    [7, 10, null],
    [11, 13, null],
  ]);
});

test('an address changes the lengths that it names; one number changes all', () => {
  expect(withText(today, null)).toEqual(today);
  expect(withText(today, '2500').map(({ metres }) => metres)).toEqual([2500, 2500]);
  expect(withText(today, '5-13:2000').map(({ metres }) => metres)).toEqual([2000, 2000]);
});

test("only what differs from today's rule is written; what is as today is no other rule", () => {
  expect(textOf(today, today)).toBeNull();
  expect(textOf(withText(today, '5-13:2500'), today)).toBe('5-13:2500');
  expect(textOf(withText(today, '2500'), today)).toBe('1-4:2500,5-13:2500');
  const open = stepsOf([]);
  expect(textOf(withText(open, '7-10:3000'), open)).toBe('7-10:3000');
});
