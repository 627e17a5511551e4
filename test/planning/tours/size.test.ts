/** What is too much to be planned together is refused with a sentence. */
import { expect, test } from 'vitest';
import { MOST_NODES, MOST_SIZE, refuseTooLarge } from '../../../server/operations/tours/size.ts';
import type { DomainError } from '../../../server/planning/errors.ts';

const problemOf = (stops: number, schools: number): DomainError | null => {
  try {
    refuseTooLarge(stops, schools);
    return null;
  } catch (error) {
    return error as DomainError;
  }
};

test('up to the bound nothing, past it a sentence with what to do', () => {
  expect(problemOf(MOST_NODES - 1, 1)).toBeNull();
  expect(problemOf(MOST_SIZE / 25 - 25, 25)).toBeNull();
  for (const [stops, schools] of [
    [MOST_NODES, 1],
    [MOST_SIZE / 25 - 24, 25],
  ] as const) {
    const problem = problemOf(stops, schools)!;
    expect([problem.kind, problem.code]).toEqual(['tooLarge', 'tours.tooLarge']);
    expect(problem.text.de).toContain(`${stops} für ${schools} Schulen`);
    expect(problem.text.de).toContain('bitte weniger Schulen');
    expect(problem.text.en).toContain('please choose fewer schools');
  }
});
