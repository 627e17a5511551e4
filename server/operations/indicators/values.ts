/** One indicator on one layer, over all years: the same classes can then hold for all of them. */
import type { IndicatorArea, IndicatorValues } from '../../contract/indicators.ts';
import type { Operation } from '../../context.ts';
import { chooseLayer } from '../layers.ts';
import { catalogueOf, oneIndicator, toldIndicator } from './catalogue.ts';
import { carriedTable } from './carried.ts';
import { COUNTY_LAYER, NO_CELL } from './known.ts';
import { sourcesOf } from './sourcesOf.ts';

/** Layers that are offered first. */
export const PREFERRED = ['sozialraum', 'planungsraum', 'gemeinde'];

const NO_TABLE = { years: [], areas: new Map<string, never>(), whole: [], notices: [] };

export async function valuesOf(
  context: Operation,
  selection: string,
  query: { key: string; layer?: string | undefined },
): Promise<IndicatorValues> {
  const catalogue = await catalogueOf(context, selection);
  const known = oneIndicator(catalogue, query.key);
  const keys = catalogue.counties.map((county) => county.key);
  const own = known.layers.map(({ layer }) => layer).filter((layer) => layer !== COUNTY_LAYER);
  const chosen = await chooseLayer(context, keys, query.layer, [
    ...PREFERRED.filter((one) => own.includes(one)),
    ...own,
    ...PREFERRED,
  ]);
  // A derived one that cannot be computed has none, and tells why.
  const isOwn = known.layers.length === 0 || known.layers.some(({ layer }) => layer === chosen.layer);
  const carried = isOwn ? null : await carriedTable(context, catalogue, known, chosen);
  const table = carried?.table ?? (isOwn ? await known.table(chosen.layer) : NO_TABLE);
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
    carried: carried?.from ?? null,
    notices: table.notices,
    sources: await sourcesOf(context, keys, [known]),
  };
}
