/**
 * Invented children in a real county: as many as each school really has, in invented houses where the census counted
 * children. The same on every machine.
 */
import Papa from 'papaparse';
import { transformer } from '../geodata/crs/transform.ts';
import { createRandom, type Random } from '../geodata/sample/random.ts';

export interface SyntheticHouse {
  street: string;
  number: number;
  postcode: string;
  place: string;
  lon: number;
  lat: number;
  /** Children of its cell, divided among the cell's houses. */
  children: number;
}

export interface SyntheticSchool {
  key: string;
  type: string;
  pupils: number;
  lon: number;
  lat: number;
}

export interface SyntheticPupil {
  school: string;
  grade: number;
  house: SyntheticHouse;
}

type Line = Record<string, string>;
const linesOf = (csv: string): Line[] => Papa.parse<Line>(csv, { header: true, skipEmptyLines: true }).data;

const STARTS = 'Ahorn Birken Eichen Erlen Flur Garten Hecken Kirch Linden Mühlen Rosen Schul Tannen Wein Wiesen'.split(
  ' ',
);
const ENDS = ['straße', 'weg', 'gasse', 'ring', 'platz', 'pfad', 'allee', 'winkel'];
/** `i` distinct names, the later ones with a compass point. */
const streetName = (i: number): string => {
  const round = Math.floor(i / (STARTS.length * ENDS.length));
  const name = `${STARTS[i % STARTS.length] ?? ''}${ENDS[Math.floor(i / STARTS.length) % ENDS.length] ?? ''}`;
  return round === 0 ? name : `${['Obere', 'Untere', 'Neue', 'Alte'][round - 1] ?? round} ${name}`;
};

const CELLS_PER_STREET = 4;

/** A few houses in each cell of the county, anywhere in it; neighbouring cells share a street. */
export function syntheticHouses(cells: string, county: string, seed: number): SyntheticHouse[] {
  const random = createRandom(seed, 'houses');
  const toDegrees = transformer(3035, 4326);
  const byGemeinde = new Map<string, Line[]>();
  for (const line of linesOf(cells)) {
    const key = line['AGS_2016'] ?? '';
    if (key.startsWith(county)) byGemeinde.set(key, [...(byGemeinde.get(key) ?? []), line]);
  }
  return [...byGemeinde]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own], gemeinde) => {
      const numbers = new Map<string, number>();
      const ordered = own.sort((a, b) => Number(a['y']) - Number(b['y']) || Number(a['x']) - Number(b['x']));
      return ordered.flatMap((cell, i) => {
        const street = streetName(Math.floor(i / CELLS_PER_STREET));
        const count = 2 + Math.ceil(Number(cell['value']) / 2);
        return Array.from({ length: count }, (): SyntheticHouse => {
          const number = (numbers.get(street) ?? 0) + 1;
          numbers.set(street, number);
          const at = (centre = '') => Number(centre) + random.between(-49, 49);
          const [lon, lat] = toDegrees([at(cell['x']), at(cell['y'])]).map((degrees) => Number(degrees.toFixed(7)));
          const address = { street, number, postcode: String(54_300 + gemeinde), place: cell['GEN'] ?? '' };
          return { ...address, lon: lon ?? 0, lat: lat ?? 0, children: Number(cell['value']) / count };
        });
      });
    });
}

export function schoolsOf(list: string, county: string): SyntheticSchool[] {
  return linesOf(list)
    .filter((line) => line['kreis_ags'] === county)
    .map((line) => ({
      key: line['id'] ?? '',
      type: line['schulart'] ?? '',
      pupils: Number(line['schueler']),
      lon: Number(line['lon']),
      lat: Number(line['lat']),
    }));
}

/** How far children come (metres to which their number falls by e), and their grades. */
function habits(type: string): { reach: number; grades: [number, number] } {
  if (/Förder/.test(type)) return { reach: 10_000, grades: [1, 9] };
  if (/Grund- und/.test(type)) return { reach: 4000, grades: [1, 9] };
  if (/Grundschule/.test(type)) return { reach: 1500, grades: [1, 4] };
  return { reach: 7000, grades: [5, /Gymnasium|Gesamt/.test(type) ? 13 : 10] };
}

/** So much more often a child goes to the nearest school of a type than to another one. */
const NEAREST = 5;

/** Each school's real number of pupils, drawn from the houses: more where children live, fewer with the distance. */
export function syntheticPupils(
  houses: readonly SyntheticHouse[],
  schools: readonly SyntheticSchool[],
  seed: number,
): SyntheticPupil[] {
  const random = createRandom(seed, 'pupils');
  const toMetres = transformer(4326, 3035);
  const at = houses.map(({ lon, lat }) => toMetres([lon, lat]));
  const metres = schools.map(({ lon, lat }) => {
    const [x, y] = toMetres([lon, lat]);
    return at.map(([e, n]) => Math.hypot(e - x, n - y));
  });
  return schools.flatMap((school, i) => {
    const { reach, grades } = habits(school.type);
    const rivals = metres.filter((_, j) => schools[j]!.type === school.type);
    let total = 0;
    const heaped = houses.map(({ children }, house) => {
      const own = metres[i]![house]!;
      const nearest = rivals.every((others) => own <= others[house]!);
      return (total += children * Math.exp(-own / reach) * (nearest ? NEAREST : 1));
    });
    return Array.from({ length: school.pupils }, (): SyntheticPupil => {
      const grade = grades[0] + random.int(grades[1] - grades[0] + 1);
      return { school: school.key, grade, house: houses[drawn(heaped, total, random)]! };
    });
  });
}

/** The first of the rising sums that lies above a draw. */
function drawn(heaped: readonly number[], total: number, random: Random): number {
  const wanted = random.next() * total;
  let [low, high] = [0, heaped.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heaped[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const syntheticRegister = (houses: readonly SyntheticHouse[]): string =>
  [
    'Straße;Hausnummer;PLZ;Ort;Länge;Breite',
    ...houses.map(({ street, number, postcode, place, lon, lat }) =>
      [street, number, postcode, place, lon, lat].join(';'),
    ),
  ].join('\n');

export const syntheticList = (pupils: readonly SyntheticPupil[]): string =>
  [
    'Nr.;Schulnummer;Klasse;Straße;Hausnummer;PLZ;Ort',
    ...pupils.map(({ school, grade, house: { street, number, postcode, place } }, i) =>
      [i + 1, school, grade, street, number, postcode, place].join(';'),
    ),
  ].join('\n');
