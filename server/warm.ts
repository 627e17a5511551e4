/**
 * Right after the start, while the browser still loads the page: what the first screen will ask for, then what the other
 * scenes begin with. The embedded database loads PostGIS and plans its queries at the first use, which would otherwise
 * be waited for one by one; where it keeps answers over a restart, the next start has them at once.
 */
import type { Context } from './context.ts';
import { getCounty, type CountyOverview } from './contract/counties.ts';
import type { Endpoint } from './contract/endpoint.ts';
import * as kita from './contract/kita.ts';
import { listKitas, listSchools } from './contract/sites.ts';
import { groundTile } from './contract/tiles.ts';
import * as transport from './contract/transport.ts';
import { listCounties } from './data/repositories/counties.ts';
import { countyOverview } from './operations/counties.ts';
import { kitaSupply } from './operations/kita.ts';
import { kitaList, schoolList } from './operations/sites.ts';
import { serviceDays } from './operations/transport.ts';

/** An installation with many counties opens one of them first; which one, nobody knows. */
const MOST_COUNTIES = 3;

export async function warm(context: Context): Promise<void> {
  const counties = (await listCounties(context.database.db, null)).filter(({ bbox }) => bbox !== null);
  for (const { key } of counties.slice(0, MOST_COUNTIES)) {
    let overview: CountyOverview | null = null;
    const compute = async () => (overview = await countyOverview(context, key));
    await answerAhead(context, getCounty, key, compute);
    // Known from before the restart, and so is all that follows.
    if (!overview) continue;
    await prepareTiles(context, key, overview);
    await answerAhead(context, listSchools, key, () => schoolList(context, key, undefined));
    await answerAhead(context, kita.kitaSupply, key, () => kitaSupply(context, key, kita.kitaSupply.query.parse({})));
    await answerAhead(context, listKitas, key, () => kitaList(context, key));
    await answerAhead(context, transport.serviceDays, key, () => serviceDays(context, key));
  }
}

/** As the client asks it at first: without a query. */
async function answerAhead(
  { answers }: Context,
  { path }: Endpoint,
  county: string,
  compute: () => Promise<unknown>,
): Promise<void> {
  await answers.answer(county, path.replace('{county}', county), compute, true);
}

async function prepareTiles(
  context: Context,
  county: string,
  { bbox, layers, mapRevision: revision }: CountyOverview,
): Promise<void> {
  if (!bbox) return;
  for (const layer of [groundTile, ...layers.map(({ key }) => `areas-${key}`)])
    await context.tiles.prepare({ layer, counties: [county], revision }, bbox);
}
