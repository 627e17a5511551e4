/** Whatever bytes come in, a reader answers with data or with a SourceError: no other exception, no endless loop. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import fc from 'fast-check';
import { test } from 'vitest';
import { detectFormat } from '../../geodata/formats/detect.ts';
import { readFeatures } from '../../geodata/formats/features/readFeatures.ts';
import { readGtfs } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { readOsm } from '../../geodata/formats/osm.ts';
import { SourceError } from '../../geodata/formats/source.ts';
import { readTable } from '../../geodata/formats/table/readTable.ts';
import { testWithRealData } from '../realData.ts';
import { bytesOf, zip } from './helpers.ts';
import { dbf, shp } from './shapefileWriter.ts';

async function readAny(name: string, bytes: Uint8Array): Promise<void> {
  try {
    const source = await openSource(name, bytes);
    const format = detectFormat(source);
    if (format === 'csv' || format === 'xlsx') await readTable(source);
    else if (format === 'gtfs') readGtfs(source);
    else if (format === 'osm-pbf' || format === 'osm-xml') await readOsm(source);
    else await readFeatures(source);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
}

const NAMES = [
  'a.csv',
  'a.xlsx',
  'a.geojson',
  'a.topojson',
  'a.zip',
  'a.gpkg',
  'a.osm.pbf',
  'a.osm',
  'a.shp',
  'a.gz',
  'a',
];
const name = fc.constantFrom(...NAMES);

test('property: arbitrary bytes under any name', async () => {
  await fc.assert(fc.asyncProperty(name, fc.uint8Array({ maxLength: 400 }), readAny), { numRuns: 1000 });
});

const MAGIC = [
  'SQLite format 3\0',
  'PK\x03\x04',
  '\x1f\x8b\x08',
  '\0\0\0\x0d\x0a\x09OSMHeader',
  '\0\0\x27\x0a',
  '{"type":"Topology","objects":',
  '{"type":"FeatureCollection","features":',
  '<osm>',
  '"',
];

test('property: arbitrary bytes behind the mark of a format', async () => {
  const bytes = fc
    .tuple(fc.constantFrom(...MAGIC), fc.uint8Array({ maxLength: 400 }))
    .map(([magic, rest]) => Uint8Array.from([...Buffer.from(magic, 'latin1'), ...rest]));
  await fc.assert(fc.asyncProperty(name, bytes, readAny), { numRuns: 1000 });
});

test('property: any JSON where GeoJSON belongs', async () => {
  const geometry = fc.oneof(
    fc.json().map((text) => JSON.parse(text) as unknown),
    fc.record({
      type: fc.constantFrom('Polygon', 'Point', 'GeometryCollection'),
      coordinates: fc.array(fc.anything()),
      geometries: fc.anything(),
    }),
  );
  const root = fc.record(
    {
      type: fc.constantFrom('FeatureCollection', 'Topology', 'Feature'),
      features: fc.array(fc.record({ geometry })),
      objects: fc.dictionary(fc.string(), geometry),
      arcs: fc.array(fc.array(fc.anything())),
      crs: fc.anything(),
    },
    { requiredKeys: ['type'] },
  );
  await fc.assert(
    fc.asyncProperty(root, async (value) => {
      let text: string;
      try {
        text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? 1 : part));
      } catch {
        return;
      }
      await readAny('a.geojson', bytesOf(text));
    }),
    { numRuns: 500 },
  );
});

/** Real bytes with a few of them changed get further into a reader than noise does. */
function mutated(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  return fc
    .tuple(fc.array(change, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 20 }))
    .map(([changes, cut]) => {
      const copy = whole.slice(0, whole.length - (cut > 15 ? cut : 0));
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      return copy;
    });
}

test('property: a shapefile with changed bytes', async () => {
  const shape = mutated(
    shp([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  );
  const table = mutated(dbf('NAME', ['a', 'b', 'c'], 'latin1'));
  await fc.assert(
    fc.asyncProperty(shape, table, (a, b) => readAny('a.zip', zip({ 'a.shp': a, 'a.dbf': b }))),
    { numRuns: 300 },
  );
});

test('property: XML with changed bytes', async () => {
  const xml = bytesOf(
    '<osm><node id="1" lat="51" lon="11"><tag k="a" v="b"/></node><way id="2"><nd ref="1"/></way></osm>',
  );
  await fc.assert(
    fc.asyncProperty(mutated(xml), (bytes) => readAny('a.osm.gz', gzipSync(bytes))),
    { numRuns: 300 },
  );
});

testWithRealData(
  'property: real files with changed bytes',
  ['roads/deufringen-minimal.osm.pbf', 'roads/vvs-bus-764-only.gtfs.zip'],
  async (...paths) => {
    for (const path of paths) {
      const bytes = new Uint8Array(readFileSync(path));
      await fc.assert(
        fc.asyncProperty(mutated(bytes), (changed) => readAny(path, changed)),
        { numRuns: 150 },
      );
    }
  },
);

test('collections nested ten thousand deep are refused and not run into', async () => {
  const deep = '{"type":"GeometryCollection","geometries":['.repeat(10_000) + ']}'.repeat(10_000);
  await readAny('a.geojson', bytesOf(deep));
});
