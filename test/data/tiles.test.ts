/** PGlite's build has no ST_AsMVT: the tile encoded here has the features of the tile that PostGIS encodes. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kind } from '../../geodata/import/index.ts';
import { groundTile, groundTileLayers } from '../../server/contract/tiles.ts';
import type { Context } from '../../server/context.ts';
import { runImport } from '../../server/operations/import/run.ts';
import { engine, openTestDatabase } from '../database.ts';
import { realData, testWithRealData } from '../realData.ts';
import { testContext } from '../testApi.ts';
import { decodeTile, tileAt, type DecodedFeature } from '../tiles.ts';
import { AREAS_FILE, gemeinde, kitaList, middle, schoolList, SIDE, world } from '../world.ts';

const of = world('10041');
const GEMEINDEN = 'boundaries/gemeinden_vg250_2016-01-01.geojson';

/** Round areas with many corners, so that clipping and simplifying have something to do. */
function rounds(): string {
  const features = [1, 2, 3, 4].map((n) => {
    const [x, y] = middle(of, n);
    const ring = Array.from({ length: 241 }, (_, i) => {
      const angle = (2 * Math.PI * (i % 240)) / 240;
      const radius = (SIDE / 2) * (0.8 + 0.15 * Math.sin(7 * angle + n));
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    return {
      type: 'Feature',
      properties: { AGS: gemeinde(of, n), GEN: `Öhn ${n}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function timetable(): Uint8Array {
  const stops = [1, 2, 4, 3].map((n) => `S${n},Halt ${n},${middle(of, n)[1]},${middle(of, n)[0]}`);
  const times = [1, 2, 4, 3].map((n, i) => `T,7:0${i}:00,7:0${i}:00,S${n},${i}`);
  const files = {
    'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,https://example.org,Europe/Berlin\n',
    'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,A,7,3\n',
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...stops].join('\n'),
    'trips.txt': 'route_id,service_id,trip_id\nR,mon,T\n',
    'stop_times.txt': ['trip_id,arrival_time,departure_time,stop_id,stop_sequence', ...times].join('\n'),
    'calendar_dates.txt': 'service_id,date,exception_type\nmon,20260907,1\n',
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new Uint8Array(Buffer.from(text))])),
  );
}

/** A road and a stream through the county, a wood and a village in it. */
function extract(): string {
  const corner = (n: number) => middle(of, n);
  const nodes = [1, 2, 4, 3].map((n) => `<node id="${n}" lon="${corner(n)[0]}" lat="${corner(n)[1]}"/>`);
  const way = (id: number, refs: number[], key: string, value: string) =>
    `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="${key}" v="${value}"/></way>`;
  return `<?xml version='1.0' encoding='UTF-8'?><osm version="0.6">${nodes.join('')}
<node id="9" lon="${corner(1)[0] + 0.002}" lat="${corner(1)[1]}"><tag k="place" v="town"/><tag k="name" v="Öhn"/></node>
${way(10, [1, 4], 'highway', 'primary')}${way(11, [2, 3], 'waterway', 'river')}${way(12, [1, 2, 4, 1], 'landuse', 'forest')}</osm>`;
}

function distanceToPath(point: { x: number; y: number }, parts: { x: number; y: number }[][]): number {
  let best = Infinity;
  for (const part of parts) {
    part.forEach((a, i) => {
      const b = part[i + 1] ?? a;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
      best = Math.min(best, Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy));
    });
  }
  return best;
}

/** The farthest that a corner of one drawing lies from the other drawing, both ways, in tile units. */
function apart(a: DecodedFeature, b: DecodedFeature): number {
  const one = (from: DecodedFeature, to: DecodedFeature) =>
    Math.max(...from.parts.flat().map((point) => distanceToPath(point, to.parts)));
  return Math.max(one(a, b), one(b, a));
}

const byFid = (features: DecodedFeature[]) =>
  new Map(
    features
      .map((feature) => [String(feature.properties['fid']), feature] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe.runIf(engine === 'postgres')('PGlite beside PostGIS', () => {
  let server: Context;
  let embedded: Context;

  beforeAll(async () => {
    server = testContext(await openTestDatabase('postgres'));
    embedded = testContext(await openTestDatabase('pglite'));
    await load('areas', AREAS_FILE, rounds());
    await load('schools', 'schulen.csv', schoolList(of));
    await load('kitas', 'kitas.csv', kitaList(of));
    await load('gtfs', 'fahrplan.zip', timetable());
  });
  afterAll(async () => {
    await server.database.close();
    await embedded.database.close();
  });

  async function load(kind: Kind, name: string, content: string | Uint8Array, county = of.county): Promise<void> {
    const request = { county, kind, name, bytes: new Uint8Array(Buffer.from(content)), options: {}, mapping: null };
    for (const context of [server, embedded]) await runImport(context, request, () => undefined);
  }

  async function both(
    layer: string,
    county: string,
    at: { z: number; x: number; y: number },
    tile = layer,
  ): Promise<[DecodedFeature[], DecodedFeature[]]> {
    const read = async (context: Context) => {
      const bytes = await context.tiles.tile({ layer: tile, counties: [county], revision: randomUUID(), ...at });
      return bytes.length === 0 ? [] : decodeTile(gunzipSync(bytes), layer);
    };
    return [await read(server), await read(embedded)];
  }

  test('one of them encodes in the database, the other here', () => {
    expect([server.database.encodesTiles, embedded.database.encodesTiles]).toEqual([true, false]);
  });

  // At the deepest zoom nothing is simplified; above it corners may be left out by up to three units.
  describe.each([
    [14, 2],
    [12, 4],
    [10, 4],
    [8, 4],
  ])('zoom %i', (z, tolerance) => {
    test.each(['areas-gemeinde', 'schools', 'kitas', 'stops', 'lines'])('%s', async (layer) => {
      for (const n of [1, 4]) {
        const [fromServer, fromHere] = await both(layer, of.county, tileAt(...middle(of, n), z));
        expect(fromServer.length).toBeGreaterThan(0);
        const [a, b] = [byFid(fromServer), byFid(fromHere)];
        expect([...b.keys()]).toEqual([...a.keys()]);
        for (const [fid, feature] of a) {
          const twin = b.get(fid);
          if (!twin) throw new Error(fid);
          expect(twin.properties).toEqual(feature.properties);
          expect(apart(feature, twin), fid).toBeLessThanOrEqual(tolerance);
        }
      }
    });
  });

  test('the base map is one tile on either, with what its four layers have alone', async () => {
    for (const kind of ['roads', 'waters', 'places'] as const) await load(kind, 'auszug.osm', extract());
    const at = tileAt(...middle(of, 1), 12);
    const plain = ({ properties, parts }: DecodedFeature) => ({
      properties,
      parts: parts.map((part) => part.map(({ x, y }) => [x, y])),
    });
    for (const layer of groundTileLayers) {
      const alone = await both(layer, of.county, at);
      const together = await both(layer, of.county, at, groundTile);
      expect(
        alone.map((features) => features.length),
        layer,
      ).toEqual([1, 1]);
      expect(together.map((features) => features.map(plain))).toEqual(alone.map((features) => features.map(plain)));
    }
  });

  test('nothing there on either', async () => {
    expect(await both('schools', of.county, { z: 10, x: 0, y: 0 })).toEqual([[], []]);
  });

  testWithRealData('Trier-Saarburg with its 104 Gemeinden', GEMEINDEN, async () => {
    await load('areas', 'gemeinden_2016-01-01.geojson', readFileSync(realData(GEMEINDEN) ?? ''), '07235');
    const seen = new Set<string>();
    // Tiles of zoom 10 from the north-west to the south-east of the county.
    const [first, last] = [tileAt(6.3, 49.95, 10), tileAt(7.05, 49.4, 10)];
    for (let x = first.x; x <= last.x; x++) {
      for (let y = first.y; y <= last.y; y++) {
        const [fromServer, fromHere] = await both('areas-gemeinde', '07235', { z: 10, x, y });
        expect([...byFid(fromHere).keys()]).toEqual([...byFid(fromServer).keys()]);
        for (const fid of byFid(fromServer).keys()) seen.add(fid);
      }
    }
    expect(seen.size).toBe(104);
  });
});
