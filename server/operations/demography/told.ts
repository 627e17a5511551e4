/** Which counts of residents may be told: small ones are hidden, and so many others that no sum tells them. */
import type { Policy } from '../../planning/confidentiality/release.ts';
import { suppressed } from '../../planning/confidentiality/suppression.ts';
import { bands } from '../../planning/forecast/bands.ts';
import { bandCounts } from './counts.ts';
import { sideBySide, type AgeRow } from './pyramid.ts';
import type { StockTable } from './tables.ts';

/** Is the count of an age span in a group hidden? The whole has no group and is told. */
export type Hides = (span: AgeRow, group: number | null) => boolean;

/** Known by the table: the same question is asked for each band, area and year. */
const known = new WeakMap<StockTable, { of: Int32Array; hides: Hides }>();

/** `sets`: groups whose sums are told on other layers, and all of them. */
export function hidesOf(
  policy: Policy,
  stock: StockTable,
  groupOf: Int32Array,
  groups: number,
  sets: readonly (readonly number[])[],
): Hides {
  const before = known.get(stock);
  if (before?.of === groupOf) return before.hides;
  const columns = sideBySide.flatMap((band) => {
    const counts = bandCounts(stock, band, groupOf, groups);
    return counts ? [{ band, counts }] : [];
  });
  const table = Array.from({ length: groups }, (_, group) => columns.map(({ counts }) => counts[group]!));
  const hidden = suppressed(policy, table, sets);
  const within = ({ from, to }: AgeRow) =>
    columns.flatMap(({ band }, column) =>
      band.from >= from && (to === null || (band.to !== null && band.to <= to)) ? [column] : [],
    );
  const everybody = bands[0]!;
  const hides: Hides = (span, group) => {
    // The people of an area are told on every layer; of an age group that holds others, none may be hidden.
    if (group === null || (span.from === everybody.from && span.to === everybody.to)) return false;
    return within(span).some((column) => hidden[group]![column]!);
  };
  known.set(stock, { of: groupOf, hides });
  return hides;
}
