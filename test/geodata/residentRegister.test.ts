/** An export of the resident register: persons become counts while they are read, and no cell of theirs is told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, parseBirth } from '../../geodata/import/birth.ts';
import { prepareImport, type CountyFacts, type PopulationRow, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf, refusal } from './helpers.ts';

const facts: CountyFacts = {
  ...{ key: '16999', epsg: 25832, bbox: null, schoolEntry: null, schools: [] },
  atoms: [{ edition: 'e', layer: 'gemeinde', validFrom: '2020-01-01', validTo: null, keys: ['16999001', '16999002'] }],
};
const stated = { 'reference-date': '2025-12-31', purpose: 'Test', 'legal-basis': 'Test' };
const prepare = (rows: string[], options: Record<string, string> = stated): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind: 'resident-register', name: 'x.csv', bytes: bytesOf(rows.join('\n')), county: facts, options },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const rowsOf = ({ rows }: Prepared): PopulationRow[] => (rows.kind === 'population' ? rows.rows : []);
const counted = (prepared: Prepared) => rowsOf(prepared).filter(({ people }) => people > 0);

describe('completed years', () => {
  test.each([
    ['2019-04', '2025-12-31', 6],
    ['2025-12', '2025-12-31', 0],
    ['2020-03', '2026-03-01', 5],
    ['2020-03-01', '2026-03-01', 6],
    ['2020-03-02', '2026-03-01', 5],
    ['2026-01', '2025-12-31', -1],
  ])('born %s: on %s %i', (birth, date, age) => expect(ageOn(birth, date)).toBe(age));

  test('any day of birth, against the days between', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2025-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [born, on] = [one, other]
          .sort((a, b) => a.getTime() - b.getTime())
          .map((date) => date.toISOString().slice(0, 10));
        const years = (Date.parse(on!) - Date.parse(born!)) / (365.2425 * 24 * 3600 * 1000);
        expect(Math.abs(ageOn(born!, on!) + 0.5 - years)).toBeLessThan(0.51);
      }),
    );
  });

  test('months and days as registers write them', () => {
    expect(
      ['04.2019', '4/2019', '2019-04', '17.04.2019', '20190417', '2019', '13.2019', 'x', ''].map(parseBirth),
    ).toEqual([...['2019-04', '2019-04', null, '2019-04-17', '2019-04-17', null, null, null, null]]);
  });
});

test('persons are counted by area, age and sex; ages that nobody has are told as none', async () => {
  const prepared = await prepare([
    'AGS;Geburtsmonat;Geschlecht;Vorname',
    '16999001;04.2019;w;Anna',
    '16999001;05.2019;w;Berta',
    '16999001;01.2025;m;Cem',
    '16999002;11.1920;w;Dora',
  ]);
  expect(counted(prepared).map(({ atom, ageFrom, ageTo, sex, people }) => [atom, ageFrom, ageTo, sex, people])).toEqual(
    [
      ['16999001', 6, 6, 'f', 2],
      ['16999001', 0, 0, 'm', 1],
      ['16999002', 100, null, 'f', 1],
    ],
  );
  // Two areas, two sexes, 0 … 99 and the open age.
  expect(rowsOf(prepared)).toHaveLength(2 * 2 * 101);
  expect([prepared.scopes, prepared.referenceDate]).toEqual([['gemeinde|Melderegister|2025-12-31'], '2025-12-31']);
  // Not a name of anybody, nor when somebody was born.
  expect(JSON.stringify([prepared.notes, prepared.problems])).not.toMatch(/Anna|Berta|04\.2019/);
});

test('counted rows, bad ones and what is not stated', async () => {
  const prepared = await prepare([
    'Gebiet;Geburtsmonat;Geschlecht;Anzahl',
    '16999001;04.2019;m;12',
    '16999009;04.2019;m;3',
    '16999001;April;m;3',
    '16999001;02.2026;m;3',
    '16999001;02.2020;m;viele',
    '16999001;02.2020;;-',
  ]);
  expect(counted(prepared)).toMatchObject([{ ageFrom: 6, people: 12 }]);
  expect(prepared.problems.map(({ code, row }) => [row, code])).toEqual([
    [3, 'register.badArea'],
    [4, 'register.badBirth'],
    [5, 'register.badBirth'],
    [6, 'register.badCount'],
  ]);
  const rows = ['AGS;Geburtsmonat', '16999001;04.2019'];
  const { purpose: _purpose, ...unstated } = stated;
  await refusal('list.noPurpose', () => prepare(rows, unstated));
  const { 'reference-date': _date, ...undated } = stated;
  await refusal('register.noDate', () => prepare(rows, undated));
});
