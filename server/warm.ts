/**
 * Right after the start, while the browser still loads the page: what the first screen will ask for. The embedded
 * database loads PostGIS and plans its queries at the first use, which would otherwise be waited for one by one.
 */
import type { Context } from './context.ts';
import { getCounty, type CountyOverview } from './contract/counties.ts';
import { groundTile } from './contract/tiles.ts';
import { listCounties } from './data/repositories/counties.ts';
import { countyOverview } from './operations/counties.ts';

/** An installation with many counties opens one of them first; which one, nobody knows. */
const MOST_COUNTIES = 3;

export async function warm(context: Context): Promise<void> {
  const counties = (await listCounties(context.database.db, null)).filter(({ bbox }) => bbox !== null);
  for (const { key } of counties.slice(0, MOST_COUNTIES)) {
    let overview: CountyOverview | null = null;
    const compute = async () => (overview = await countyOverview(context, key));
    await context.answers.answer(key, getCounty.path.replace('{county}', key), compute, true);
    // Known from before the restart, and so are the tiles of the first map.
    if (overview) await prepareTiles(context, key, overview);
  }
}

async function prepareTiles(
  context: Context,
  county: string,
  { bbox, layers, revision }: CountyOverview,
): Promise<void> {
  if (!bbox) return;
  for (const layer of [groundTile, ...layers.map(({ key }) => `areas-${key}`)])
    await context.tiles.prepare({ layer, counties: [county], revision }, bbox);
}
