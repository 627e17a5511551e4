/** Which office to turn to in the areas of a layer: theirs, that of the areas they lie in or are made of, and the county's. */
import type { Contact } from '../../contract/offers.ts';
import { layerImports, listAreas } from '../../data/repositories/areas.ts';
import { listContacts } from '../../data/repositories/offers.ts';
import type { Operation } from '../../context.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from '../layers.ts';

export async function contactsFor(context: Operation, counties: string[], layer: ChosenLayer): Promise<Contact[]> {
  const records = await listContacts(context.database.db, counties);
  const layers = [...new Set(records.flatMap((record) => record.layer ?? []))];
  const grounds = new Map<string, Ground>();
  for (const own of layers) grounds.set(own, await groundOf(context, counties, own, layer));
  return records.map(({ layer: own, area, ...contact }): Contact => {
    if (own === null || area === null) return { ...contact, of: null, areas: null };
    const id = `${contact.county}/${area}`;
    const ground = grounds.get(own)!;
    return { ...contact, of: ground.names.get(id) ?? area, areas: [...(ground.areas.get(id) ?? [])] };
  });
}

interface Ground {
  /** `county/key` of the contacts' layer → its name, and `county/key` of the areas of the chosen layer. */
  names: Map<string, string>;
  areas: Map<string, Set<string>>;
}

async function groundOf(context: Operation, counties: string[], own: string, layer: ChosenLayer): Promise<Ground> {
  const { db } = context.database;
  const named = await listAreas(db, await layerImports(db, counties, own, null), counties);
  const areas = new Map<string, Set<string>>();
  const add = (from: string, to: string) => areas.set(from, (areas.get(from) ?? new Set()).add(to));
  const county = (id: string) => id.slice(0, id.indexOf('/'));
  for (const [from, to] of await crosswalk(context, counties, own, layer)) add(from, `${county(from)}/${to}`);
  // Of a finer layer all areas inside: an office of the Gemeinde is one of its districts, too.
  if (named.length > 0 && layer.layer !== own && layer.areas.length > named.length)
    for (const [to, from] of await crosswalk(
      context,
      counties,
      layer.layer,
      await chooseLayer(context, counties, own, []),
    ))
      add(`${county(to)}/${from}`, to);
  return { names: new Map(named.map((one) => [`${one.county}/${one.key}`, one.name])), areas };
}
