/** What a browser loads: compressed size of the client, MapLibre apart, fonts apart (they come compressed). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtFile } from '../../server/data/open.ts';

export function clientSizes(): { own: number; mapLibre: number; fonts: number } {
  const folder = builtFile('web', 'assets');
  const sizes = { own: gzipSync(readFileSync(builtFile('web', 'index.html'))).length / 1024, mapLibre: 0, fonts: 0 };
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    if (name.endsWith('.woff2')) sizes.fonts += bytes.length / 1024;
    else if (name.startsWith('maplibre')) sizes.mapLibre += gzipSync(bytes).length / 1024;
    else sizes.own += gzipSync(bytes).length / 1024;
  }
  return sizes;
}
