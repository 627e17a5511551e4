/** Areas as streets and house numbers: small streets by hand, and what must hold for every street. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agencyKeys } from '../../../server/planning/socialSpace/agencyKeys.ts';
import { houseNumberParts, parseHouseNumber, SUFFIXES } from '../../../server/planning/address/houseNumber.ts';
import {
  streetGrid,
  type GridHouse,
  type GridRange,
  type GridRow,
} from '../../../server/planning/socialSpace/streetGrid.ts';

const house = (houseNumber: string, area: string | null, street = 'Hauptstraße'): GridHouse => ({
  ...{ street, postcode: '99999', place: 'Ahlenburg' },
  houseNumber,
  area,
});
const end = (code: number) => Object.values(houseNumberParts(code)).join('');
const told = ({ area, range }: GridRow) =>
  range ? `${area} ${end(range.from)}–${end(range.to)} ${range.parity}` : `${area} whole`;
const rowsOf = (...houses: GridHouse[]) => streetGrid(houses).rows.map(told);

describe('by hand', () => {
  test('a street wholly in one area is one row, with houses whose numbers nobody can read', () => {
    expect(rowsOf(house('1', 'A'), house('12a', 'A'), house('hinter der Kirche', 'A'))).toEqual(['A whole']);
  });

  test('a border across the street needs a row on each side of it, one along the street a row for each side', () => {
    expect(rowsOf(house('1', 'A'), house('2', 'A'), house('3', 'B'), house('4', 'B'))).toEqual([
      'A 1–2 all',
      'B 3–4 all',
    ]);
    expect(rowsOf(house('1', 'A'), house('2', 'B'), house('3', 'A'), house('4', 'B'))).toEqual([
      'A 1–3 odd',
      'B 2–4 even',
    ]);
  });

  // Side by side from 1 to 6 it would be two rows, and from 7 on two more: told for both sides it is one.
  test('both ways of telling are mixed where that is shorter', () => {
    const along = [1, 2, 3, 4, 5, 6].map((n) => house(String(n), n % 2 ? 'A' : 'B'));
    expect(rowsOf(...along, house('7', 'C'), house('8', 'C'))).toEqual(['A 1–5 odd', 'B 2–6 even', 'C 7–8 all']);
  });

  test('a range ends at its house: 15 and 15a may lie in two areas', () => {
    expect(rowsOf(house('15', 'A'), house('15a', 'B'), house('17', 'B'))).toEqual(['A 15–15 odd', 'B 15a–17 odd']);
  });

  test('one spelling of a street for another, and a street of each place', () => {
    const elsewhere = { ...house('1', 'B'), place: 'Berg' };
    expect(streetGrid([house('1', 'A'), house('3', 'A', 'Hauptstr.'), elsewhere]).rows.map(told)).toEqual([
      'A whole',
      'B whole',
    ]);
  });

  test('houses that no row may take are told, and cut the ranges', () => {
    const { rows, left } = streetGrid([
      ...[house('1', 'A'), house('3', null), house('5', 'A')],
      ...[house('7', 'A'), house('7', 'B'), house('9', 'A'), house('Kirche', 'A')],
    ]);
    expect(rows.map(told)).toEqual(['A 1–1 odd', 'A 5–5 odd', 'A 9–9 odd']);
    expect(left.map(({ house: { houseNumber }, why }) => `${houseNumber} ${why}`)).toEqual([
      'Kirche unreadable',
      '3 outside',
      '7 contested',
      '7 contested',
    ]);
    expect(streetGrid([])).toEqual({ rows: [], left: [] });
  });
});

const codeOf = ({ houseNumber }: GridHouse): number => parseHouseNumber(houseNumber)![0];
const covers = ({ from, to, parity }: Pick<GridRange, 'from' | 'to' | 'parity'>, code: number) =>
  code >= from && code <= to && (parity === 'all' || (Math.floor(code / SUFFIXES) % 2 === 1) === (parity === 'odd'));
const takes = (row: GridRow, one: GridHouse) =>
  row.street === one.street && (row.range === null || covers(row.range, codeOf(one)));

// '1/2' is read as the houses 1 and 2, as '12/14' is: the second number is the higher one.
const number = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.constantFrom('', '', '', 'a', '/2'))
  .filter(([n, suffix]) => suffix !== '/2' || n >= 2);
const streets = fc.uniqueArray(
  fc.record({
    at: number,
    area: fc.constantFrom('A', 'A', 'A', 'B', 'B', 'C', null),
    street: fc.constantFrom('Am Bach', 'Weg'),
  }),
  { selector: ({ at, street }) => `${street}${at.join('')}`, maxLength: 30 },
);
const housesOf = (all: { at: [number, string]; area: string | null; street: string }[]) =>
  all.map(({ at, area, street }) => house(at.join(''), area, street));

describe('for every street', () => {
  test('each house stands in one row, of its own area; one that lies outside in none', () => {
    fc.assert(
      fc.property(streets, (all) => {
        const houses = housesOf(all);
        const { rows, left } = streetGrid(houses);
        for (const one of houses) {
          const areas = rows.filter((row) => takes(row, one)).map(({ area }) => area);
          expect(areas).toEqual(one.area === null ? [] : [one.area]);
          // Told side by side, each house is within the ends of its own side, too.
          const isOdd = Math.floor(codeOf(one) / SUFFIXES) % 2 === 1;
          for (const { range } of rows.filter((row) => takes(row, one))) {
            const [from, to] = (range ? (isOdd ? range.odd : range.even) : null) ?? [0, Infinity];
            expect([range === null, from <= codeOf(one) && codeOf(one) <= to]).toEqual([to === Infinity, true]);
          }
        }
        expect(left.map(({ house: one }) => one).sort(byName)).toEqual(
          houses.filter(({ area }) => area === null).sort(byName),
        );
        // Without any one row some house would stand in none.
        for (const row of rows) expect(houses.some((one) => takes(row, one))).toBe(true);
      }),
    );
  });

  test('no other set of ranges is shorter', () => {
    fc.assert(
      fc.property(streets, (all) => {
        const houses = housesOf(all)
          .filter(({ street }) => street === 'Weg')
          .slice(0, 7);
        const known = houses.map((one) => ({ code: codeOf(one), area: one.area })).sort((a, b) => a.code - b.code);
        const isWhole = known.length > 0 && known.every(({ area }) => area !== null && area === known[0]!.area);
        expect(streetGrid(houses).rows).toHaveLength(isWhole ? 1 : fewest(known));
      }),
    );
  });

  test('the order of the houses means nothing', () => {
    fc.assert(
      fc.property(streets, (all) => {
        const houses = housesOf(all);
        expect(streetGrid([...houses].reverse()).rows).toEqual(streetGrid(houses).rows);
      }),
    );
  });
});

const byName = (a: GridHouse, b: GridHouse) => (`${a.street}${a.houseNumber}` < `${b.street}${b.houseNumber}` ? -1 : 1);

interface Known {
  code: number;
  area: string | null;
}

/** Tries every way of taking the houses in ranges. */
function fewest(known: readonly Known[], taken = 0): number {
  const first = known.findIndex(({ area }, i) => area !== null && (taken & (1 << i)) === 0);
  if (first < 0) return 0;
  const { code: from, area } = known[first]!;
  let best = Infinity;
  for (const { code: to } of known.slice(first))
    for (const parity of ['all', 'odd', 'even'] as const) {
      const range = { from, to, parity };
      const set = known.reduce((bits, { code }, i) => (covers(range, code) ? bits | (1 << i) : bits), 0);
      const isOwn = known.every((one, i) => (set & (1 << i)) === 0 || (one.area === area && (taken & (1 << i)) === 0));
      if ((set & (1 << first)) !== 0 && isOwn) best = Math.min(best, 1 + fewest(known, taken | set));
    }
  return best;
}

describe('keys of nine digits', () => {
  test('numbered within their group; keys that have nine digits stay', () => {
    const keys = agencyKeys([
      { key: 'N2', group: 'N' },
      { key: 'N1', group: 'N' },
      { key: 'A9', group: 'A' },
      { key: 'X', group: null },
    ]);
    expect([...keys!].sort()).toEqual([
      ['A9', { key: '002001000', group: '002000000' }],
      ['N1', { key: '003001000', group: '003000000' }],
      ['N2', { key: '003002000', group: '003000000' }],
      ['X', { key: '001001000', group: '001000000' }],
    ]);
    expect(agencyKeys([{ key: '100100200', group: 'N' }])).toEqual(
      new Map([['100100200', { key: '100100200', group: '100000000' }]]),
    );
  });

  test('a thousand in one group have no keys', () => {
    const areas = Array.from({ length: 1000 }, (_, at) => ({ key: `A${at}`, group: null }));
    expect(agencyKeys(areas)).toBeNull();
    expect(agencyKeys(areas.slice(1))!.size).toBe(999);
  });
});
