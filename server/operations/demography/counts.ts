/** Residents of an age group by area of the layer that is shown. */
import type { Band } from '../../planning/forecast/bands.ts';
import type { StockTable } from './tables.ts';

/** By group; the last one is all. Null where the table's own age groups reach over the band's edges. */
export function bandCounts(
  { counts }: StockTable,
  { from, to }: Pick<Band, 'from' | 'to'>,
  groupOf: Int32Array,
  groups: number,
): Float64Array | null {
  const people = new Float64Array(groups + 1);
  for (const { ageFrom, ageTo, area, people: count } of counts) {
    const outside = (to !== null && ageFrom > to) || (ageTo !== null && ageTo < from);
    if (outside) continue;
    if (ageFrom < from || (to !== null && (ageTo === null || ageTo > to))) return null;
    const group = groupOf[area]!;
    if (group >= 0) people[group]! += count;
    people[groups]! += count;
  }
  return people;
}
