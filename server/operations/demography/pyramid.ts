/**
 * Pyramids that give nobody away. Of true counts every area of a layer is told in the same age groups, the finest in which no
 * area has a small number: otherwise one area's small number were the whole less the others.
 */
import type { Demography } from '../../contract/demography.ts';
import { releaseCount, type Policy } from '../../planning/confidentiality/release.ts';
import { bands, type Band } from '../../planning/forecast/bands.ts';
import type { HidesOn } from './ground.ts';
import type { StockTable } from './tables.ts';

export interface AgeRow {
  from: number;
  to: number | null;
}

/** People of one area by row: men, women, and of no stated sex. */
interface Cells {
  male: Float64Array;
  female: Float64Array;
  other: Float64Array;
}

export interface Partition {
  rows: AgeRow[];
  bySex: boolean;
}

/** Ages above which years are told together, the highest first. */
const TOPS = [100, 95, 90, 85, 80, 75];

/** Rows as the table tells them, youngest first. */
export function tableRows({ counts }: StockTable): AgeRow[] {
  const rows = new Map(counts.map(({ ageFrom, ageTo }) => [`${ageFrom}|${ageTo}`, { from: ageFrom, to: ageTo }]));
  return [...rows.values()].sort((a, b) => a.from - b.from || (a.to ?? 999) - (b.to ?? 999));
}

const holds = (outer: AgeRow, inner: AgeRow): boolean =>
  outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

/** Bands side by side: none of them holds another. */
export const sideBySide: Band[] = bands.filter(({ key }) => key !== 'all' && key !== 'u6');

function coarser(rows: AgeRow[]): AgeRow[][] {
  const tops = TOPS.flatMap((top) => {
    const below = rows.filter(({ to }) => to !== null && to < top);
    const clean = rows.every(({ from, to }) => from >= top || (to !== null && to < top));
    return clean && below.length < rows.length ? [[...below, { from: top, to: null }]] : [];
  });
  const isTold = (band: AgeRow) =>
    rows.every((row) => holds(band, row) || row.from > (band.to ?? 999) || (row.to ?? 999) < band.from);
  return [rows, ...tops, ...(sideBySide.every(isTold) ? [sideBySide.map(({ from, to }) => ({ from, to }))] : [])];
}

function cellsBy(stock: StockTable, rows: AgeRow[], groupOf: Int32Array, groups: number): Cells[] {
  const list = Array.from({ length: groups + 1 }, () => ({
    male: new Float64Array(rows.length),
    female: new Float64Array(rows.length),
    other: new Float64Array(rows.length),
  }));
  const at = new Map<string, number>();
  for (const { ageFrom, ageTo, sex, area, people } of stock.counts) {
    const id = `${ageFrom}|${ageTo}`;
    if (!at.has(id))
      at.set(
        id,
        rows.findIndex((row) => holds(row, { from: ageFrom, to: ageTo })),
      );
    const row = at.get(id)!;
    const kind = sex === 'm' ? 'male' : sex === 'f' ? 'female' : 'other';
    const group = groupOf[area]!;
    if (group >= 0) list[group]![kind][row]! += people;
    list[groups]![kind][row]! += people;
  }
  return list;
}

/** The finest rows in which no area has a small number, and whether men and women may be told apart. */
export function partitionOf(policy: Policy, stock: StockTable, groupOf: Int32Array, groups: number): Partition {
  const rows = tableRows(stock);
  if (policy.kind === 'published') return { rows, bySex: true };
  const small = (people: number) => people > 0 && people < policy.minimum;
  const options = coarser(rows);
  for (const option of options) {
    const cells = cellsBy(stock, option, groupOf, groups);
    if (!cells.some(({ male, female, other }) => [male, female, other].some((list) => list.some(small))))
      return { rows: option, bySex: true };
  }
  return { rows: options.at(-1)!, bySex: false };
}

/** Of one area (null: all); what the table tells is counted once for all of them. */
export function pyramids(
  policy: Policy,
  stock: StockTable,
  groupOf: Int32Array,
  groups: number,
  hides: HidesOn,
): (group: number | null) => Demography['pyramid'] {
  const { rows, bySex } = partitionOf(policy, stock, groupOf, groups);
  const cells = cellsBy(stock, rows, groupOf, groups);
  return (group) => {
    const { male, female, other } = cells[group ?? groups]!;
    const sexes = bySex && male.some((people) => people > 0);
    return rows.map(({ from, to }, row) => ({
      ageFrom: from,
      ageTo: to,
      male: sexes ? releaseCount(policy, male[row]!) : null,
      female: sexes ? releaseCount(policy, female[row]!) : null,
      people:
        bySex || !hides({ from, to }, group) ? releaseCount(policy, male[row]! + female[row]! + other[row]!) : 'hidden',
    }));
  };
}
