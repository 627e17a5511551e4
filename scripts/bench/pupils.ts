/** Pupils' homes: addresses to houses, atoms of the sample county, the rounding that protects them, and a list through the service. */
import loadHighs from 'highs';
import Papa from 'papaparse';
import { generateSample } from '../../geodata/sample/index.ts';
import { createRandom, type Random } from '../../geodata/sample/random.ts';
import { secretChance } from '../../server/operations/import/countySecret.ts';
import { createGeocoder } from '../../server/planning/address/geocode.ts';
import { buildRegister, type AddressRow } from '../../server/planning/address/register.ts';
import type { Address } from '../../server/planning/address/splitAddress.ts';
import { CELL_METRES } from '../../server/planning/confidentiality/atomsInput.ts';
import { atomMinimum } from '../../server/planning/confidentiality/protect.ts';
import { countList, type PlacedPupil } from '../../server/planning/pupils/countList.ts';
import { inventedRegister } from '../../test/planning/address/inventedRegister.ts';
import { errorClasses, written } from '../../test/planning/address/misspell.ts';
import { getJson } from './http.ts';
import { load } from './load.ts';
import type { Figure } from './measure.ts';
import { Service, type Place } from './service.ts';

const BASE = 3;

/** Seconds for a part of the work. */
function timed<T>(work: () => T): { seconds: number; result: T } {
  const start = performance.now();
  const result = work();
  return { seconds: (performance.now() - start) / 1000, result };
}

const register = (): AddressRow[] => inventedRegister(11, 300, 40, 24);

/** An address of the row as a parent writes it: every third misspelt. */
function misspeller(rows: readonly AddressRow[]): (row: AddressRow, random: Random) => Address {
  const changes = Object.values(errorClasses([...new Set(rows.map(({ postcode }) => postcode ?? ''))]));
  return (row, random) => {
    const address = written(row, random);
    return random.chance(1 / 3) ? random.pick(changes)(address, random) : address;
  };
}

/** `pupils` addresses against an invented register of about 300,000. */
export function measureGeocoding(pupils: number): { seconds: number; addresses: number; atHouses: number } {
  const rows = register();
  const random = createRandom(11, 'pupils');
  const misspell = misspeller(rows);
  const addresses = Array.from({ length: pupils }, () => misspell(random.pick(rows), random));
  const { seconds, result } = timed(() => {
    const geocode = createGeocoder(buildRegister(rows));
    return addresses.filter((address) => geocode(address).row !== null).length;
  });
  return { seconds, addresses: rows.length, atHouses: result };
}

/** The sample county's pupils, from their houses to the protected rows. */
export async function measureSample(scale: number): Promise<{ seconds: number; pupils: number; rows: number }> {
  const highs = await loadHighs();
  const { pupils, addresses, schools, municipalities } = generateSample({ seed: 1, scale });
  const gemeinden = new Map(
    addresses.map(({ point, municipality }) => [point.join(), municipalities[municipality]!.key]),
  );
  const list = pupils.map(({ home, school, grade }): PlacedPupil => {
    return { school: schools[school]!.key, grade, quality: 'exact', point: addresses[home]!.point };
  });
  // The sample lies in metres; which grid of 100 m it is makes no difference to the time.
  const groundAt = (point: readonly [number, number]) => {
    const [e, n] = point.map((metres) => Math.floor(metres / CELL_METRES) * CELL_METRES) as [number, number];
    const gemeinde = gemeinden.get(point.join()) ?? null;
    return { cell: { key: `${n} ${e}`, n, e }, gemeinde, planningArea: null, district: null };
  };
  const houses = addresses.map(({ point }) => point);
  const { seconds, result } = timed(() =>
    countList(list, houses, groundAt, {
      base: BASE,
      minimum: atomMinimum(5, BASE),
      usualShare: 0.8,
      homogeneousMinimum: 25,
      sensitive: new Set(schools.filter(({ type }) => type === 'FÖS').map(({ key }) => key)),
      schoolPoints: new Map(
        schools.map(({ key, address }) => {
          const [e, n] = addresses[address]!.point;
          return [key, { n, e }];
        }),
      ),
      kept: [],
      chanceOf: secretChance('2b'.repeat(32)),
      schoolYear: 2025,
      highs,
    }),
  );
  return { seconds, pupils: pupils.length, rows: result.counts.length };
}

/** An invented county where the register's places lie: 10 by 30 of them, two side by side are a Gemeinde. */
const COUNTY = '03999';
const TILE = { west: 10, south: 52, width: 0.1, height: 0.03, columns: 5, lines: 30 };
/** As real ones are drawn (VG250: 114 on average). */
const BORDER_POINTS = 120;

