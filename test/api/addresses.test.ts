/** The official house coordinates as they are delivered, and what stays of an address. */
import { sql } from 'kysely';
import proj4 from 'proj4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, squares, world } from '../world.ts';

const of = world('10041');
const UTM32 = '+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs';

interface House {
  street: string;
  number: string;
  suffix?: string;
  at: [number, number];
  mark?: string;
  county?: string;
  district?: string;
}

/** A row as the format's description gives it: eight digits before the comma with the zone first, three behind it. */
function row({ street, number, suffix = '', at, mark = 'N', county = of.county, district = '' }: House): string {
  const [east = 0, north = 0] = proj4(UTM32, at);
  const metres = (value: number, zone: string) => `${zone}${value.toFixed(3).replace('.', ',')}`;
  const key = [county.slice(0, 2), county.slice(2, 3), county.slice(3), '001'];
  const place = ['66111', 'Öhnsdorf', '', district];
  return [
    mark,
    'DESLALKA12345678',
    'A',
    ...key,
    '0000',
    '00012',
    number,
    suffix,
    metres(east, '32'),
    metres(north, ''),
    street,
    ...place,
  ].join(';');
}

const houses: House[] = [
  { street: 'Große Straße', number: '12', at: middle(of, 1) },
  { street: 'Große Straße', number: '12', suffix: 'a', at: middle(of, 2), district: 'Oberöhn' },
  { street: 'Am Anger', number: '1', at: middle(of, 3) },
];
const list = [
  ...houses,
  { street: 'Abgerissen', number: '3', at: middle(of, 4), mark: 'L' },
  { street: 'Nachbarweg', number: '5', at: middle(of, 4), county: '10042' },
]
  .map(row)
  .join('\r\n');

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, of.county);
  });
  afterAll(() => api.close());

  test('HK-DE: fields without a header are known, zone and county are read from it, deleted houses are left out', async () => {
    const preview = await api.preview('addresses', { name: 'hk-de.txt', bytes: list }, of.county);
    expect(preview.columns.map(({ name }) => name).slice(0, 4)).toEqual(['NBA', 'OI', 'QUA', 'LAN']);
    expect(preview.crs?.epsg).toBe(4647);
    const report = await api.load('addresses', { name: 'hk-de.txt', bytes: list }, of.county);
    expect(report).toMatchObject({ read: 4, stored: 4, rejected: 0, skipped: 0 });
    expect(report.notes.map(({ de }) => de).join('\n')).toContain('ihrem Kreis zuzuordnen: 1 (10042: 1).');
    const { rows } = await sql<Record<string, string | number | null>>`
      select street, house_number, postcode, place, district, area_key, ST_X(geom) as lon, ST_Y(geom) as lat
      from address where county = ${of.county} order by street, house_number`.execute(api.db);
    expect(rows.map(({ street, house_number, district }) => [street, house_number, district])).toEqual([
      ['Am Anger', '1', null],
      ['Große Straße', '12', null],
      ['Große Straße', '12a', 'Oberöhn'],
      ['Nachbarweg', '5', null],
    ]);
    expect(rows.pop()?.['area_key']).toBe('10042001');
    expect(new Set(rows.map(({ postcode, place, area_key }) => `${postcode} ${place} ${area_key}`))).toEqual(
      new Set([`66111 Öhnsdorf ${of.county}001`]),
    );
    const [lon = 0, lat = 0] = middle(of, 3);
    // A hundred-thousandth of a degree is about a metre.
    expect(Number(rows[0]?.['lon'])).toBeCloseTo(lon, 5);
    expect(Number(rows[0]?.['lat'])).toBeCloseTo(lat, 5);
  });

  test('an older delivery in ISO 8859-1 gives the same streets', async () => {
    const latin = Buffer.from(row({ street: 'Größerer Weg', number: '7', at: middle(of, 2) }), 'latin1');
    const report = await api.load('addresses', { name: 'alt.txt', bytes: new Uint8Array(latin) }, of.county);
    expect(report.stored).toBe(1);
    const { rows } = await sql<{ street: string }>`
      select street from address a join current_scope s on s.import_id = a.import_id where a.county = ${of.county}`.execute(
      api.db,
    );
    expect(rows).toEqual([{ street: 'Größerer Weg' }]);
  });
});
