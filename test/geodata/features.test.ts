import type { FeatureCollection, Geometry, Position } from 'geojson';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { topology } from 'topojson-server';
import { expect, test } from 'vitest';
import { transformGeometry } from '../../geodata/crs/transform.ts';
import { listLayers, readFeatures } from '../../geodata/formats/features/readFeatures.ts';
import { epsgFromPrj, epsgFromText } from '../../geodata/formats/features/prj.ts';
import { parseWkb } from '../../geodata/formats/features/wkb.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { testWithRealData } from '../realData.ts';
import { refusal, source, zipped } from './helpers.ts';
import { dbf, shp } from './shapefileWriter.ts';
import { writeWkb } from './wkbWriter.ts';

const SQUARE: Position[][] = [
  [
    [0, 0],
    [0, 10],
    [10, 10],
    [10, 0],
    [0, 0],
  ],
];

function collection(geometry: unknown, rest: object = {}): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { AGS: '07235005', n: { a: 1 } }, geometry }],
    ...rest,
  });
}

test('GeoJSON: attributes stay plain, heights are dropped, the CRS is presumed where degrees are possible', async () => {
  const read = await readFeatures(await source('a.geojson', collection({ type: 'Point', coordinates: [11, 51, 300] })));
  expect(read.features).toEqual([
    { row: 1, geometry: { type: 'Point', coordinates: [11, 51] }, properties: { AGS: '07235005', n: '{"a":1}' } },
  ]);
  expect(read.crs).toEqual({ epsg: 4326, from: 'unstated' });
});

test('GeoJSON: the older crs member is read, coordinates beyond degrees have no CRS', async () => {
  const point = { type: 'Point', coordinates: [390000, 5820000] };
  const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25833' } } };
  expect((await readFeatures(await source('a.json', collection(point, crs)))).crs).toEqual({
    epsg: 25833,
    from: 'file',
  });
  expect((await readFeatures(await source('a.json', collection(point)))).crs).toEqual({ epsg: null, from: 'unstated' });
});

test('GeoJSON: broken geometries are listed by feature, broken files are refused', async () => {
  const read = await readFeatures(await source('a.json', collection({ type: 'Polygon', coordinates: [[[0, 'x']]] })));
  expect([read.features[0]?.geometry, read.problems[0]?.code, read.problems[0]?.row]).toEqual([
    null,
    'geometry-broken',
    1,
  ]);
  const cut = await refusal('json-broken', async () =>
    readFeatures(await source('a.json', collection({ type: 'Point', coordinates: [1, 2] }).slice(0, -30))),
  );
  expect(cut.text.de).toContain('bricht mitten in den Daten ab');
  await refusal('not-features', async () => readFeatures(await source('a.csv', 'a;b\n1;2\n')));
});

test('TopoJSON: each object is a layer', async () => {
  const one = { type: 'Polygon' as const, coordinates: SQUARE };
  const gemeinden: FeatureCollection = {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { k: '1' }, geometry: one }],
  };
  const text = JSON.stringify(topology({ kreise: one, gemeinden }));
  const opened = await source('a.topojson', text);
  expect(await listLayers(opened)).toEqual(['kreise', 'gemeinden']);
  const choice = await refusal('layer-choice', () => readFeatures(opened));
  expect(choice.text.de).toContain('kreise, gemeinden');
  const read = await readFeatures(opened, { layer: 'gemeinden' });
  expect(read.features.map(({ properties, geometry }) => [properties.k, geometry?.type])).toEqual([['1', 'Polygon']]);
});

