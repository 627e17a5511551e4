/**
 * School districts of a big city as they are published: four holes and no overlap, and what a shifted border and a missing
 * district leave, against areas computed here on the plane of EPSG:25833 by another library.
 */
import { readFileSync } from 'node:fs';
import { booleanPointInPolygon, feature, featureCollection, intersect } from '@turf/turf';
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { mapPositions, transformer } from '../../geodata/crs/transform.ts';
import { engine } from '../database.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';

const DISTRICTS = 'schools/berlin/RBS_OD_ESB_2012_12.geojson';
const county = '11000';
const options = { layer: 'schulbezirk', 'valid-from': '2012-08-01', crs: '3857' };

type Shape = Polygon | MultiPolygon;
type Districts = FeatureCollection<Shape, { ID: string; EW_insgesa: number; EW_U6: number }>;
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Districts;
const toPlane = transformer(3857, 25833);
const toPlaneFromDegrees = transformer(4326, 25833);
const onPlane = (shape: Shape): Shape => mapPositions(shape, ([x = 0, y = 0]) => toPlane([x, y]));

const ringArea = (ring: Position[]) =>
  Math.abs(
    ring.reduce((sum, [x = 0, y = 0], i) => {
      const [u = 0, v = 0] = ring[(i + 1) % ring.length]!;
      return sum + x * v - u * y;
    }, 0),
  ) / 2;
const areaOf = (shape: Shape): number =>
  (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).reduce(
    (sum, [outer, ...holes]) => sum + ringArea(outer!) - holes.reduce((all, hole) => all + ringArea(hole), 0),
    0,
  );

/** Numbers of a note: `0107 / 0110: 11.3 m²; …`, `1234 m² (52.50000, 13.40000); …` */
const squareMetres = (note: string) => [...note.matchAll(/([\d.]+) m²/g)].map(([, number]) => Number(number));
const noteOf = (notes: readonly { en: string }[], word: string) =>
  notes.map(({ en }) => en).find((note) => note.includes(word));

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.close());

  testWithRealData(
    '339 districts with 3,469,621 residents: four holes, no overlap over 0.25 m²',
    DISTRICTS,
    async (path) => {
      const { notes, stored, rejected } = await api.load('areas', path, county, { options });
      expect([stored, rejected]).toEqual([339, 0]);
      expect(squareMetres(noteOf(notes, 'gap') ?? '')).toEqual([11.3, 5.9, 1.8, 1.2]);
      expect(noteOf(notes, 'overlap')).toBeUndefined();
      const { rows } = await sql<{ all: number; young: number; largest: number }>`
      with own as (select key, attributes, ST_Transform(geom, 25833) as g from area where county = ${county})
      select sum((attributes->>'EW_insgesa')::int)::int as all, sum((attributes->>'EW_U6')::int)::int as young,
        (select max(ST_Area(ST_Intersection(a.g, b.g))) from own a join own b on a.key < b.key and ST_Intersects(a.g, b.g)) as largest
      from own`.execute(api.db);
      expect([rows[0]!.all, rows[0]!.young]).toEqual([3_469_621, 192_578]);
      expect(rows[0]!.largest).toBeLessThanOrEqual(0.25);
    },
  );

  testWithRealData(
    'a border shifted by 3 m and a missing district are found to the square metre',
    DISTRICTS,
    async (path) => {
      const districts = read(path);
      const all = districts.features.map(({ properties, geometry }) => ({
        id: properties.ID,
        plane: onPlane(geometry),
      }));
      // One in the middle of the city leaves a hole of its own size.
      const missing = all.find(({ plane }) => booleanPointInPolygon(toPlaneFromDegrees([13.405, 52.52]), plane))!;
      const shifted = all[200]!;
      expect(shifted.id).not.toBe(missing.id);
      const moved = { ...districts.features.find(({ properties }) => properties.ID === shifted.id)! };
      // 3 m on the ground: Web Mercator stretches by 1 / cos 52.5°.
      moved.geometry = mapPositions(moved.geometry, ([x = 0, y = 0]) => [x + 3 / Math.cos((52.5 * Math.PI) / 180), y]);
      const changed: Districts = {
        ...districts,
        features: districts.features
          .filter(({ properties }) => properties.ID !== missing.id)
          .map((district) => (district.properties.ID === shifted.id ? moved : district)),
      };
      const plane = onPlane(moved.geometry);
      const overlaps = all
        .filter(({ id }) => id !== shifted.id && id !== missing.id)
        .map((other) => {
          const common = intersect(featureCollection([feature(plane), feature(other.plane)]));
          return common ? areaOf(common.geometry) : 0;
        })
        .filter((area) => area > 1)
        .sort((a, b) => b - a);
      const file = { name: 'bezirke-neu.geojson', bytes: JSON.stringify(changed) };
      const { notes } = await api.load('areas', file, county, { options: { ...options, 'valid-from': '2013-08-01' } });
      const found = squareMetres(noteOf(notes, 'overlap') ?? '');
      expect(found.length).toBe(Math.min(10, overlaps.length));
      found.forEach((area, index) => expect(Math.abs(area - overlaps[index]!)).toBeLessThanOrEqual(1));
      const [hole = 0] = squareMetres(noteOf(notes, 'gap') ?? '');
      expect(Math.abs(hole - areaOf(missing.plane))).toBeLessThanOrEqual(1);
    },
  );
});
