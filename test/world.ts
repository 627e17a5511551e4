/**
 * A tiny county made for tests: four square Gemeinden of 0.02°, numbered from south-west, two schools and two Kitas.
 *
 *   …3 | …4        school S1 in the middle of …1, S2 in the middle of …4
 *   …1 | …2        Kita K1 in …1, K2 in …4
 */
import type { Said, TestApi } from './testApi.ts';

export const SIDE = 0.02;

export interface World {
  county: string;
  west: number;
  south: number;
}

/** A county of the state; by default in the Saarland, where no real test county lies. */
export function world(county: string, west = 6.8, south = 49.3): World {
  return { county, west, south };
}

export const gemeinde = ({ county }: World, n: number): string => `${county}00${n}`;

/** Middle of Gemeinde n (1…4). */
export function middle({ west, south }: World, n: number): [number, number] {
  return [west + SIDE * (((n - 1) % 2) + 0.5), south + SIDE * (n > 2 ? 1.5 : 0.5)];
}

export function squares(of: World, names = (n: number) => `Dorf ${of.county} ${n}`): string {
  const features = [1, 2, 3, 4].map((n) => {
    const [x, y] = middle(of, n);
    const h = SIDE / 2;
    const ring = [
      [x - h, y - h],
      [x + h, y - h],
      [x + h, y + h],
      [x - h, y + h],
      [x - h, y - h],
    ];
    return {
      type: 'Feature',
      properties: { AGS: gemeinde(of, n), GEN: names(n) },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

export function schoolList(of: World): string {
  const row = (key: string, n: number) =>
    `${key};Schule ${key} ${of.county};Grundschule;${middle(of, n).join(';')};${100 + n}`;
  return ['Schulnummer;Name;Schulart;Länge;Breite;Schülerzahl', row('S1', 1), row('S2', 4)].join('\n');
}

export function kitaList(of: World): string {
  const row = (key: string, n: number, u3: number, ue3: number) =>
    `${key};Kita ${key} ${of.county};${middle(of, n).join(';')};${u3 + ue3};${u3};${ue3}`;
  return [
    'Kita-Nummer;Name;Länge;Breite;Plätze;davon unter 3;davon ab 3',
    row('K1', 1, 10, 40),
    row('K2', 4, 5, 20),
  ].join('\n');
}

/** Residents by age: Gemeinde n has 10·n children of each age from 0 to 6. */
export function residents(of: World, date = '31.12.2025'): string {
  const lines = [1, 2, 3, 4].flatMap((n) =>
    [0, 1, 2, 3, 4, 5, 6].map((age) => `${gemeinde(of, n)};${date};${age};${10 * n}`),
  );
  return ['AGS;Stichtag;Alter;Anzahl', ...lines].join('\n');
}

/** Pupils of S1 by residence: 40, 12, 2 (to be hidden), 0; of S2 only in …4: 30. */
export function pupils(of: World, year = '2025/26'): string {
  const rows = [
    ['S1', 1, 40],
    ['S1', 2, 12],
    ['S1', 3, 2],
    ['S2', 2, 8],
    ['S2', 4, 30],
  ] as const;
  return [
    'Schuljahr;Schulnummer;Klassenstufe;Wohngebiet;Anzahl',
    ...rows.map(([s, n, p]) => `${year};${s};1;${gemeinde(of, n)};${p}`),
  ].join('\n');
}

export const AREAS_FILE = 'gemeinden_2025-01-01.geojson';

/** Everything of the world, in the order in which it must be loaded. */
export async function loadWorld(api: TestApi, of: World, said: Said = {}): Promise<void> {
  await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, of.county, said);
  await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, of.county);
  await api.load('kitas', { name: 'kitas.csv', bytes: kitaList(of) }, of.county);
  await api.load('population', { name: 'einwohner.csv', bytes: residents(of) }, of.county);
  await api.load('pupils', { name: 'schueler.csv', bytes: pupils(of) }, of.county);
}

/**
 * An OpenStreetMap extract with two streets from west to east, through the middles of Gemeinden 1, 2 and 3, 4, and one along
 * the western border.
 */
export function streets(of: World, kmh = 45): string {
  const west = middle(of, 1)[0] - SIDE / 2;
  const [south, north] = [middle(of, 1)[1], middle(of, 4)[1]];
  const nodes = [
    [west, south],
    [west + 2 * SIDE, south],
    [west, north],
    [west + 2 * SIDE, north],
  ].map(([lon, lat], index) => `<node id="${index + 1}" lon="${lon}" lat="${lat}"/>`);
  const way = (id: number, from: number, to: number) =>
    `<way id="${id}"><nd ref="${from}"/><nd ref="${to}"/><tag k="highway" v="unclassified"/><tag k="maxspeed" v="${kmh}"/></way>`;
  return [
    '<?xml version="1.0"?><osm version="0.6">',
    ...nodes,
    way(1, 1, 2),
    way(2, 3, 4),
    way(3, 1, 3),
    '</osm>',
  ].join('');
}
