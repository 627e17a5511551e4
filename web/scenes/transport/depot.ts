/** Where buses stand, as one types it: latitude and longitude as maps give them, else the key of a stop. */
import type { ToursWish } from '../../../server/contract/tours.ts';

type Depot = ToursWish['depot'];

const pair = /^(-?\d{1,2}(?:\.\d+)?)[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/;

export function readDepot(text: string): Depot {
  const typed = text.trim();
  if (typed === '') return null;
  const [, lat, lon] = pair.exec(typed) ?? [];
  return lat === undefined ? { stop: typed } : { lat: Number(lat), lon: Number(lon) };
}

export const depotText = (depot: Depot): string =>
  depot === null ? '' : 'stop' in depot ? depot.stop : `${depot.lat}, ${depot.lon}`;
