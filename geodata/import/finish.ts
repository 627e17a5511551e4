/** Puts together what every kind gives back. */
import type { Records } from './records.ts';
import type { CrsDecision, PrepareContext, Prepared } from './types.ts';
import type { Rows } from './rows.ts';

export function finish(
  context: PrepareContext,
  records: Pick<Records, 'format' | 'columns' | 'mapping' | 'layers'> & { mappingRemembered?: boolean },
  result: {
    scopes: string[];
    referenceDate: string | null;
    crs?: CrsDecision | null;
    stored: number;
    rows: Rows;
    controlTotals?: Prepared['controlTotals'];
  },
): Prepared {
  const { report } = context;
  return {
    kind: context.kind,
    format: records.format,
    scopes: result.scopes,
    referenceDate: result.referenceDate,
    read: report.read,
    stored: result.stored,
    rejected: report.rejected,
    skipped: report.skipped,
    problems: report.problems,
    problemCount: report.problemCount,
    notes: report.notes,
    columns: records.columns,
    mapping: records.mapping,
    mappingRemembered: records.mappingRemembered ?? false,
    layers: records.layers,
    crs: result.crs ?? null,
    controlTotals: result.controlTotals ?? [],
    rows: result.rows,
  };
}