test('Shapefile: raw coordinates, encoding by .cpg and without, CRS by ESRI text', async () => {
  const parts = {
    'a/orte.shp': shp([
      [3_500_000, 5_600_000],
      [3_500_100, 5_600_100],
    ]),
    'a/orte.dbf': dbf('NAME', ['Großmonra', 'Kölleda'], 'latin1'),
    'a/orte.prj': DHDN3,
  };
  const read = await readFeatures(await zipped('orte.zip', parts));
  expect(read.crs).toEqual({ epsg: 31467, from: 'file' });
  expect(read.features.map(({ properties }) => properties.NAME)).toEqual(['Großmonra', 'Kölleda']);
  expect(read.features[0]?.geometry).toEqual({ type: 'Point', coordinates: [3_500_000, 5_600_000] });
  const utf8 = await readFeatures(
    await zipped('orte.zip', {
      ...parts,
      'a/orte.dbf': dbf('NAME', ['Großmonra', 'Kölleda'], 'utf8'),
      'a/orte.cpg': 'UTF-8',
    }),
  );
  expect(utf8.features[0]?.properties.NAME).toBe('Großmonra');
});

test('Shapefile: missing or cut-off parts are refused', async () => {
  const whole = shp([
    [1, 2],
    [3, 4],
  ]);
  const names = dbf('NAME', ['a', 'b'], 'latin1');
  const error = await refusal('shapefile-incomplete', async () =>
    readFeatures(await zipped('a.zip', { 'a.shp': whole })),
  );
  expect(error.text.de).toContain('.dbf');
  await refusal('shapefile-truncated', async () =>
    readFeatures(await zipped('a.zip', { 'a.shp': whole.subarray(0, 130), 'a.dbf': names })),
  );
  await refusal('shapefile-truncated', async () =>
    readFeatures(await zipped('a.zip', { 'a.shp': whole, 'a.dbf': names.subarray(0, -8) })),
  );
  const layers = await refusal('layer-choice', async () =>
    readFeatures(await zipped('a.zip', { 'a.shp': whole, 'a.dbf': names, 'b.shp': whole, 'b.dbf': names })),
  );
  expect(layers.text.de).toContain('a, b');
});

