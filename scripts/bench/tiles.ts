/** Every tile of a county from z8 to z13 in every layer: first from the database, then from the store, then unchanged. */
import type { CountyOverview } from '../../server/contract/counties.ts';
import { baseTileLayers, groundTile } from '../../server/contract/tiles.ts';
import { tilesOver } from '../../server/tiles/cover.ts';
import { get } from './http.ts';

const ZOOMS = [8, 9, 10, 11, 12, 13];

export function tileAddresses(
  base: string,
  county: string,
  { bbox, layers, mapRevision: revision }: CountyOverview,
): string[] {
  if (!bbox) throw new Error('The county has no areas: its tiles cannot be measured.');
  const names = [groundTile, ...baseTileLayers, ...layers.map(({ key }) => `areas-${key}`)];
  const urls = ZOOMS.flatMap((zoom) => tilesOver(bbox, zoom)).flatMap(({ z, x, y }) =>
    names.map((name) => `${base}/tiles/${county}/${name}/${z}/${x}/${y}.mvt?v=${revision}`),
  );
  return urls;
}

export interface TileTimes {
  cold: number[];
  cached: number[];
  unchanged: number[];
  tiles: number;
  largestKilobytes: number;
}

export async function measureTiles(urls: string[]): Promise<TileTimes> {
  const result: TileTimes = { cold: [], cached: [], unchanged: [], tiles: urls.length, largestKilobytes: 0 };
  const tags = new Map<string, string>();
  for (const url of urls) {
    const { status, headers, body, ms } = await get(url);
    if (status !== 200 && status !== 204) throw new Error(`${url} answers ${status}.`);
    if (typeof headers.etag !== 'string') throw new Error(`${url} has no ETag.`);
    if (status === 200 && headers['content-encoding'] !== 'gzip') throw new Error(`${url} is not compressed.`);
    tags.set(url, headers.etag);
    result.cold.push(ms);
    result.largestKilobytes = Math.max(result.largestKilobytes, body.length / 1024);
  }
  for (const url of urls) result.cached.push((await get(url)).ms);
  for (const [url, etag] of tags) {
    const { status, ms } = await get(url, { 'If-None-Match': etag });
    if (status !== 304) throw new Error(`${url} answers ${status} to its own ETag.`);
    result.unchanged.push(ms);
  }
  return result;
}
