/**
 * Complementary suppression in tables of true counts that are told together with their sums: besides the small cells so many
 * others are hidden that no line tells what is hidden in it. A line is whatever adds up: the age groups of an area to its
 * people, the areas of a county to the county, those of a planning area to the planning area. Cells are hidden one by one until no
 * line is telling, the smallest first, so that as little as possible is lost.
 */
import type { Policy } from './release.ts';

/** Numbers of cells that add up. */
export interface Line {
  parts: readonly number[];
  /** The cell that is their sum; null: their sum is no cell and is always told. */
  total: number | null;
}

/** Values of a line of which all but the hidden ones are known: do they follow from them? */
function isTelling(parts: readonly number[], total: number | null, minimum: number): boolean {
  const count = parts.length + (total === null ? 0 : 1);
  if (count < 2) return count === 1;
  if (parts.some((people) => people >= minimum) || (total ?? 0) >= minimum) return false;
  // All are small: if each is 1, or each one below the minimum, they can come about in one way only. A sum counts from above.
  const sum = parts.reduce((all, people) => all + people, total === null ? 0 : minimum - total);
  return sum === count || sum === count * (minimum - 1);
}

/**
 * Which cells are not told, by their numbers (1). A line that has nothing left to hide has no sum that could be told without
 * it: its other cells are true zeros.
 */
export function suppressed(policy: Policy, values: ArrayLike<number>, lines: readonly Line[]): Uint8Array {
  const hidden = new Uint8Array(values.length);
  if (policy.kind === 'published') return hidden;
  const { minimum } = policy;
  for (let cell = 0; cell < hidden.length; cell++) hidden[cell] = Number(values[cell]! > 0 && values[cell]! < minimum);
  const hiddenIn = (cells: readonly number[]) => cells.filter((cell) => hidden[cell]).map((cell) => values[cell]!);
  for (let changed = true; changed;) {
    changed = false;
    for (const { parts, total } of lines) {
      if (!isTelling(hiddenIn(parts), total !== null && hidden[total] ? values[total]! : null, minimum)) continue;
      // A true zero hides nothing: everybody knows where nobody can be.
      const others = [...parts, ...(total === null ? [] : [total])].filter(
        (cell) => !hidden[cell] && values[cell]! > 0,
      );
      if (others.length === 0) continue;
      hidden[others.reduce((least, cell) => (values[cell]! < values[least]! ? cell : least))] = 1;
      changed = true;
    }
  }
  return hidden;
}
