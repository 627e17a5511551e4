/** Vector tiles with ETag and gzip, and their TileJSON. */
import type { Express } from 'express';
import { z } from 'zod';
import { CountySelection } from '../contract/common.ts';
import { tileFields } from '../contract/tiles.ts';
import type { Context } from '../context.ts';
import { chosenCounties } from '../operations/counties.ts';
import { DomainError } from '../planning/errors.ts';
import { MAX_ZOOM } from '../tiles/store.ts';

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

export function tileRoutes(app: Express, context: Context): void {
  const { tiles } = context;

  app.get('/tiles/:county/:layer/:z/:x/:y', async (request, response) => {
    const { county, layer, ...address } = Params.parse(request.params);
    if (!tiles.has(layer)) throw unknownLayer(layer);
    const side = 2 ** address.z;
    if (address.x >= side || address.y >= side) throw outside();
    const counties = [...new Set(county.split('+'))].sort();
    const asked = request.query['v'];
    const wanted = { layer, counties, revision: typeof asked === 'string' ? asked : '', ...address };
    // A tile made for this very revision needs no look at the database; an unknown revision is checked.
    const known = tiles.known(wanted);
    const revision = known ? wanted.revision : revisionOf(await chosenCounties(context, county));
    const etag = `"${counties.join('+')}/${revision}/${layer}/${address.z}/${address.x}/${address.y}"`;
    response.set({
      ETag: etag,
      // A tile asked for with its revision never changes; without it the client asks again and usually hears 304.
      'Cache-Control': asked === revision ? 'private, max-age=31536000, immutable' : 'no-cache',
      'Content-Type': 'application/vnd.mapbox-vector-tile',
    });
    if (request.headers['if-none-match'] === etag) {
      response.status(304).end();
      return;
    }
    const tile = await (known ?? tiles.tile({ ...wanted, revision }));
    if (tile.length === 0) {
      response.status(204).end();
      return;
    }
    response.set('Content-Encoding', 'gzip').send(Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength));
  });

  app.get('/tiles/:county/:file', async (request, response) => {
    const { county, file } = z.object({ county: CountySelection, file: z.string().max(80) }).parse(request.params);
    const layer = file.replace(/\.json$/, '');
    if (!file.endsWith('.json') || !tiles.has(layer)) throw unknownLayer(layer);
    const counties = await chosenCounties(context, county);
    const revision = revisionOf(counties);
    const fields = layer.startsWith('areas-') ? tileFields.areas : tileFields[layer as keyof typeof tileFields];
    response.json({
      tilejson: '3.0.0',
      name: layer,
      tiles: [
        `${request.protocol}://${request.get('host') ?? 'localhost'}/tiles/${county}/${layer}/{z}/{x}/{y}.mvt?v=${revision}`,
      ],
      minzoom: 0,
      maxzoom: MAX_ZOOM,
      vector_layers: [{ id: layer, fields }],
      ...(counties.length === 1 && counties[0]?.bbox ? { bounds: counties[0].bbox } : {}),
    });
  });
}

/** As the overview tells it to the client. */
const revisionOf = (counties: { revision: string }[]): string => counties.map(({ revision }) => revision).join('-');

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
