/** What there is in a county: offers, programmes, and its areas as streets and house numbers. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { indicatorValues, listIndicators } from '../../server/contract/indicators.ts';
import { countyOffers } from '../../server/contract/offers.ts';
import { engine } from '../database.ts';
import { registerCsv, type HomeHouse } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, loadWorld, middle, SIDE, squares, world } from '../world.ts';

const own = world('10051');
const bare = world('10052', own.west + 2 * SIDE, own.south);

/** A house in Gemeinde n; 0: outside the county. All in one village, as if it grew over the borders. */
const at = (n: number, street: string, number: string): HomeHouse => {
  const [lon, lat] = n === 0 ? [own.west - 0.03, own.south] : middle(own, n);
  return { street, number, gemeinde: 1, lon, lat };
};
const HOUSES = [
  ...['1', '2', '3a'].map((number) => at(1, 'Amselweg', number)),
  ...['1', '2', '3'].map((number) => at(1, 'Dammweg', number)),
  ...['4', '5', '5b', '7'].map((number) => at(2, 'Dammweg', number)),
  at(0, 'Dammweg', '9'),
];

const [x, y] = middle(own, 1);
const OFFERS = [
  'Nummer;Bezeichnung;Art;Internet;Länge;Breite',
  `1;Volkshochschule;VHS;www.example.org;${x};${y}`,
  `2;Treff am Weg;Jugendtreff;;${x};${y}`,
  `3;Treff am Bach;Jugendclub;;${middle(own, 4).join(';')}`,
  `4;Bootshaus;Bootsverleih;;${own.west - 0.03};${own.south}`,
].join('\n');
const PROGRAMMES = [
  'Programm;Art;Nummer;seit;bis',
  ...['Sprache;Kita;K1;2024;', 'Sprache;Kita;K2;2025;2025', 'Sprache;Kita;K9;2024;', 'Sprache;Schule;S2;;'],
].join('\n');
const CONTACTS = [
  'AGS;Aufgabe;Stelle;E-Mail',
  ';Kita-Plätze;Jugendamt;jugendamt@example.org',
  `${gemeinde(own, 1)};Anmeldung;Gemeindeverwaltung 1;`,
  `${gemeinde(own, 4)};Anmeldung;Gemeindeverwaltung 4;`,
].join('\n');

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await loadWorld(api, own);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(bare) }, bare.county);
    const register = { name: 'adressen.csv', bytes: registerCsv(HOUSES) };
    await api.load('addresses', register, own.county, { options: { crs: '4326' } });
    await api.load('offers', { name: 'angebote.csv', bytes: OFFERS }, own.county, { options: { crs: '4326' } });
    const day = { options: { 'reference-date': '2026-03-01' } };
    await api.load('contacts', { name: 'stellen.csv', bytes: CONTACTS }, own.county);
    await api.load('programmes', { name: 'programme.csv', bytes: PROGRAMMES }, own.county, day);
  });
  afterAll(() => api.close());

  test('areas as streets and house numbers: each house in one row, what lies outside is told behind them', async () => {
    const response = await api.fetch(`/api/counties/${own.county}/street-grid?layer=gemeinde`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(`strassenraster-${own.county}-gemeinde.csv`);
    const [header, ...rows] = (await response.text()).replace('\uFEFF', '').trim().split('\r\n');
    expect(header).toBe(
      'Gebiet;PLZ;Ort;Straße;Hausnummer von;Zusatz von;Hausnummer bis;Zusatz bis;gerade/ungerade/alle;Gebietsname;Hinweis',
    );
    const [one, two] = [1, 2].map((n) => gemeinde(own, n));
    expect(rows).toEqual([
      `${one};66111;Dorf 1;Amselweg;;;;;alle;Dorf ${own.county} 1;`,
      `${one};66111;Dorf 1;Dammweg;1;;3;;alle;Dorf ${own.county} 1;`,
      `${two};66111;Dorf 1;Dammweg;4;;7;;alle;Dorf ${own.county} 2;`,
      expect.stringMatching(/^;66111;Dorf 1;Dammweg;;;;;;;In keinem Gebiet liegt: 9\. Bitte /),
    ]);
  });

  test('the same areas for the employment agency: keys with residents, odd and even numbers side by side', async () => {
    const response = await api.fetch(`/api/counties/${own.county}/street-grid/employment-agency?layer=gemeinde`);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const lines = (name: string) => strFromU8(files[name]!).replace('\uFEFF', '').trim().split('\r\n');
    const [one, two] = [1, 2].map((n) => gemeinde(own, n));
    // Gemeinde n has 70·n children in the table of residents, and no others.
    expect(lines('strassenraster-zu.csv')).toEqual([
      'Gemeindekennziffer;Schlüssel;Bezeichnung;Einwohner',
      `${one};001000000;001000000;`,
      `${one};001001000;Dorf ${own.county} 1;70`,
      `${two};001000000;001000000;`,
      `${two};001002000;Dorf ${own.county} 2;140`,
    ]);
    expect(lines('strassenraster-ra.csv').slice(1)).toEqual([
      `${one};66111;Dorf 1;Amselweg;1;;997;;2;;998;;001001000`,
      `${one};66111;Dorf 1;Dammweg;1;;997;;2;;998;;001001000`,
      `${two};66111;Dorf 1;Dammweg;1;;997;;2;;998;;001002000`,
    ]);
    expect(lines('nicht-zugeordnet.csv')[1]).toMatch(/^66111;Dorf 1;Dammweg;In keinem Gebiet liegt: 9\. Bitte /);
    expect(lines('LIESMICH.txt').join(' ')).toContain('Anlage 1 des Vertrags');
  });

  test('without addresses there is no street grid', async () => {
    const response = await api.fetch(`/api/counties/${bare.county}/street-grid`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'streetGrid.noRegister' });
  });

  test('offers with their Gemeinde and their kinds, counted by area; what lies outside is told', async () => {
    const { layer, kinds, offers, areas, notices } = await api.ask(countyOffers, { county: own.county });
    expect(layer).toBe('gemeinde');
    expect(kinds.map(({ key, sign, offers: number }) => [key, sign, number])).toEqual([
      ['jugendzentrum', 'J', 2],
      ['bootsverleih', 'B', 1],
      ['volkshochschule', 'V', 1],
    ]);
    expect(offers.map(({ key, gemeinde: name, area }) => [key, name, area])).toEqual([
      ['1', `Dorf ${own.county} 1`, gemeinde(own, 1)],
      ['2', `Dorf ${own.county} 1`, gemeinde(own, 1)],
      ['3', `Dorf ${own.county} 4`, gemeinde(own, 4)],
      ['4', null, null],
    ]);
    expect(offers[0]?.web).toBe('https://www.example.org/');
    expect(areas.map(({ byKind }) => byKind)).toEqual([
      { volkshochschule: 1, jugendzentrum: 1 },
      {},
      {},
      { jugendzentrum: 1 },
    ]);
    expect(notices.map(({ de }) => de)).toEqual([
      expect.stringMatching(/^In keinem Gebiet .* 1 Angebote \(Bootshaus\)/),
      expect.stringMatching(/^1 Nummern in den Programmen gehören zu keiner geladenen Kita \(K9\)/),
    ]);
  });

  // Kita K1 (in Gemeinde 1) since 2024, K2 (in 4) in 2025 only; of the schools S2 (in 4).
  test('programmes by area, and their shares as indicators by year', async () => {
    const { programmes } = await api.ask(countyOffers, { county: own.county });
    const [kitas, schools] = programmes;
    expect(kitas).toMatchObject({ institutions: 'kita', year: 2026, whole: { taking: 1, all: 2, share: 0.5 } });
    expect(kitas?.areas.map(({ taking, all, share }) => [taking, all, share])).toEqual([
      [1, 1, 1],
      [0, 0, null],
      [0, 0, null],
      [0, 1, 0],
    ]);
    expect(schools).toMatchObject({ institutions: 'school', whole: { taking: 1, all: 2, share: 0.5 } });
    const { indicators } = await api.ask(listIndicators, { county: own.county });
    expect(indicators.find(({ key }) => key === 'anteil-schulen-sprache')?.name.de).toBe(
      'Anteil der Schulen im Programm Sprache',
    );
    const told = await api.ask(indicatorValues, { county: own.county }, { key: 'anteil-kitas-sprache' });
    expect([told.years, told.whole]).toEqual([
      [2024, 2025, 2026],
      [50, 100, 50],
    ]);
    expect(told.areas.map(({ values }) => values)).toEqual([
      [100, 100, 100],
      [null, null, null],
      [null, null, null],
      [0, 100, 0],
    ]);
  });

  // The spaces are …1 with …2, and …3 with …4.
  test('offices: everywhere, of a Gemeinde, and of the larger area that the Gemeinde lies in', async () => {
    const middles = [1, 3].map((n) => middle(own, n));
    const spaces = middles.map(([west, south], at) => {
      const [a, b, c, d] = [west - SIDE / 2, south - SIDE / 2, west + 1.5 * SIDE, south + SIDE / 2];
      const ring = [
        [a, b],
        [c, b],
        [c, d],
        [a, d],
        [a, b],
      ];
      return {
        ...{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] } },
        properties: { schluessel: `S${at + 1}`, name: `Raum ${at + 1}` },
      };
    });
    const bytes = JSON.stringify({ type: 'FeatureCollection', features: spaces });
    await api.load('areas', { name: 'raeume.geojson', bytes }, own.county, { options: { layer: 'sozialraum' } });
    const told = async (layer: string) =>
      (await api.ask(countyOffers, { county: own.county }, { layer })).contacts.map(({ office, of, areas }) => [
        ...[office, of, areas],
      ]);
    const [one, four] = [1, 4].map((n) => `${own.county}/${gemeinde(own, n)}`);
    const names = [1, 4].map((n) => `Dorf ${own.county} ${n}`);
    expect(await told('gemeinde')).toEqual([
      ['Jugendamt', null, null],
      ['Gemeindeverwaltung 1', names[0], [one]],
      ['Gemeindeverwaltung 4', names[1], [four]],
    ]);
    // What an office is for may be gone: its area by its key, in none of the layer.
    const lost = ['Gebiet;Aufgabe;Stelle', 'S1;Anmeldung;Stelle 1'].join('\n');
    await api.load('areas', { name: 'raeume.geojson', bytes }, bare.county, { options: { layer: 'sozialraum' } });
    await api.load('contacts', { name: 'stellen.csv', bytes: lost }, bare.county);
    const { imports } = await api.ask(listImports, { county: bare.county });
    const spacesOf = imports.find(({ fileName }) => fileName === 'raeume.geojson')!;
    await api.ask(undoImport, { county: bare.county, importId: spacesOf.id });
    const after = await api.ask(countyOffers, { county: bare.county }, { layer: 'gemeinde' });
    expect(after.contacts.map(({ office, of, areas }) => [office, of, areas])).toEqual([['Stelle 1', 'S1', []]]);
    for (const { id, kind } of (await api.ask(listImports, { county: bare.county })).imports)
      if (kind === 'contacts') await api.ask(undoImport, { county: bare.county, importId: id });
    expect((await told('sozialraum')).slice(1)).toEqual([
      ['Gemeindeverwaltung 1', names[0], [`${own.county}/S1`]],
      ['Gemeindeverwaltung 4', names[1], [`${own.county}/S2`]],
    ]);
  });

  test('nothing loaded is no fault, and an import taken back is gone', async () => {
    const empty = await api.ask(countyOffers, { county: bare.county });
    expect([empty.kinds, empty.offers, empty.contacts, empty.programmes, empty.notices]).toEqual([[], [], [], [], []]);
    const { imports } = await api.ask(listImports, { county: own.county });
    for (const { id, kind } of imports)
      if (['offers', 'contacts', 'programmes'].includes(kind))
        await api.ask(undoImport, { county: own.county, importId: id });
    const after = await api.ask(countyOffers, { county: own.county });
    expect([after.offers, after.contacts, after.programmes]).toEqual([[], [], []]);
    for (const table of ['offer', 'contact', 'programme_participation'] as const)
      expect(await api.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
