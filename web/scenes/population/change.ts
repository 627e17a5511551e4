/** What follows from two released numbers is as public as they are; what follows from a hidden one stays hidden. */
import type { Count, Rate } from '../../../server/contract/common.ts';

function derive(now: Count, before: Count, of: (now: number, before: number) => number | null): Rate {
  if (now === null || before === null) return null;
  if (now === 'hidden' || before === 'hidden') return 'hidden';
  return of(now, before) as Rate;
}

export const difference = (now: Count, before: Count): Rate => derive(now, before, (a, b) => a - b);

/** Null where nobody was before. */
export const relative = (now: Count, before: Count): Rate => derive(now, before, (a, b) => (b > 0 ? a / b - 1 : null));
