/** The tiny county of world.ts with its three streets: children of 400 houses, and the way of each as anybody can measure it on the map. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { WaysWork } from '../server/operations/roadWork.ts';
import { metresPerDegree } from '../server/planning/network/metres.ts';
import { childAt, houses, listCsv, registerCsv, stated } from './pupilHomes.ts';
import { TestApi } from './testApi.ts';
import { AREAS_FILE, middle, schoolList, SIDE, squares, streets, world } from './world.ts';

export const of = world('16985', 11.4, 51.2);
export const { county } = of;
/** Where the streets of world.ts lie. */
export const west = middle(of, 1)[0] - SIDE / 2;
export const east = west + 2 * SIDE;
export const [south, north] = [middle(of, 1)[1], middle(of, 4)[1]];

export const osm = ({ fast = 45 } = {}) => streets(of, fast);

/**
 * Straight onto the nearest of the three streets, along them, straight to the school: as anybody can measure it on the map. Null
 * where the street is farther than a kilometre.
 */
export function wayBetween(a: readonly [number, number], b: readonly [number, number]): number | null {
  const up = metresPerDegree((south + north) / 2).north;
  const onto = ([lon, lat]: readonly [number, number]) => {
    const { east: across } = metresPerDegree(lat);
    const height = Math.min(north, Math.max(south, lat));
    const feet = [
      { away: Math.abs(lat - south) * up, south: across * (lon - west) },
      { away: Math.abs(lat - north) * up, south: across * (lon - west) + (north - south) * up },
      { away: Math.hypot((lon - west) * across, (lat - height) * up), south: (height - south) * up },
    ];
    return feet;
  };
  const [street, other] = [onto(a), onto(b)].map((feet) =>
    feet.indexOf(feet.reduce((best, foot) => (foot.away < best.away ? foot : best))),
  );
  const [from, to] = [onto(a)[street!]!, onto(b)[other!]!];
  if (from.away > 1000 || to.away > 1000) return null;
  const straight = from.away + to.away;
  if (street === other) return straight + Math.abs(from.south - to.south);
  // The streets form a U; \'south\' of a foot on the upper one counts from the lower corner.
  const along = (foot: number, place: { south: number }) => (foot === 0 ? -place.south : place.south);
  return straight + Math.abs(along(street!, from) - along(other!, to));
}

export const expectWay = (walk: number | null, derived: number | null) => {
  if (walk === null || derived === null) expect(walk).toBe(derived);
  else expect(Math.abs(walk - derived)).toBeLessThanOrEqual(3);
};

const homes = houses(of);
export const children = homes.map((house, i) => childAt(house, i % 3 === 0 ? 'S2' : 'S1', 1 + (i % 4)));
export const file = (text: string, name = 'wege.osm') => ({ name, bytes: text });

/** S2 in the middle of Gemeinde 3 instead of 4. */
export const schoolsMoved = (): string => schoolList(of).replace(middle(of, 4).join(';'), middle(of, 3).join(';'));

/** @param asked filled with what is asked to be measured */
export async function startOnStreets(asked: WaysWork[], isBroken = () => false): Promise<TestApi> {
  const api = await TestApi.start(({ onRoads }) => ({
    onRoads: (work, progress) => {
      if (isBroken()) return Promise.reject(new Error('The worker is gone.'));
      if (work.task === 'ways') asked.push(work);
      return onRoads(work, progress);
    },
  }));
  await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
  await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
  await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, county, {
    options: { crs: '4326' },
  });
  await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
  return api;
}

export const waysStored = async (api: TestApi) =>
  (
    await sql<{
      school: string;
      lon: number;
      lat: number;
      slon: number;
      slat: number;
      walk: number;
      drive: number;
      seconds: number;
    }>`
      with atoms as (
        select edition, key, point, row_number() over (partition by edition order by key collate "C") as number
        from pupil_atom where county = ${county} and point is not null)
      select w.school, ST_X(a.point) as lon, ST_Y(a.point) as lat, ST_X(s.point) as slon, ST_Y(s.point) as slat,
        w.walk_metres[a.number] as walk, w.drive_metres[a.number] as drive, w.drive_seconds[a.number] as seconds
      from way_to_school w join atoms a on a.edition = w.edition
      join school s on s.county = w.county and s.key = w.school
      join current_scope c on c.import_id = s.import_id
      where w.county = ${county}`.execute(api.db)
  ).rows;
