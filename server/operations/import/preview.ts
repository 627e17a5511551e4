/** What an import would do, to be looked at and corrected first. Stores nothing. */
import type { ImportPreview } from '../../contract/imports.ts';
import type { Geometry, Position } from 'geojson';
import { privateKinds } from '../../../geodata/import/types.ts';
import { STEPS, type Roads, type RoadWay } from '../../planning/network/roads.ts';
import type { Operation } from '../../context.ts';
import { alreadyLoaded, reportOf } from './report.ts';
import type { Placement, Ready, ReadyRows } from './protectPupils.ts';
import { basisOf } from './basis.ts';
import { discreet, fingerprint, sameImport, type ImportRequest } from './request.ts';
import { prepare } from './run.ts';

const SAMPLE_ROWS = 8;
const SHOWN_FEATURES = 500;

export async function previewImport(context: Operation, asked: ImportRequest): Promise<ImportPreview> {
  const request = discreet(asked);
  const { db } = context.database;
  const hash = await fingerprint(context, request, await basisOf(db, request.county, request.kind));
  const prepared = await prepare(context, request, hash, true);
  const same = await sameImport(db, request, hash);
  const report = reportOf(request, prepared);
  return {
    report: same
      ? { ...report, alreadyLoaded: true, notes: [...alreadyLoaded(request).notes, ...report.notes] }
      : report,
    format: prepared.format,
    columns: prepared.columns,
    mapping: prepared.mapping,
    mappingRemembered: prepared.mappingRemembered,
    layers: prepared.layers,
    crs: crsOf(prepared),
    sample: privateKinds.has(request.kind) ? [] : sampleRows(prepared.rows),
    features: shapes(prepared.rows),
    placement: placementOf(prepared.placement),
  };
}

function placementOf(placement: Placement | null): ImportPreview['placement'] {
  if (!placement) return null;
  const { qualities, unmatched, ...rest } = placement;
  const order = ['exact', 'similar', 'street', 'place', 'ambiguous', 'none'] as const;
  return {
    ...rest,
    qualities: order.map((quality) => ({ quality, pupils: qualities[quality] })),
    unmatched: unmatched.map(({ row, address, quality }) => ({ row, address, quality })),
  };
}

function crsOf({ crs }: Ready): ImportPreview['crs'] {
  if (!crs) return null;
  const { epsg, from, certain, candidates, sentence } = crs;
  return {
    epsg,
    from,
    certain,
    candidates: candidates.map(({ epsg: code, label, distanceKm }) => ({ epsg: code, label, distanceKm })),
    sentence,
  };
}

function rowsOf(data: Exclude<ReadyRows, { kind: 'gtfs' }>): object[] {
  if (data.kind === 'network') return data.roads.ways.map((way) => ({ geometry: lineOf(data.roads, way) }));
  if (data.kind === 'districts' && data.streets.length > 0) return data.streets;
  return data.kind === 'protected-pupils' ? data.editions.flatMap(({ counts }) => counts) : data.rows;
}

function lineOf({ lon, lat }: Roads, { nodes }: RoadWay): Geometry {
  return { type: 'LineString', coordinates: nodes.map((node) => [lon[node]! / STEPS, lat[node]! / STEPS]) };
}

function sampleRows(data: ReadyRows): Record<string, string>[] {
  const rows: object[] = data.kind === 'gtfs' ? data.rows.routes : rowsOf(data);
  return rows.slice(0, SAMPLE_ROWS).map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => !['geometry', 'attributes', 'edition'].includes(key))
        .map(([key, value]) => [key, value === null ? '' : String(value)]),
    ),
  );
}

/** Where the data lie: points as they are, lines and areas as their envelope, so that a preview stays small. */
function shapes(data: ReadyRows): ImportPreview['features'] {
  const geometries =
    data.kind === 'gtfs'
      ? data.rows.stops.map(point)
      : rowsOf(data)
          .slice(0, SHOWN_FEATURES * 4)
          .map(shape);
  const features = geometries
    .filter((geometry) => geometry !== null)
    .slice(0, SHOWN_FEATURES)
    .map((geometry) => ({ type: 'Feature', properties: {}, geometry }));
  return features.length > 0 ? { type: 'FeatureCollection', features } : null;
}

function point({ lon, lat }: { lon: number; lat: number }): Geometry {
  return { type: 'Point', coordinates: [lon, lat] };
}

function shape(row: object): Geometry | null {
  if ('lon' in row && 'lat' in row) return point(row as { lon: number; lat: number });
  if (!('geometry' in row)) return null;
  const positions = flatten((row.geometry as { coordinates?: unknown }).coordinates);
  const xs = positions.map(([x = 0]) => x);
  const ys = positions.map(([, y = 0]) => y);
  const reduce = (values: number[], pick: (a: number, b: number) => number) =>
    values.reduce((a, b) => pick(a, b), values[0] ?? 0);
  const [west, south, east, north] = [
    reduce(xs, Math.min),
    reduce(ys, Math.min),
    reduce(xs, Math.max),
    reduce(ys, Math.max),
  ];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

function flatten(coordinates: unknown): Position[] {
  if (!Array.isArray(coordinates)) return [];
  if (typeof coordinates[0] === 'number') return [coordinates as Position];
  return coordinates.flatMap(flatten);
}
