/** From EPSG:25832, in which the county is built, to longitude and latitude. */
import proj4 from 'proj4';
import type { Point } from '../model.ts';

const projection = proj4('+proj=utm +zone=32 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs', 'EPSG:4326');

/** Degrees with seven decimals (one centimetre), as OpenStreetMap keeps them. */
export function toDegrees(point: Point): [longitude: number, latitude: number] {
  const [longitude, latitude] = projection.forward<[number, number]>([point[0], point[1]]);
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7];
}
