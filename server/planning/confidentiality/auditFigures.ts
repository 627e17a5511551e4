/** The attack on a whole list, in figures that tell nothing of any single row. */
import type { Highs } from 'highs';
import { possibleCounts, type Published } from './audit.ts';

export interface AuditFigures {
  /** Rows as published. */
  rows: number;
  /** Of these attacked. */
  attacked: number;
  /** Possible whole numbers of an attacked row: the fewest, and of the row in the middle; null where there is none. */
  fewest: number | null;
  median: number | null;
  /** Attacked rows that keep fewer possible numbers than the base. */
  belowBase: number;
  atoms: number;
  /** Atoms that show pupils of one school only (homogeneity.ts says when that may be). */
  atomsOfOneSchool: number;
}

/** @param rows numbers of the counts to attack */
export function auditFigures(published: Published, rows: readonly number[], highs: Highs): AuditFigures {
  const widths = possibleCounts(published, rows, highs)
    .map(({ low, high }) => high - low + 1)
    .sort((a, b) => a - b);
  const schools = new Map<string, Set<string>>();
  for (const { atom, school, people } of published.counts) {
    if (atom === null || people === 0) continue;
    schools.set(atom, (schools.get(atom) ?? new Set()).add(school));
  }
  return {
    rows: published.counts.length,
    attacked: rows.length,
    fewest: widths[0] ?? null,
    median: widths[widths.length >> 1] ?? null,
    belowBase: widths.filter((width) => width < published.base).length,
    atoms: schools.size,
    atomsOfOneSchool: [...schools.values()].filter((own) => own.size === 1).length,
  };
}
