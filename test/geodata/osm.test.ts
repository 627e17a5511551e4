import { gzipSync, zlibSync } from 'fflate';
import { PbfWriter } from 'pbf';
import { expect, test } from 'vitest';
import { forEachOsmElement, readOsm } from '../../geodata/formats/osm.ts';
import { joinRings } from '../../geodata/formats/osm/multipolygon.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { testWithRealData } from '../realData.ts';
import { bytesOf, refusal, source } from './helpers.ts';

/**
 * A square lake (nodes 1–4) of two open ways with a square island (5–8), a one-way road 1–2–9 whose node 9 lies outside of the extract,
 * a stream, a village and two addresses.
 */
const XML = `<?xml version='1.0' encoding='UTF-8'?><osm version="0.6">
<node id="4" lat="51.0" lon="11.3"/><node id="1" lat="51.0" lon="11.0"><tag k="place" v="village"/><tag k="name" v="Großmonra"/><tag k="population" v="900"/></node>
<node id="2" lat="51.3" lon="11.0"><tag k="addr:housenumber" v="5a"/><tag k="addr:street" v="Am Anger"/></node><node id="3" lat="51.3" lon="11.3"/>
<node id="5" lat="51.1" lon="11.1"/><node id="6" lat="51.2" lon="11.1"/><node id="7" lat="51.2" lon="11.2"/><node id="8" lat="51.1" lon="11.2"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/></way><way id="11"><nd ref="1"/><nd ref="4"/><nd ref="3"/></way>
<way id="12"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/><tag k="building" v="yes"/><tag k="addr:housenumber" v="1"/><tag k="addr:city" v="Kölleda"/></way>
<way id="13"><nd ref="1"/><nd ref="2"/><nd ref="9"/><tag k="highway" v="residential"/><tag k="oneway" v="yes"/><tag k="name" v="Am &amp; Anger"/><tag k="source" v="x"/></way>
<way id="14"><nd ref="2"/><nd ref="3"/><tag k="waterway" v="stream"/></way><way id="15"><nd ref="2"/><nd ref="3"/><tag k="highway" v="proposed"/></way>
<relation id="20"><member type="way" ref="10" role="outer"/><member type="way" ref="11" role="outer"/><member type="way" ref="12" role="inner"/><tag k="type" v="multipolygon"/><tag k="natural" v="water"/><tag k="water" v="lake"/><tag k="name" v="See"/></relation>
</osm>`;

test('XML, plain and gzipped: roads, waters with islands, places, addresses', async () => {
  for (const bytes of [bytesOf(XML), gzipSync(bytesOf(XML))]) {
    const read = await readOsm(await source('a.osm', bytes));
    expect(read.roads).toEqual([
      {
        id: 13,
        class: 'residential',
        name: 'Am & Anger',
        oneway: 'yes',
        tags: { highway: 'residential', name: 'Am & Anger' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [11, 51],
            [11, 51.3],
          ],
        },
      },
    ]);
    const [stream, lake] = read.waters;
    expect([stream?.id, stream?.class, lake?.id, lake?.class, lake?.name]).toEqual([
      'way/14',
      'stream',
      'relation/20',
      'lake',
      'See',
    ]);
    expect(lake?.geometry.type === 'Polygon' && lake.geometry.coordinates.map((ring) => ring.length)).toEqual([5, 5]);
    expect(read.places.map(({ name, population }) => [name, population])).toEqual([['Großmonra', 900]]);
    expect(read.addresses.map(({ id, street, houseNumber, city }) => [id, street, houseNumber, city])).toEqual([
      ['node/2', 'Am Anger', '5a', ''],
      ['way/12', '', '1', 'Kölleda'],
    ]);
    expect(read.problems.map(({ code }) => code)).toEqual(['osm-incomplete']);
  }
});

test('cut-off and broken files are refused', async () => {
  await refusal('osm-corrupt', async () => readOsm(await source('a.osm', XML.slice(0, -100))));
  await refusal('osm-corrupt', async () => readOsm(await source('a.osm', XML.replace('</way>', '</weg>'))));
  await refusal('not-osm', async () => readOsm(await source('a.csv', 'a;b\n1;2\n')));
});

