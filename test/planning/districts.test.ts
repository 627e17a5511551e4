/** Districts of houses and atoms in tiny worlds, and what holds of every list of streets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHouseNumber } from '../../server/planning/address/houseNumber.ts';
import {
  BEHIND_IT,
  closenessOf,
  NOT,
  NUMBERS,
  STREET,
  THIS_HOUSE,
} from '../../server/planning/districts/houseRange.ts';
import { districtOfAtoms, layoutFaults } from '../../server/planning/districts/layout.ts';
import { polygonFinder } from '../../server/planning/districts/polygons.ts';
import { sharedAllowed } from '../../server/planning/districts/rule.ts';
import {
  streetFinder,
  unknownRows,
  type NamedHouse,
  type StreetRow,
} from '../../server/planning/districts/streetRows.ts';

const all = { place: '', locality: '', street: '', from: null, to: null, parity: 'all' } as const;
const row = (district: string, what: Partial<StreetRow>): StreetRow => ({ ...all, district, ...what });
const house = (street: string, houseNumber: string, what: Partial<NamedHouse> = {}): NamedHouse => ({
  street,
  houseNumber,
  place: 'Ahlenburg',
  locality: null,
  gemeinde: 'Ahlenburg',
  ...what,
});
const code = (text: string) => parseHouseNumber(text)?.[0] ?? null;

test('a range ends behind the houses behind its last one, and its side counts', () => {
  const odd = closenessOf({ from: '1', to: '15', parity: 'odd' });
  // 15b is behind 15; 16 is on the other side; 17 is too far.
  expect(['1', '15', '15 b', '16', '2', '17'].map((text) => odd(code(text)))).toEqual([
    ...[NUMBERS, NUMBERS, NUMBERS],
    ...[NOT, NOT, NOT],
  ]);
  const upToA = closenessOf({ from: null, to: '15a', parity: 'all' });
  expect(['15', '15a', '15b'].map((text) => upToA(code(text)))).toEqual([NUMBERS, NUMBERS, NOT]);
  const one = closenessOf({ from: '12', to: '12', parity: 'all' });
  expect(['12', '12a', '12–14', '13'].map((text) => one(code(text)))).toEqual([
    ...[THIS_HOUSE, BEHIND_IT, THIS_HOUSE, NOT],
  ]);
  const even = closenessOf({ from: null, to: null, parity: 'even' });
  // A number that cannot be read is on neither side; the whole street has it all the same.
  expect([even(code('2')), even(code('hinten')), closenessOf({ ...all })(code('hinten'))]).toEqual([
    NUMBERS,
    NOT,
    STREET,
  ]);
});

test('the more special row decides', () => {
  const of = streetFinder([
    row('Gemeinde', { place: 'Ahlenburg' }),
    row('Dorf', { place: 'Ahlenburg', locality: 'Weißdorf' }),
    row('Straße', { place: 'Ahlenburg', street: 'Talstr.' }),
    row('Seite', { place: 'Ahlenburg', street: 'Talstraße', from: '2', to: '20', parity: 'even' }),
    row('Haus', { place: 'Ahlenburg', street: 'Talstraße', from: '8', to: '8' }),
  ]);
  expect(of(house('Ring', '1'))).toEqual(['Gemeinde']);
  // The register calls the village the place; its Gemeinde is Ahlenburg.
  expect(of(house('Ring', '1', { place: 'Weißdorf' }))).toEqual(['Dorf']);
  expect(of(house('Ring', '1', { place: 'Rehberg' }))).toEqual(['Gemeinde']);
  expect(of(house('Ring', '1', { place: 'Rehberg', gemeinde: 'Rohrstedt' }))).toEqual([]);
  expect(of(house('Talstraße', '7'))).toEqual(['Straße']);
  expect(of(house('Talstraße', '6'))).toEqual(['Seite']);
  expect(of(house('Talstraße', '8'))).toEqual(['Haus']);
  // The house behind it goes with it.
  expect(of(house('Talstraße', '8a'))).toEqual(['Haus']);
});

test('equally special rows of two districts both hold, in the order of their keys', () => {
  const of = streetFinder([
    row('B', { street: 'Talstraße', from: '1', to: '9' }),
    row('A', { street: 'Talstraße', from: '5', to: null }),
    row('A', { street: 'Talstraße', from: '6', to: '8' }),
  ]);
  expect(['3', '7', '11'].map((number) => of(house('Talstraße', number)))).toEqual([['B'], ['A', 'B'], ['A']]);
});

test('streets are found as statutes write them, and in villages without names of streets', () => {
  const of = streetFinder([
    row('A', { place: 'Stadt Ahlenburg', street: 'K.-Marx-Str.' }),
    row('B', { place: 'Ahlenburg OT Weißdorf' }),
    row('C', { place: 'Rehberg', from: '1', to: '9' }),
    row('D', { place: 'Rehberg', from: '10', to: null }),
  ]);
  expect(of(house('Karl-Marx-Straße', '1'))).toEqual(['A']);
  expect(of(house('Dorfstraße', '1', { locality: 'Weißdorf' }))).toEqual(['B']);
  expect(of(house('Dorfstraße', '1', { place: 'Weißdorf' }))).toEqual(['B']);
  const rehberg = { place: 'Rehberg', gemeinde: null };
  expect(['3', '12'].map((number) => of(house('', number, rehberg)))).toEqual([['C'], ['D']]);
  expect(of(house('Rehberg', '12', rehberg))).toEqual(['D']);
  // Numbers through the village are not those of its streets.
  expect(of(house('Dorfstraße', '12', rehberg))).toEqual([]);
});

test('rows that no street has are told', () => {
  const rows = [
    row('A', { place: 'Ahlenburg', street: 'Talstraße' }),
    row('A', { place: 'Ahlenburg', street: 'Tahlstraße' }),
    row('B', { place: 'Rehberg', street: 'Talstraße' }),
    row('C', { place: 'Nirgends' }),
    row('D', {}),
  ];
  expect(unknownRows(rows, [house('Talstraße', ''), house('Ring', '', { place: 'Rehberg' })])).toEqual([1, 2, 3]);
});

test('on a common border the smaller key, in an overlap both', () => {
  const square = (key: string, west: number, east: number) => ({
    key,
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [west, 0],
          [east, 0],
          [east, 1],
          [west, 1],
          [west, 0],
        ],
      ],
    },
  });
  const of = polygonFinder([square('B', 1, 2), square('A', 0, 1), square('C', 1.5, 3)]);
  expect([0.5, 1, 1.2, 1.7, 2.5, 4].map((x) => of([x, 0.5]))).toEqual([['A'], ['A'], ['B'], ['B', 'C'], ['C'], []]);
  expect(polygonFinder([])([0, 0])).toEqual([]);
});

test('the majority of an atom decides, on a tie the smaller key; houses that deviate are listed', () => {
  const at = (atom: string | null, ...districts: string[]) => ({ atom, districts });
  const deviating = at('1', 'B');
  const houses = [
    ...[at('1', 'A'), at('1', 'A'), deviating],
    // A tie, and a house in both; one in no district.
    ...[at('2', 'B'), at('2', 'A'), at('2', 'A', 'B'), at('2')],
    ...[at('3'), at(null, 'A')],
  ];
  const ofAtoms = districtOfAtoms(houses, ['1', '2', '3', '4']);
  expect([...ofAtoms]).toEqual([
    ['1', { district: 'A', wholly: ['A'], inside: 2, houses: 3 }],
    // Two of four are no majority in either.
    ['2', { district: 'A', wholly: [], inside: 2, houses: 4 }],
    ['3', { district: null, wholly: [], inside: 0, houses: 1 }],
    ['4', { district: null, wholly: [], inside: 0, houses: 0 }],
  ]);
  const both = districtOfAtoms([at('1', 'A', 'B'), at('1', 'A', 'B', 'C'), at('1', 'B')], ['1']);
  expect(both.get('1')).toEqual({ district: 'B', wholly: ['A', 'B'], inside: 3, houses: 3 });
  const faults = layoutFaults(houses, ofAtoms);
  expect(faults.deviating).toEqual([deviating, at('2', 'B')]);
  expect(faults.gaps).toEqual([at('2'), at('3')]);
  expect(faults.overlaps).toEqual([at('2', 'A', 'B')]);
});

test('a rule says of its own types whether schools may share, and nothing of others', () => {
  const rule = {
    types: [
      { schoolType: 'grundschule', shared: true },
      { schoolType: 'foerderschule', shared: false },
    ],
  };
  expect(['grundschule', 'foerderschule', 'gymnasium'].map((type) => sharedAllowed(rule, type))).toEqual([
    ...[true, false, null],
  ]);
});

/** Written anew, by the words of the statute: the rank of a row for a house, 0 where it does not hold. */
function rank(one: StreetRow, { street, houseNumber, place }: NamedHouse): number {
  if (one.place !== '' && one.place !== place) return 0;
  if (one.street !== '' && one.street !== street) return 0;
  const number = Number(houseNumber);
  if (one.from !== null && number < Number(one.from)) return 0;
  if (one.to !== null && number > Number(one.to)) return 0;
  if (one.parity !== 'all' && (number % 2 === 1) !== (one.parity === 'odd')) return 0;
  const hasNumbers = one.from !== null || one.to !== null || one.parity !== 'all';
  const isHouse = one.from !== null && one.from === one.to;
  return 1 + (one.place === '' ? 0 : 1) + (one.street === '' ? 0 : isHouse ? 30 : hasNumbers ? 20 : 10);
}

