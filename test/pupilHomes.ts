/** Houses in the tiny county of world.ts, and lists of children who live in them. */
import { gemeinde, middle, SIDE, type World } from './world.ts';

export interface HomeHouse {
  street: string;
  number: string;
  gemeinde: number;
  lon: number;
  lat: number;
}

const STREETS = ['Amselweg', 'Birkenallee', 'Chausseestraße', 'Dammweg', 'Erlengrund'];

/** `perSide`² houses spread over each Gemeinde, in five streets of its village. */
export function houses(of: World, perSide = 10): HomeHouse[] {
  return [1, 2, 3, 4].flatMap((n) => {
    const [x, y] = middle(of, n);
    return Array.from({ length: perSide ** 2 }, (_, i): HomeHouse => {
      const [column, row] = [i % perSide, Math.floor(i / perSide)];
      const at = (k: number) => ((k + 0.5) / perSide - 0.5) * SIDE;
      return {
        street: STREETS[i % STREETS.length] ?? '',
        number: String(1 + Math.floor(i / STREETS.length)),
        gemeinde: n,
        lon: x + at(column),
        lat: y + at(row),
      };
    });
  });
}

export const village = (n: number): string => `Dorf ${n}`;
export const postcode = (n: number): string => `6611${n}`;

export const registerCsv = (list: readonly HomeHouse[]): string =>
  [
    'Straße;Hausnummer;PLZ;Ort;Länge;Breite',
    ...list.map(({ street, number, gemeinde, lon, lat }) =>
      [street, number, postcode(gemeinde), village(gemeinde), lon, lat].join(';'),
    ),
  ].join('\n');

/** The same with houses that stand in other counties, each with its Gemeinde's key. */
export const landCsv = (of: World, list: readonly HomeHouse[], others: readonly string[]): string =>
  registerCsv(list)
    .split('\n')
    .map((line, i) => (i === 0 ? `AGS;${line}` : `${gemeinde(of, list[i - 1]!.gemeinde)};${line}`))
    .concat(others)
    .join('\n');

export interface Child {
  school: string;
  grade: string;
  street: string;
  number: string;
  postcode: string;
  place: string;
  allDay?: string;
}

export const childAt = (house: HomeHouse, school: string, grade: number): Child => ({
  school,
  grade: String(grade),
  street: house.street,
  number: house.number,
  postcode: postcode(house.gemeinde),
  place: village(house.gemeinde),
});

export const listCsv = (children: readonly Child[]): string =>
  [
    'Nr.;Name;Geburtsdatum;Schulnummer;Klasse;Straße;Hausnummer;PLZ;Ort;Ganztag',
    ...children.map((child, i) =>
      [
        i + 1,
        `Kind ${i + 1}`,
        '01.02.2016',
        child.school,
        child.grade,
        child.street,
        child.number,
        child.postcode,
        child.place,
        child.allDay ?? 'nein',
      ].join(';'),
    ),
  ].join('\n');

/** What every list must state. */
export const stated = {
  'school-year': '2026/27',
  purpose: 'Schülerbeförderungsplanung',
  'legal-basis': 'Art. 6 Abs. 1 Buchst. e DSGVO',
};

/** A resident register: a child in each house, its birth date the next of `days`. */
export const registerOfChildren = (list: readonly HomeHouse[], days: readonly string[]): string =>
  [
    'Nr.;Vorname;Geburtsdatum;Straße;Hausnummer;PLZ;Ort',
    ...list.map((house, i) => {
      const { street, number, postcode: code, place } = childAt(house, '', 0);
      return [i, `Kind ${i}`, days[i % days.length], street, number, code, place].join(';');
    }),
  ].join('\n');
