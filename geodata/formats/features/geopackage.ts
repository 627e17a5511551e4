/** GeoPackage (OGC 12-128) through SQLite compiled to WebAssembly. */
import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';
import { guarded, ProblemList, problem, refuse } from '../say.ts';
import type { FeatureSource, SourceFeature, SourceMember } from '../source.ts';
import { plainProperties } from './properties.ts';
import { parseWkb } from './wkb.ts';

let engine: Promise<SqlJsStatic> | null = null;

async function withDatabase<T>(member: SourceMember, use: (database: Database) => T): Promise<T> {
  engine ??= initSqlJs();
  const sql = await engine;
  return guarded(
    'gpkg-corrupt',
    `Das GeoPackage „${member.path}“ ist beschädigt oder unvollständig: bitte neu exportieren.`,
    `The GeoPackage '${member.path}' is damaged or incomplete: please export it again.`,
    () => {
      const database = new sql.Database(member.bytes);
      try {
        return use(database);
      } finally {
        database.close();
      }
    },
  );
}

type Row = Record<string, unknown>;

function rows(database: Database, sql: string, values: string[] = []): Row[] {
  const statement = database.prepare(sql, values);
  const out: Row[] = [];
  while (statement.step()) out.push(statement.getAsObject());
  statement.free();
  return out;
}

export async function listGpkgLayers(member: SourceMember): Promise<string[]> {
  return withDatabase(member, (database) => {
    if (rows(database, `SELECT 1 FROM sqlite_master WHERE name = 'gpkg_geometry_columns'`).length === 0) {
      return refuse(
        'gpkg-unknown',
        `„${member.path}“ ist eine SQLite-Datei, aber kein GeoPackage: bitte als GeoPackage exportieren.`,
        `'${member.path}' is an SQLite file but not a GeoPackage: please export it as GeoPackage.`,
      );
    }
    const sql = `SELECT table_name FROM gpkg_geometry_columns WHERE table_name IN (SELECT name FROM sqlite_master) ORDER BY table_name`;
    return rows(database, sql).map((row) => String(row.table_name));
  });
}

export async function readGeoPackage(member: SourceMember, layer: string): Promise<FeatureSource> {
  return withDatabase(member, (database) => {
    const [column] = rows(database, `SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?`, [
      layer,
    ]);
    const geometryColumn = String(column?.column_name ?? 'geom');
    const problems = new ProblemList();
    const features: SourceFeature[] = [];
    const statement = database.prepare(`SELECT * FROM "${layer.replaceAll('"', '""')}"`);
    const names = statement.getColumnNames();
    const at = names.findIndex((name) => name.toLowerCase() === geometryColumn.toLowerCase());
    while (statement.step()) {
      const values = statement.get();
      const row = features.length + 1;
      const properties = plainProperties(
        Object.fromEntries(names.flatMap((name, i) => (i === at ? [] : [[name, values[i]]]))),
      );
      features.push({ row, geometry: geometryOf(values[at], row, problems), properties });
    }
    statement.free();
    const crs = crsOf(database, Number(column?.srs_id ?? 0));
    return { kind: 'features', name: layer, features, crs, problems: problems.finish() };
  });
}

/** srs_id is the file's own number; organisation and code say what it means. -1 and 0 are "undefined". */
function crsOf(database: Database, srsId: number): FeatureSource['crs'] {
  const sql = `SELECT organization, organization_coordsys_id AS code FROM gpkg_spatial_ref_sys WHERE srs_id = ${Math.trunc(srsId)}`;
  const [srs] = rows(database, sql);
  const code = Number(srs?.code ?? 0);
  if (String(srs?.organization ?? '').toUpperCase() !== 'EPSG' || code <= 0) return { epsg: null, from: 'unstated' };
  return { epsg: code, from: 'file' };
}

/** A header of 8 bytes, an envelope whose size the flags tell, then WKB. */
function geometryOf(blob: unknown, row: number, problems: ProblemList): SourceFeature['geometry'] {
  if (!(blob instanceof Uint8Array) || blob.length === 0) return null;
  try {
    if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new RangeError('no GeoPackage header');
    const flags = blob[3] ?? 0;
    const envelope = [0, 32, 48, 48, 64][(flags >> 1) & 7];
    if (envelope === undefined) throw new RangeError('envelope');
    if ((flags & 0x10) !== 0) return null;
    return parseWkb(blob.subarray(8 + envelope));
  } catch {
    problems.add(
      problem(
        'geometry-broken',
        `Objekt ${row} hat eine Geometrie, die nicht lesbar ist: bitte in der Quelle berichtigen.`,
        `Feature ${row} has a geometry that cannot be read: please correct it in the source.`,
        { row },
      ),
    );
    return null;
  }
}
