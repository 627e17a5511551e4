/** Figures beside what they were. */
import type { WholeFigures } from '../../../server/contract/besideToday.ts';
import type { SchoolNumbers } from '../../../server/contract/variants.ts';

export const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const difference = (after: unknown, before: unknown): number | null =>
  typeof after === 'number' && typeof before === 'number' ? after - before : null;

export const sumOf = (values: readonly unknown[]): number | null => {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0);
};

/** Of all grades whose number of classes is known. */
export const classesOf = ({ byGrade }: SchoolNumbers): number | null => sumOf(byGrade.map(({ classes }) => classes));

/** A school in the plan's table. */
export interface PlanRow {
  key: string;
  name: string;
  /** Place in the plan's schools. */
  index: number;
  figures: WholeFigures;
  beside: SchoolNumbers | null;
  /** Pupils, whatever year is shown; null for a new school. */
  today: SchoolNumbers['pupils'];
  isGone: boolean;
}
