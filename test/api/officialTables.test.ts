/** Twenty tables of the statistical offices load as they are, and give back the figures that the offices published. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';

const GEMEINDEN = 'boundaries/gemeinden_vg250_2016-01-01.geojson';
const FOLDER = 'population/regionalstatistik/';
const counties = ['07235', '12062'];

/** A table, how many cells of a row stand before its figures, and one figure of Trier-Saarburg as it reads in the file. */
interface Table {
  file: string;
  lead: number;
  indicator: string;
  year: number;
  value: number;
}

const table = (file: string, lead: number, indicator: string, year: number, value: number): Table => ({
  ...{ file, lead, year, value },
  indicator: `${indicator} (${file.replace(/(_00)?\.csv$/, '')})`,
});

/** Gemeinden, associations and counties in one table. */
const byGemeinde = [
  table('12411-01-01-5_00.csv', 2, 'Bevölkerungsstand', 2015, 147999),
  table('12411-02-03-5_00.csv', 2, 'Bevölkerungsstand: männlich, unter 3 Jahre', 2015, 2042),
  table('12711-01-03-5_00.csv', 2, 'Zu- und Fortzüge: Zuzüge über die Gemeindegrenzen', 2015, 13075),
  table(
    ...(['13111-08-02-5_00.csv', 2] as const),
    'Sozialversicherungspflichtig Beschäftigte am Arbeits- und …: Sozialversicherungspfl. Beschäftigte (Wohnort)',
    ...([2015, 44971] as const),
  ),
  table('13211-01-03-5_00.csv', 2, 'Arbeitslose: langzeitarbeitslos', 2016, 732),
  table('31231-01-02-5_00.csv', 3, 'Wohngebäude- und Wohnungsbestand: Wohngebäude, 1 Wohnung', 2010, 32684),
  table('71231-01-02-5_00.csv', 2, 'Realsteuervergleich: Grundsteuer B - Hebesatz', 2015, 403),
];
const byCounty = [
  table('12411-03-03-4_00.csv', 4, 'Bevölkerungsstand: unter 3 Jahre, Deutsche, weiblich', 2015, 1755),
  table('12511-01-01-4.csv', 3, 'Einbürgerungen von Ausländern: Europa', 2016, 103),
  table('12612-01-01-4_00.csv', 3, 'Geburten: Lebendgeborene', 2014, 1198),
  table('12613-02-02-4_00.csv', 4, 'Sterbefälle: Gestorbene, 1 bis unter 5 Jahre, weiblich', 2015, 1),
  table('12711-03-02-4_00.csv', 4, 'Zu- und Fortzüge: Zuzüge über die Gemeindegrenzen, weiblich', 2015, 6065),
  table('13211-02-05-4_00.csv', 3, 'Arbeitslose', 2015, 2665),
  table(
    ...(['21111-01-03-4_00.csv', 3] as const),
    'Allgemeinbildende Schulen: Schüler(innen) an allgemein bildenden Schulen, Grundschulen, weiblich',
    ...([2015, 2491] as const),
  ),
  table('21111-02-06-4.csv', 3, 'Allgemeinbildende Schulen: Absolventen/Abgänger, weiblich', 2015, 552),
  table(
    ...(['22541-01-04-4_00.csv', 3] as const),
    'Statistik der Tageseinrichtungen für Kinder: Genehmigte Plätze',
    ...([2016, 6964] as const),
  ),
  table(
    ...(['22543-01-02-4_00.csv', 4] as const),
    'Statistik der öffentl. geförd. Kindertagespflege: Betreute Kinder, Tagespflege, unter 3 Jahre',
    ...([2016, 72] as const),
  ),
  table(
    ...(['22811-01-01-4_00.csv', 3] as const),
    'Sozialberichterstattung in der amtlichen Statistik: Empfänger von sozialen Mindestsicherungsleistungen',
    ...([2015, 6256] as const),
  ),
  table('52411-01-01-4_00.csv', 3, 'Insolvenzverfahren: voraussichtliche Forderungen', 2015, 14563),
  table(
    ...(['82411-01-03-4_00.csv', 3] as const),
    'Verfügbares Einkommen der privaten Haushalte einschließlich …: verfüg. Einkommen der priv. Haushalte je Einwohner',
    ...([2014, 21976] as const),
  ),
];
const tables = [...byGemeinde, ...byCounty];

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

