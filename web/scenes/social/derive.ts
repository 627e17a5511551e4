/** What the form for derived indicators needs to know: how names stand in formulas, and which field a refusal is about. */
import type { Indicator } from '../../../server/contract/indicators.ts';
import { ApiError } from '../../api.ts';

type Called = Pick<Indicator, 'key' | 'name'>;

/** By its German name, else by its key: where the name has brackets of its own, or an earlier indicator bears it too. */
export function writtenIn({ key, name: { de } }: Called, all: readonly Called[]): string {
  const plain = (name: string) => name.toLocaleLowerCase('de');
  const first = all.find(({ name }) => plain(name.de) === plain(de));
  return `[${/[[\]]/.test(de) || first?.key !== key ? key : de}]`;
}

export type DerivedField = 'name' | 'formula' | 'unit';

/** Null: it is about no field of its own. */
export function fieldOf(failure: unknown): DerivedField | null {
  if (!(failure instanceof ApiError)) return null;
  if (failure.code === 'formula.otherUnit') return 'unit';
  if (failure.code.startsWith('formula.')) return 'formula';
  return ['indicator.taken', 'indicator.noName'].includes(failure.code) ? 'name' : null;
}
