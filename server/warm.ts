/**
 * Right after the start, while the browser still loads the page: what the first screen will ask for. The embedded
 * database loads PostGIS and plans its queries at the first use, which would otherwise be waited for one by one.
 */
import type { Context } from './context.ts';
import { getCounty } from './contract/counties.ts';
import { baseTileLayers } from './contract/tiles.ts';
import { listCounties } from './data/repositories/counties.ts';
import { countyOverview } from './operations/counties.ts';

/** An installation with many counties opens one of them first; which one, nobody knows. */
const MOST_COUNTIES = 3;

export async function warm(context: Context): Promise<void> {
  const counties = (await listCounties(context.database.db, null)).filter(({ bbox }) => bbox !== null);
  for (const { key } of counties.slice(0, MOST_COUNTIES)) {
    const overview = await countyOverview(context, key);
    const address = getCounty.path.replace('{county}', key);
    await context.answers.answer(key, address, () => Promise.resolve(overview));
    const layers = [...baseTileLayers.slice(0, 4), ...overview.layers.map((layer) => `areas-${layer.key}`)];
    for (const layer of layers) await context.tiles.prepare({ layer, counties: [key], revision: overview.revision });
  }
}
