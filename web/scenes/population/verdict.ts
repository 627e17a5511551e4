/** Whether, and up to how many years, a forecast beats "as last year": told by the rows, whatever they say. */
import type { ForecastProof } from '../../../server/contract/demography.ts';

export type ProofRow = ForecastProof['rows'][number];

export type Verdict =
  | { kind: 'untested' }
  | { kind: 'all' | 'none'; longest: number }
  /** Better in every year up to `at`, or in every year from `at` on. */
  | { kind: 'until' | 'from'; at: number; longest: number }
  | { kind: 'some'; better: number[]; longest: number };

export function verdictOf(rows: readonly ProofRow[], band: string): Verdict {
  const tested = rows.filter((row) => row.band === band).sort((a, b) => a.horizon - b.horizon);
  const longest = tested.at(-1)?.horizon;
  if (longest === undefined) return { kind: 'untested' };
  const isBetter = ({ errors, naive }: ProofRow) => errors.wape < naive.wape;
  const better = tested.filter(isBetter).map(({ horizon }) => horizon);
  if (better.length === tested.length) return { kind: 'all', longest };
  if (better.length === 0) return { kind: 'none', longest };
  const worse = tested.filter((row) => !isBetter(row)).map(({ horizon }) => horizon);
  const [lastBetter, firstBetter] = [better.at(-1) ?? 0, better[0] ?? 0];
  if (lastBetter < (worse[0] ?? 0)) return { kind: 'until', at: lastBetter, longest };
  if (firstBetter > (worse.at(-1) ?? 0)) return { kind: 'from', at: firstBetter, longest };
  return { kind: 'some', better, longest };
}

/** Weighted by how much each row was tested; null where nothing is known of it. */
export function coverageOf(rows: readonly ProofRow[], band: string): number | null {
  const known = rows.filter((row) => row.band === band && row.coverage !== null);
  const forecasts = known.reduce((total, row) => total + row.forecasts, 0);
  return forecasts ? known.reduce((total, row) => total + (row.coverage ?? 0) * row.forecasts, 0) / forecasts : null;
}
