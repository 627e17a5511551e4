/** Forecasts on official figures, judged by what came: Berlin's children from 2010, five counties from 2015. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { demography, forecast, forecastProof } from '../../server/contract/demography.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';
import { countyTruths } from '../truth/counties.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const csv = (path: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;

describe('Berlin', () => {
  const county = '11000';
  const AREAS = 'kitas/berlin/planning_areas.topojson';
  const CHILDREN = 'kitas/berlin/children_by_planning_area_2001-2016.csv';
  const bands = ['E00_01', 'E01_02', 'E02_03', 'E03_05', 'E05_06'];

  testWithRealData(
    'children under 6 of 447 planning areas are those of the table',
    [AREAS, CHILDREN],
    async (...files) => {
      await api.load('areas', files[0]!, county);
      await api.load('population', files[1]!, county);
      const told = await api.ask(demography, { county }, { band: 'u6' });
      const rows = csv(files[1]!);
      expect([told.date, told.areas.length]).toEqual(['2016-12-31', 447]);
      expect(told.total.children).toBe(rows.reduce((sum, row) => sum + childrenIn(row, 2016), 0));
    },
  );

  const childrenIn = (row: Record<string, string>, year: number) =>
    bands.reduce((sum, band) => sum + Number(row[`${year}_E_${band}`] ?? 0), 0);

  testWithRealData(
    'from 2010, three to five years ahead, it errs less than "as last year" (WAPE); eight of ten lie inside, or nearly',
    [AREAS, CHILDREN],
    async (_areas, children) => {
      const rows = csv(children);
      const asked = { base: '2010-12-31', until: '2016', band: 'u6' };
      for (const year of [2011, 2012, 2013, 2014, 2015, 2016]) {
        const made = await api.ask(forecast, { county }, { ...asked, year: String(year) });
        expect(made.method).toBe('cohortChange');
        const area = new Map(made.areas.map((one) => [one.key, one]));
        const list = rows.map((row) => {
          const { base, middle, low, high } = area.get(row['PLR']!)!;
          expect(base).toBe(childrenIn(row, 2010));
          const came = childrenIn(row, year);
          const inside = Number(low) <= came && came <= Number(high);
          return { came, ours: Math.abs(Number(middle) - came), naive: Math.abs(Number(base) - came), inside };
        });
        const sum = (of: 'came' | 'ours' | 'naive') => list.reduce((all, one) => all + one[of], 0);
        const [ours, naive] = [sum('ours') / sum('came'), sum('naive') / sum('came')];
        const inside = list.filter((one) => one.inside).length / list.length;
        console.log(`Berlin ${year}: WAPE ${percent(ours)}, as last year ${percent(naive)}; inside ${percent(inside)}`);
        expect(ours).toBeLessThan(naive);
        expect(inside).toBeGreaterThan(0.6);
      }
    },
  );

  testWithRealData('every base year is tried, and its errors are told as they are', [AREAS, CHILDREN], async () => {
    const { bases, rows } = await api.ask(forecastProof, { county }, {});
    expect(bases).toHaveLength(14);
    const at = (horizon: number) => rows.find((row) => row.band === 'u6' && row.horizon === horizon)!;
    for (const horizon of [1, 3, 5]) expect(at(horizon).errors.wape).toBeLessThan(at(horizon).naive.wape);
    expect(at(3).forecasts).toBe(447 * 12);
  });
});

const official = (table: string) => `population/regionalstatistik/${table}.csv`;
const TABLES = [
  ['areas', 'boundaries/kreise_vg250_2016-01-01.geojson'],
  ['areas', 'boundaries/gemeinden_vg250_2016-01-01.geojson'],
  ['population', 'population/tidy/gemeinde_bevoelkerung_2008-2015.csv'],
  ['population', official('12411-02-03-5_00')],
  ['population', 'population/tidy/kreis_bevoelkerung_altersjahre_2015.csv'],
  ['vital-events', official('12612-01-01-4_00')],
  ['vital-events', official('12612-02-01-4_00')],
  ['vital-events', official('12613-01-01-4_00')],
  ['vital-events', official('12613-02-02-4_00')],
  ['vital-events', official('12711-03-02-4_00')],
  ['vital-events', official('12711-01-03-5_00')],
] as const;
const LATER = [
  ['population/tidy/gemeinden_destatis_2018-12-31.csv', 2018, 'ags', 'bevoelkerung'],
  ['population/tidy/gemeindeverzeichnis_2019-12-31.csv', 2019, 'ags', 'bevoelkerung'],
  ['population/tidy/gemeinden_vg250-ew_2022-12-31.csv', 2022, 'AGS', 'EWZ'],
] as const;

/** Cells of a table's rows of one county, by the cell beside its key. */
const rowsOf = (path: string, county: string) =>
  Papa.parse<string[]>(readFileSync(path, 'utf8'), { delimiter: ';' }).data.filter((row) => row.includes(county));

