/** Which tiles (Web Mercator, numbered from the north-west) lie over a box of degrees. */
export interface Place {
  z: number;
  x: number;
  y: number;
}

const column = (longitude: number, zoom: number): number => Math.floor(((longitude + 180) / 360) * 2 ** zoom);

function row(latitude: number, zoom: number): number {
  const phi = (latitude * Math.PI) / 180;
  return Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * 2 ** zoom);
}

/** `box`: west, south, east, north. */
export function tilesOver([west, south, east, north]: readonly [number, number, number, number], z: number): Place[] {
  const places: Place[] = [];
  for (let x = column(west, z); x <= column(east, z); x++) {
    for (let y = row(north, z); y <= row(south, z); y++) places.push({ z, x, y });
  }
  return places;
}
