/**
 * Complementary suppression in a table of true counts whose rows (areas), columns (age groups) and sums are all told: besides
 * the small cells so many others are hidden that no line tells what is hidden in it. Lines are the rows, and each column
 * within each set of rows that has a sum of its own (the county, a planning area). Cells are hidden one by one until no line
 * is telling, the smallest first, so that as little as possible is lost.
 */
import type { Policy } from './release.ts';

/** Values of a line of which all but the hidden ones, and the sum, are known: do they follow from them? */
function isTelling(hidden: readonly number[], minimum: number): boolean {
  if (hidden.length === 0) return false;
  if (hidden.length === 1) return true;
  if (hidden.some((people) => people >= minimum)) return false;
  // All are small: if each is 1, or each one below the minimum, their sum can come about in one way only.
  const sum = hidden.reduce((all, people) => all + people, 0);
  return sum === hidden.length || sum === hidden.length * (minimum - 1);
}

/**
 * Which cells are not told: rows × columns. `sets`: of each set of rows whose sums are told, its rows. A line that has nothing
 * left to hide has no sum that could be told without it: its set is then as small as its cell.
 */
export function suppressed(
  policy: Policy,
  table: readonly ArrayLike<number>[],
  sets: readonly (readonly number[])[],
): boolean[][] {
  const columns = table[0]?.length ?? 0;
  if (policy.kind === 'published') return table.map(() => Array.from({ length: columns }, () => false));
  const { minimum } = policy;
  const hidden = table.map((row) =>
    Array.from({ length: columns }, (_, column) => row[column]! > 0 && row[column]! < minimum),
  );
  const lines: [row: number, column: number][][] = [
    ...table.map((_, row) => Array.from({ length: columns }, (_unused, column): [number, number] => [row, column])),
    ...sets.flatMap((rows) =>
      Array.from({ length: columns }, (_, column) => rows.map((row): [number, number] => [row, column])),
    ),
  ];
  const valueOf = ([row, column]: [number, number]) => table[row]![column]!;
  for (let changed = true; changed;) {
    changed = false;
    for (const line of lines) {
      const inside = line.filter(([row, column]) => hidden[row]![column]);
      if (!isTelling(inside.map(valueOf), minimum)) continue;
      // A true zero hides nothing: everybody knows where nobody can be.
      const others = line.filter((cell) => !hidden[cell[0]]![cell[1]] && valueOf(cell) > 0);
      if (others.length === 0) continue;
      const [row, column] = others.reduce((least, cell) => (valueOf(cell) < valueOf(least) ? cell : least));
      hidden[row]![column] = true;
      changed = true;
    }
  }
  return hidden;
}