describe.each(countyTruths)('$name', ({ key: county }) => {
  testWithRealData(
    'births, deaths and moves are those of the tables; every year shows what its balance leaves open',
    TABLES.map(([, path]) => path),
    async (...files) => {
      for (const [index, [kind]] of TABLES.entries())
        await api.load(kind, files[index]!, county, {
          options: kind === 'population' ? { basis: 'Fortschreibung' } : {},
        });
      const { balance } = await api.ask(demography, { county }, { layer: 'gemeinde' });
      expect(balance.map(({ year }) => year)).toEqual(Array.from({ length: 21 }, (_, index) => 1995 + index));
      const cell = (file: number, year: number, column: number, part: string | null) =>
        Number(
          rowsOf(files[file]!, county).find((row) => row[0] === `${year}` && (part === null || row[3] === part))![
            column
          ],
        );
      for (const { year, births, deaths, arrivals, departures, change, remainder } of balance) {
        expect([births, deaths, arrivals, departures], `${year}`).toEqual([
          cell(5, year, 3, null),
          cell(7, year, 3, null),
          cell(9, year, 4, 'Insgesamt'),
          cell(9, year, 10, 'Insgesamt'),
        ]);
        // Stocks of the Gemeinden are known from 2008 on.
        expect(change === null).toBe(year < 2009);
        if (change === null) expect(remainder).toBeNull();
        else
          expect(remainder).toBe(
            Number(change) - (Number(births) - Number(deaths) + Number(arrivals) - Number(departures)),
          );
      }
      // The census of 2011 set the stocks right: no year leaves more open.
      const open = balance.filter(({ remainder }) => remainder !== null);
      const most = open.reduce((a, b) => (Math.abs(Number(b.remainder)) > Math.abs(Number(a.remainder)) ? b : a));
      console.log(`${county}: ${open.map(({ year, remainder }) => `${year} ${remainder}`).join(', ')}`);
      expect([2011, 2012]).toContain(most.year);
    },
  );

  testWithRealData(
    'from the tables of 2015 to the published totals of 2018, 2019 and 2022: errors as they are',
    [...TABLES.map(([, path]) => path), ...LATER.map(([path]) => path)],
    async (...files) => {
      for (const [index, [, year, key, people]] of LATER.entries()) {
        const made = await api.ask(
          forecast,
          { county },
          { layer: 'gemeinde', base: '2015-12-31', until: '2022', year: String(year), band: 'all' },
        );
        expect(made.method).toBe('cohortComponent');
        const came = new Map(csv(files[TABLES.length + index]!).map((row) => [row[key]!, Number(row[people])]));
        const whole = [...came].filter(([ags]) => ags.startsWith(county)).reduce((sum, [, count]) => sum + count, 0);
        const [middle, base] = [Number(made.total.middle), Number(made.total.base)];
        expect([Number(made.total.low) <= whole, whole <= Number(made.total.high)]).toEqual([true, true]);
        const same = made.areas.flatMap((area) => {
          const actual = came.get(area.key);
          return actual === undefined ? [] : [{ ...area, actual }];
        });
        const error = (of: 'middle' | 'base') =>
          same.reduce((sum, area) => sum + Math.abs(Number(area[of]) - area.actual), 0) /
          same.reduce((sum, { actual }) => sum + actual, 0);
        console.log(
          `${county} ${year}: county ${percent(middle / whole - 1)}, as in 2015 ${percent(base / whole - 1)}; ` +
            `${same.length} Gemeinden WAPE ${percent(error('middle'))}, as in 2015 ${percent(error('base'))}`,
        );
        expect(Math.abs(middle / whole - 1)).toBeLessThan(0.12);
      }
    },
  );
});
