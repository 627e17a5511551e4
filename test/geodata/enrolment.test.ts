/** School statistics and all-day places as offices write them; each bad row is named and costs no other one. */
import { expect, test } from 'vitest';
import { prepareImport, type CountyFacts, type Kind, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf, refusal } from './helpers.ts';

const facts: CountyFacts = {
  ...{ key: '16999', epsg: 25832, bbox: null, atoms: [], schoolEntry: null },
  schools: ['S1', 'S2'].map((key) => ({
    ...{ key, name: `Schule ${key} Am Anger`, schoolType: 'grundschule', gradeFrom: 1, gradeTo: 4 },
  })),
};

const prepare = (kind: Kind, rows: string[], options: Record<string, string> = {}): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind, name: 'tabelle.csv', bytes: bytesOf(rows.join('\n')), county: facts, options },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);
const rowsOf = ({ rows }: Prepared): unknown => ('rows' in rows ? rows.rows : null);

test('pupils by school, year and grade; a school year is replaced on its own', async () => {
  const prepared = await prepare('enrolments', [
    'Schuljahr;Schule;Klassenstufe;Schülerzahl;Klassen;davon im Vorjahr zurückgestellt',
    '2024/25;S1;1;1.024;2;3',
    '2025/2026;Schule S2 Am Anger;Klasse 2;-;;',
    '2025/26;S1;1.;31;2;31',
  ]);
  expect([prepared.scopes, prepared.referenceDate, codes(prepared)]).toEqual([
    ['2024/25', '2025/26'],
    '2025-10-01',
    [],
  ]);
  expect(rowsOf(prepared)).toEqual([
    { school: 'S1', year: '2024/25', grade: 1, people: 1024, classes: 2, deferred: 3 },
    { school: 'S2', year: '2025/26', grade: 2, people: 0, classes: null, deferred: null },
    { school: 'S1', year: '2025/26', grade: 1, people: 31, classes: 2, deferred: 31 },
  ]);
  const oneYear = await prepare('enrolments', ['Schulnummer;Klasse;Anzahl', 'S1;4;20'], { 'school-year': '2025/26' });
  expect(rowsOf(oneYear)).toEqual([
    { school: 'S1', year: '2025/26', grade: 4, people: 20, classes: null, deferred: null },
  ]);
});

test('what cannot be read is said with its row, and the others stay', async () => {
  const prepared = await prepare('enrolments', [
    'Schuljahr;Schule;Klassenstufe;Schülerzahl;zurückgestellt',
    '2025/26;S1;1;20;',
    '2025/26;Gibtesnicht;1;20;',
    '25;S1;2;20;',
    '2025/26;S1;14;20;',
    '2025/26;S1;1a;20;',
    '2025/26;S1;2;viele;',
    '2025/26;S1;2;.;',
    '2025/26;S1;3;-4;',
    '2025/26;S1;1;21;',
    '2025/26;S2;1;10;11',
    '2025/26;S2;2;10;',
  ]);
  expect(codes(prepared)).toEqual([
    [3, 'enrolments.unknownSchool'],
    [4, 'enrolments.noYear'],
    [5, 'enrolments.badGrade'],
    [6, 'enrolments.badGrade'],
    [7, 'enrolments.badCount'],
    [8, 'enrolments.badCount'],
    [9, 'enrolments.badCount'],
    [10, 'enrolments.twice'],
    [11, 'enrolments.tooManyDeferred'],
  ]);
  expect([prepared.stored, prepared.rejected]).toEqual([2, 9]);
  await refusal('import.missingColumn', () => prepare('enrolments', ['Schule;Schuljahr', 'S1;2025/26']));
});

test('all-day places, today and from a school year on', async () => {
  const prepared = await prepare('all-day-places', [
    'Schule;Ganztagsplätze;ab Schuljahr',
    'S1;60;',
    'S1;85;2028/29',
    'S2;0;',
    'S1;70;',
    'S2;25;irgendwann',
    'S3;25;',
    'S2;x;',
  ]);
  expect(rowsOf(prepared)).toEqual([
    { school: 'S1', places: 60, from: null },
    { school: 'S1', places: 85, from: 2028 },
    { school: 'S2', places: 0, from: null },
  ]);
  expect(codes(prepared)).toEqual([
    [5, 'allDay.twice'],
    [6, 'allDay.badRow'],
    [7, 'allDay.badRow'],
    [8, 'allDay.badRow'],
  ]);
});
