/** What the demography of the chosen counties begins with: tables, the areas that are shown, and how the one lies on the other. */
import type { County } from '../../data/repositories/counties.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Band } from '../../planning/forecast/bands.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from '../layers.ts';
import { demographyTables, type DemographyTables } from './tables.ts';

export interface DemographyGround {
  counties: County[];
  keys: string[];
  layer: ChosenLayer;
  tables: DemographyTables | null;
  /** Index in `layer.areas` of each area of the tables; −1: in none. */
  groupOf: Int32Array;
  /** Areas of the layer whose sum a coarser layer tells, and all of them. */
  sets: number[][];
}

/** Layers that are offered first. */
const PREFERRED = ['planungsraum', 'sozialraum', 'gemeinde'];

export async function demographyGround(
  context: Operation,
  selection: string,
  wanted: string | undefined,
): Promise<DemographyGround> {
  const counties = await chosenCounties(context, selection);
  const keys = counties.map(({ key }) => key);
  const layer = await chooseLayer(context, keys, wanted, PREFERRED);
  const tables = await demographyTables(context, counties);
  const groupOf = tables ? await groupsOf(context, keys, tables, layer) : new Int32Array(0);
  return { counties, keys, layer, tables, groupOf, sets: await setsOf(context, keys, layer) };
}

async function setsOf(context: Operation, counties: string[], layer: ChosenLayer): Promise<number[][]> {
  const sets: number[][] = [[...layer.areas.keys()]];
  const layers = await listLayers(context.database.db, counties);
  const others = new Set(layers.map(({ key }) => key).filter((key) => key !== layer.layer));
  for (const key of others) {
    const coarser = await chooseLayer(context, counties, key, []);
    if (coarser.areas.length >= layer.areas.length) continue;
    const walk = await crosswalk(context, counties, layer.layer, coarser);
    const members = new Map<string, number[]>();
    layer.areas.forEach((area, index) => {
      const into = `${area.county}/${walk.get(`${area.county}/${area.key}`) ?? ''}`;
      members.set(into, [...(members.get(into) ?? []), index]);
    });
    sets.push(...members.values());
  }
  return sets;
}

async function groupsOf(
  context: Operation,
  counties: string[],
  tables: DemographyTables,
  layer: ChosenLayer,
): Promise<Int32Array> {
  const walk = await crosswalk(context, counties, tables.layer, layer);
  const at = new Map(layer.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  return Int32Array.from(tables.areas, ({ county, key }) => {
    const into = walk.get(`${county}/${key}`);
    return into === undefined ? -1 : (at.get(`${county}/${into}`) ?? -1);
  });
}

/** Index of the area that is looked at; null: all. @throws DomainError where there is no such area */
export function chosenArea({ layer }: DemographyGround, area: string | undefined): number | null {
  if (area === undefined) return null;
  const index = layer.areas.findIndex(({ county, key }) => `${county}/${key}` === area);
  if (index >= 0) return index;
  throw new DomainError('notFound', 'area.unknown', {
    de: `Das Gebiet „${area}“ gibt es in der Ebene „${layer.layer}“ nicht: bitte eines aus der Tabelle wählen.`,
    en: `There is no area '${area}' in the layer '${layer.layer}': please choose one from the table.`,
  });
}

/** @throws DomainError where the table does not tell the band */
export function chosenBand(key: string | undefined, told: Band[]): Band {
  const band = told.find((candidate) => candidate.key === (key ?? 'u3')) ?? (key === undefined ? told[0] : undefined);
  if (band) return band;
  throw new DomainError('notFound', 'band.unknown', {
    de: `Die Altersgruppe „${key}“ ist aus diesen Tabellen nicht zu bilden: bitte eine von ${told.map((one) => one.key).join(', ')} wählen.`,
    en: `The age group '${key}' cannot be made from these tables: please choose one of ${told.map((one) => one.key).join(', ')}.`,
  });
}

export const bandContract = ({ key, label, from, to }: Band) => ({ key, label, ageFrom: from, ageTo: to });
