/** How the layers of a county lie on the areas by which its residents are counted: the same on every date. */
import { assignByPoint } from '../../data/repositories/assign.ts';
import { layerEditions } from '../../data/repositories/demography.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import type { Operation } from '../../context.ts';
import { Keeper, stateOf } from '../keeper.ts';
import { chooseLayer, crosswalk } from '../layers.ts';

export interface LayerOn {
  layer: string;
  /** Keys of its areas. */
  areas: string[];
  /** Number of the area that holds each area of the table; −1: none does. */
  holds: Int32Array;
}

export interface Layering {
  /** Areas of the table, by their numbers. */
  at: Map<string, number>;
  /** Areas of former editions: the number of the area of today in which they lie (merged Gemeinden). */
  carried: Map<string, number>;
  /** All that the table can be told on; the first one is its own. */
  layers: LayerOn[];
}

const kept = new Keeper<Layering>(12);

/** @param layer of the table */
export function layeringOf(context: Operation, county: County, layer: string): Promise<Layering> {
  return kept.get(context.database, `${stateOf([county])} ${layer}`, () => read(context, county.key, layer));
}

async function read(context: Operation, county: string, layer: string): Promise<Layering> {
  const { imports, areas: today } = await chooseLayer(context, [county], layer, []);
  const own = today.map(({ key }) => key);
  const layers: LayerOn[] = [{ layer, areas: own, holds: Int32Array.from(own.keys()) }];
  const others = new Set((await listLayers(context.database.db, [county])).map(({ key }) => key));
  others.delete(layer);
  for (const other of others) {
    const coarser = await chooseLayer(context, [county], other, []);
    // A finer one cannot be told: a count is not cut.
    if (coarser.areas.length > own.length) continue;
    const walk = await crosswalk(context, [county], layer, coarser);
    const areas = coarser.areas.map(({ key }) => key);
    const at = new Map(areas.map((key, index) => [key, index]));
    layers.push({
      layer: other,
      areas,
      holds: Int32Array.from(own, (key) => at.get(walk.get(`${county}/${key}`) ?? '') ?? -1),
    });
  }
  const at = new Map(own.map((key, index) => [key, index]));
  const { db } = context.database;
  const former = (await layerEditions(db, [county], layer)).filter((id) => !imports.includes(id));
  const carried = new Map<string, number>();
  for (const { key, into } of await assignByPoint(db, former, imports)) {
    const number = at.get(into);
    if (number !== undefined && !at.has(key)) carried.set(key, number);
  }
  return { at, carried, layers };
}
