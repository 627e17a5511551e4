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
 *
 * @param isSmall cells that are hidden for another reason than their own size: a rate of too few people
 */
export function suppressed(
  policy: Policy,
  values: ArrayLike<number>,
  lines: readonly Line[],
  isSmall: (cell: number) => boolean = () => false,
): Uint8Array {
  const hidden = new Uint8Array(values.length);
  if (policy.kind === 'published') return hidden;
  const { minimum } = policy;
  for (let cell = 0; cell < hidden.length; cell++)
    hidden[cell] = Number((values[cell]! > 0 && values[cell]! < minimum) || isSmall(cell));
  const hiddenIn = (cells: readonly number[]) => cells.filter((cell) => hidden[cell]).map((cell) => values[cell]!);
  /** The smallest told cell of a line; a true zero hides nothing: everybody knows where nobody can be. */
  const hideIn = (line: Line): boolean => {
    const others = cellsOf(line).filter((cell) => !hidden[cell] && values[cell]! > 0);
    if (others.length === 0) return false;
    hidden[others.reduce((least, cell) => (values[cell]! < values[least]! ? cell : least))] = 1;
    return true;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const line of lines) {
      const { parts, total } = line;
      if (!isTelling(hiddenIn(parts), total !== null && hidden[total] ? values[total]! : null, minimum)) continue;
      if (hideIn(line)) changed = true;
    }
    if (!changed) {
      // What no line tells several of them may: layers that cross each other have such sums.
      const [told] = workedOut(hidden, lines);
      changed = told !== undefined && linesFrom(told, hidden, lines).some(hideIn);
    }
  }
  return hidden;
}

const cellsOf = ({ parts, total }: Line): readonly number[] => (total === null ? parts : [...parts, total]);

/** Lines that have a part in what is known of a hidden cell, the nearest first: they share hidden cells. */
function linesFrom(start: number, hidden: Uint8Array, lines: readonly Line[]): Line[] {
  const seen = new Set([start]);
  const found = new Set<Line>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    const next = lines.filter((line) => !found.has(line) && cellsOf(line).some((cell) => seen.has(cell)));
    for (const line of next) {
      found.add(line);
      for (const cell of cellsOf(line)) if (hidden[cell]) seen.add(cell);
    }
  }
  return [...found];
}

const NOTHING = 1e-9;

/**
 * Hidden cells that the lines leave one value only: those which a reduced system of equations names alone (Gauss, Jordan). The
 * shortest equation is taken first, as each line holds a few hidden cells of many.
 */
function workedOut(hidden: Uint8Array, lines: readonly Line[]): number[] {
  const rows = lines.flatMap(({ parts, total }) => {
    const row = new Map<number, number>();
    for (const cell of parts) if (hidden[cell]) row.set(cell, (row.get(cell) ?? 0) + 1);
    if (total !== null && hidden[total]) row.set(total, (row.get(total) ?? 0) - 1);
    return row.size > 0 ? [row] : [];
  });
  const holding = new Map<number, Set<Map<number, number>>>();
  const enter = (cell: number, row: Map<number, number>) => {
    const known = holding.get(cell);
    if (known) known.add(row);
    else holding.set(cell, new Set([row]));
  };
  for (const row of rows) for (const cell of row.keys()) enter(cell, row);
  const open = new Set(rows);
  const solved: Map<number, number>[] = [];
  while (open.size > 0) {
    let pivot: Map<number, number> | null = null;
    for (const row of open) {
      if (row.size > 0 && (pivot === null || row.size < pivot.size)) pivot = row;
      if (row.size === 0) open.delete(row);
    }
    if (pivot === null) break;
    open.delete(pivot);
    solved.push(pivot);
    const [cell, factor] = pivot.entries().next().value!;
    for (const row of [...holding.get(cell)!]) {
      if (row === pivot) continue;
      const times = row.get(cell)! / factor;
      for (const [other, value] of pivot) {
        const left = (row.get(other) ?? 0) - times * value;
        if (Math.abs(left) > NOTHING) {
          row.set(other, left);
          enter(other, row);
        } else {
          row.delete(other);
          holding.get(other)!.delete(row);
        }
      }
    }
  }
  return solved.flatMap((row) => (row.size === 1 ? [...row.keys()] : []));
}
