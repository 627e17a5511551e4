/** What the notes of an import tell of pupils: they are stored, and shown to anybody. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GroundArea } from '../../server/planning/pupils/ground.ts';
import { listNotes, tableGuests } from '../../server/operations/import/pupilNotes.ts';
import { guestFrom, OUTSIDE, type CountedList } from '../../server/planning/pupils/countList.ts';

const QUALITIES = ['exact', 'similar', 'street', 'place', 'ambiguous', 'none'] as const;

function counted(numbers: readonly number[]): CountedList {
  const qualities = Object.fromEntries(QUALITIES.map((quality, i) => [quality, numbers[i] ?? 0]));
  return {
    atoms: [],
    counts: [],
    qualities: qualities as CountedList['qualities'],
    outside: 0,
    crossed: { district: [], planningArea: [], gemeinde: [] },
  };
}
const NO_LAYERS = { district: [], planningArea: [], gemeinde: [] };
const noteOf = (numbers: readonly number[], base: number): string =>
  listNotes(counted(numbers), base, NO_LAYERS)[0]!.de;

// Seen to fail with whole percentages, and with bands for lists of any length.
test('property: what is said of the addresses leaves each of their numbers as many values as the base', () => {
  const list = fc.record({ base: fc.constantFrom(2, 3, 5, 10), all: fc.integer({ min: 10, max: 400 }), at: fc.nat(5) });
  fc.assert(
    fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), ({ base, all, at }, part) => {
      const pupils = Math.round(part * all);
      /** The others share the rest; where the number is in question they are in one lump beside it. */
      const split = (own: number) => QUALITIES.map((_, i) => (i === at ? own : i === (at + 2) % 4 ? all - own : 0));
      const note = noteOf(split(pupils), base);
      const possible = Array.from({ length: all + 1 }, (_, own) => own).filter(
        (own) => noteOf(split(own), base) === note,
      );
      expect(possible).toContain(pupils);
      expect(possible.length).toBeGreaterThanOrEqual(base);
    }),
    { numRuns: 200 },
  );
});

test('guests of a table are told by their protected number, and not at all where it became 0', () => {
  const row = (gemeinde: string, people: number) => ({ gemeinde, atom: null, school: 'S1', grade: 1, people });
  expect(tableGuests('2025/26', [row('16997001', 30)])).toEqual([]);
  const counts = [row(OUTSIDE, 3), row(guestFrom('16998'), 6), row('16997001', 30)];
  expect(tableGuests('2025/26', counts)[0]?.de).toBe(
    'Außerhalb des Kreises wohnen 2025/26 (geschützte Zahl): 9 (davon aus Kreis 16998: 6).',
  );
});

test('areas that could not stand alone are listed with those that they are counted with', () => {
  const list = {
    ...counted([100, 0, 0, 0, 0, 0]),
    crossed: {
      ...NO_LAYERS,
      gemeinde: [
        ['A', 'B'],
        ['A', 'B'],
        ['', 'C'],
      ],
    },
  };
  const layers = { ...NO_LAYERS, gemeinde: [named('A', 'Altdorf'), named('B', 'Neudorf')] };
  expect(listNotes(list, 3, layers).at(-1)!.de).toBe(
    'Weil auf einer Seite zu wenige Kinder wohnen, reichen Wohnzellen über die Grenzen von Gemeinden: Altdorf mit Neudorf; ohne Gebiet mit C.',
  );
});

function named(key: string, name: string): GroundArea {
  return { key, name, geometry: { type: 'Polygon', coordinates: [] } };
}
