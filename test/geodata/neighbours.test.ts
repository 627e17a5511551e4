/** Which houses of other counties an address list keeps, and what is said of them. */
import { describe, expect, test } from 'vitest';
import { prepareImport, type AddressRow, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf, refusal } from './helpers.ts';

const COUNTY = '16997';

/** The county's houses lie at 11.1° and 11.2° east, 51.1° north: 0.1° of longitude there is 7.0 km. */
const own = ['Weg;1;16997001;11.1;51.1', 'Weg;2;16997002;11.2;51.1'];
const near = ['Gasse;1;16998001;11.25;51.1', 'Gasse;2;16998001;11.4;51.1'];
const far = ['Ring;1;16999004;11.43;51.1', 'Ring;2;09771123;11.2;50.9'];

function prepare(rows: string[], options: Record<string, string> = {}, header = 'Straße;Hausnummer;AGS;Länge;Breite') {
  const request = {
    kind: 'addresses' as const,
    name: 'adressen.csv',
    bytes: bytesOf([header, ...rows].join('\n')),
    options,
    mapping: null,
    remembered: {},
    county: { key: COUNTY, epsg: 25832 as const, bbox: null, atoms: [], schools: [], schoolEntry: null },
    preview: false,
    today: '2026-01-01',
  };
  return prepareImport(request, String);
}
const housesOf = ({ rows }: Prepared) =>
  (rows as { rows: AddressRow[] }).rows.map(
    ({ street, houseNumber, areaKey }) => `${street} ${houseNumber} ${areaKey}`,
  );
const said = ({ notes }: Prepared) => notes.map(({ de }) => de).join('\n');

describe('an address list with other counties', () => {
  test('keeps those within 15 km of its own houses and says how many, from where', async () => {
    const prepared = await prepare([...near, ...own, ...far]);
    expect(housesOf(prepared)).toEqual(['Weg 1 16997001', 'Weg 2 16997002', 'Gasse 1 16998001', 'Gasse 2 16998001']);
    expect([prepared.read, prepared.stored, prepared.skipped, prepared.rejected]).toEqual([6, 4, 2, 0]);
    expect(said(prepared)).toContain(
      'Häuser anderer Kreise, die nur dazu dienen, Gastkinder ihrem Kreis zuzuordnen: 2 (16998: 2); übergangen, weil mehr als 15 km entfernt: 2.',
    );
  });

  test('takes the counties that are named, wherever they lie, or none', async () => {
    const named = await prepare([...own, ...near, ...far], { neighbours: '16999, 07235' });
    expect(housesOf(named).slice(2)).toEqual(['Ring 1 16999004']);
    expect(said(named)).toContain('Die Liste enthält kein Haus aus 07235');
    expect(said(named)).toContain('übergangen, weil nicht aus den genannten Kreisen: 3.');
    const none = await prepare([...own, ...near], { neighbours: 'keine' });
    expect([housesOf(none).length, none.skipped, said(none)]).toEqual([
      2,
      2,
      expect.not.stringContaining('Gastkinder'),
    ]);
    await refusal('addresses.badNeighbours', () => prepare([...own, ...near], { neighbours: 'Trier' }));
  });

  test('knows the county by its own column, by regional keys and without the zero that Excel ate', async () => {
    const byCounty = await prepare(
      ['Weg;1;16997;11.1;51.1', 'Gasse;1;16998;11.1;51.1', 'Pfad;1;9771;11.1;51.1', 'Steg;1;;11.1;51.1'],
      {},
      'Straße;Hausnummer;Kreisschlüssel;Länge;Breite',
    );
    expect(housesOf(byCounty)).toEqual(['Weg 1 null', 'Steg 1 null', 'Gasse 1 16998000', 'Pfad 1 09771000']);
    const byArs = await prepare([
      'Weg;1;169975001001;11.1;51.1',
      'Gasse;1;169985001003;11.1;51.1',
      'Pfad;1;9771123;11.1;51.1',
    ]);
    expect(housesOf(byArs)).toEqual(['Weg 1 169975001001', 'Gasse 1 16998003', 'Pfad 1 09771123']);
  });

  test('of neighbours alone is refused, since it would replace the county’s own', async () => {
    const { text } = await refusal('addresses.onlyElsewhere', () => prepare([...near, ...far]));
    expect(text.de).toContain('(16998: 2, 16999: 1, 09771: 1)');
  });

  test('judges the coordinates by the county’s own houses', async () => {
    // UTM 32; the far rows of a whole Land would draw the guess to where they lie.
    const utm = ['Weg;1;16997001;647000;5663000', 'Gasse;1;16998001;650000;5663000'];
    const others = Array.from({ length: 50 }, (_, i) => `Ring;${i};09771001;${700_000 + i};5330000`);
    const prepared = await prepare([...others, ...utm], {}, 'Straße;Hausnummer;AGS;Ostwert;Nordwert');
    expect([prepared.crs?.epsg, prepared.crs?.certain]).toEqual([25832, true]);
    expect([prepared.stored, prepared.rejected, prepared.skipped]).toEqual([2, 0, 50]);
  });
});
