/** What a county's screens begin with, from what was kept before the last end, while the database is still being opened. */
import { Router } from 'express';
import { listCounties } from './contract/counties.ts';
import type { KeptFiles } from './data/keptFiles.ts';
import type { SealedCounty } from './data/seal.ts';
import { etagOf } from './operations/answers.ts';
import { summary } from './operations/counties.ts';
import { keptTile } from './tiles/store.ts';
import { sendAnswer } from './routes/route.ts';
import { sendTile, tileAddress, TILE_PATH } from './routes/tiles.ts';

/** What is not kept is left to the routes behind it. */
export function earlyRoutes(kept: KeptFiles, counties: SealedCounty[], version: string): Router {
  const revisions = new Map(counties.map(({ key, revision }) => [key, revision]));
  const mapRevisions = new Map(counties.map(({ key, mapRevision }) => [key, mapRevision]));
  const router = Router();

  router.get(listCounties.path, (_request, response) => {
    response.json({ counties: counties.map(summary), loading: false });
  });

  router.get('/api/counties/:county{/*question}', async (request, response, next) => {
    const county = String(request.params['county']);
    const revision = revisions.get(county);
    const name = request.originalUrl;
    const body = revision === undefined ? null : await kept.read({ county, revision, name });
    if (revision === undefined || body === null) next();
    else
      sendAnswer(request, response, {
        etag: etagOf(version, revision, name),
        body: Buffer.from(body).toString('utf8'),
      });
  });

  router.get(TILE_PATH, async (request, response, next) => {
    const address = tileAddress(request);
    const name = keptTile(address);
    const current = name !== null && mapRevisions.get(address.counties[0] ?? '') === address.revision;
    const tile = current ? await kept.read(name) : null;
    if (tile === null) next();
    else sendTile(request, response, address, tile);
  });

  return router;
}
