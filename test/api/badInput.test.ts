/** Bad input through the API: one sentence, a 4xx, and the database exactly as it was. */
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAreas } from '../../server/contract/counties.ts';
import type { ImportKind } from '../../server/contract/imports.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { contentOf } from '../database.ts';
import { TestApi, type Said, type Upload } from '../testApi.ts';
import { AREAS_FILE, gemeinde, kitaList, loadWorld, middle, residents, schoolList, squares, world } from '../world.ts';

const of = world('10041');
const { county } = of;

let api: TestApi;
let before: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start();
  await loadWorld(api, of);
  before = await contentOf(api.db);
});
afterAll(() => api.close());

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new Uint8Array(Buffer.from(text))])));
const file = (name: string, bytes: string | Uint8Array): Upload => ({ name, bytes });

const gtfs = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,https://example.org,Europe/Berlin\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,7,3\n',
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon\nS1,Dorf,${of.south},${of.west}\nS2,Schule,${of.south},${of.west}\n`,
  'trips.txt': 'route_id,service_id,trip_id\nR,mon,T\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT,7:00:00,7:00:00,S1,1\nT,7:10:00,7:10:00,S2,2\n',
};
const page = '<!DOCTYPE html><html><head><title>Anmeldung</title></head><body>Bitte anmelden</body></html>';
const schoolHead = 'Schulnummer;Name;Schulart;Länge;Breite';
const [lon, lat] = middle(of, 1);
/** 30 MB of zeros pack to 30 kB. */
const bomb = zip({ 'schulen.csv': new Uint8Array(30 * 1024 * 1024) });
const truncated = (bytes: Uint8Array) => bytes.slice(0, Math.floor(bytes.length * 0.7));

interface Bad {
  what: string;
  kind: ImportKind;
  file: Upload;
  code: string;
  /** What the German sentence must name. */
  says: RegExp;
  said?: Said;
}

const cases: Bad[] = [
  {
    what: 'a wrong CRS stated',
    kind: 'areas',
    file: file(
      AREAS_FILE,
      squares(of, () => 'x'),
    ),
    said: { options: { crs: '25832' } },
    code: 'crs.farAway',
    says: /EPSG:25832.*nicht in Deutschland/,
  },
  {
    what: 'an unknown CRS stated',
    kind: 'areas',
    file: file(
      AREAS_FILE,
      squares(of, () => 'x'),
    ),
    said: { options: { crs: '99999' } },
    code: 'crs-unsupported',
    says: /99999/,
  },
  {
    what: 'a truncated zip',
    kind: 'gtfs',
    file: file(
      'fahrplan.zip',
      truncated(zip({ ...gtfs, 'calendar_dates.txt': 'service_id,date,exception_type\nmon,20260907,1\n' })),
    ),
    code: 'zip-corrupt',
    says: /fahrplan\.zip.*bitte/,
  },
  {
    what: 'text named .zip',
    kind: 'gtfs',
    file: file('fahrplan.zip', 'kein Archiv'),
    code: 'zip-corrupt',
    says: /kein lesbares Archiv/,
  },
  { what: 'an empty file', kind: 'schools', file: file('schulen.csv', ''), code: 'file-empty', says: /leer/ },
  {
    what: 'a table of a header alone',
    kind: 'schools',
    file: file('schulen.csv', `${schoolHead}\n`),
    code: 'table-empty',
    says: /schulen\.csv/,
  },
  {
    what: 'an unclosed quote',
    kind: 'schools',
    file: file(
      'schulen.csv',
      `${schoolHead}\n1;"Erste;Grundschule;${lon};${lat}\n2;Zweite;Grundschule;${lon};${lat}\n3;Dritte;Grundschule;${lon};${lat}\n`,
    ),
    code: 'quote-unclosed',
    says: /Zeile 2/,
  },
  {
    what: 'points in the sea',
    kind: 'kitas',
    file: file('kitas.csv', kitaList(world(county, -29, 41))),
    code: 'crs.farAway',
    says: /km entfernt\): bitte/,
  },
  {
    what: 'points at 0, 0',
    kind: 'schools',
    file: file('schulen.csv', `${schoolHead}\n1;Erste;Grundschule;0;0\n`),
    code: 'import.nothingStored',
    says: /hat keine Koordinaten/,
  },
  {
    what: 'schools without coordinates',
    kind: 'schools',
    file: file('schulen.csv', 'Schulnummer;Name;Schulart\n1;Erste;Grundschule\n'),
    code: 'import.nothingStored',
    says: /„Erste“ hat keine Koordinaten: bitte/,
  },
  {
    what: 'GTFS with neither calendar file',
    kind: 'gtfs',
    file: file('fahrplan.zip', zip(gtfs)),
    code: 'gtfs-no-calendar',
    says: /calendar\.txt.*calendar_dates\.txt/,
  },
  {
    what: 'a page named .csv',
    kind: 'population',
    file: file('einwohner.csv', page),
    code: 'file-is-html',
    says: /Internetseite/,
  },
  {
    what: 'a zip bomb',
    kind: 'schools',
    file: file('schulen.zip', bomb),
    code: 'zip-bomb',
    says: /schulen\.zip.*bitte/,
  },
  {
    what: 'a path that climbs out of the archive',
    kind: 'schools',
    file: file('schulen.zip', zip({ '../../etc/schulen.csv': schoolList(of) })),
    code: 'zip-path-escapes',
    says: /\.\./,
  },
  {
    what: 'a kind of file that the kind does not read',
    kind: 'population',
    file: file('bild.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
    code: 'format-unknown',
    says: /bild\.png/,
  },
  {
    what: 'residents of another county',
    kind: 'population',
    file: file('einwohner.csv', residents(world('10042'))),
    code: 'areas.noMatch',
    says: /gehört zu einem geladenen Gebiet/,
  },
  {
    what: 'areas of another county',
    kind: 'areas',
    file: file('kreis.geojson', squares(world('10042'))),
    code: 'areas.otherCounty',
    says: /Keines der 4 Gebiete/,
  },
  {
    what: 'a date that is none',
    kind: 'areas',
    file: file(
      AREAS_FILE,
      squares(of, () => 'x'),
    ),
    said: { options: { 'valid-from': '31.02.2026' } },
    code: 'areas.badDate',
    says: /31\.02\.2026/,
  },
  {
    what: 'residents without a date',
    kind: 'population',
    file: file('e.csv', `AGS;Alter;Anzahl\n${gemeinde(of, 1)};3;5\n`),
    code: 'population.noDate',
    says: /Stichtag/,
  },
  {
    what: 'broken GeoJSON',
    kind: 'areas',
    file: file('gemeinden.geojson', squares(of).slice(0, 400)),
    code: 'json-broken',
    says: /gemeinden\.geojson/,
  },
];

