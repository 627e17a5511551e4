/** Atoms are kept from list to list, and formed anew when borders change; what then cannot be compared is said where it is looked at. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { listImports } from '../../server/contract/imports.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, schoolList, SIDE, squares, world } from '../world.ts';

const of = world('16994', 11.2, 51.3);
const { county } = of;
const homes = houses(of);
const grade = (i: number) => 1 + (i % 4);
const october = homes.map((house, i) => childAt(house, i % 3 === 0 ? 'S2' : 'S1', grade(i)));

/** Two districts that part each Gemeinde into a western and an eastern half. */
function districts(): string {
  const [[west, south], [east, north]] = [middle(of, 1), middle(of, 4)];
  const features = [0, 1, 2, 3].map((strip) => {
    const [x0, x1] = [west - SIDE / 2 + (strip * SIDE) / 2, west - SIDE / 2 + ((strip + 1) * SIDE) / 2];
    const [y0, y1] = [south - SIDE / 2, north + SIDE / 2];
    const ring = [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
      [x0, y0],
    ];
    const properties = { key: `B${strip + 1}`, name: `Bezirk ${strip + 1}` };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  expect(east).toBeGreaterThan(west);
  return JSON.stringify({ type: 'FeatureCollection', features });
}

describe(engine, () => {
  let api: TestApi;
  const load = async (year: string, children = october) => {
    const options = { ...stated, 'school-year': year };
    const report = await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options });
    return report.notes.map(({ de }) => de).join(' ');
  };
  const atoms = async (year: string) =>
    api.db
      .selectFrom('pupil_atom as a')
      .innerJoin('pupil_edition as e', 'e.edition', 'a.edition')
      .where('e.county', '=', county)
      .where('e.school_year', '=', year)
      .select(['a.key', 'a.home', 'a.cells', 'e.formed_by', 'e.edition'])
      .orderBy('a.key')
      .execute();
  const notices = async (year: string) => {
    const { protection } = await api.ask(observedCatchment, { county }, { school: 'S1', year });
    return protection.notices.map(({ de }) => de).join(' ');
  };
  /** Done once, while the next list is being read. */
  let meanwhile: (() => Promise<void>) | null = null;
  beforeAll(async () => {
    api = await TestApi.start((context) => ({
      prepare: async (request, homes) => {
        const prepared = await context.prepare(request, homes);
        const [act] = [meanwhile, (meanwhile = null)];
        await act?.();
        return prepared;
      },
    }));
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    const register = { name: 'adressen.csv', bytes: registerCsv(homes) };
    await api.load('addresses', register, county, { options: { crs: '4326' } });
    await load('2024/25');
  });
  afterAll(() => api.close());

  test('the next list keeps the atoms; one that became too small is merged, and its parts stay together', async () => {
    const before = await atoms('2024/25');
    // In one corner of Dorf 1 nearly all children have left.
    const [lon, lat] = middle(of, 1);
    const isCorner = ({ lon: x, lat: y }: (typeof homes)[number]) => x < lon - SIDE / 5 && y < lat - SIDE / 5;
    const fewer = october.filter((_, i) => !isCorner(homes[i]!) || i % 8 === 0);
    expect(fewer.length).toBeLessThan(october.length);
    expect(await load('2025/26', fewer)).toContain('Die Wohnzellen der Liste 2024/25 sind beibehalten');
    const after = await atoms('2025/26');
    expect(after.length).toBeLessThan(before.length);
    const atomOf = new Map(after.flatMap(({ key, cells }) => cells.map((cell) => [cell, key] as const)));
    for (const { cells } of before) expect(new Set(cells.map((cell) => atomOf.get(cell))).size).toBe(1);
    const known = new Map(before.map((atom) => [atom.key, atom]));
    const kept = after.filter(({ key }) => known.has(key));
    expect(kept.length).toBeGreaterThan(before.length / 2);
    for (const { key, cells } of kept) expect(cells).toEqual(known.get(key)!.cells);
    expect([...new Set(after.map(({ formed_by }) => formed_by))]).toEqual([before[0]!.edition]);
    expect([await notices('2024/25'), await notices('2025/26')]).toEqual(['', '']);
  });

  test('borders that come later are said beside the figures, and a new list forms atoms inside them', async () => {
    const file = { name: 'bezirke.geojson', bytes: districts() };
    await api.load('areas', file, county, { options: { layer: 'schulbezirk' } });
    expect(await notices('2025/26')).toMatch(/Die Grenzen der Ebene „Schulbezirk“ sind neuer als die Liste 2025\/26/);

    expect(await load('2026/27')).toMatch(
      /„Schulbezirk“ geändert: die Wohnzellen sind neu gebildet.*2025\/26 und früher/,
    );
    const districtsOf = (cells: readonly string[]) => new Set(cells.map((part) => part.split('/')[3]));
    const formed = await atoms('2026/27');
    const inOne = formed.filter(({ cells }) => districtsOf(cells).size === 1).length;
    expect(inOne / formed.length).toBeGreaterThan(0.9);
    expect(formed[0]!.formed_by).toBe(formed[0]!.edition);

    const now = await notices('2026/27');
    expect(now).toMatch(
      /Die Wohnzellen von 2026\/27 .* als die von 2024\/25, 2025\/26: vergleichbar sind nur Zahlen je Gemeinde/,
    );
    expect(now).not.toContain('sind neuer');
    expect(await notices('2024/25')).toMatch(/Die Wohnzellen von 2024\/25 .* als die von 2026\/27/);
  });

  test('the same borders imported again change nothing', async () => {
    const bytes = JSON.stringify(JSON.parse(squares(of)), null, 1);
    await api.load('areas', { name: AREAS_FILE, bytes }, county);
    expect(await notices('2026/27')).not.toContain('sind neuer');
    expect(await load('2027/28')).toContain('Die Wohnzellen der Liste 2026/27 sind beibehalten');
  });

  /** Every atom of the first list lies wholly in one of the second. */
  async function expectNested(first: Awaited<ReturnType<typeof atoms>>, year: string): Promise<void> {
    const atomOf = new Map((await atoms(year)).flatMap(({ key, cells }) => cells.map((cell) => [cell, key] as const)));
    const parted = first.filter(({ cells }) => new Set(cells.map((cell) => atomOf.get(cell))).size !== 1);
    expect(parted).toEqual([]);
  }

  test('a list that was taken back still decides: the corrected one keeps its atoms, and says who has seen both', async () => {
    await load('2028/29');
    const first = await atoms('2028/29');
    const { imports } = await api.ask(listImports, { county });
    const id = imports.find(({ kind, inForce }) => kind === 'pupil-list' && inForce)?.id ?? '';
    expect((await api.fetch(`/api/counties/${county}/imports/${id}`, { method: 'DELETE' })).status).toBe(200);
    const notes = await load(
      '2028/29',
      october.filter((_, i) => i % 40 !== 0),
    );
    expect(notes).toContain('Wer beide Fassungen sieht');
    expect(notes).toContain('sind beibehalten');
    await expectNested(first, '2028/29');
  });

  // Seen to fail with only the cells that have a house today: a third of the atoms were parted.
  test('a register that loses half of its houses and gets them back parts no atom', async () => {
    const first = await atoms('2028/29');
    const register = async (list: typeof homes) =>
      api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(list) }, county, { options: { crs: '4326' } });
    await register(homes.filter((_, i) => i % 2 === 0));
    await load(
      '2029/30',
      october.filter((_, i) => i % 2 === 0),
    );
    await expectNested(first, '2029/30');
    await register([...homes, { ...homes[0]!, number: '77' }]);
    await load('2030/31');
    await expectNested(first, '2030/31');
  });

  test('the same list is read again where corrections or settings are others, and else not', async () => {
    const file = {
      name: 'liste.csv',
      bytes: listCsv(october.map((child, i) => (i === 0 ? { ...child, street: 'Nirgends' } : child))),
    };
    const options = { ...stated, 'school-year': '2031/32' };
    const again = async (corrections: Record<string, string>) =>
      (await api.load('pupil-list', file, county, { options, corrections })).alreadyLoaded;
    expect([await again({}), await again({})]).toEqual([false, true]);
    const corrected = { 2: 'Amselweg 1, 66111 Dorf 1' };
    expect([await again(corrected), await again(corrected)]).toEqual([false, true]);
    const settings = { base: 3, minimum: 7, sensitiveTypes: ['foerderschule'], sensitiveSchools: [] };
    const body = JSON.stringify(settings);
    const headers = { 'content-type': 'application/json' };
    expect((await api.fetch(`/api/counties/${county}/protection`, { method: 'PUT', headers, body })).status).toBe(200);
    expect([await again(corrected), await again(corrected)]).toEqual([false, true]);
  });

  test('what changes while a list is read is not passed over: the list is refused, and nothing of it is stored', async () => {
    meanwhile = async () => {
      await api.db
        .updateTable('county')
        .set({ settings: JSON.stringify({ protection: { minimum: 9 } }) })
        .where('key', '=', county)
        .execute();
    };
    const options = { ...stated, 'school-year': '2032/33' };
    const refused = await api.refuse('pupil-list', { name: 'liste.csv', bytes: listCsv(october) }, county, { options });
    expect(refused.code).toBe('import.basisChanged');
    expect(await atoms('2032/33')).toEqual([]);
    await load('2032/33');
    expect((await atoms('2032/33')).length).toBeGreaterThan(4);
  });
});