const BESSEL = 'SPHEROID["Bessel_1841",6377397.155,299.1528128]';
const DHDN3 = `PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",${BESSEL}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",3500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

function esri(datum: string, projection: string, east: number, meridian: number, scale: number): string {
  return `PROJCS["x",GEOGCS["GCS_${datum}",DATUM["D_${datum}",SPHEROID["s",6378137.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["${projection}"],PARAMETER["False_Easting",${east}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
}

test.each([
  [DHDN3, 31467],
  [esri('Deutsches_Hauptdreiecksnetz', 'Gauss_Kruger', 2500000, 6, 1), 31466],
  [esri('Deutsches_Hauptdreiecksnetz', 'Transverse_Mercator', 4500000, 12, 1), 31468],
  [esri('Pulkovo_1942_Adj_1983', 'Gauss_Kruger', 4500000, 12, 1), null],
  [esri('Pulkovo_1942(83)', 'Gauss_Kruger', 4500000, 12, 1), 2398],
  [esri('Potsdam_Datum_83', 'Gauss_Kruger', 4500000, 12, 1), 3397],
  [esri('Rauenberg_Datum_83', 'Gauss_Kruger', 5500000, 15, 1), 3399],
  [esri('ETRS_1989', 'Transverse_Mercator', 500000, 9, 0.9996), 25832],
  [esri('ETRS_1989', 'Transverse_Mercator', 500000, 15, 0.9996), 25833],
  [esri('ETRS_1989', 'Transverse_Mercator', 32500000, 9, 0.9996), 4647],
  [esri('ETRS_1989', 'Transverse_Mercator', 33500000, 15, 0.9996), 5650],
  [esri('WGS_1984', 'Transverse_Mercator', 500000, 9, 0.9996), 32632],
  [esri('WGS_1984', 'Mercator_Auxiliary_Sphere', 0, 0, 1), 3857],
  [esri('ETRS_1989', 'Lambert_Azimuthal_Equal_Area', 4321000, 10, 1), 3035],
  [
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.017]]',
    4326,
  ],
  ['PROJCS["x",GEOGCS["g",AUTHORITY["EPSG","4258"]],AUTHORITY["EPSG","25832"]]', 25832],
  ['PROJCS["x",GEOGCS["g",AUTHORITY["EPSG","4258"]],PROJECTION["Transverse_Mercator"]]', null],
])('the system of a .prj: %#', (wkt, epsg) => {
  expect(epsgFromPrj(wkt)).toBe(epsg);
});

test('names of systems', () => {
  expect(
    [
      'urn:ogc:def:crs:EPSG::25833',
      'EPSG:31468',
      'urn:ogc:def:crs:OGC:1.3:CRS84',
      'http://www.opengis.net/def/crs/EPSG/0/25832',
      'Bessel',
    ].map(epsgFromText),
  ).toEqual([25833, 31468, 4326, 25832, null]);
});

async function geoPackage(geometry: Geometry, layers: string[], bytesBefore = 0): Promise<Uint8Array> {
  const sql = await initSqlJs();
  const database = new sql.Database();
  database.run(`CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('x', 7, 'EPSG', 25832, '', '');
    CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m);`);
  // Header "GP", version 0, flags: little-endian, envelope of 32 bytes; then the number of the reference system.
  const header = Uint8Array.from([0x47, 0x50, 0, bytesBefore ? 3 : 1, 7, 0, 0, 0, ...new Uint8Array(bytesBefore)]);
  for (const layer of layers) {
    const quoted = `"${layer.replaceAll('"', '""')}"`;
    database.run(`CREATE TABLE ${quoted} (fid INTEGER PRIMARY KEY, shape BLOB, ags TEXT, leer TEXT)`);
    database.run(`INSERT INTO gpkg_geometry_columns VALUES (?, 'shape', 'GEOMETRY', 7, 0, 0)`, [layer]);
    database.run(`INSERT INTO ${quoted} VALUES (1, ?, '07235005', NULL)`, [
      Uint8Array.from([...header, ...writeWkb(geometry)]),
    ]);
    database.run(`INSERT INTO ${quoted} VALUES (2, NULL, '07235008', 'x')`);
    database.run(`INSERT INTO ${quoted} VALUES (3, ?, '07235014', 'x')`, [
      Uint8Array.from([0x47, 0x50, 0, 0x11, 7, 0, 0, 0]),
    ]);
    database.run(`INSERT INTO ${quoted} VALUES (4, ?, '07235030', 'x')`, [Uint8Array.from([1, 2, 3])]);
  }
  return database.export();
}

test('GeoPackage: CRS by the table of systems, empty, missing and broken geometries', async () => {
  const geometry: Geometry = { type: 'Polygon', coordinates: SQUARE };
  for (const envelope of [0, 32]) {
    const read = await readFeatures(await source('a.gpkg', await geoPackage(geometry, ['gemeinden'], envelope)));
    expect(read.crs).toEqual({ epsg: 25832, from: 'file' });
    expect(read.features.map((feature) => feature.geometry)).toEqual([geometry, null, null, null]);
    expect(read.features[0]?.properties).toEqual({ fid: 1, ags: '07235005', leer: null });
    expect(read.problems.map(({ code, row }) => [code, row])).toEqual([['geometry-broken', 4]]);
  }
});

test('GeoPackage: several layers have to be chosen from, other SQLite files are refused', async () => {
  const two = await source('a.gpkg', await geoPackage({ type: 'Point', coordinates: [1, 2] }, ['orte', 'wege "alt"']));
  expect(await listLayers(two)).toEqual(['orte', 'wege "alt"']);
  const choice = await refusal('layer-choice', () => readFeatures(two));
  expect(choice.text.en).toContain('orte');
  expect((await readFeatures(two, { layer: 'wege "alt"' })).features).toHaveLength(4);
  await refusal('layer-missing', () => readFeatures(two, { layer: 'weg' }));
  const sql = await initSqlJs();
  const other = new sql.Database();
  other.run('CREATE TABLE t (a)');
  await refusal('gpkg-unknown', async () => readFeatures(await source('a.gpkg', other.export())));
  const whole = await geoPackage({ type: 'Point', coordinates: [1, 2] }, ['orte']);
  await refusal('gpkg-corrupt', async () => readFeatures(await source('a.gpkg', whole.subarray(0, 5000))));
});

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const position = fc.tuple(number, number);
const line = fc.array(position, { minLength: 1, maxLength: 6 });
const rings = fc.array(line, { minLength: 1, maxLength: 3 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates): Geometry => ({ type: 'Point', coordinates })),
  line.map((coordinates): Geometry => ({ type: 'LineString', coordinates })),
  line.map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })),
  rings.map((coordinates): Geometry => ({ type: 'Polygon', coordinates })),
  rings.map((coordinates): Geometry => ({ type: 'MultiLineString', coordinates })),
  fc
    .array(rings, { minLength: 1, maxLength: 3 })
    .map((coordinates): Geometry => ({ type: 'MultiPolygon', coordinates })),
);

