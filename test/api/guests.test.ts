/** Guests by county: pupils whose homes are found at neighbours' houses, beside the county's own pupils. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { search } from '../../server/contract/counties.ts';
import { homesOf } from '../../server/operations/import/homes.ts';
import { engine } from '../database.ts';
import { childAt, houses, landCsv, listCsv, registerCsv, stated, type Child } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, schoolList, squares, world } from '../world.ts';

const of = world('16997', 11.1, 51.1);
const { county } = of;
const homes = houses(of);
const BASE = 3;
const NEIGHBOURS = ['16998', '16999'] as const;
/** Streets of neighbouring villages beside the county's border; the first also lies on its ground, as borders are drawn. */
const others = [
  '16998001;Amselweg;1;66111;Nachbardorf;11.13;51.13',
  '16998001;Zaunweg;1;66111;Nachbardorf;11.15;51.13',
  '16998001;Zaunweg;2;66111;Nachbardorf;11.151;51.13',
  '16999002;Holzgasse;7;66999;Waldau;11.16;51.1',
];

const children: Child[] = homes.map((house, i) => childAt(house, i % 3 === 0 ? 'S2' : 'S1', 1 + (i % 4)));
const guest = (street: string, number: string, postcode: string, place: string): Child => {
  return { school: 'S1', grade: '1', street, number, postcode, place };
};
const times = (count: number, child: Child): Child[] => Array.from({ length: count }, () => child);
const guests: Child[] = [
  ...times(10, guest('Zaunweg', '1', '66111', 'Nachbardorf')),
  // The county has an Amselweg 1 under this postcode, too; place and postcode say the neighbour's.
  ...times(4, guest('Amselweg', '1', '66111', 'Nachbardorf')),
  ...times(7, guest('Holzgasse', '7', '66999', 'Waldau')),
  ...times(5, guest('Fernweg', '1', '01067', 'Anderswo')),
];
const list = (rows: readonly Child[]) => ({ name: 'liste.csv', bytes: listCsv(rows) });

describe(engine, () => {
  let api: TestApi;
  const addresses = (bytes: string) =>
    api.load('addresses', { name: 'adressen.csv', bytes }, county, { options: { crs: '4326' } });
  const stored = async () =>
    (
      await sql<{ home: string; atoms: number; people: number }>`
        select home, count(atom)::int as atoms, sum(people)::int as people from pupils
        where home like 'outside%' group by home order by home`.execute(api.db)
    ).rows;

  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
  });
  afterAll(() => api.close());

  test('the list of a whole Land: houses of neighbours are told in the report and go with the county’s own', async () => {
    const report = await addresses(landCsv(of, homes, others));
    expect([report.stored, report.skipped]).toEqual([homes.length + others.length, 0]);
    expect(report.notes.map(({ de }) => de).join('\n')).toContain('zuzuordnen: 4 (16998: 3, 16999: 1).');
    const known = await homesOf({ ...api.context }, county, 'pupil-list', {}, false);
    const rows = (known?.of === 'list' ? known.register : []).flatMap((text) => JSON.parse(text) as unknown[][]);
    expect(
      rows
        .map((row) => row[7])
        .filter((key) => key !== null)
        .sort(),
    ).toEqual(['16998', '16998', '16998', '16999']);
  });

  test('guests are counted by county in protected numbers, in no atom, and the county’s own as before', async () => {
    const preview = await api.preview('pupil-list', list([...children, ...guests]), county, { options: stated });
    expect(preview.placement?.outside).toBe(guests.length);
    // The five from anywhere else: a postcode that nobody here has.
    expect(preview.placement?.qualities.find(({ quality }) => quality === 'none')?.pupils).toBe(5);
    expect(preview.placement?.unmatched).toEqual([]);

    const report = await api.load('pupil-list', list([...children, ...guests]), county, { options: stated });
    const rows = await stored();
    expect(rows.map(({ home, atoms }) => [home, atoms])).toEqual([
      ['outside', 0],
      ...NEIGHBOURS.map((key) => [`outside/${key}`, 0]),
    ]);
    for (const [i, truth] of [5, 14, 7].entries()) {
      expect(rows[i]!.people % BASE).toBe(0);
      expect(Math.abs(rows[i]!.people - truth)).toBeLessThan(BASE);
    }
    const [, first, second] = rows;
    expect(report.notes.map(({ de }) => de).join('\n')).toContain(
      `(davon aus Kreis 16998: ${first!.people}, 16999: ${second!.people})`,
    );
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(Number(observed.outsidePupils)).toBe(rows.reduce((sum, { people }) => sum + people, 0));
    expect(new Map(observed.guests.map((guest) => [guest.county, guest.pupils]))).toEqual(
      new Map([
        ['16998', first!.people],
        ['16999', second!.people],
      ]),
    );
    const atoms = await api.db.selectFrom('pupil_atom').selectAll().execute();
    expect(atoms.reduce((sum, { houses: own }) => sum + own, 0)).toBe(homes.length);
  });

  test('neighbours’ streets are not found by the search, and nothing of the county reaches farther for them', async () => {
    const { hits } = await api.ask(search, { county }, { q: 'Zaunweg' });
    expect(hits).toEqual([]);
    const [row] = await api.db.selectFrom('county').select('bbox').where('key', '=', county).execute();
    expect(row?.bbox?.[2]).toBeCloseTo(11.14, 6);
  });

  test('without place and postcode a house that both have is not guessed', async () => {
    const vague = { ...childAt(homes[0]!, 'S1', 1), postcode: '', place: '' };
    const lost = guest('Zaunweg', '1', '', '');
    const preview = await api.preview('pupil-list', list([...children, vague, lost]), county, { options: stated });
    expect(preview.placement?.outside).toBe(0);
    expect(preview.placement?.unmatched.map(({ quality }) => quality)).toEqual(['none', 'ambiguous']);
  });

  test('a list without neighbours takes their place: guests then are from anywhere, or not found', async () => {
    await addresses(registerCsv(homes));
    const preview = await api.preview('pupil-list', list([...children, ...guests]), county, { options: stated });
    expect(preview.placement?.outside).toBe(12);
  });
});
