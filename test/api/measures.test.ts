/** A band measured at the door on its way through an import: stored as a trait, rounded, and known to the audit. */
import { sql } from 'kysely';
import loadHighs from 'highs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareImport } from '../../geodata/import/index.ts';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { auditCounty } from '../../server/operations/audit.ts';
import { protectPupils } from '../../server/operations/import/protectPupils.ts';
import type { Measure } from '../../server/planning/pupils/measures.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated, type Child } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, schoolList, squares, world } from '../world.ts';

const of = world('16995', 11.5, 51.1);
const { county } = of;
const homes = houses(of);
const highs = await loadHighs();

/** Degrees to the middle of Gemeinde 1, where S1 stands; the line runs through its houses. */
const LINE = 0.006;
const away = (lon: number, lat: number) =>
  Math.max(...[lon, lat].map((at, side) => Math.abs(at - middle(of, 1)[side]!)));
const distance: Measure = {
  name: 'distance',
  bands: ['near', 'far'],
  begin:
    () =>
    ({ point: [lon, lat], school }) =>
      school !== 'S1' ? null : away(lon, lat) < LINE ? 'near' : 'far',
};

const lost: Child = { school: 'S1', grade: '1', street: 'Gibtesnicht', number: '1', postcode: '', place: 'Nirgends' };
const children = homes.flatMap((house, i) =>
  [1, 2].map((k) => childAt(house, (i + k) % 5 === 0 ? 'S2' : 'S1', 1 + (i % 2))),
);
const list = [...children, ...Array.from({ length: 9 }, () => lost)];

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start(() => ({
      prepare: async (request, known) =>
        protectPupils(await prepareImport(request, String), known, {
          preview: request.preview,
          highs,
          measuresAt: () => [distance],
        }),
    }));
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    const register = { name: 'adressen.csv', bytes: registerCsv(homes) };
    await api.load('addresses', register, county, { options: { crs: '4326' } });
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(list) }, county, { options: stated });
  });
  afterAll(() => api.close());

  test('bands are stored beside the grade, cut atoms where the line does, and add up to the school', async () => {
    const { rows } = await sql<{ band: string; in_atom: boolean; people: number }>`
      select traits->>'distance' as band, atom is not null as in_atom, sum(people)::int as people from pupils
      where school = 'S1' group by 1, 2 order by 1, 2`.execute(api.db);
    expect(rows.map(({ band, in_atom }) => [band, in_atom])).toEqual([
      ['far', true],
      ['near', true],
      ['unknown', false],
    ]);
    const atoms = await sql<{ atoms: number }>`
      select count(*)::int as atoms from (
        select atom from pupils where school = 'S1' and atom is not null group by atom having count(distinct traits->>'distance') = 2
      ) cut`.execute(api.db);
    expect(atoms.rows[0]!.atoms).toBeGreaterThan(0);
    // All of Gemeinde 4 lie beyond the line.
    const across = await sql<{ band: string }>`
      select distinct traits->>'distance' as band from pupils where school = 'S1' and home = ${gemeinde(of, 4)}`.execute(
      api.db,
    );
    expect(across.rows).toEqual([{ band: 'far' }]);
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(Number(observed.pupils)).toBe(rows.reduce((sum, { people }) => sum + people, 0));
  });

  test('the audit reckons with every band: each row keeps as many numbers as the base', async () => {
    const [year] = await auditCounty(api.context, county, { rows: null, seed: 1 });
    expect(year?.attacked).toBeGreaterThan(50);
    expect([year?.belowBase, (year?.fewest ?? 0) >= 3]).toEqual([0, true]);
  });
});