/** One block of dense nodes with the given list of tags. */
function pbf(keysValues: number[], compress: (bytes: Uint8Array) => Uint8Array = zlibSync): Uint8Array {
  const block = new PbfWriter();
  block.writeMessage(
    1,
    (_: null, strings: PbfWriter) =>
      ['', 'place', 'village', 'name', 'Dorf'].forEach((text) => strings.writeStringField(1, text)),
    null,
  );
  block.writeMessage(
    2,
    (_: null, group: PbfWriter) =>
      group.writeMessage(
        2,
        (__: null, dense: PbfWriter) => {
          dense.writePackedSVarint(1, [7_000_000_000, 1]);
          dense.writePackedSVarint(8, [510_000_000, 1]);
          dense.writePackedSVarint(9, [110_000_000, -1]);
          dense.writePackedVarint(10, keysValues);
        },
        null,
      ),
    null,
  );
  return Uint8Array.from([
    ...blob('OSMHeader', new Uint8Array(), compress),
    ...blob('OSMData', block.finish(), compress),
  ]);
}

function blob(type: string, content: Uint8Array, compress: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const data = new PbfWriter();
  data.writeBytesField(3, compress(content));
  const bytes = data.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, bytes.length);
  const head = header.finish();
  return Uint8Array.from([0, 0, 0, head.length, ...head, ...bytes]);
}

test('.osm.pbf: dense nodes with ids beyond 32 bits and tags of the right node', async () => {
  const seen: unknown[] = [];
  const opened = await source('a.osm.pbf', pbf([0, 1, 2, 3, 4, 0]));
  await forEachOsmElement(opened, { node: (id, lon, lat, tags) => void seen.push([id, lon, lat, tags]) });
  expect(seen).toEqual([
    [7_000_000_000, 11, 51, null],
    [7_000_000_001, 10.9999999, 51.0000001, { place: 'village', name: 'Dorf' }],
  ]);
});

test('.osm.pbf: tags that never end, blobs that unpack without end and cut-off files do no harm', async () => {
  expect((await readOsm(await source('a.osm.pbf', pbf([1, 2, 3])))).places).toEqual([]);
  const bomb = blob('OSMData', new Uint8Array(40_000_000), (bytes) => zlibSync(bytes));
  await refusal('osm-corrupt', async () =>
    readOsm(
      await source('a.osm.pbf', Uint8Array.from([...blob('OSMHeader', new Uint8Array(), (b) => zlibSync(b)), ...bomb])),
    ),
  );
  const whole = pbf([0, 0]);
  for (let length = 30; length < whole.length; length += 11) {
    await refusal('osm-corrupt', async () => readOsm(await source('a.osm.pbf', whole.subarray(0, length))));
  }
});

test('rings are joined whichever way their parts run; what stays open is left out', () => {
  expect(
    joinRings([
      [1, 2, 3],
      [5, 4, 3],
      [5, 1],
    ]),
  ).toEqual([[1, 2, 3, 4, 5, 1]]);
  expect(
    joinRings([
      [1, 2, 3],
      [3, 4],
    ]),
  ).toEqual([]);
  expect(
    joinRings([
      [1, 2, 3, 1],
      [4, 5, 6],
      [6, 4],
    ]),
  ).toEqual([
    [1, 2, 3, 1],
    [4, 5, 6, 4],
  ]);
});

testWithRealData('Liechtenstein: a whole small country', 'roads/liechtenstein-latest.osm.pbf', async (path) => {
  const opened = await sourceFromPath(path);
  const counts = { node: 0, way: 0, relation: 0 };
  await forEachOsmElement(opened, {
    node: () => void counts.node++,
    way: () => void counts.way++,
    relation: () => void counts.relation++,
  });
  // As counted by osm-pbf-parser-node 1.1.4.
  expect(counts).toEqual({ node: 142_832, way: 15_247, relation: 358 });
  const read = await readOsm(opened);
  expect(read.places.map(({ name }) => name)).toContain('Vaduz');
  expect(read.roads.length).toBeGreaterThan(4000);
  expect(read.waters.some(({ geometry }) => geometry.type === 'MultiPolygon' || geometry.type === 'Polygon')).toBe(
    true,
  );
  expect(read.problems).toEqual([]);
});

testWithRealData('.osm.gz: north of Bayreuth', 'roads/north-bayreuth.osm.gz', async (path) => {
  const read = await readOsm(await sourceFromPath(path));
  expect([read.roads.length > 2000, read.addresses.length > 700, read.places.length > 60]).toEqual([true, true, true]);
});