function gemeinden(): string {
  const { west, south, width, height, columns, lines } = TILE;
  const features = Array.from({ length: columns * lines }, (_, i) => {
    const [x, y] = [west + (i % columns) * width, south + Math.floor(i / columns) * height];
    const side = BORDER_POINTS / 4;
    const corners = [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ] as [number, number][];
    const ring = corners.slice(1).flatMap(([toX, toY], k) => {
      const [fromX, fromY] = corners[k]!;
      return Array.from({ length: side }, (_, j) => [
        fromX + ((toX - fromX) * j) / side,
        fromY + ((toY - fromY) * j) / side,
      ]);
    });
    const properties = { AGS: `${COUNTY}${String(i).padStart(3, '0')}`, GEN: `Gemeinde ${i}` };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const table = (rows: object[]): string => Papa.unparse(rows, { delimiter: ';' });

/** Schools of 500 at houses of the register: four of five primary, one in fifty a Förderschule. */
function schoolsAt(rows: readonly AddressRow[], pupils: number, random: Random) {
  return Array.from({ length: Math.ceil(pupils / 500) }, (_, i) => {
    const [Länge, Breite] = random.pick(rows).point;
    const Schulart = i % 50 === 49 ? 'Förderschule' : i % 5 === 4 ? 'Gymnasium' : 'Grundschule';
    return { Schulnummer: `S${i}`, Name: `Schule ${i}`, Schulart, Länge, Breite };
  });
}

/** Children at random houses, most of them at one of the three nearest schools. */
function listOf(
  rows: readonly AddressRow[],
  schools: ReturnType<typeof schoolsAt>,
  pupils: number,
  random: Random,
): string {
  const misspell = misspeller(rows);
  const list = Array.from({ length: pupils }, (_, i) => {
    const row = random.pick(rows);
    const away = ({ Länge, Breite }: (typeof schools)[number]) =>
      Math.hypot(Länge - row.point[0], 1.6 * (Breite - row.point[1]));
    const near = schools.map((school) => ({ school, metres: away(school) })).sort((a, b) => a.metres - b.metres);
    const { school } = random.pick(random.chance(0.9) ? near.slice(0, 3) : near);
    const { street, houseNumber, postcode, place } = misspell(row, random);
    const grade = school.Schulart === 'Grundschule' ? 1 + random.int(4) : 5 + random.int(6);
    return {
      Nr: i,
      Schulnummer: school.Schulnummer,
      Klasse: grade,
      Straße: street,
      Hausnummer: houseNumber,
      PLZ: postcode,
      Ort: place,
    };
  });
  return table(list);
}

/** Until nothing is read ahead any more: what a service holds that nobody asks. */
const REST_MS = 15_000;

/** A list through the running service, and the memory it takes beyond that of the service at rest. */
export async function measurePupilList(place: Place, pupils: number, say: (line: string) => void): Promise<Figure[]> {
  const rows = register();
  const random = createRandom(11, 'list');
  const schools = schoolsAt(rows, pupils, random);
  // Written before the service starts: while this thread is busy a kept connection would run out.
  const addresses = table(
    rows.map(({ street, houseNumber, postcode, place: Ort, district, point: [Länge, Breite] }) => {
      return { Straße: street, Hausnummer: houseNumber, PLZ: postcode, Ort, Ortsteil: district ?? '', Länge, Breite };
    }),
  );
  const list = listOf(rows, schools, pupils, random);
  say(`register of ${rows.length} addresses …`);
  let service = await Service.start(place);
  try {
    await load(service.url, COUNTY, 'areas', 'gemeinden.geojson', gemeinden(), {
      layer: 'gemeinde',
      'valid-from': '2026-01-01',
    });
    await load(service.url, COUNTY, 'schools', 'schulen.csv', table(schools), { crs: '4326' });
    const registered = await load(service.url, COUNTY, 'addresses', 'adressen.csv', addresses, { crs: '4326' });
    await service.stop();

    say(`list of ${pupils} pupils …`);
    // Started anew: the highest memory is then that of the list, not that of the register.
    service = await Service.start(place);
    await getJson(`${service.url}/api/counties/${COUNTY}`);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const idle = service.memory().now;
    const stated = { 'school-year': '2026/27', purpose: 'npm run bench', 'legal-basis': 'invented' };
    const seconds = await load(service.url, COUNTY, 'pupil-list', 'liste.csv', list, stated);
    const { peak } = service.memory();
    const count = (n: number) => n.toLocaleString('en');
    const plain = { ratio: null, baseline: null };
    const what = `${count(pupils)} pupils imported`;
    return [
      {
        what: `register of ${count(rows.length)} addresses imported`,
        value: registered,
        unit: 's',
        limit: null,
        ...plain,
      },
      { what, value: seconds, unit: 's', limit: 60, ...plain },
      ...(peak === null
        ? []
        : [{ what: `${what}: memory above rest`, value: peak - idle, unit: 'MB' as const, limit: 1000, ...plain }]),
    ];
  } finally {
    await service.stop();
  }
}
