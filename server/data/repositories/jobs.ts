/** Long work: its state, so that any process can tell it. */
import type { Sentence } from '../../planning/types.ts';
import type { Db } from '../open.ts';

export interface JobRecord {
  id: string;
  county: string;
  status: 'running' | 'done' | 'failed';
  phase: Sentence;
  progress: number;
  report: unknown;
  problem: unknown;
}

export async function saveJob(db: Db, job: JobRecord, now: Date): Promise<void> {
  const values = {
    id: job.id,
    county: job.county,
    status: job.status,
    phase: JSON.stringify(job.phase),
    progress: job.progress,
    report: job.report === null ? null : JSON.stringify(job.report),
    problem: job.problem === null ? null : JSON.stringify(job.problem),
    updated_at: now,
  };
  await db
    .insertInto('job')
    .values({ ...values, started_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function findJob(db: Db, county: string, id: string): Promise<JobRecord | null> {
  const row = await db
    .selectFrom('job')
    .where('county', '=', county)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        county: row.county,
        status: row.status,
        phase: row.phase,
        progress: row.progress,
        report: row.report,
        problem: row.problem,
      }
    : null;
}

/** Jobs that say they run but have not been heard of since `silentSince`: their process has ended without them. */
export async function failAbandoned(db: Db, problem: unknown, silentSince: Date, now: Date): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'failed', problem: JSON.stringify(problem), updated_at: now })
    .where('status', '=', 'running')
    .where('updated_at', '<=', silentSince)
    .execute();
}
