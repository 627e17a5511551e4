/** Looking for the best districts: a job that can be stopped, and whose plans become variants. */
import type { Router } from 'express';
import * as contract from '../contract/optimise.ts';
import type { Context } from '../context.ts';
import { JobRunner, type JobRecord } from '../jobs/runner.ts';
import { optimise, optimiseTask, phases, takePlan, type OptimiseReport } from '../operations/variants/optimise.ts';
import { DomainError } from '../planning/errors.ts';
import { route } from './route.ts';

export function optimiseRoutes(app: Router, context: Context): void {
  /** A lane of their own: searches take minutes, and an import must not wait for them. */
  const jobs = new JobRunner(context.database, context.log, context.now);
  /** Of jobs that wait or run in this process. */
  const running = new Map<string, { variant: string; abort: AbortController }>();

  async function found(county: string, variant: string, id: string): Promise<JobRecord> {
    const job = await jobs.find(county, id);
    const report = job?.report as Partial<OptimiseReport> | null | undefined;
    const owner = report?.variant ?? running.get(id)?.variant;
    // Of one that failed, or runs elsewhere, nothing says whose it is.
    if (job && (owner === undefined || owner === variant)) return job;
    throw new DomainError('notFound', 'job.unknown', {
      de: 'Diese Optimierung gibt es nicht (mehr): bitte neu beginnen.',
      en: 'There is no such optimisation (any more): please begin anew.',
    });
  }

  route(app, context, contract.startOptimising, async ({ params: { county, id }, request }) => {
    const wish = contract.OptimiseWish.parse(request.body);
    const task = await optimiseTask(context, county, id, wish);
    const job = context.newId();
    const abort = new AbortController();
    running.set(job, { variant: id, abort });
    const begun = await jobs
      .start(job, county, phases.bound, async (report) => {
        try {
          return await optimise(context, task, wish, abort.signal, (progress, phase) => report({ phase, progress }));
        } finally {
          running.delete(job);
        }
      })
      .catch((error: unknown) => {
        running.delete(job);
        throw error;
      });
    return jobOf(begun);
  });
  route(app, context, contract.getOptimising, async ({ params: { county, id, job } }) =>
    jobOf(await found(county, id, job)),
  );
  route(app, context, contract.stopOptimising, async ({ params: { county, id, job } }) => {
    await found(county, id, job);
    running.get(job)?.abort.abort();
    return {};
  });
  route(app, context, contract.takePlan, async ({ params: { county, id, job }, request }) => {
    const { report } = await found(county, id, job);
    if (report === null)
      throw new DomainError('conflict', 'optimise.running', {
        de: 'Die Optimierung hat noch keinen Plan: bitte warten, bis sie fertig ist.',
        en: 'The optimisation has no plan yet: please wait until it has ended.',
      });
    return takePlan(context, county, report as OptimiseReport, contract.TakePlan.parse(request.body));
  });
}

const jobOf = ({ id, county, status, phase, progress, report, problem }: JobRecord): contract.OptimiseJob => ({
  id,
  county,
  status,
  phase,
  progress,
  result: (report as OptimiseReport | null)?.result ?? null,
  problem: problem as contract.OptimiseJob['problem'],
});
