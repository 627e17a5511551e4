/** Facilities, offers and programmes as offices write them; what cannot become a link is said and left out. */
import { describe, expect, test } from 'vitest';
import { webAddress } from '../../geodata/import/contact.ts';
import { prepareImport, type CountyFacts, type Kind, type Prepared } from '../../geodata/import/index.ts';
import { offerKindKey } from '../../geodata/import/offerKinds.ts';
import { bytesOf } from './helpers.ts';

const school = { schoolType: 'grundschule', gradeFrom: 1, gradeTo: 4 };
const facts: CountyFacts = {
  ...{ key: '16999', epsg: 25832, bbox: [10.8, 50.9, 11.4, 51.3], schoolEntry: null, atoms: [] },
  schools: [{ ...school, key: '91001', name: 'Grundschule am Anger' }],
};
const prepare = (kind: Kind, rows: string[], county = facts, name = 'tabelle.csv'): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind, name, bytes: bytesOf(rows.join('\n')), county, options: {} },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const said = ({ problems }: Prepared) => problems.map(({ row, code }) => [row, code]);
const rowsOf = ({ rows }: Prepared): unknown => ('rows' in rows ? rows.rows : null);

const HEADER =
  'Nummer;Bezeichnung;Art;Träger;Straße;Hausnummer;PLZ;Ort;Telefon;E-Mail;Internet;Zielgruppe;Alter von;Alter bis;Länge;Breite';

test('an offer with all there is to say, and one with only what must be said', async () => {
  const prepared = await prepare('offers', [
    HEADER,
    'A1;VHS Ahlenburg;Kreisvolkshochschule;Landkreis;Markt;1;99990;Ahlenburg;03601 99999-1;info@example.org;www.example.org/kurse;Erwachsene;16;;11,1;51,1',
    'A2;Reparaturtreff;Nachbarschaftshaus;;;;;;;;;;;;11,2;51,1',
  ]);
  expect(said(prepared)).toEqual([]);
  expect(rowsOf(prepared)).toEqual([
    {
      ...{
        key: 'A1',
        name: 'VHS Ahlenburg',
        kind: 'volkshochschule',
        kindName: 'Kreisvolkshochschule',
        lon: 11.1,
        lat: 51.1,
      },
      ...{ provider: 'Landkreis', street: 'Markt 1', postcode: '99990', place: 'Ahlenburg', phone: '03601 99999-1' },
      ...{
        email: 'info@example.org',
        web: 'https://www.example.org/kurse',
        audience: 'Erwachsene',
        ageFrom: 16,
        ageTo: null,
      },
    },
    expect.objectContaining({
      kind: 'nachbarschaftshaus',
      kindName: 'Nachbarschaftshaus',
      phone: null,
      web: null,
      ageFrom: null,
    }),
  ]);
  expect(prepared.notes.map(({ de }) => de)).toContain('Wie geschrieben übernommene Arten: Nachbarschaftshaus.');
});

test('contact data that are none stay empty, rows without number, kind or place are left out; each is named', async () => {
  const prepared = await prepare('offers', [
    HEADER,
    'A1;Treff;Jugendclub;;;;;;Mo–Fr ab 14 Uhr;info(at)example.org;javascript:alert(1);;12;6;11,1;51,1',
    'A2;Ohne Ort;Jugendclub;;;;;;;;;;;;;',
    'A3;Ohne Art;;;;;;;;;;;;;11,1;51,1',
    'A1;Zweimal;Jugendclub;;;;;;;;;;;;11,1;51,1',
  ]);
  expect(said(prepared)).toEqual([
    [3, 'site.noPosition'],
    ...Array.from({ length: 3 }, () => [2, 'offers.contact']),
    [2, 'offers.ages'],
    [4, 'offers.badRow'],
    [5, 'row.doubledKey'],
  ]);
  expect(prepared.problems.find(({ text }) => text.de.includes('javascript'))?.text.de).toBe(
    '„Treff“: „javascript:alert(1)“ ist keine Internetadresse: bitte eine mit https:// oder http:// eintragen; das Feld bleibt leer.',
  );
  expect(rowsOf(prepared)).toMatchObject([
    { key: 'A1', kind: 'jugendzentrum', phone: null, email: null, web: null, ageFrom: null, ageTo: null },
  ]);
});

test('features give their own place', async () => {
  const feature = {
    type: 'Feature',
    properties: { nr: 7, name: 'Bücherei', art: 'Stadtbibliothek' },
    geometry: { type: 'Point', coordinates: [11.1, 51.1] },
  };
  const prepared = await prepare(
    'offers',
    [JSON.stringify({ type: 'FeatureCollection', features: [feature] })],
    facts,
    'x.geojson',
  );
  expect(rowsOf(prepared)).toMatchObject([{ key: '7', kind: 'bibliothek', lon: 11.1, lat: 51.1 }]);
});

