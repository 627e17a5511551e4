/** How the layers of a county lie in each other: fine areas in coarse ones, by their label points. */
import type { County } from '../../data/repositories/counties.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import type { Operation } from '../../context.ts';
import { layeringOf } from '../demography/layering.ts';
import { chooseLayer, crosswalk } from '../layers.ts';

export interface Layering {
  /** `county/key` of the fine area → of the coarse one; null: the one is not finer than the other. */
  into: (fine: string, coarse: string) => ReadonlyMap<string, string> | null;
}

export async function layeringAmong(context: Operation, county: County, wanted: readonly string[]): Promise<Layering> {
  const there = await listLayers(context.database.db, [county.key]);
  const layers = there.filter(({ key }) => wanted.includes(key)).sort((a, b) => a.areas - b.areas);
  const walks = new Map<string, ReadonlyMap<string, string>>();
  for (const [index, coarse] of layers.entries()) {
    const to = await chooseLayer(context, [county.key], coarse.key, []);
    for (const fine of layers.slice(index + 1)) {
      const walk = await crosswalk(context, [county.key], fine.key, to);
      const into = new Map([...walk].map(([area, key]) => [area, `${county.key}/${key}`]));
      // Areas that are no more lie where those do that they have become part of.
      const { carried, layers: own } = await layeringOf(context, county, fine.key);
      for (const [former, at] of carried) {
        const today = into.get(`${county.key}/${own[0]!.areas[at]!}`);
        if (today !== undefined) into.set(`${county.key}/${former}`, today);
      }
      walks.set(`${fine.key} ${coarse.key}`, into);
    }
  }
  return { into: (fine, coarse) => walks.get(`${fine} ${coarse}`) ?? null };
}