/** The county's figures as 'year value', read from the raw file by cells alone. */
function published(path: string, county: string, lead: number): string[] {
  const lines = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.split(';'));
  const first = lines.findIndex(([a, b]) => a === 'DG' || b === 'DG' || a === '07' || b === '07');
  const yearIn = (cells: readonly (string | undefined)[]) =>
    cells.map((cell) => /(?:^|\D)((?:19|20)\d\d)$/.exec(cell ?? '')?.[1]).find((year) => year !== undefined);
  const head = lines.slice(0, first);
  return lines
    .slice(first)
    .filter(([a, b]) => a === county || b === county)
    .flatMap((cells) =>
      cells.slice(lead).map((text, at) => {
        const own = cells[0] === county ? undefined : yearIn([cells[0]]);
        const year = own ?? yearIn(head.map((row) => row[lead + at])) ?? yearIn(head.map(([only]) => only).reverse());
        const value = text === '-' ? 0 : Number(text.replace(',', '.'));
        return `${year} ${['.', 'x', '/', ''].includes(text) ? 'missing' : value}`;
      }),
    )
    .sort();
}

interface Stored {
  indicator: string;
  year: number;
  value: number | null;
  status: string;
}

async function storedOf(county: string, code: string): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select indicator, year, value, status from indicator_value
    where county = ${county} and layer = 'kreis' and area = ${county} and indicator like ${`% (${code})`}`.execute(
    api.db,
  );
  return rows;
}

describe.each(counties)('county %s', (county) => {
  testWithRealData('the Gemeinden', GEMEINDEN, async (areas) => {
    await api.load('areas', areas, county);
  });

  for (const { file, lead, indicator, year, value } of tables) {
    testWithRealData(
      `${file}: the county's figures are the published ones`,
      [GEMEINDEN, FOLDER + file],
      async (_, path) => {
        const report = await api.load('official-table', path ?? '', county);
        expect(report.rejected).toBe(0);
        const stored = await storedOf(county, indicator.replace(/^.* \(|\)$/g, ''));
        const told = stored.map((row) => `${row.year} ${row.status === 'missing' ? 'missing' : row.value}`).sort();
        expect(told.length).toBeGreaterThan(0);
        expect(told).toEqual(published(path ?? '', county, lead));
        if (county === '07235')
          expect(stored.find((row) => row.indicator === indicator && row.year === year)?.value).toBe(value);
      },
    );
  }

  for (const { file } of byGemeinde) {
    testWithRealData(`${file}: the Gemeinden sum to the county`, [GEMEINDEN, FOLDER + file], async () => {
      const code = file.replace(/(_00)?\.csv$/, '');
      const { rows } = await sql<{ whole: number; areas: number; sum: number; tolerance: number }>`
        select k.value as whole, count(*)::int as areas, sum(g.value) as sum,
          -- Averages and thousands of euros are rounded for each Gemeinde.
          max(case when d.told->>'unit' = 'Anzahl' and coalesce(d.told->>'method', '') <> 'Jahresdurchschnitt' then 0
            else 0.5 end) * (count(*) + 1) as tolerance
        from indicator_value k
        join indicator_definition d on d.import_id = k.import_id and d.indicator = k.indicator and d.told->>'measure' = 'count'
        join indicator_value g on g.import_id = k.import_id and g.indicator = k.indicator and g.year = k.year
          and g.layer = 'gemeinde'
        where k.county = ${county} and k.layer = 'kreis' and k.indicator like ${`% (${code})`} and k.value is not null
        group by k.indicator, k.year, k.value having bool_and(g.value is not null)`.execute(api.db);
      expect(rows.length).toBeGreaterThan(0);
      for (const { whole, areas, sum, tolerance } of rows) {
        expect(areas).toBe(county === '07235' ? 104 : 33);
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(tolerance);
      }
    });
  }
});
