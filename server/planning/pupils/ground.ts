/** What lies at a point: its 100 m cell of the European grid, its Gemeinde, planning area and school district. */
import { booleanPointInPolygon } from '@turf/turf';
import type { MultiPolygon, Polygon } from 'geojson';
import { CELL_METRES } from '../confidentiality/atomsInput.ts';

export interface GroundArea {
  key: string;
  name?: string;
  /** EPSG:4326 */
  geometry: Polygon | MultiPolygon;
}

/** The borders that atoms keep; a county that has no such layer leaves the list empty. */
export interface GroundLayers {
  gemeinde: readonly GroundArea[];
  planningArea: readonly GroundArea[];
  district: readonly GroundArea[];
}

/** `gemeinde` null outside the county. */
export interface Ground {
  /** Its lower left corner in EPSG:3035, metres. */
  cell: { key: string; n: number; e: number };
  gemeinde: string | null;
  planningArea: string | null;
  district: string | null;
}

type Point = readonly [number, number];

/** Name of a cell as INSPIRE gives it: 'CRS3035RES100mN3089100E4100200'. */
export const cellKey = (n: number, e: number): string => `CRS3035RES${CELL_METRES}mN${n}E${e}`;

/** A cell that a border cuts is a cell on either side of it. */
export const partOf = ({ cell, gemeinde, planningArea, district }: Ground): string =>
  [cell.key, gemeinde, planningArea, district].map((name) => name ?? '').join('/');

/** What the name of a part says. */
export function groundOfPart(part: string): Ground {
  const [key = '', gemeinde = '', planningArea = '', district = ''] = part.split('/');
  const [n = 0, e = 0] = key.split(/\D+/).filter(Boolean).slice(-2).map(Number);
  return {
    cell: { key, n, e },
    gemeinde: gemeinde || null,
    planningArea: planningArea || null,
    district: district || null,
  };
}

/** @param toGrid longitude and latitude in degrees → easting and northing in EPSG:3035, metres */
export function groundFinder(
  layers: GroundLayers,
  toGrid: (point: [number, number]) => readonly [number, number],
): (point: Point) => Ground {
  const [gemeinde, planningArea, district] = [layers.gemeinde, layers.planningArea, layers.district].map(areaFinder);
  return ([lon, lat]) => {
    const [e = 0, n = 0] = toGrid([lon, lat]).map((metres) => Math.floor(metres / CELL_METRES) * CELL_METRES);
    return {
      cell: { key: cellKey(n, e), n, e },
      gemeinde: gemeinde!([lon, lat]),
      planningArea: planningArea!([lon, lat]),
      district: district!([lon, lat]),
    };
  };
}

/** The area that holds a point, on a common border the smaller key. */
function areaFinder(areas: readonly GroundArea[]): (point: Point) => string | null {
  const boxed = [...areas]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((area) => ({ ...area, box: boxOf(area.geometry) }));
  return ([lon, lat]) => {
    for (const { key, geometry, box } of boxed) {
      if (lon < box[0] || lat < box[1] || lon > box[2] || lat > box[3]) continue;
      if (booleanPointInPolygon([lon, lat], geometry)) return key;
    }
    return null;
  };
}

function boxOf(geometry: Polygon | MultiPolygon): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  for (const ring of rings) {
    for (const [x = 0, y = 0] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}
