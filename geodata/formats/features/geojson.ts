/** GeoJSON by RFC 7946, and the older dialect with a `crs` member that German offices still export. */
import type { Geometry, Position } from 'geojson';
import { baseName, ProblemList, problem, refuse } from '../say.ts';
import type { FeatureSource, SourceFeature, SourceMember } from '../source.ts';
import { decodeText } from '../text.ts';
import { epsgFromText } from './prj.ts';
import { plainProperties } from './properties.ts';

type Json = Record<string, unknown>;

export function parseJson(member: SourceMember): Json {
  const { text } = decodeText(member.bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const cut =
      error instanceof Error &&
      /end of JSON|Unterminated|Expected .* at position/.test(error.message) &&
      !/[}\]]\s*$/.test(text);
    return refuse(
      'json-broken',
      cut
        ? `Die Datei „${member.path}“ bricht mitten in den Daten ab: bitte erneut herunterladen oder exportieren.`
        : `Die Datei „${member.path}“ ist kein gültiges JSON: bitte neu exportieren.`,
      cut
        ? `The file '${member.path}' breaks off in the middle of the data: please download or export it again.`
        : `The file '${member.path}' is not valid JSON: please export it again.`,
    );
  }
  if (isObject(parsed)) return parsed;
  return notGeoJson(member.path);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notGeoJson(path: string): never {
  return refuse(
    'geojson-unknown',
    `„${path}“ ist JSON, aber kein GeoJSON: bitte eine FeatureCollection exportieren.`,
    `'${path}' is JSON but not GeoJSON: please export a FeatureCollection.`,
  );
}

export function readGeoJson(member: SourceMember): FeatureSource {
  const root = parseJson(member);
  const raw =
    root.type === 'FeatureCollection'
      ? root.features
      : root.type === 'Feature'
        ? [root]
        : [{ type: 'Feature', geometry: root }];
  if (!Array.isArray(raw)) return notGeoJson(member.path);
  return toFeatureSource(typeof root.name === 'string' ? root.name : baseName(member.path), raw, root.crs);
}

/** Shared with TopoJSON, whose objects become plain GeoJSON first. */
export function toFeatureSource(name: string, raw: unknown[], crsMember: unknown): FeatureSource {
  const problems = new ProblemList();
  const features: SourceFeature[] = raw.map((feature, i) => toFeature(feature, i + 1, problems));
  return { kind: 'features', name, features, crs: crsOf(crsMember, features), problems: problems.finish() };
}

function toFeature(raw: unknown, row: number, problems: ProblemList): SourceFeature {
  const feature = isObject(raw) ? raw : {};
  const geometry = checkGeometry(feature.geometry);
  if (geometry === 'broken') {
    problems.add(
      problem(
        'geometry-broken',
        `Objekt ${row} hat eine Geometrie, die nicht lesbar ist: bitte in der Quelle berichtigen.`,
        `Feature ${row} has a geometry that cannot be read: please correct it in the source.`,
        { row },
      ),
    );
  }
  const properties = plainProperties(isObject(feature.properties) ? feature.properties : {});
  if (feature.id !== undefined && properties.id === undefined)
    Object.assign(properties, plainProperties({ id: feature.id }));
  return { row, geometry: geometry === 'broken' ? null : geometry, properties };
}

const DEPTH: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Copies the geometry with two coordinates per position; null for an empty one. */
function checkGeometry(raw: unknown): Geometry | null | 'broken' {
  if (raw === null || raw === undefined) return null;
  if (!isObject(raw) || typeof raw.type !== 'string') return 'broken';
  if (raw.type === 'GeometryCollection') {
    if (!Array.isArray(raw.geometries)) return 'broken';
    const parts = raw.geometries.map(checkGeometry);
    if (parts.includes('broken')) return 'broken';
    return {
      type: 'GeometryCollection',
      geometries: parts.filter((part): part is Geometry => part !== null && part !== 'broken'),
    };
  }
  const depth = DEPTH[raw.type];
  if (depth === undefined || !Array.isArray(raw.coordinates)) return 'broken';
  if (raw.coordinates.length === 0) return null;
  const coordinates = copyNested(raw.coordinates, depth);
  return coordinates === null ? 'broken' : ({ type: raw.type, coordinates } as Geometry);
}

function copyNested(raw: unknown, depth: number): unknown {
  if (!Array.isArray(raw)) return null;
  if (depth === 0) {
    const [x, y] = raw as unknown[];
    return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
      ? ([x, y] satisfies Position)
      : null;
  }
  const out: unknown[] = [];
  for (const part of raw) {
    const copy = copyNested(part, depth - 1);
    if (copy === null) return null;
    out.push(copy);
  }
  return out;
}

/**
 * Without a `crs` member the standard says degrees; numbers beyond degrees prove that it was not followed. Even within range it stays
 * 'unstated', for whoever places the data to check against the county.
 */
function crsOf(member: unknown, features: SourceFeature[]): FeatureSource['crs'] {
  const properties = isObject(member) && isObject(member.properties) ? member.properties : {};
  const stated = String(properties.name ?? properties.code ?? '');
  const epsg = epsgFromText(stated);
  if (epsg !== null) return { epsg, from: 'file' };
  return { epsg: features.every((feature) => inDegrees(feature.geometry)) ? 4326 : null, from: 'unstated' };
}

function inDegrees(geometry: Geometry | null): boolean {
  if (geometry === null) return true;
  if (geometry.type === 'GeometryCollection') return geometry.geometries.every(inDegrees);
  return nestedInDegrees(geometry.coordinates);
}

function nestedInDegrees(coordinates: unknown[]): boolean {
  const [x, y] = coordinates;
  if (typeof x === 'number') return Math.abs(x) <= 180 && typeof y === 'number' && Math.abs(y) <= 90;
  return coordinates.every((part) => nestedInDegrees(part as unknown[]));
}
