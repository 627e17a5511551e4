/** What a reader can work out from the told cells and sums, by trying every line: nothing that is hidden. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PUBLISHED, rawCounts } from '../../server/planning/confidentiality/release.ts';
import { suppressed } from '../../server/planning/confidentiality/suppression.ts';

const policy = rawCounts(3);

describe('complementary suppression', () => {
  test('one small cell takes a second one of its column and of its row with it, and a fourth that closes the square', () => {
    const table = [
      [2, 40, 90],
      [30, 50, 80],
      [60, 70, 75],
    ];
    expect(suppressed(policy, table, [[0, 1, 2]])).toEqual([
      [true, true, false],
      [true, true, false],
      [false, false, false],
    ]);
  });

  test('each set of rows with a sum of its own is looked after: a second cell elsewhere does not help', () => {
    const table = [
      [1, 90],
      [20, 90],
      [1, 90],
      [10, 90],
    ];
    const sets = [
      [0, 1],
      [2, 3],
      [0, 1, 2, 3],
    ];
    expect(suppressed(policy, table, sets).map(([first]) => first)).toEqual([true, true, true, true]);
  });

  test('two ones that sum to two tell themselves; a true zero neither is hidden nor hides', () => {
    expect(suppressed(policy, [[1], [1], [0], [9]], [[0, 1, 2, 3]]).flat()).toEqual([true, true, false, true]);
    expect(suppressed(policy, [[1], [2], [0], [9]], [[0, 1, 2, 3]]).flat()).toEqual([true, true, false, false]);
  });

  test('published figures are told', () => {
    expect(suppressed(PUBLISHED, [[1, 2]], [[0]])).toEqual([[false, false]]);
  });

  test('no line has one hidden cell alone, unless it has no other', () => {
    const tables = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }), {
      minLength: 3,
      maxLength: 8,
    });
    fc.assert(
      fc.property(tables, (table) => {
        const all = table.map((_, row) => row);
        const sets = [all, all.slice(0, 2), all.slice(2)];
        const hidden = suppressed(policy, table, sets);
        const lines = [
          ...table.map((row, at) => row.map((people, column) => ({ people, hidden: hidden[at]![column]! }))),
          ...sets.flatMap((rows) =>
            [0, 1, 2, 3].map((column) =>
              rows.map((row) => ({ people: table[row]![column]!, hidden: hidden[row]![column]! })),
            ),
          ),
        ];
        for (const line of lines) {
          const inside = line.filter((cell) => cell.hidden);
          const others = line.filter((cell) => !cell.hidden && cell.people > 0);
          if (inside.length === 1) expect(others).toEqual([]);
          for (const { people } of line.filter((cell) => !cell.hidden)) expect(people === 0 || people >= 3).toBe(true);
        }
      }),
    );
  });
});