describe.each(cases)('$what', ({ kind, file: upload, said, code, says }) => {
  test('is refused with one sentence and changes nothing', async () => {
    const refused = await api.refuse(kind, upload, county, said);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.code).toBe(code);
    expect(refused.text.de).toMatch(says);
    for (const text of [refused.text.de, refused.text.en]) {
      expect(text).toMatch(/^[^\n]+\.$/);
      // No stack, no English library talk, nothing of the parser.
      expect(text).not.toMatch(/Error|undefined|null|NaN|at .*\.(ts|js)/);
    }
    expect(await contentOf(api.db)).toEqual(before);
  });

  test('its preview says the same and would store nothing', async () => {
    const response = await api.send(`/api/counties/${county}/imports/preview`, kind, upload, said);
    const body = (await response.json()) as {
      code?: string;
      report?: { stored: number; problems: { text: { de: string } }[] };
    };
    if (response.ok) {
      expect(body.report?.stored).toBe(0);
      expect(body.report?.problems.map(({ text }) => text.de).join(' ')).not.toBe('');
    } else {
      expect(response.status).toBeLessThan(500);
      expect(body.code).toBe(code);
    }
    expect(await contentOf(api.db)).toEqual(before);
  });
});

test('a file over the limit: 413 before anything is read', async () => {
  const small = await TestApi.start(({ limits }) => ({ limits: { ...limits, uploadBytes: 1000 } }));
  try {
    const empty = await contentOf(small.db);
    for (const path of ['imports', 'imports/preview']) {
      const response = await small.send(
        `/api/counties/${county}/${path}`,
        'schools',
        file('gross.csv', 'x'.repeat(1001)),
      );
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        code: 'upload.tooLarge',
        detail: /größer als erlaubt: bitte .*\.$/,
      });
    }
    expect(await contentOf(small.db)).toEqual(empty);
  } finally {
    await small.close();
  }
});

describe('what is partly good is stored, and the rest named', () => {
  test('doubled keys: the first counts, the other is named with the row of the first', async () => {
    const bytes = `${schoolHead}\n1;Erste;Grundschule;${lon};${lat}\n2;Zweite;Grundschule;${lon};${lat}\n1;Doppelt;Grundschule;${lon};${lat}\n`;
    const report = await api.load('schools', file('schulen.csv', bytes), county);
    expect(report).toMatchObject({ read: 3, stored: 2, rejected: 1, problems: [{ code: 'row.doubledKey', row: 4 }] });
    expect(report.problems[0]?.text.de).toContain('„1“ steht schon in Zeile 2');
    expect((await api.ask(listSchools, { county })).schools.map(({ name }) => name)).toEqual(['Erste', 'Zweite']);
  });

  test('one school without coordinates and one in the sea are left out and named by row', async () => {
    const rows = [
      `1;Erste;Grundschule;${lon};${lat}`,
      '2;Ohne;Grundschule;;',
      '3;Meer;Grundschule;4.0;54.5',
      `4;Vierte;Grundschule;${lon};${lat}`,
    ];
    const report = await api.load('schools', file('schulen2.csv', [schoolHead, ...rows].join('\n')), county);
    expect(report).toMatchObject({ read: 4, stored: 2, rejected: 2 });
    expect(report.problems.map(({ code, row }) => [code, row])).toEqual([
      ['site.noPosition', 3],
      ['site.farAway', 4],
    ]);
  });

  test('areas that cross themselves are repaired, listed, and keep their surface', async () => {
    // A bow tie over the square: its two triangles are half of it.
    const own = world('10043');
    const collection = JSON.parse(squares(own)) as { features: { geometry: { coordinates: number[][][] } }[] };
    const ring = collection.features[0]?.geometry.coordinates[0] ?? [];
    const [a = [], b = [], c = [], d = []] = ring;
    collection.features[0]!.geometry.coordinates[0] = [a, c, b, d, a];
    const report = await api.load('areas', file(AREAS_FILE, JSON.stringify(collection)), own.county);
    expect(report).toMatchObject({ stored: 4, rejected: 0 });
    const said = [...report.notes.map(({ de }) => de), ...report.problems.map(({ text }) => text.de)].join('\n');
    expect(said).toMatch(new RegExp(`${gemeinde(own, 1)}.*`));
    expect(said).toMatch(/repariert|überkreuz|schneidet/i);
    const { areas } = await api.ask(listAreas, { county: own.county }, { layer: 'gemeinde' });
    expect((areas[0]?.squareMetres ?? 0) / (areas[1]?.squareMetres ?? 1)).toBeCloseTo(0.5, 3);
  });
});