test('property: WKB of every type, byte order and dimension comes back', () => {
  fc.assert(
    fc.property(
      geometry,
      fc.boolean(),
      fc.constantFrom('xy', 'z', 'm', 'zm', 'ewkb-z'),
      (original, little, dimensions) => {
        expect(parseWkb(writeWkb(original, { little, dimensions }))).toEqual(original);
      },
    ),
  );
});

test('property: GeoJSON comes back', async () => {
  await fc.assert(
    fc.asyncProperty(geometry, async (original) => {
      const plain = JSON.parse(JSON.stringify(original)) as Geometry;
      expect((await readFeatures(await source('a.geojson', collection(original)))).features[0]?.geometry).toEqual(
        plain,
      );
    }),
  );
});

function positions(geometry: Geometry | null): Position[] {
  if (!geometry || geometry.type === 'GeometryCollection') return [];
  const flatten = (nested: unknown[]): Position[] =>
    typeof nested[0] === 'number' ? [nested as Position] : nested.flatMap((part) => flatten(part as unknown[]));
  return flatten(geometry.coordinates);
}

testWithRealData(
  'all Germany in Gauß-Krüger lies within 0.1 m of its GeoJSON twin',
  ['boundaries/vg5000_2021_gk3', 'boundaries/gemeinden_vg5000_2021-01-01.geojson'],
  async (folder, twinPath) => {
    const all = await readFeatures(await sourceFromPath(folder ?? ''));
    const twin = await readFeatures(await sourceFromPath(twinPath ?? ''));
    expect([all.features.length, all.crs.epsg, all.problems.length]).toEqual([10997, 31467, 0]);
    expect(twin.features).toHaveLength(189);
    const byId = new Map(all.features.map((feature) => [feature.properties.OBJID, feature]));
    let worst = 0;
    for (const { properties, geometry: expected } of twin.features) {
      const original = byId.get(properties.OBJID);
      expect(original?.properties.GEN).toBe(properties.GEN);
      const ours = original?.geometry ? positions(transformGeometry(original.geometry, 31467)) : [];
      for (const [x = 0, y = 0] of positions(expected)) {
        const metres = ours.map(([u = 0, v = 0]) =>
          Math.hypot((u - x) * 111_320 * Math.cos((y * Math.PI) / 180), (v - y) * 111_230),
        );
        worst = Math.max(worst, Math.min(...metres));
      }
    }
    // The twin is rounded to 1e-6 degrees, which alone is up to 0.066 m.
    expect(worst).toBeLessThan(0.1);
  },
);

testWithRealData(
  'Berlin: planning areas as TopoJSON with their leading zeros',
  'kitas/berlin/planning_areas.topojson',
  async (path) => {
    const read = await readFeatures(await sourceFromPath(path));
    expect(read.features).toHaveLength(447);
    expect(read.features.every(({ properties }) => /^\d{8}$/.test(String(properties.s)))).toBe(true);
  },
);
