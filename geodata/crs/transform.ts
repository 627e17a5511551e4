/** Coordinates from one reference system to another; x is east (or longitude), y is north (or latitude), whatever EPSG says on axes. */
import type { Geometry, Position } from 'geojson';
import proj4 from 'proj4';
import { refuse } from '../formats/say.ts';
import { CRS, type CrsDefinition } from './definitions.ts';
import { loadGrid } from './grid.ts';

export { crsLabel } from './definitions.ts';

export type XY = [number, number];
export type Transform = (xy: XY) => XY;

const made = new Map<string, Transform>();

function definitionOf(epsg: number): CrsDefinition {
  const definition = CRS.get(epsg);
  if (definition) return definition;
  const known = [...CRS.keys()].filter((code) => code !== 4258 && code !== 4314).join(', ');
  return refuse(
    'crs-unsupported',
    `Das Koordinatensystem EPSG:${epsg} wird nicht unterstützt: bitte die Datei in eines von ${known} umrechnen oder das richtige angeben.`,
    `The coordinate reference system EPSG:${epsg} is not supported: please convert the file to one of ${known} or state the right one.`,
  );
}

/** Throws for an unknown system. A coordinate that cannot be transformed comes back as NaN, never as something plausible. */
export function transformer(fromEpsg: number, toEpsg: number): Transform {
  const key = `${fromEpsg}>${toEpsg}`;
  const existing = made.get(key);
  if (existing) return existing;
  const from = definitionOf(fromEpsg);
  const to = definitionOf(toEpsg);
  const transform = from.proj4 === to.proj4 ? ([x, y]: XY): XY => [x, y] : build(from, to);
  made.set(key, transform);
  return transform;
}

/** Within a cell of the grid's edge (47°–55.3° N, 5.5°–15.667° E) proj4 may find no value. */
function insideGrid([lon, lat]: XY): boolean {
  return lon > 5.51 && lon < 15.65 && lat > 47.01 && lat < 55.29;
}

/**
 * DHDN goes by way of longitude and latitude, where the grid's edges are known. Outside of it the nationwide parameters (3 m) show where
 * a point lies: such a point is a mistake that a person has to see on the map.
 */
function build(from: CrsDefinition, to: CrsDefinition): Transform {
  if (from.fallback && to.fallback) {
    const there = transformer(from.epsg, 4326);
    const back = transformer(4326, to.epsg);
    return (xy) => back(there(xy));
  }
  const exact = converter(from.proj4, to.proj4);
  if (from.fallback) {
    loadGrid();
    const toDegrees = to.kind === 'geographic' ? (xy: XY): XY => xy : converter(to.proj4, degrees());
    const rough = converter(from.fallback, to.proj4);
    return (xy) => {
      const result = exact(xy);
      return insideGrid(toDegrees(result)) ? result : rough(xy);
    };
  }
  if (to.fallback) {
    loadGrid();
    const toDegrees = from.kind === 'geographic' ? (xy: XY): XY => xy : converter(from.proj4, degrees());
    const rough = converter(from.proj4, to.fallback);
    return (xy) => (insideGrid(toDegrees(xy)) ? exact(xy) : rough(xy));
  }
  return exact;
}

function degrees(): string {
  return definitionOf(4326).proj4;
}

function converter(from: string, to: string): Transform {
  let inner: { forward: (xy: number[]) => number[] } | null = null;
  return ([x, y]) => {
    // Made at the first use: proj4 looks for the grid when it parses the definition.
    inner ??= proj4(from, to);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
    try {
      const [east, north] = inner.forward([x, y]);
      return [east ?? Number.NaN, north ?? Number.NaN];
    } catch {
      return [Number.NaN, Number.NaN];
    }
  };
}

/** A copy in the target system. Heights are dropped: nothing here measures them. */
export function transformGeometry<G extends Geometry>(geometry: G, fromEpsg: number, toEpsg = 4326): G {
  const transform = transformer(fromEpsg, toEpsg);
  return mapPositions(geometry, ([x = Number.NaN, y = Number.NaN]) => transform([x, y]));
}

export function mapPositions<G extends Geometry>(geometry: G, change: (position: Position) => Position): G {
  if (geometry.type === 'GeometryCollection') {
    return { ...geometry, geometries: geometry.geometries.map((part) => mapPositions(part, change)) };
  }
  const { bbox: _dropped, ...rest } = geometry;
  return { ...rest, coordinates: mapNested(geometry.coordinates, change) } as unknown as G;
}

type Nested = Position | Nested[];

function mapNested(coordinates: Nested, change: (position: Position) => Position): Nested {
  if (coordinates.length === 0) return coordinates;
  if (typeof coordinates[0] === 'number') return change(coordinates as Position);
  return (coordinates as Nested[]).map((part) => mapNested(part, change));
}
