/** The road network's drawings; each change measures the ways to school again, in a job. */
import express, { type Router } from 'express';
import * as contract from '../contract/network.ts';
import type { Context } from '../context.ts';
import type { Work } from '../jobs/runner.ts';
import { measureWays } from '../operations/import/measureWays.ts';
import { addNetworkEdit, networkState, removeNetworkEdit } from '../operations/networkEdits.ts';
import { schoolReach } from '../operations/reach.ts';
import { expressPath, route, routeByRevision } from './route.ts';

const phase = { de: 'Wege zur Schule werden gemessen', en: 'Measuring ways to school' };

/** One waiting job of a county is enough, however much was drawn: it measures what holds when it begins. */
export class WayJobs {
  readonly #context: Context;
  readonly #waiting = new Map<string, string>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns the job's id */
  async start(county: string): Promise<string> {
    const waiting = this.#waiting.get(county);
    if (waiting !== undefined) return waiting;
    const id = this.#context.newId();
    this.#waiting.set(county, id);
    try {
      const work: Work = async (report) => {
        this.#waiting.delete(county);
        await measureWays(this.#context, county, (progress) => report({ phase, progress }));
      };
      await this.#context.jobs.start(id, county, phase, work, { always: true });
    } catch (error) {
      this.#waiting.delete(county);
      throw error;
    }
    return id;
  }
}

export function networkRoutes(app: Router, context: Context, ways: WayJobs): void {
  const measured = async (county: string) => {
    const { hasNetwork } = await networkState(context, county);
    return hasNetwork ? ways.start(county) : null;
  };
  // Not kept: it holds what people wrote.
  route(app, context, contract.networkState, ({ params }) => networkState(context, params.county));
  routeByRevision(app, context, contract.schoolReach, ({ params, query }) =>
    schoolReach(context, params.county, query),
  );
  app.use(expressPath(contract.addNetworkEdit.path), express.json({ limit: '100kb' }));
  route(app, context, contract.addNetworkEdit, async ({ params: { county }, request }) => {
    const { id } = await addNetworkEdit(context, county, contract.NewNetworkEdit.parse(request.body));
    return { id, job: await measured(county) };
  });
  route(app, context, contract.removeNetworkEdit, async ({ params: { county, id } }) => {
    await removeNetworkEdit(context, county, id);
    return { job: await measured(county) };
  });
}
