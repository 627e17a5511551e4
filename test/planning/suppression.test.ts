/** What a reader can work out from the told cells and sums: nothing that is hidden. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PUBLISHED, rawCounts } from '../../server/planning/confidentiality/release.ts';
import { suppressed, type Line } from '../../server/planning/confidentiality/suppression.ts';

const policy = rawCounts(3);

/** Rows × columns whose rows have told sums, as has each column within each set of rows. */
function linesOf(rows: number, columns: number, sets: number[][]): Line[] {
  const each = (count: number) => Array.from({ length: count }, (_, index) => index);
  return [
    ...each(rows).map((row) => ({ parts: each(columns).map((column) => row * columns + column), total: null })),
    ...sets.flatMap((own) =>
      each(columns).map((column) => ({ parts: own.map((row) => row * columns + column), total: null })),
    ),
  ];
}

function hiddenIn(table: number[][], sets: number[][]): number[][] {
  const columns = table[0]!.length;
  const hidden = suppressed(policy, table.flat(), linesOf(table.length, columns, sets));
  return table.map((row, at) => row.map((_, column) => hidden[at * columns + column]!));
}

describe('complementary suppression', () => {
  test('one small cell takes a second one of its column and of its row with it, and a fourth that closes the square', () => {
    const table = [
      [2, 40, 90],
      [30, 50, 80],
      [60, 70, 75],
    ];
    expect(hiddenIn(table, [[0, 1, 2]])).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  test('each set of rows with a sum of its own is looked after: a second cell elsewhere does not help', () => {
    const table = [[1], [20], [1], [10]];
    const lines = [
      [0, 1],
      [2, 3],
      [0, 1, 2, 3],
    ].map((parts) => ({ parts, total: null }));
    expect([...suppressed(policy, table.flat(), lines)]).toEqual([1, 1, 1, 1]);
  });

  test('two ones that sum to two tell themselves; a true zero neither is hidden nor hides', () => {
    const of = (...values: number[]) => [...suppressed(policy, values, [{ parts: [...values.keys()], total: null }])];
    expect(of(1, 1, 0, 9)).toEqual([1, 1, 0, 1]);
    expect(of(1, 2, 0, 9)).toEqual([1, 1, 0, 0]);
  });

  test('a sum that is a cell: of a small part another part is hidden, else the sum', () => {
    // 0 and 1 are 2; 3 alone is 4, and both sums are the told whole.
    const lines = [
      { parts: [0, 1], total: 2 },
      { parts: [3], total: 4 },
      { parts: [2, 4], total: null },
    ];
    expect([...suppressed(policy, [1, 8, 9, 20, 20], lines)]).toEqual([1, 1, 0, 0, 0]);
    // The only part of its sum: both are hidden, and so the other sum, and of its parts the smaller one with its fellow.
    expect([...suppressed(policy, [10, 8, 18, 2, 2], lines)]).toEqual([0, 1, 1, 1, 1]);
  });

  test('a part of 1 and its sum of 2 tell each other, as 2 − 1 comes about in one way', () => {
    const lines = [{ parts: [0, 1], total: 2 }];
    // The rest, of which everybody knows that nobody is there, is a true 0: nothing else is left to hide.
    expect([...suppressed(policy, [2, 0, 2], lines)]).toEqual([1, 0, 1]);
    const more = [{ parts: [0, 1, 3], total: 2 }];
    expect([...suppressed(policy, [1, 1, 2, 0], more)]).toEqual([1, 1, 1, 0]);
  });

  test('published figures are told', () => {
    expect([...suppressed(PUBLISHED, [1, 2], [{ parts: [0, 1], total: null }])]).toEqual([0, 0]);
  });

  const tables = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }), {
    minLength: 3,
    maxLength: 8,
  });

  test('no line has one hidden cell alone, unless it has no other', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const all = table.map((_, row) => row);
        const lines = linesOf(table.length, 4, [all, all.slice(0, 2), all.slice(2)]);
        const values = table.flat();
        const hidden = suppressed(policy, values, lines);
        values.forEach((people, cell) => {
          if (hidden[cell] === 0) expect(people === 0 || people >= 3).toBe(true);
        });
        for (const { parts } of lines) {
          if (parts.filter((cell) => hidden[cell] === 1).length !== 1) continue;
          expect(parts.filter((cell) => hidden[cell] === 0 && values[cell]! > 0)).toEqual([]);
        }
      }),
    );
  });

  /** Cells that the told ones and the lines leave only one value, whatever whole numbers people are: by Gauss and Jordan. */
  function workedOut(hidden: Uint8Array, lines: readonly Line[]): number[] {
    const unknown = [...hidden.keys()].filter((cell) => hidden[cell] === 1);
    const at = new Map(unknown.map((cell, index) => [cell, index]));
    const rows = lines.map(({ parts, total }) => {
      const row = unknown.map(() => 0);
      for (const cell of parts) if (at.has(cell)) row[at.get(cell)!]! += 1;
      if (total !== null && at.has(total)) row[at.get(total)!]! -= 1;
      return row;
    });
    let rank = 0;
    for (let column = 0; column < unknown.length; column++) {
      const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[column]!) > 1e-9);
      if (pivot === -1) continue;
      [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
      const own = rows[rank]!.map((value) => value / rows[rank]![column]!);
      rows[rank] = own;
      rows.forEach((row, index) => {
        if (index !== rank) rows[index] = row.map((value, each) => value - row[column]! * own[each]!);
      });
      rank++;
    }
    return rows
      .map((row) => [...row.keys()].filter((index) => Math.abs(row[index]!) > 1e-9))
      .flatMap((cells) => (cells.length === 1 ? [unknown[cells[0]!]!] : []));
  }

  test('villages in districts in a county: no hidden number follows from all that is told, by any sum of lines', () => {
    const villages = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(villages, (table) => {
        const districts = [
          [0, 1],
          [2, 3],
          [4, 5],
        ];
        const rows = [
          ...table,
          ...districts.map((own) => [0, 1, 2].map((c) => own.reduce((all, v) => all + table[v]![c]!, 0))),
        ];
        const withAll = rows.map((row) => [...row, row.reduce((a, b) => a + b, 0)]);
        const cell = (row: number, column: number) => row * 4 + column;
        const columns = [0, 1, 2, 3];
        const lines: Line[] = [
          ...withAll.map((_, row) => ({ parts: [0, 1, 2].map((column) => cell(row, column)), total: cell(row, 3) })),
          ...columns.map((column) => ({ parts: [0, 1, 2, 3, 4, 5].map((row) => cell(row, column)), total: null })),
          ...columns.map((column) => ({ parts: [6, 7, 8].map((row) => cell(row, column)), total: null })),
          ...districts.flatMap((own, district) =>
            columns.map((column) => ({
              parts: own.map((row) => cell(row, column)),
              total: cell(6 + district, column),
            })),
          ),
        ];
        const hidden = suppressed(policy, withAll.flat(), lines);
        expect(workedOut(hidden, lines)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  // Places 0 … 7 in two layers that cross: neither's areas are made up of the other's.
  const crossing = {
    fine: [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ],
    coarse: [
      [0, 1, 2, 3],
      [4, 6],
      [5, 7],
    ],
  };
  const crossed = (places: readonly number[]) => {
    const sum = (own: readonly number[]) => own.reduce((all, place) => all + places[place]!, 0);
    const values = [...places, ...crossing.fine.map(sum), ...crossing.coarse.map(sum)];
    const lines: Line[] = [
      { parts: [0, 1, 2, 3, 4, 5, 6, 7], total: null },
      ...[...crossing.fine, ...crossing.coarse].map((parts, area) => ({ parts, total: 8 + area })),
      // The first coarse area is two fine ones.
      { parts: [8, 9], total: 12 },
    ];
    return { values, lines };
  };

  test('layers that cross: the other two coarse areas less a fine one would tell the third', () => {
    const { values, lines } = crossed([5, 6, 5, 6, 1, 1, 10, 11]);
    // Of fine 2 with its two people: 11 + 12 − 21, if all of these were told.
    const hidden = suppressed(policy, values, lines);
    expect(hidden[10]).toBe(1);
    expect([11, 13, 14].some((cell) => hidden[cell] === 1)).toBe(true);
    expect(workedOut(hidden, lines)).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 8, maxLength: 8 }), (places) => {
        const world = crossed(places);
        expect(workedOut(suppressed(policy, world.values, world.lines), world.lines)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
