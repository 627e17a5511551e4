/** Vector tiles with ETag and gzip, and their TileJSON. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { CountySelection } from '../contract/common.ts';
import { tileFields } from '../contract/tiles.ts';
import type { Context } from '../context.ts';
import { chosenCounties } from '../operations/counties.ts';
import { DomainError } from '../planning/errors.ts';
import { MAX_ZOOM, tileLayers, type TileAddress } from '../tiles/store.ts';

const Params = z.object({
  county: CountySelection,
  layer: z.string().max(80),
  z: z.coerce.number().int().min(0).max(MAX_ZOOM),
  x: z.coerce.number().int().min(0),
  y: z.string().transform((text, issues) => {
    const match = /^(\d+)\.(?:mvt|pbf)$/.exec(text);
    if (match) return Number(match[1]);
    issues.addIssue({ code: 'custom', message: 'y.mvt' });
    return z.NEVER;
  }),
});

export const TILE_PATH = '/tiles/:county/:layer/:z/:x/:y';

/** The tile a request names, with the revision it asks for (none: an empty text). */
export function tileAddress(request: Request): TileAddress {
  const { county, layer, ...place } = Params.parse(request.params);
  const side = 2 ** place.z;
  if (place.x >= side || place.y >= side) throw outside();
  const asked = request.query['v'];
  const counties = [...new Set(county.split('+'))].sort();
  return { layer, counties, revision: typeof asked === 'string' ? asked : '', ...place };
}

export function sendTile(request: Request, response: Response, address: TileAddress, tile: Uint8Array): void {
  response.set({
    ETag: etagOf(address),
    // A tile asked for with its revision never changes; without it the client asks again and usually hears 304.
    'Cache-Control': request.query['v'] === address.revision ? 'private, max-age=31536000, immutable' : 'no-cache',
    'Content-Type': 'application/vnd.mapbox-vector-tile',
  });
  if (request.headers['if-none-match'] === etagOf(address)) response.status(304).end();
  else if (tile.length === 0) response.status(204).end();
  else response.set('Content-Encoding', 'gzip').send(Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength));
}

const etagOf = ({ counties, revision, layer, z, x, y }: TileAddress): string =>
  `"${counties.join('+')}/${revision}/${layer}/${z}/${x}/${y}"`;

export function tileRoutes(app: Router, context: Context): void {
  const { tiles } = context;

  app.get(TILE_PATH, async (request, response) => {
    const asked = tileAddress(request);
    if (!tiles.has(asked.layer)) throw unknownLayer(asked.layer);
    // A tile made for this very revision needs no look at the database; an unknown revision is checked.
    const known = await tiles.known(asked);
    if (known) {
      sendTile(request, response, asked, known);
      return;
    }
    const address = { ...asked, revision: revisionOf(await chosenCounties(context, asked.counties.join('+'))) };
    if (request.headers['if-none-match'] === etagOf(address)) sendTile(request, response, address, new Uint8Array());
    else sendTile(request, response, address, await tiles.tile(address));
  });

  app.get('/tiles/:county/:file', async (request, response) => {
    const { county, file } = z.object({ county: CountySelection, file: z.string().max(80) }).parse(request.params);
    const layer = file.replace(/\.json$/, '');
    if (!file.endsWith('.json') || !tiles.has(layer)) throw unknownLayer(layer);
    const counties = await chosenCounties(context, county);
    const revision = revisionOf(counties);
    response.json({
      tilejson: '3.0.0',
      name: layer,
      tiles: [
        `${request.protocol}://${request.get('host') ?? 'localhost'}/tiles/${county}/${layer}/{z}/{x}/{y}.mvt?v=${revision}`,
      ],
      minzoom: 0,
      maxzoom: MAX_ZOOM,
      vector_layers: tileLayers(layer).map((id) => ({ id, fields: fieldsOf(id) })),
      ...(counties.length === 1 && counties[0]?.bbox ? { bounds: counties[0].bbox } : {}),
    });
  });
}

const fieldsOf = (layer: string): Record<string, string> =>
  layer.startsWith('areas-') ? tileFields.areas : tileFields[layer as keyof typeof tileFields];

/** As the overview tells it to the client. */
const revisionOf = (counties: { mapRevision: string }[]): string =>
  counties.map(({ mapRevision }) => mapRevision).join('-');

function unknownLayer(layer: string): DomainError {
  return new DomainError('notFound', 'tiles.unknownLayer', {
    de: `Die Kartenebene „${layer}“ gibt es nicht.`,
    en: `There is no map layer '${layer}'.`,
  });
}

function outside(): DomainError {
  return new DomainError('notFound', 'tiles.outside', {
    de: 'Diese Kachel liegt außerhalb der Welt.',
    en: 'This tile lies outside the world.',
  });
}
