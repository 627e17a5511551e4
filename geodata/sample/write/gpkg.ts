/** Areas as a GeoPackage (OGC 12-128r15) through SQLite compiled to WebAssembly. */
import initSqlJs, { type Database } from 'sql.js';
import type { PolygonRings, SampleArea, SampleCounty } from '../model.ts';

const EPSG = 25832;
const APPLICATION_ID = 0x47504b47;
const USER_VERSION = 10300;
/** The same on every run: the file must be the same to the byte. */
const LAST_CHANGE = '2026-01-15T08:00:00.000Z';
const VALID_FROM = '2019-12-31';

const SCHEMA = `
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${USER_VERSION};
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));`;

const UTM_32 =
  'PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4258"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","25832"]]';
const WGS_84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]';

export async function areasGpkg(county: SampleCounty): Promise<Uint8Array> {
  const sql = await initSqlJs();
  const database = new sql.Database();
  try {
    database.run(SCHEMA);
    const insertSrs = 'INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)';
    database.run(insertSrs, ['Undefined cartesian SRS', -1, 'NONE', -1, 'undefined']);
    database.run(insertSrs, ['Undefined geographic SRS', 0, 'NONE', 0, 'undefined']);
    database.run(insertSrs, ['WGS 84 geodetic', 4326, 'EPSG', 4326, WGS_84]);
    database.run(insertSrs, ['ETRS89 / UTM zone 32N', EPSG, 'EPSG', EPSG, UTM_32]);
    writeLayer(database, 'kreis', [county.county]);
    writeLayer(database, 'planungsraum', county.planningAreas);
    writeLayer(
      database,
      'gemeinde',
      county.municipalities,
      county.municipalities.map(({ planningArea }) => county.planningAreas[planningArea]!.key),
    );
    return database.export();
  } finally {
    database.close();
  }
}

function writeLayer(
  database: Database,
  layer: string,
  areas: readonly SampleArea[],
  parents?: readonly string[],
): void {
  const box = envelope(areas.flatMap(({ polygons }) => polygons));
  database.run("INSERT INTO gpkg_contents VALUES (?, 'features', ?, 'Beispieldaten', ?, ?, ?, ?, ?, ?)", [
    layer,
    layer,
    LAST_CHANGE,
    ...box,
    EPSG,
  ]);
  database.run(
    `CREATE TABLE ${layer} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, schluessel TEXT, name TEXT,${parents ? ' planungsraum TEXT,' : ''} gueltig_ab DATE, einwohner INTEGER)`,
  );
  database.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", [layer, EPSG]);
  const columns = ['geom', 'schluessel', 'name', ...(parents ? ['planungsraum'] : []), 'gueltig_ab', 'einwohner'];
  const insert = `INSERT INTO ${layer} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  areas.forEach(({ key, name, polygons, residents }, i) => {
    const parent = parents ? [parents[i]!] : [];
    database.run(insert, [geometry(polygons), key, name, ...parent, VALID_FROM, residents]);
  });
}

type Envelope = [minX: number, minY: number, maxX: number, maxY: number];

function envelope(polygons: readonly PolygonRings[]): Envelope {
  const box: Envelope = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of polygons.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Header with envelope, then a MultiPolygon in well-known binary, all little-endian. */
function geometry(polygons: readonly PolygonRings[]): Uint8Array {
  const points = polygons.flat(2).length;
  const rings = polygons.flat().length;
  const view = new DataView(new ArrayBuffer(40 + 9 + polygons.length * 9 + rings * 4 + points * 16));
  let at = 0;
  const byte = (value: number): void => void view.setUint8(at++, value);
  const integer = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const double = (value: number): void => {
    view.setFloat64(at, value, true);
    at += 8;
  };
  // Flags: little-endian, envelope of minx, maxx, miny, maxy.
  for (const value of [0x47, 0x50, 0, 0b011]) byte(value);
  integer(EPSG);
  const [minX, minY, maxX, maxY] = envelope(polygons);
  for (const value of [minX, maxX, minY, maxY]) double(value);
  byte(1);
  integer(6);
  integer(polygons.length);
  for (const polygon of polygons) {
    byte(1);
    integer(3);
    integer(polygon.length);
    for (const ring of polygon) {
      integer(ring.length);
      for (const [x, y] of ring) {
        double(x);
        double(y);
      }
    }
  }
  return new Uint8Array(view.buffer);
}
