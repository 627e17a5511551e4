/** Values on a layer that has none of its own: carried by the people who live in both, and marked as what they are. */
import type { Sentence } from '../../contract/common.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import { carry, type Carried } from '../../planning/socialSpace/carry.ts';
import type { Operation } from '../../context.ts';
import type { ChosenLayer } from '../layers.ts';
import type { Catalogue } from './catalogue.ts';
import { COUNTY_LAYER, NO_CELL, type IndicatorTable, type KnownIndicator, type ToldCell } from './known.ts';
import { overlapsOf, type Overlaps } from './overlaps.ts';

/** A value that is not known in a part of an area is not known in it. */
const TOLERANCE = 0;

/** @returns null where nothing can be carried to the layer */
export async function carriedTable(
  context: Operation,
  { counties }: Catalogue,
  known: KnownIndicator,
  target: ChosenLayer,
): Promise<{ table: IndicatorTable; from: string } | null> {
  const source = await sourceFor(
    context,
    counties.map(({ key }) => key),
    known,
    target,
  );
  if (source === null) return null;
  const overlaps = await overlapsOf(context, counties, source, target);
  if (overlaps === null) return null;
  const table = await known.table(source);
  const columns = table.years.map((_, year) => column(known, table, overlaps, target, year));
  const areas = new Map(
    target.areas.map(({ county, key }, area) => [`${county}/${key}`, columns.map(({ cells }) => cells[area]!)]),
  );
  const lost = columns.at(-1)?.lost ?? 0;
  const notices = lost < 0.5 ? table.notices : [...table.notices, remainder(lost, table.years.at(-1)!, source)];
  return { table: { ...table, layer: target.layer, areas, notices }, from: source };
}

/** The coarsest layer that is finer than the target: its areas are most likely whole parts of it. Else the finest there is. */
async function sourceFor(
  context: Operation,
  counties: string[],
  { layers }: KnownIndicator,
  target: ChosenLayer,
): Promise<string | null> {
  const there = await listLayers(context.database.db, counties);
  const size = (layer: string) => there.filter(({ key }) => key === layer).reduce((sum, { areas }) => sum + areas, 0);
  const own = layers
    .map(({ layer }) => layer)
    .filter((layer) => layer !== COUNTY_LAYER && size(layer) > 0)
    .sort((a, b) => size(a) - size(b));
  return own.find((layer) => size(layer) >= target.areas.length) ?? own.at(-1) ?? null;
}

function column(
  { definition }: KnownIndicator,
  table: IndicatorTable,
  { from, overlaps }: Overlaps,
  target: ChosenLayer,
  year: number,
): { cells: ToldCell[]; lost: number } {
  const cells = from.map((id) => table.areas.get(id)?.[year] ?? NO_CELL);
  const values = cells.map(({ value }) => (typeof value === 'number' ? value : null));
  // Only where all of them are known can they stand for the people: else one area's would be weighed otherwise than another's.
  const isTold = cells.every(({ value, behind }) => typeof value !== 'number' || behind !== null);
  const denominators = definition.measure === 'count' || !isTold ? undefined : cells.map(({ behind }) => behind);
  const carried = carry({
    ...{ values, measure: definition.measure, overlaps, tolerance: TOLERANCE },
    // One more: people who live outside of all of them.
    targets: target.areas.length + 1,
    ...(denominators ? { denominators } : {}),
  });
  const hides = new Set(
    overlaps.flatMap(({ from: source, to, weight }) => (weight > 0 && cells[source]!.value === 'hidden' ? [to] : [])),
  );
  return {
    cells: target.areas.map((_, area) => told(carried, area, hides.has(area), denominators !== undefined)),
    // Rates are never summed: of them nothing can be lost.
    lost:
      definition.measure === 'count'
        ? carried.unplacedTotal + carried.withheldTotal + (carried.values[target.areas.length] ?? 0)
        : 0,
  };
}

const remainder = (lost: number, year: number, layer: string): Sentence => ({
  de: `Von den Werten der Ebene „${layer}“ liegen ${year} etwa ${Math.round(lost)} in keinem Gebiet, das hier einen Wert hat: die Summe der Gebiete ist um so viel kleiner.`,
  en: `Of the values of the layer '${layer}', in ${year} about ${Math.round(lost)} lie in no area that has a value here: the sum of the areas is less by that.`,
});

const told = (
  { values, certainty, denominators }: Carried,
  area: number,
  isHidden: boolean,
  isBehind: boolean,
): ToldCell => ({
  value: values[area] === null && isHidden ? 'hidden' : releaseFigure(PUBLISHED, values[area]!, []),
  isEstimated: certainty[area] === 'estimated',
  behind: isBehind ? denominators[area]! : null,
});
