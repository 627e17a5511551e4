/** Polygons of a file, repaired and in EPSG:4326. What ST_MakeValid repairs later is said here. */
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { mapPositions, type XY } from '../crs/transform.ts';
import { repairRings } from '../formats/geometry.ts';
import type { SourceRecord } from './records.ts';
import type { PrepareContext } from './types.ts';

/** What an area is called in sentences: 'Das Gebiet „0107“'; `code` begins the codes of its problems. */
export interface NamedArea {
  code: string;
  de: string;
  en: string;
  key: string;
}

/** Null: rejected, with a sentence. */
export function readPolygon(
  { report }: PrepareContext,
  { geometry, row }: SourceRecord,
  transform: (xy: XY) => XY,
  { code, de, en, key }: NamedArea,
): Polygon | MultiPolygon | null {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
    report.reject(
      `${code}.noPolygon`,
      `${de} hat keine Fläche: bitte eine Ebene mit Polygonen wählen.`,
      `${en} has no polygon: please choose a layer of polygons.`,
      { row },
    );
    return null;
  }
  const repaired = repairRings(geometry);
  for (const repair of repaired.repairs)
    report.warn(`${code}.repaired`, `„${key}“: ${repair.de}`, `'${key}': ${repair.en}`, { row });
  const clean = repaired.geometry;
  if (clean?.type !== 'Polygon' && clean?.type !== 'MultiPolygon') {
    report.reject(
      `${code}.noArea`,
      `${de} hat keinen Ring mit einer Fläche: bitte neu zeichnen oder neu exportieren.`,
      `${en} has no ring that encloses an area: please redraw or export it again.`,
      { row },
    );
    return null;
  }
  return mapPositions(clean, ([x = 0, y = 0]) => transform([x, y]));
}

/** First positions of the records' geometries, to tell the CRS by. */
export function samplePositions(records: readonly SourceRecord[]): XY[] {
  const positions: XY[] = [];
  for (const { geometry } of records) {
    let at: unknown = geometry && 'coordinates' in geometry ? geometry.coordinates : null;
    while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
    const [x, y] = (at ?? []) as Position;
    if (typeof x === 'number' && typeof y === 'number') positions.push([x, y]);
    if (positions.length >= 500) break;
  }
  return positions;
}

export function joined(a: Polygon | MultiPolygon, b: Polygon | MultiPolygon): MultiPolygon {
  const polygons = (geometry: Polygon | MultiPolygon) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return { type: 'MultiPolygon', coordinates: [...polygons(a), ...polygons(b)] };
}
