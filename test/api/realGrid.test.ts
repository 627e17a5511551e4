/** Residents in 100 m cells: the cells are made of their centres and change nothing of any scene; the real file keeps its sums. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import Papa from 'papaparse';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCounty, search } from '../../server/contract/counties.ts';
import { listImports } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { cellKey } from '../../server/planning/pupils/ground.ts';
import { contentOf, engine } from '../database.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, loadWorld, middle, world } from '../world.ts';

const CELLS = 'population/zensus2011_100m_demography_ALTER_10JG_1_counties.csv';
/** ETRS89-LAEA, written here once more so that the test does not lean on what it tests. */
const LAEA = '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

interface StoredCell {
  key: string;
  parent: string;
  people: number;
  corners: [number, number][];
  metres2: number;
}

async function cellsOf(county: string): Promise<StoredCell[]> {
  const { rows } = await sql<StoredCell>`
    select a.key, a.parent_key as parent, p.people, a.square_metres as metres2,
      ST_AsGeoJSON(a.geom, 9)::json -> 'coordinates' -> 0 -> 0 as corners
    from area a join current_scope c on c.import_id = a.import_id and c.kind = 'grid'
    join atom_edition e on e.import_id = a.import_id join atom t on t.edition = e.id and t.key = a.key
    join population p on p.edition = e.id and p.atom = a.key and p.import_id = a.import_id
    where a.county = ${county} and a.layer = 'gitter100' and p.basis = 'Zensus 2011' and p.age_from = 0 and p.age_to = 9
      and p.reference_date = '2011-05-09' order by a.key`.execute(api.db);
  return rows;
}

/** West, south, east and north of a cell's corners, in metres of the grid. */
function box({ corners }: StoredCell): [number, number, number, number] {
  const metres = corners.map((corner) => proj4('EPSG:4326', LAEA, corner));
  const [e, n] = [metres.map(([x]) => x), metres.map(([, y]) => y)];
  return [Math.min(...e), Math.min(...n), Math.max(...e), Math.max(...n)];
}

function expectAround(cell: StoredCell, [x, y]: readonly [number, number]): void {
  expect(cell.key).toBe(cellKey(y - 50, x - 50));
  box(cell).forEach((side, i) => expect(side).toBeCloseTo([x - 50, y - 50, x + 50, y + 50][i] ?? 0, 2));
}

async function undo(county: string): Promise<number> {
  const { imports } = await api.ask(listImports, { county });
  const id = imports.find(({ kind, inForce }) => kind === 'grid' && inForce)?.id ?? '';
  return (await api.fetch(`/api/counties/${county}/imports/${id}`, { method: 'DELETE' })).status;
}

