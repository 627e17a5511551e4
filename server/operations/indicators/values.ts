/** One indicator on one layer, over all years: the same classes can then hold for all of them. */
import type { IndicatorArea, IndicatorValues } from '../../contract/indicators.ts';
import type { Operation } from '../../context.ts';
import { chooseLayer, type ChosenLayer } from '../layers.ts';
import { catalogueOf, oneIndicator, toldIndicator, type Catalogue } from './catalogue.ts';
import { carriedTable } from './carried.ts';
import { COUNTY_LAYER, NO_CELL, type IndicatorTable, type KnownIndicator } from './known.ts';
import { sourcesOf } from './sourcesOf.ts';

/** Layers that are offered first. */
export const PREFERRED = ['sozialraum', 'planungsraum', 'gemeinde'];

const NO_TABLE = { years: [], areas: new Map<string, never>(), whole: [], notices: [] };

export interface PlacedTable {
  layer: ChosenLayer;
  table: Pick<IndicatorTable, 'years' | 'areas' | 'whole' | 'notices'>;
  /** Layer from which the values were carried; null: they are its own. */
  carried: string | null;
}

/** The layer asked for, else one that has values of its own. */
export async function tableOn(
  context: Operation,
  catalogue: Catalogue,
  known: KnownIndicator,
  wanted: string | undefined,
): Promise<PlacedTable> {
  const keys = catalogue.counties.map((county) => county.key);
  const own = known.layers.map(({ layer }) => layer).filter((layer) => layer !== COUNTY_LAYER);
  const layer = await chooseLayer(context, keys, wanted, [
    ...PREFERRED.filter((one) => own.includes(one)),
    ...own,
    ...PREFERRED,
  ]);
  // A derived one that cannot be computed has none, and tells why.
  const isOwn = known.layers.length === 0 || known.layers.some((one) => one.layer === layer.layer);
  const carried = isOwn ? null : await carriedTable(context, catalogue, known, layer);
  const table = carried?.table ?? (isOwn ? await known.table(layer.layer) : NO_TABLE);
  return { layer, table, carried: carried?.from ?? null };
}

export async function valuesOf(
  context: Operation,
  selection: string,
  query: { key: string; layer?: string | undefined },
): Promise<IndicatorValues> {
  const catalogue = await catalogueOf(context, selection);
  const known = oneIndicator(catalogue, query.key);
  const keys = catalogue.counties.map((county) => county.key);
  const { layer: chosen, table, carried } = await tableOn(context, catalogue, known, query.layer);
  return {
    indicator: toldIndicator(known),
    layer: chosen.layer,
    years: table.years,
    areas: chosen.areas.map(({ county, key: area, name, point }): IndicatorArea => {
      const cells = table.areas.get(`${county}/${area}`) ?? table.years.map(() => NO_CELL);
      return {
        ...{ county, key: area, name, point },
        values: cells.map(({ value }) => value),
        estimated: cells.flatMap(({ isEstimated }, index) => (isEstimated ? [table.years[index]!] : [])),
      };
    }),
    whole: table.whole.map(({ value }) => value),
    carried,
    notices: table.notices,
    sources: await sourcesOf(context, keys, [known]),
  };
}
