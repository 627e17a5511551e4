/** What the demography of the chosen counties begins with: tables, the areas that are shown, and how the one lies on the other. */
import type { County } from '../../data/repositories/counties.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Band } from '../../planning/forecast/bands.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from '../layers.ts';
import type { Cut } from './ageColumns.ts';
import type { SUM } from './mask.ts';
import { maskOf, type Hides } from './mask.ts';
import type { AgeRow } from './pyramid.ts';
import { demographyTables, type DemographyTables, type StockTable } from './tables.ts';

export interface DemographyGround {
  counties: County[];
  keys: string[];
  layer: ChosenLayer;
  tables: DemographyTables | null;
  /** Index in `layer.areas` of each area of the tables; −1: in none. */
  groupOf: Int32Array;
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
  return { counties, keys, layer, tables, groupOf };
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

/** Is the count of an age span hidden in an area of the layer that is shown (its number; SUM: all of them; null: the county)? */
export type HidesOn = (span: AgeRow, group: number | null | typeof SUM) => boolean;

/** Of each table of residents: what of it is not told. */
export async function hiddenIn(
  context: Operation,
  ground: DemographyGround,
  stocks: readonly StockTable[],
): Promise<(of: StockTable) => HidesOn> {
  const masks = new Map<StockTable, HidesOn>();
  const ids = ground.layer.areas.map(({ county, key }) => `${county}/${key}`);
  for (const stock of stocks) {
    const hides = await maskOfStock(context, ground.counties, ground.tables!, stock);
    masks.set(stock, (span, group) => hides(ground.layer.layer, typeof group === 'number' ? ids[group]! : group, span));
  }
  return (of) => masks.get(of)!;
}

export function maskOfStock(
  context: Operation,
  counties: readonly County[],
  { layer }: DemographyTables,
  { date, basis, counts }: StockTable,
  cut?: Cut,
): Promise<Hides> {
  const counted = () => counts.map((count) => ({ ...count, key: count.atom }));
  return maskOf(context, counties, { layer, date, basis }, () => Promise.resolve(counted()), cut);
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
