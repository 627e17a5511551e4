/** A variant sends parts of pupils; a bus has whole seats. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholePupils } from '../../../server/operations/tours/wanted.ts';

test('what is left at one atom is counted at the next', () => {
  // 0.4 → 0, left 0.4; 0.4 + 0.4 = 0.8 → 1, left −0.2; −0.2 + 0.7 = 0.5 → 1, left −0.5; −0.5 + 3 → 3 (2.5 is rounded up).
  const parts = new Map([
    ['d', 3],
    ['a', 0.4],
    ['b', 0.4],
    ['c', 0.7],
  ]);
  expect([...wholePupils(parts)]).toEqual([
    ['b', 1],
    ['c', 1],
    ['d', 3],
  ]);
});

test('whole pupils stay where they are, and sums stay in any case', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.nat(30)),
      fc.dictionary(fc.string(), fc.float({ min: 0, max: 30, noNaN: true })),
      (whole, parts) => {
        const given = new Map(Object.entries(whole).filter(([, people]) => people > 0));
        expect(wholePupils(given)).toEqual(given);
        const sum = (of: Iterable<number>) => [...of].reduce((all, one) => all + one, 0);
        const rounded = wholePupils(new Map(Object.entries(parts)));
        expect(Math.abs(sum(rounded.values()) - sum(Object.values(parts)))).toBeLessThanOrEqual(0.5 + 1e-6);
        for (const [key, people] of rounded) expect(Math.abs(people - parts[key]!)).toBeLessThanOrEqual(1 + 1e-6);
      },
    ),
  );
});
