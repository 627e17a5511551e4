/** Short distances on the ellipsoid WGS 84, from longitude and latitude in degrees. */

const EQUATOR_METRES = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/** Metres of one degree at a latitude: along the parallel and along the meridian (radii of curvature N cos φ and M). */
export function metresPerDegree(latitude: number): { east: number; north: number } {
  const sin = Math.sin(latitude * RADIANS);
  const w = 1 - E2 * sin * sin;
  const prime = EQUATOR_METRES / Math.sqrt(w);
  const meridian = (EQUATOR_METRES * (1 - E2)) / w ** 1.5;
  return { east: prime * Math.cos(latitude * RADIANS) * RADIANS, north: meridian * RADIANS };
}

/** Right to a millimetre for what lies within a kilometre, as pieces of roads do. */
export function shortMetres([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const { east, north } = metresPerDegree((latA + latB) / 2);
  return Math.hypot((lonB - lonA) * east, (latB - latA) * north);
}
