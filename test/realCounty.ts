/** A real county with invented children: boundaries, schools, and a list of pupils on the census cells; no road network. */
import { readFileSync } from 'node:fs';
import { planGround, planToday } from '../server/contract/variants.ts';
import type { Response as Answer } from '../server/contract/endpoint.ts';
import { stated } from './pupilHomes.ts';
import {
  schoolsOf,
  syntheticHouses,
  syntheticList,
  syntheticPupils,
  syntheticRegister,
  type SyntheticPupil,
  type SyntheticSchool,
} from './syntheticPupils.ts';
import type { TestApi } from './testApi.ts';

export const realFiles = [
  'population/zensus2011_100m_demography_ALTER_10JG_1_counties.csv',
  'schools/schools_5counties_2016.csv',
  'boundaries/gemeinden_vg250_2016-01-01.geojson',
];

export interface RealCounty {
  key: string;
  schools: SyntheticSchool[];
  pupils: SyntheticPupil[];
  plan: Answer<typeof planToday>;
  ground: Answer<typeof planGround>;
  /** Of the first answers, and of a second one. */
  seconds: { load: number; plan: number; ground: number; again: number };
}

/**
 * @param paths of `realFiles` on this machine
 * @param usual pupils of a school of which the list tells none
 */
export async function loadRealCounty(
  api: TestApi,
  key: string,
  [cells = '', list = '', areas = '']: readonly string[],
  usual = 0,
): Promise<RealCounty> {
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const began = performance.now();
    return [await work(), (performance.now() - began) / 1000];
  };
  const schools = schoolsOf(readFileSync(list, 'utf8'), key).map((school) => ({
    ...school,
    pupils: school.pupils || usual,
  }));
  const houses = syntheticHouses(readFileSync(cells, 'utf8'), key, 1);
  const pupils = syntheticPupils(houses, schools, 1);
  const [, load] = await timed(async () => {
    await api.load('areas', areas, key);
    // One known secret, so that atoms and numbers are the same in each run.
    await api.db
      .insertInto('county_secret')
      .values({ county: key, secret: '5'.repeat(64) })
      .execute();
    await api.load('schools', list, key);
    const register = { name: 'adressen.csv', bytes: syntheticRegister(houses) };
    await api.load('addresses', register, key, { options: { crs: '4326' } });
    const options = { ...stated, 'school-year': '2015/16' };
    await api.load('pupil-list', { name: 'liste.csv', bytes: syntheticList(pupils) }, key, { options });
  });
  const [plan, first] = await timed(() => api.ask(planToday, { county: key }));
  const [ground, drawn] = await timed(() => api.ask(planGround, { county: key }));
  const [, again] = await timed(() => api.ask(planToday, { county: key }));
  return { key, schools, pupils, plan, ground, seconds: { load, plan: first, ground: drawn, again } };
}
