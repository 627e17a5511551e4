/** Values of areas that are no more, carried to those of today that they have become part of: merged Gemeinden. */
import type { County } from '../../data/repositories/counties.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import { carry } from '../../planning/socialSpace/carry.ts';
import type { Measure } from '../../contract/indicators.ts';
import type { Operation } from '../../context.ts';
import { layeringOf } from '../demography/layering.ts';
import { demographyTables } from '../demography/tables.ts';
import { listAreas } from '../../data/repositories/areas.ts';
import { layerEditions } from '../../data/repositories/demography.ts';
import { chooseLayer } from '../layers.ts';
import { populationPolicy } from '../policies.ts';
import { COUNTY_LAYER, NO_CELL, type IndicatorTable, type ToldCell } from './known.ts';

/** The table on the areas of today; values of areas that nothing is known of are left out. */
export async function ofToday(
  context: Operation,
  counties: readonly County[],
  measure: Measure,
  table: IndicatorTable,
): Promise<IndicatorTable> {
  if (table.layer === COUNTY_LAYER) return table;
  const { areas: today } = await chooseLayer(
    context,
    counties.map(({ key }) => key),
    table.layer,
    [],
  );
  const ids = new Set(today.map(({ county, key }) => `${county}/${key}`));
  const into = new Map<string, string>();
  const spans = new Map<string, Span[]>();
  for (const county of counties) {
    const { areas, carried, editions } = await intoToday(context, county, table.layer);
    for (const [former, at] of carried) into.set(`${county.key}/${former}`, `${county.key}/${areas[at]!}`);
    for (const { key, validFrom, validTo } of editions) {
      const id = `${county.key}/${key}`;
      spans.set(id, [...(spans.get(id) ?? []), { validFrom, validTo }]);
    }
  }
  if (into.size === 0) return table;
  const members = new Map([...ids].map((id) => [id, [id]]));
  for (const [former, area] of into) members.get(area)?.push(former);
  const people = await peopleByArea(context, counties);
  const areas = new Map(
    [...members].map(([area, own]) => [
      area,
      own.length === 1
        ? (table.areas.get(area) ?? table.years.map(() => NO_CELL))
        : table.years.map((_, year) => merged(own, table, { measure, people, spans }, year)),
    ]),
  );
  return { ...table, areas };
}

interface Span {
  validFrom: string;
  validTo: string | null;
}

async function intoToday(context: Operation, county: County, layer: string) {
  const layering = await layeringOf(context, county, layer);
  const { db } = context.database;
  const hasFormer = layering.carried.size > 0;
  const editions = hasFormer ? await listAreas(db, await layerEditions(db, [county.key], layer), [county.key]) : [];
  return { areas: layering.layers[0]!.areas, carried: layering.carried, editions };
}

/** Of each area ever counted, in the last year that tells it; of published tables only, since a merged rate tells its weights. */
async function peopleByArea(context: Operation, counties: readonly County[]): Promise<Map<string, number>> {
  const people = new Map<string, number>();
  for (const { counts, basis } of (await demographyTables(context, [...counties]))?.stocks ?? []) {
    if (populationPolicy(basis).kind !== 'published') continue;
    const own = new Map<string, number>();
    for (const { county, atom, people: count } of counts)
      own.set(`${county}/${atom}`, (own.get(`${county}/${atom}`) ?? 0) + count);
    for (const [id, count] of own) people.set(id, count);
  }
  return people;
}

function merged(
  members: readonly string[],
  table: IndicatorTable,
  {
    measure,
    people,
    spans,
  }: { measure: Measure; people: ReadonlyMap<string, number>; spans: ReadonlyMap<string, Span[]> },
  year: number,
): ToldCell {
  const cellOf = (id: string) => table.areas.get(id)?.[year] ?? NO_CELL;
  const end = `${table.years[year]!}-12-31`;
  const existed = (id: string) =>
    (spans.get(id) ?? []).some(({ validFrom, validTo }) => validFrom <= end && (validTo === null || validTo > end));
  // An area that is no more, or is not yet, has no row: that is no missing value. One that there was and has none is missing.
  const ids = members.filter((id) => cellOf(id) !== NO_CELL || existed(id));
  const cells = ids.map(cellOf);
  if (cells.every((cell) => cell === NO_CELL)) return NO_CELL;
  const isTold = measure !== 'count' && cells.every(({ behind }) => behind !== null);
  const { values, certainty, denominators } = carry({
    values: cells.map(({ value }) => (typeof value === 'number' ? value : null)),
    measure,
    overlaps: ids.map((id, from) => ({ from, to: 0, weight: people.get(id) || 1 })),
    targets: 1,
    tolerance: 0,
    ...(isTold ? { denominators: cells.map(({ behind }) => behind) } : {}),
  });
  const isHidden = cells.some(({ value }) => value === 'hidden');
  return {
    value: values[0] === null && isHidden ? 'hidden' : releaseFigure(PUBLISHED, values[0]!, []),
    isEstimated: certainty[0] === 'estimated' || cells.some(({ isEstimated }) => isEstimated),
    behind: isTold ? denominators[0]! : null,
  };
}