describe('what is a web address', () => {
  test.each([
    ['https://example.org', 'https://example.org/'],
    ['http://example.org/a?b=c', 'http://example.org/a?b=c'],
    ['example.org', 'https://example.org/'],
    ['HTTPS://Example.org', 'https://example.org/'],
    ['https://user:word@example.org', null],
    ['javascript:alert(1)//example.org', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['https://localhost', null],
    ['siehe Aushang', null],
  ])('%s', (text, address) => expect(webAddress(text)).toBe(address));
});

test('kinds by their usual names, others as a key', () => {
  expect(['VHS', 'Jugendhaus', 'Stadtbücherei', 'Beratungsstelle', 'Offener Treff', '–'].map(offerKindKey)).toEqual([
    ...['volkshochschule', 'jugendzentrum', 'bibliothek', 'beratungsstelle', 'offenertreff', ''],
  ]);
});

test('programmes: schools by number or name, Kitas by number, unknown schools and years that are none are named', async () => {
  const prepared = await prepare('programmes', [
    'Programm;Art der Einrichtung;Nummer der Einrichtung;seit;bis',
    'Startchancen;Schule;91001;2024;',
    'Startchancen;Grundschule;Grundschule am Anger;2024;2025',
    'Sprach-Kitas;Kita;K001;;',
    'Startchancen;Schule;91999;2024;',
    'Sprach-Kitas;Kita;K002;24;',
    'Sprach-Kitas;Kita;K002;2024;2020',
    'Sprach-Kitas;Hort;K002;2024;',
    ';Kita;K002;2024;',
  ]);
  expect(said(prepared)).toEqual([5, 6, 7, 8, 9].map((row) => [row, 'programmes.badRow']));
  expect(prepared.problems[0]?.text.de).toBe(
    'Die Schule „91999“ ist nicht geladen: bitte ihre Nummer prüfen oder zuerst die Schulen einlesen.',
  );
  expect(rowsOf(prepared)).toEqual([
    { programme: 'Startchancen', institutionKind: 'school', institution: '91001', from: 2024, to: null },
    { programme: 'Startchancen', institutionKind: 'school', institution: '91001', from: 2024, to: 2025 },
    { programme: 'Sprach-Kitas', institutionKind: 'kita', institution: 'K001', from: null, to: null },
  ]);
});

test('offices: of areas and of the county; what is not complete or lies elsewhere is named', async () => {
  const atoms = [{ edition: 'e', layer: 'gemeinde', validFrom: '2020-01-01', validTo: null, keys: ['16999001'] }];
  const prepared = await prepare(
    'contacts',
    [
      'AGS;Aufgabe;Stelle;Straße;Hausnummer;Telefon;Internet;E-Mail;Ansprechpartner',
      '16999001;Anmeldung;Gemeindeverwaltung;Markt;1;03601 1-0;javascript:alert(1);kita.anmeldung@example.org;Name',
      ';Kita-Plätze;Jugendamt;;;;;vorname.nachname@example.org;',
      '16999;Schulen;Schulamt;;;;;;',
      '16068001;Anmeldung;Nachbarn;;;;;;',
      '16999001;;Gemeindeverwaltung;;;;;;',
    ],
    { ...facts, atoms },
  );
  expect(said(prepared)).toEqual([
    [2, 'offers.contact'],
    [3, 'contact.person'],
    [5, 'contacts.badRow'],
    [6, 'contacts.badRow'],
  ]);
  expect(JSON.stringify(prepared.problems)).not.toContain('nachname');
  expect(prepared.problems[2]?.text.de).toBe(
    '„Nachbarn“: das Gebiet „16068001“ ist im Kreis 16999 nicht geladen: bitte den Schlüssel prüfen oder leer lassen (ganzer Kreis).',
  );
  const nothing = { street: null, postcode: null, place: null, phone: null, email: null, web: null };
  expect(rowsOf(prepared)).toEqual([
    {
      ...{ ...nothing, layer: 'gemeinde', area: '16999001', subject: 'Anmeldung', office: 'Gemeindeverwaltung' },
      ...{ street: 'Markt 1', phone: '03601 1-0', email: 'kita.anmeldung@example.org' },
    },
    {
      ...{ ...nothing, layer: null, area: null, subject: 'Kita-Plätze', office: 'Jugendamt' },
      email: 'vorname.nachname@example.org',
    },
    { ...nothing, layer: null, area: null, subject: 'Schulen', office: 'Schulamt' },
  ]);
});
