/** How lists of people are read: which rows are the same child, and what is looked at for that. */
import { expect, test } from 'vitest';
import { prepareImport, type Digest, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf } from './helpers.ts';

const school = { key: 'S1', name: 'Schule', schoolType: 'grundschule', gradeFrom: 1, gradeTo: 4 };

function prepare(rows: string[], { digest = String, preview = false }: { digest?: Digest; preview?: boolean } = {}) {
  const request = {
    kind: 'pupil-list' as const,
    name: 'liste.csv',
    bytes: bytesOf(rows.join('\n')),
    options: { 'school-year': '2026/27', purpose: 'Schulnetz', 'legal-basis': 'Gesetz' },
    mapping: null,
    remembered: {},
    county: {
      key: '16997',
      epsg: 25832 as const,
      bbox: null,
      atoms: [],
      schools: [school],
      schoolEntry: null,
    },
    preview,
    today: '2026-01-01',
  };
  return prepareImport(request, digest);
}
const said = ({ notes }: Prepared) => notes.map(({ de }) => de).join('\n');

const NAMED = 'Vorname;Schule;Klasse;Straße;Ort';
const twins = ['Anna;S1;2;Amselweg 1;Dorf', 'Bela;S1;2;Amselweg 1;Dorf'];

test('twins differ in their names and are two children; the same row twice is one', async () => {
  const prepared = await prepare([NAMED, ...twins, twins[0]!, twins[0]!]);
  expect([prepared.read, prepared.stored, prepared.skipped]).toEqual([4, 2, 2]);
});

test('without a column that is not read equal rows are siblings', async () => {
  const rows = twins.map((row) => row.replace(/^\w+;/, ''));
  const prepared = await prepare(['Schule;Klasse;Straße;Ort', ...rows]);
  expect([prepared.stored, prepared.skipped]).toEqual([2, 0]);
  expect(said(prepared)).toMatch(/Einzelne Zeilen gleichen einer anderen in allen Spalten .*\(Geschwister\)/);
});

test('rows are compared by a digest of all their columns, and by nothing else; the report says so', async () => {
  const asked: string[] = [];
  const digest = (text: string) => `${asked.push(text)}`;
  expect((await prepare([NAMED, twins[0]!, twins[0]!], { digest })).stored).toBe(2);
  expect(asked.map((text) => JSON.parse(text) as string[])).toEqual([twins[0]!.split(';'), twins[0]!.split(';')]);
  const prepared = await prepare([NAMED, ...twins], { digest: () => 'same' });
  expect(prepared.stored).toBe(1);
  expect(said(prepared)).toContain(
    'Alle Spalten wurden nur verglichen, um doppelte Zeilen zu erkennen; gelesen wurden: Schule, Klassenstufe, Straße oder ganze Adresse, Ort.',
  );
  expect(JSON.stringify(prepared)).not.toMatch(/Anna|Bela/);
});

test('how many rows are doubled is told in the preview only', async () => {
  const rows = [NAMED, ...twins, ...Array.from({ length: 7 }, () => twins[0]!)];
  expect(said(await prepare(rows, { preview: true }))).toContain('Zeilen (7) stehen wortgleich doppelt');
  const stored = said(await prepare(rows));
  expect(stored).toContain('Einzelne Zeilen stehen wortgleich doppelt');
  expect(stored).not.toContain('7');
});
