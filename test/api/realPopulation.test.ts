/** Raw tables of the statistical offices: residents by age group (12411-02-03-5) and moves (12711-01-03-5). */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ImportReport } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';
import { countyTruths } from '../truth/counties.ts';

const GEMEINDEN = 'boundaries/gemeinden_vg250_2016-01-01.geojson';
const RESIDENTS = 'population/regionalstatistik/12411-02-03-5_00.csv';
const MOVES = 'population/regionalstatistik/12711-01-03-5_00.csv';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

/** Rows of the table that begin with a regional key, as cells. */
function rowsOf(path: string): string[][] {
  const rows = Papa.parse<string[]>(readFileSync(path, 'utf8'), { delimiter: ';' }).data;
  return rows.filter((row) => row.length > 20 && /^\d+$/.test(row[0] ?? ''));
}

const number = (text: string | undefined): number => (text === undefined || text === '-' ? 0 : Number(text));

/**
 * The county's Gemeinden with their AGS: Rheinland-Pfalz writes county (5), association (2), municipality (3); rows of the
 * associations alone have 7 digits. A city that is its own county stands only as the county.
 */
function gemeindenOf(rows: string[][], county: string): Map<string, string[]> {
  if (county === '07211') return new Map(rows.filter(([key]) => key === county).map((row) => [`${county}000`, row]));
  const own = rows.filter(([key = '']) => key.startsWith(county) && [8, 10].includes(key.length));
  return new Map(
    own.map((row) => [row[0]?.length === 10 ? row[0].slice(0, 5) + row[0].slice(7) : (row[0] ?? ''), row]),
  );
}

const notes = (report: ImportReport): string => report.notes.map(({ de }) => de).join('\n');

describe.each(countyTruths)('$name', ({ key: county }) => {
  testWithRealData(
    '12411-02-03-5 loads as it is; under 3 over the Gemeinden is the county figure',
    [GEMEINDEN, RESIDENTS],
    async (areas, table) => {
      await api.load('areas', areas ?? '', county);
      const report = await api.load('population', table ?? '', county);
      const rows = rowsOf(table ?? '');
      const wanted = gemeindenOf(rows, county);
      expect(report.rejected).toBe(0);
      const { rows: stored } = await sql<{ atom: string; under3: number; all: number }>`
      select atom, sum(people) filter (where age_from = 0 and age_to = 2)::int as under3, sum(people)::int as "all"
      from population where county = ${county} and reference_date = '2015-12-31' group by atom order by atom`.execute(
        api.db,
      );
      // Column 3 is the total "unter 3 Jahre", column 20 the total of all ages. Großmonra has only '-': see below.
      const expected = [...wanted]
        .filter(([key]) => key !== '16068018')
        .map(([atom, row]) => ({ atom, under3: number(row[2]), all: number(row[19]) }))
        .sort((a, b) => (a.atom < b.atom ? -1 : 1));
      expect(stored).toEqual(expected);
      const published = rows.find(([key]) => key === county) ?? [];
      expect(stored.reduce((sum, row) => sum + row.under3, 0)).toBe(number(published[2]));
      expect(stored.reduce((sum, row) => sum + row.all, 0)).toBe(number(published[19]));
      if (county !== '07211')
        expect(notes(report)).toMatch(/stimmen in allen 17 Altersgruppen mit der Zeile des Kreises überein/);
      if (county === '16068') expect(notes(report)).toMatch(/„16068018“ hat nur „-“/);
    },
  );

  testWithRealData(
    '12711-01-03-5 loads as it is; moves over the Gemeinden are the county figure',
    [GEMEINDEN, MOVES],
    async (_areas, table) => {
      const report = await api.load('vital-events', table ?? '', county);
      expect(report.rejected).toBe(0);
      const rows = rowsOf(table ?? '');
      const wanted = [...gemeindenOf(rows, county)].filter(([key]) => key !== '16068018');
      const { rows: stored } = await sql<{ atom: string; event: string; people: number }>`
      select atom, event, sum(people)::int as people from vital_event where county = ${county} and year = 2015
      group by atom, event order by atom, event`.execute(api.db);
      // Columns 9 and 30: totals of moves in and out.
      const expected = wanted
        .flatMap(([atom, row]) => [
          { atom, event: 'in', people: number(row[8]) },
          { atom, event: 'out', people: number(row[29]) },
        ])
        .sort((a, b) => (a.atom + a.event < b.atom + b.event ? -1 : 1));
      expect(stored).toEqual(expected);
      const published = rows.find(([key]) => key === county) ?? [];
      const sum = (event: string) => stored.filter((row) => row.event === event).reduce((n, row) => n + row.people, 0);
      expect([sum('in'), sum('out')]).toEqual([number(published[8]), number(published[29])]);
    },
  );
});

testWithRealData(
  'the scene shows the same children under 3 (published figures pass unchanged)',
  RESIDENTS,
  async (table) => {
    const rows = rowsOf(table);
    for (const county of ['16068', '10044', '12062']) {
      const supply = await api.ask(kitaSupply, { county }, { group: 'u3', layer: 'gemeinde' });
      expect(supply.total.children).toBe(number(rows.find(([key]) => key === county)?.[2]));
      const wanted = gemeindenOf(rows, county);
      for (const area of supply.areas) expect(area.children, area.key).toBe(number(wanted.get(area.key)?.[2]));
    }
  },
);
