/** Search over names. */
import type { SearchHit } from '../contract/counties.ts';
import { searchByName } from '../data/repositories/search.ts';
import type { Operation } from '../context.ts';
import { chosenCounties } from './counties.ts';

export async function searchNames(context: Operation, selection: string, text: string): Promise<{ hits: SearchHit[] }> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const hits = await searchByName(context.database.db, counties, text.trim());
  return { hits: hits.map(({ lon, lat, ...hit }) => ({ ...hit, position: [lon, lat] })) };
}
