/** Another rule than today's: other lengths, comparator, or the way there and back. */
import type { DistanceLimit, TransportRule } from './distanceBand.ts';

export interface GradeStep {
  gradeFrom: number;
  gradeTo: number;
  /** As the rule counts it: of the way there and back where roundTrip. */
  metres: number;
}

export interface WhatIf {
  /** One length for all grades, or steps; null: as today. */
  metres: number | GradeStep[] | null;
  comparator: DistanceLimit['comparator'] | null;
  roundTrip: boolean | null;
}

/** What applies where the county has no rule of its own to start from. */
const PLAIN = { comparator: '>=', roundTrip: false, schoolTypes: null } as const;
const ALL_GRADES = { gradeFrom: 1, gradeTo: 13 };

/** The same limits with the changes: the types and grades for which there is none stay without. */
export function changedRule(rule: TransportRule, { metres, comparator, roundTrip }: WhatIf): TransportRule {
  const changed =
    rule.limits.length > 0
      ? rule.limits.flatMap((limit) => withLengths(limit, metres))
      : stepsOf(metres).map((step): DistanceLimit => ({ ...PLAIN, ...step }));
  const limits = changed.map((limit) => ({
    ...limit,
    comparator: comparator ?? limit.comparator,
    roundTrip: roundTrip ?? limit.roundTrip,
  }));
  return { ...rule, limits };
}

function stepsOf(metres: WhatIf['metres']): GradeStep[] {
  if (metres === null) return [];
  return typeof metres === 'number' ? [{ ...ALL_GRADES, metres }] : metres;
}

/** One limit in the pieces that the steps cut it into; grades that no step names keep their length. */
function withLengths(limit: DistanceLimit, metres: WhatIf['metres']): DistanceLimit[] {
  const steps = metres === null ? [] : typeof metres === 'number' ? [{ ...limit, metres }] : metres;
  const pieces: DistanceLimit[] = [];
  for (let grade = limit.gradeFrom; grade <= limit.gradeTo; grade++) {
    const step = steps.find(({ gradeFrom, gradeTo }) => grade >= gradeFrom && grade <= gradeTo);
    const length = step?.metres ?? limit.metres;
    const last = pieces.at(-1);
    if (last?.metres === length) last.gradeTo = grade;
    else pieces.push({ ...limit, gradeFrom: grade, gradeTo: grade, metres: length });
  }
  return pieces;
}

/** '2000' or '1-4:2000,5-13:3000'. Null where it says neither. */
export function parseLengths(text: string): number | GradeStep[] | null {
  if (/^\d+$/.test(text)) return Number(text);
  const steps = text.split(',').map((part) => /^(\d+)-(\d+):(\d+)$/.exec(part));
  return steps.every((step) => step !== null)
    ? steps.map(([, from, to, metres]) => ({ gradeFrom: Number(from), gradeTo: Number(to), metres: Number(metres) }))
    : null;
}
