/** A county's own row beside the sum of its areas, where a table has all areas of a layer. */
import { COUNTY_LAYER } from '../officialTable/areas.ts';
import type { IndicatorDefinitionRow, IndicatorRow } from '../rows.ts';
import type { CountySum } from '../totals.ts';
import type { CountyFacts } from '../types.ts';
import { isCounted } from './words.ts';

export function countySums(
  { atoms }: CountyFacts,
  read: readonly { row: IndicatorRow; at: number }[],
  definitions: ReadonlyMap<string, IndicatorDefinitionRow>,
): CountySum[] {
  const groups = new Map<string, Map<string, IndicatorRow>>();
  for (const { row } of read) {
    const key = [row.indicator, row.year, row.layer].join('|');
    groups.set(key, (groups.get(key) ?? new Map<string, IndicatorRow>()).set(row.area, row));
  }
  const layers = [...new Set(atoms.map(({ layer }) => layer))].filter((layer) => layer !== COUNTY_LAYER);
  return read.flatMap(({ row, at }): CountySum[] => {
    const { indicator, year, layer, value } = row;
    const measure = definitions.get(indicator)?.measure ?? (isCounted(row.unit) ? 'count' : null);
    if (layer !== COUNTY_LAYER || value === null || measure !== 'count') return [];
    for (const finer of layers) {
      const areas = groups.get([indicator, year, finer].join('|'));
      const edition = atoms.find((one) => one.layer === finer && one.keys.every((key) => areas?.has(key)));
      const values = edition?.keys.map((key) => areas?.get(key)?.value ?? null) ?? [];
      // A city's only Gemeinde is the county's own row.
      if (values.length < 2 || values.includes(null)) continue;
      const sumOfAreas = values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      const isWhole = [value, ...values].every(Number.isInteger);
      // Decimals are rounded in each area.
      const tolerance = isWhole ? 0 : (values.length + 1) * 0.05;
      return [{ indicator, year, published: value, row: at, sumOfAreas, tolerance, isWhole }];
    }
    return [];
  });
}
