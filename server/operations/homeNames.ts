/** Names of the areas in which the newest list of pupils has them live. */
import { layerImports, listAreas } from '../data/repositories/areas.ts';
import { pupilYears } from '../data/repositories/people.ts';
import type { Operation } from '../context.ts';

export async function homeNames(context: Operation, county: string): Promise<ReadonlyMap<string, string>> {
  const { db } = context.database;
  const list = (await pupilYears(db, [county])).find(({ cellAtoms }) => cellAtoms > 0);
  if (!list) return new Map();
  const areas = await listAreas(db, await layerImports(db, [county], list.layer, null), [county]);
  return new Map(areas.map(({ key, name }) => [key, name]));
}
