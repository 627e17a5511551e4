/** Area layers: which one a scene uses, and how figures of a finer layer come onto a coarser one. */
import { assignByPoint } from '../data/repositories/assign.ts';
import { layerImports, listAreas, listLayers, type AreaRecord } from '../data/repositories/areas.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';

export interface ChosenLayer {
  layer: string;
  imports: string[];
  areas: AreaRecord[];
}

/** The layer asked for, else the first of the preferred ones that the county has. */
export async function chooseLayer(
  context: Operation,
  counties: string[],
  wanted: string | undefined,
  preferred: string[],
  date: string | null = null,
): Promise<ChosenLayer> {
  const { db } = context.database;
  const layers = (await listLayers(db, counties)).map(({ key }) => key);
  const layer = wanted ?? preferred.find((key) => layers.includes(key)) ?? layers.at(-1);
  if (layer === undefined || !layers.includes(layer)) {
    throw new DomainError('notFound', 'layer.unknown', {
      de:
        layer === undefined
          ? 'Es sind noch keine Gebiete geladen: bitte unter „Daten“ importieren.'
          : `Die Ebene „${layer}“ gibt es hier nicht: bitte eine von ${[...new Set(layers)].join(', ')} wählen.`,
      en:
        layer === undefined
          ? "No areas are loaded yet: please import them under 'Data'."
          : `There is no layer '${layer}' here: please choose one of ${[...new Set(layers)].join(', ')}.`,
    });
  }
  const imports = await layerImports(db, counties, layer, date);
  return { layer, imports, areas: await listAreas(db, imports, counties) };
}

/** The imports of the coarsest layer: the few areas that make up the county. */
export async function countyAreas(context: Operation, counties: string[]): Promise<string[]> {
  const { db } = context.database;
  const layer = (await listLayers(db, counties))[0];
  return layer ? layerImports(db, counties, layer.key, null) : [];
}

/**
 * `county/key` of the finer layer → key of the coarser area: by the stated parent, else by where the finer area's
 * label point lies. The same layer maps onto itself.
 */
export async function crosswalk(
  context: Operation,
  counties: string[],
  fromLayer: string,
  to: ChosenLayer,
): Promise<Map<string, string>> {
  const { db } = context.database;
  if (fromLayer === to.layer) return new Map(to.areas.map(({ county, key }) => [`${county}/${key}`, key]));
  const imports = await layerImports(db, counties, fromLayer, null);
  const fine = await listAreas(db, imports, counties);
  const known = new Set(to.areas.map(({ county, key }) => `${county}/${key}`));
  const result = new Map<string, string>();
  for (const { county, key, parentLayer, parentKey } of fine) {
    if (parentLayer === to.layer && parentKey !== null && known.has(`${county}/${parentKey}`)) {
      result.set(`${county}/${key}`, parentKey);
    }
  }
  // A coarse area is not inside one of the finer ones: its people must not land where its label happens to stand.
  if (result.size < fine.length && fine.length >= to.areas.length) {
    for (const { county, key, into } of await assignByPoint(db, imports, to.imports)) {
      if (!result.has(`${county}/${key}`)) result.set(`${county}/${key}`, into);
    }
  }
  return result;
}
