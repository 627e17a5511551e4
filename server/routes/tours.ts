/** School bus tours: a job that can be stopped, and its tours as files. */
import express, { type Router } from 'express';
import * as contract from '../contract/tours.ts';
import type { Context } from '../context.ts';
import { JobRunner, type JobRecord } from '../jobs/runner.ts';
import { toursGtfs } from '../operations/tours/gtfs.ts';
import { toursCsv } from '../operations/tours/table.ts';
import { phases, planTours } from '../operations/tours/plan.ts';
import { toursBusy, toursRunning, toursUnknown, toursWithout } from '../operations/tours/refused.ts';
import type { ToursReport } from '../operations/tours/report.ts';
import { tourTask } from '../operations/tours/task.ts';
import { expressPath, route } from './route.ts';

/** Running, waiting and being begun. */
const MOST_JOBS = 6;

export function tourRoutes(app: Router, context: Context): void {
  /** A lane of their own: searches take minutes, and an import must not wait for them. */
  const jobs = new JobRunner(context.database, context.log, context.now);
  /** Of jobs that are being begun, wait or run in this process. */
  const running = new Map<string, AbortController>();

  async function found(county: string, id: string): Promise<JobRecord> {
    const job = await jobs.find(county, id);
    // Imports and other searches are kept in the same table.
    if (!job || (job.report !== null && !isTours(job.report))) throw toursUnknown();
    return job;
  }

  async function reportOf(county: string, id: string): Promise<ToursReport> {
    const { report, status, problem } = await found(county, id);
    if (status === 'failed') throw toursWithout((problem as contract.ToursJob['problem'])?.code === 'tours.stopped');
    if (report === null) throw toursRunning();
    return report as ToursReport;
  }

  app.use(expressPath(contract.startTours.path), express.json({ limit: '100kb' }));
  route(app, context, contract.startTours, async ({ params: { county }, request }) => {
    const wish = contract.ToursWish.parse(request.body);
    // What the task needs takes seconds: nobody should wait for it in vain.
    if (running.size >= MOST_JOBS) throw toursBusy();
    const job = context.newId();
    const abort = new AbortController();
    running.set(job, abort);
    try {
      const task = await tourTask(context, county, wish);
      const begun = await jobs.start(job, county, phases.ground, async (report) => {
        try {
          return await planTours(context, task, abort.signal, (progress, phase) => report({ phase, progress }));
        } finally {
          running.delete(job);
        }
      });
      return jobOf(begun);
    } catch (error) {
      running.delete(job);
      throw error;
    }
  });
  route(app, context, contract.getTours, async ({ params: { county, job } }) => jobOf(await found(county, job)));
  route(app, context, contract.stopTours, async ({ params: { county, job } }) => {
    await found(county, job);
    running.get(job)?.abort();
    return {};
  });
  app.get(expressPath(contract.toursFeed.path), async (request, response) => {
    const { county, job } = contract.toursFeed.params.parse(request.params);
    const { result, service } = await reportOf(county, job);
    response.type('application/zip').attachment(`schulbus-touren-${county}.zip`);
    response.send(Buffer.from(toursGtfs({ result, service })));
  });
  app.get(expressPath(contract.toursTable.path), async (request, response) => {
    const { county, job } = contract.toursTable.params.parse(request.params);
    contract.toursTable.query.parse(request.query);
    const { result } = await reportOf(county, job);
    response.type('text/csv; charset=utf-8').attachment(`schulbus-touren-${county}.csv`);
    response.send(toursCsv(result));
  });
}

const isTours = (report: unknown): report is ToursReport =>
  typeof report === 'object' && report !== null && 'service' in report && 'result' in report;

const jobOf = ({ id, county, status, phase, progress, report, problem }: JobRecord): contract.ToursJob => ({
  id,
  county,
  status,
  phase,
  progress,
  result: (report as ToursReport | null)?.result ?? null,
  problem: problem as contract.ToursJob['problem'],
});