const maybeNumber = fc.option(fc.integer({ min: 1, max: 12 }).map(String), { nil: null });
const anyRow: fc.Arbitrary<StreetRow> = fc
  .record({
    district: fc.constantFrom('A', 'B', 'C'),
    place: fc.constantFrom('', 'Ahlenburg', 'Rehberg'),
    locality: fc.constant(''),
    street: fc.constantFrom('', 'Talstraße', 'Ring'),
    from: maybeNumber,
    to: maybeNumber,
    parity: fc.constantFrom('all' as const, 'odd' as const, 'even' as const),
  })
  .map((one) => (one.street === '' ? { ...one, from: null, to: null, parity: 'all' as const } : one));
const anyHouse: fc.Arbitrary<NamedHouse> = fc.record({
  street: fc.constantFrom('Talstraße', 'Ring', 'Weg'),
  houseNumber: fc.integer({ min: 1, max: 13 }).map(String),
  place: fc.constantFrom('Ahlenburg', 'Rehberg'),
  locality: fc.constant(null),
  gemeinde: fc.constant(null),
});

test('every house gets the districts of the most special rows, and the order of rows does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 12 }),
      fc.array(anyHouse, { minLength: 1, maxLength: 8 }),
      (rows, houses) => {
        const of = streetFinder(rows);
        const reversed = streetFinder([...rows].reverse());
        for (const one of houses) {
          const best = Math.max(0, ...rows.map((r) => rank(r, one)));
          const wanted = rows.filter((r) => best > 0 && rank(r, one) === best).map(({ district }) => district);
          expect(of(one)).toEqual([...new Set(wanted)].sort());
          expect(reversed(one)).toEqual(of(one));
        }
      },
    ),
  );
});
