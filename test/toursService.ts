/** The sample county with all that tours need, and jobs for tours followed to their end. */
import { expect } from 'vitest';
import { listSchools } from '../server/contract/sites.ts';
import { ToursJob, type Tours } from '../server/contract/tours.ts';
import { serviceDays } from '../server/contract/transport.ts';
import { changeVariant, getVariant, newVariant, type Plan, type Variant } from '../server/contract/variants.ts';
import { addressOf } from './address.ts';
import { plannedCounty } from './plannedCounty.ts';
import type { TestApi } from './testApi.ts';

export const county = '16999';
export const base = `/api/counties/${county}/transport/tours`;

export const people = (value: unknown): number => (typeof value === 'number' ? value : 0);

export class ToursService {
  readonly api: TestApi;
  readonly today: Plan;
  readonly date: string;
  /** Secondary schools. */
  readonly schools: string[];

  private constructor(api: TestApi, today: Plan, date: string, schools: string[]) {
    this.api = api;
    this.today = today;
    this.date = date;
    this.schools = schools;
  }

  static async begin(): Promise<ToursService> {
    const { api, today } = await plannedCounty(county, ['network', 'gtfs']);
    const { suggested } = await api.ask(serviceDays, { county });
    const { schools: all } = await api.ask(listSchools, { county });
    const schools = ['gymnasium', 'regelschule'].flatMap((type) =>
      all.filter(({ schoolType }) => schoolType === type).map(({ key }) => key),
    );
    return new ToursService(api, today, suggested!, schools);
  }

  async send(path: string, method: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await this.api.fetch(base + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async finished(started: ToursJob): Promise<ToursJob> {
    let job = started;
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = ToursJob.parse((await this.send(`/${job.id}`, 'GET')).body);
    }
    return job;
  }

  async start(wish: object): Promise<ToursJob> {
    const { schools, date } = this;
    const { status, body } = await this.send('', 'POST', { schools, date, seconds: 2, ...wish });
    expect(status, JSON.stringify(body)).toBe(202);
    return ToursJob.parse(body);
  }

  async plan(wish: object): Promise<{ id: string; tours: Tours }> {
    const job = await this.finished(await this.start(wish));
    expect(job.problem).toBeNull();
    return { id: job.id, tours: job.result! };
  }

  /** A variant named 'Zu' with these changes; one may follow from those before it. */
  async variantWith(...changes: (object | ((variant: Variant) => object))[]): Promise<Variant> {
    const post = (path: string, body: object, version?: number) =>
      this.api.fetch(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
        body: JSON.stringify(body),
      });
    const begun = (await (await post(addressOf(newVariant, { county }, {}), { name: 'Zu' })).json()) as { id: string };
    let variant = await this.api.ask(getVariant, { county, id: begun.id });
    for (const change of changes) {
      const body = typeof change === 'function' ? change(variant) : change;
      const answer = await post(addressOf(changeVariant, { county, id: begun.id }, {}), body, variant.version);
      expect(answer.status, await answer.clone().text()).toBe(200);
      variant = await this.api.ask(getVariant, { county, id: begun.id });
    }
    return variant;
  }
}
