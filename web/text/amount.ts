/** A released figure in words, where it stands in a sentence; as a cell it is panels/Amount.svelte. */
import type { ProtectedCount } from '../../server/contract/common.ts';
import type { Text } from './de.ts';
import type { Formatter } from './format.ts';

/** `base`: of protected counts the base of their rounding. */
export function amountText(
  value: ProtectedCount,
  { text, format }: { text: Text; format: Formatter },
  base: number,
): string {
  if (value === null) return text.missing;
  if (value === 'hidden') return text.hidden;
  return value === 'few' ? format.range(0, base - 1) : format.number(value);
}
