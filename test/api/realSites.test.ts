/** The 261 schools of the five counties: each inside its county, with the pupils that the lists publish. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import Papa from 'papaparse';
import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { listSchools } from '../../server/contract/sites.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';
import { countyTruths } from '../truth/counties.ts';

const SCHOOLS = 'schools/schools_5counties_2016.csv';
const BORDERS = 'boundaries/kreise_vg250_2016-01-01.geojson';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

interface Listed {
  kreis_ags: string;
  id: string;
  name: string;
  lat: string;
  lon: string;
  schueler: string;
}

function readList(path: string): Listed[] {
  return Papa.parse<Listed>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

function border(path: string, county: string): Feature<Polygon | MultiPolygon> {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>;
  const found = features.find(({ properties }) => properties?.['AGS'] === county);
  if (!found) throw new Error(`No border of ${county}`);
  return found;
}

let total = 0;

describe.each(countyTruths)('$name', ({ key: county }) => {
  testWithRealData(
    'its schools load, each inside the county and with its own figures',
    [SCHOOLS, BORDERS],
    async (list, borders) => {
      const wanted = readList(list ?? '').filter(({ kreis_ags }) => kreis_ags === county);
      await api.load('areas', borders ?? '', county);
      const report = await api.load('schools', list ?? '', county, { options: { 'reference-date': '2015-10-01' } });
      expect(report).toMatchObject({ stored: wanted.length, rejected: 0, skipped: 261 - wanted.length });
      const { schools } = await api.ask(listSchools, { county });
      expect(schools.map(({ key }) => key).sort()).toEqual(wanted.map(({ id }) => id).sort());
      const outline = border(borders ?? '', county);
      const outside = schools.filter(({ position }) => !booleanPointInPolygon(position, outline));
      expect(outside.map(({ name }) => name)).toEqual([]);
      for (const { id, lat, lon, schueler } of wanted) {
        const school = schools.find(({ key }) => key === id);
        expect(school?.position[0], id).toBeCloseTo(Number(lon), 6);
        expect(school?.position[1], id).toBeCloseTo(Number(lat), 6);
        // A school without a figure stays without one: never a zero.
        expect(school?.enrolment, id).toBe(/^\d+$/.test(schueler) ? Number(schueler) : null);
      }
      total += schools.length;
    },
  );
});

testWithRealData("all 261 are there, and Trier-Saarburg's pupils sum to 12,959", SCHOOLS, async () => {
  expect(total).toBe(261);
  const { schools } = await api.ask(listSchools, { county: '07235' });
  const pupils = schools.reduce((sum, { enrolment }) => sum + (typeof enrolment === 'number' ? enrolment : 0), 0);
  expect(pupils).toBe(12_959);
});
