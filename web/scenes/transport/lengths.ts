/** The lengths of another rule, as the address and the service write them: 2500, or 1-4:2000,5-13:3000. */

export interface LengthStep {
  gradeFrom: number;
  gradeTo: number;
  /** Null: not entered. */
  metres: number | null;
}

/** Stages of school in whose terms a county is asked for what its statute says, where no rule is entered. */
const stages: readonly LengthStep[] = [
  { gradeFrom: 1, gradeTo: 4, metres: null },
  { gradeFrom: 5, gradeTo: 6, metres: null },
  { gradeFrom: 7, gradeTo: 10, metres: null },
  { gradeFrom: 11, gradeTo: 13, metres: null },
];

/** The steps of today's rule, each once; of several types that differ in a grade the first. */
export function stepsOf(limits: readonly { gradeFrom: number; gradeTo: number; metres: number }[]): LengthStep[] {
  const steps = new Map(limits.toReversed().map((limit) => [`${limit.gradeFrom}-${limit.gradeTo}`, limit]));
  if (steps.size === 0) return [...stages];
  return [...steps.values()]
    .map(({ gradeFrom, gradeTo, metres }) => ({ gradeFrom, gradeTo, metres }))
    .sort((a, b) => a.gradeFrom - b.gradeFrom);
}

/** Today's steps with the lengths that a text gives them. */
export function withText(steps: readonly LengthStep[], text: string | null): LengthStep[] {
  if (text === null) return [...steps];
  const given = new Map(text.split(',').map((part) => part.split(':') as [string, string | undefined]));
  return steps.map((step) => {
    const own = /^\d+$/.test(text) ? text : given.get(`${step.gradeFrom}-${step.gradeTo}`);
    return own === undefined ? step : { ...step, metres: Number(own) };
  });
}

/** Null where it is today's rule. */
export function textOf(steps: readonly LengthStep[], today: readonly LengthStep[]): string | null {
  const changed = steps.filter(({ metres }, index) => metres !== null && metres !== today[index]?.metres);
  if (changed.length === 0) return null;
  return changed.map(({ gradeFrom, gradeTo, metres }) => `${gradeFrom}-${gradeTo}:${metres}`).join(',');
}