describe(engine, () => {
  const of = world('10049');
  const { county } = of;
  const name = 'zensus2011_ALTER_10JG_1.csv';
  const header = 'x_mp_100m;y_mp_100m;Anzahl;AGS';
  const centre = (n: number): [number, number] => {
    const [e, north] = proj4('EPSG:4326', LAEA, middle(of, n)).map((metres) => Math.floor(metres / 100) * 100 + 50);
    return [e ?? 0, north ?? 0];
  };
  const row = (n: number, people: string, ags = gemeinde(of, n)) => [...centre(n), people, ags].join(';');
  const file = (...rows: string[]) => ({ name, bytes: [header, ...rows].join('\n') });
  const four = file(row(1, '3'), row(2, '7'), row(3, '12'), row(4, '4'));

  beforeAll(() => loadWorld(api, of));

  test('cells and counts come and go together, and the scenes say what they said before', async () => {
    const scenes = async () => {
      const { datasets, revision, mapRevision, ...overview } = await api.ask(getCounty, { county });
      const others = datasets.filter(({ kind }) => kind !== 'grid');
      const { hits } = await api.ask(search, { county }, { q: '100m' });
      return [overview, others, hits, await api.ask(kitaSupply, { county }, {}), typeof revision, typeof mapRevision];
    };
    const before = await scenes();
    const report = await api.load('grid', four, county);
    expect([report.read, report.stored, report.rejected]).toEqual([4, 4, 0]);
    expect(report.notes.map(({ de }) => de).join(' ')).toContain(
      '4 Gitterzellen mit zusammen 26 Einwohnern, Alter 0–9',
    );
    const cells = await cellsOf(county);
    expect(cells.map(({ people }) => people).sort((a, b) => a - b)).toEqual([3, 4, 7, 12]);
    for (const n of [1, 2, 3, 4]) {
      const cell = cells.find(({ parent }) => parent === gemeinde(of, n));
      expect(cell).toBeDefined();
      if (cell) expectAround(cell, centre(n));
    }
    expect(await scenes()).toEqual(before);
    expect((await api.fetch(`/api/counties/${county}/areas?layer=gitter100`)).status).toBe(404);
    expect(await undo(county)).toBe(200);
    expect(await cellsOf(county)).toEqual([]);
    expect(await scenes()).toEqual(before);
  });

  test('a later table of the same census replaces the earlier one; another age group stands beside it', async () => {
    await api.load('grid', four, county);
    await api.load('grid', file(row(1, '5')), county);
    expect((await cellsOf(county)).map(({ people }) => people)).toEqual([5]);
    const report = await api.load('grid', file(row(1, '9')), county, { options: { age: '10-19' } });
    expect(report.stored).toBe(1);
    expect((await cellsOf(county)).map(({ people }) => people)).toEqual([5]);
    expect([await undo(county), await undo(county), await undo(county)]).toEqual([200, 200, 200]);
  });

  test('what is no cell is named by its row; secret ones are left out, others of elsewhere passed over', async () => {
    const [x, y] = centre(1);
    const report = await api.load(
      'grid',
      file(
        row(1, '3'),
        row(1, '4'),
        [x - 50, y - 50, 3, gemeinde(of, 1)].join(';'),
        [y, x, 3, gemeinde(of, 1)].join(';'),
        [6.8, 49.3, 3, gemeinde(of, 1)].join(';'),
        row(2, 'viele'),
        row(3, '-1'),
        row(4, '8', '10041001'),
      ),
      county,
    );
    expect([report.read, report.stored, report.rejected, report.skipped]).toEqual([8, 1, 5, 1]);
    expect(report.problems.map(({ code, row: at }) => [code, at])).toEqual([
      ['grid.notACentre', 4],
      ['grid.notACentre', 5],
      ['grid.notACentre', 6],
      ['value.notACount', 7],
      ['row.doubledKey', 3],
    ]);
    expect(report.notes.map(({ de }) => de).join(' ')).toContain('1 Zellen sind unbewohnt');
    expect(await undo(county)).toBe(200);
  });

  test('age, basis and date are asked for where the name of the file does not tell them', async () => {
    const plain = { ...four, name: 'zellen.csv' };
    const options = { age: '0-9', basis: 'Melderegister', 'reference-date': '31.12.2025' };
    expect((await api.refuse('grid', plain, county)).code).toBe('grid.noAge');
    expect((await api.refuse('grid', plain, county, { options: { age: '0-9' } })).code).toBe('grid.noBasis');
    const { 'reference-date': _date, ...undated } = options;
    expect((await api.refuse('grid', plain, county, { options: undated })).code).toBe('grid.noDate');
    expect((await api.load('grid', plain, county, { options })).stored).toBe(4);
    const asSupplied = { name, bytes: four.bytes.replace('AGS', 'AGS_2011') };
    expect((await api.refuse('population', asSupplied, county)).code).toBe('population.gridCells');
    expect(await undo(county)).toBe(200);
  });
});

describe('Zensus 2011, persons under 10', () => {
  const sums = { '10044': 14_148, '07235': 12_299, '07211': 8_200, '12062': 6_983, '16068': 5_585 };
  testWithRealData("every county has its own cells, and the file's sum", CELLS, async (path) => {
    const { data } = Papa.parse<Record<'value' | 'x' | 'y' | 'AGS_2016', string>>(readFileSync(path, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    for (const [county, sum] of Object.entries(sums)) {
      const wanted = new Map(
        data
          .filter(({ AGS_2016 }) => AGS_2016.startsWith(county))
          .map((line) => [cellKey(Number(line.y) - 50, Number(line.x) - 50), line]),
      );
      const report = await api.load('grid', path, county, { options: { source: 'Statistisches Bundesamt' } });
      expect(report).toMatchObject({ stored: wanted.size, rejected: 0, skipped: data.length - wanted.size });
      const cells = await cellsOf(county);
      expect(cells.map(({ key }) => key).sort()).toEqual([...wanted.keys()].sort());
      expect(cells.reduce((n, { people }) => n + people, 0)).toBe(sum);
      for (const cell of cells) {
        const line = wanted.get(cell.key);
        expect([cell.people, cell.parent]).toEqual([Number(line?.value), line?.AGS_2016]);
        expectAround(cell, [Number(line?.x), Number(line?.y)]);
        // An equal-area grid.
        expect(Math.abs(cell.metres2 - 10_000)).toBeLessThan(1);
      }
      const before = await contentOf(api.db);
      const again = await api.load('grid', path, county, { options: { source: 'Statistisches Bundesamt' } });
      expect(again.alreadyLoaded).toBe(true);
      expect(await contentOf(api.db)).toEqual(before);
      expect(await undo(county)).toBe(200);
      expect(await cellsOf(county)).toEqual([]);
    }
  });
});
