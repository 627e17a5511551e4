/** The sample county as planning variants need it, and what they start from. */
import { generateSample, writeSample } from '../geodata/sample/index.ts';
import type { Response as Answer } from '../server/contract/endpoint.ts';
import { planGround, planToday, type Plan } from '../server/contract/variants.ts';
import type { Database } from '../server/data/open.ts';
import { engine, openLike } from './database.ts';
import { TestApi } from './testApi.ts';

const NEEDED = ['areas', 'schools', 'addresses', 'districts', 'pupil-list'];

export interface PlannedCounty {
  api: TestApi;
  ground: Answer<typeof planGround>;
  today: Plan;
}

async function loadSample(api: TestApi, county: string, kinds: readonly string[]): Promise<void> {
  const files = await writeSample(generateSample({ seed: 1, scale: 1 }));
  for (const { kind, path: name, bytes, options } of files.filter((file) => kinds.includes(file.kind)))
    await api.load(kind, { name, bytes }, county, { options });
}

/** On a server it is loaded once in a run, and each file of tests has its own copy. */
async function loaded(county: string, kinds: readonly string[]): Promise<TestApi> {
  const own = () => ({});
  if (engine === 'postgres') {
    const fill = async (empty: Database) => {
      const api = await TestApi.start(own, Promise.resolve(empty));
      await loadSample(api, county, kinds).finally(() => api.close());
    };
    return TestApi.start(own, openLike([county, ...kinds].join(' '), fill));
  }
  const api = await TestApi.start();
  await loadSample(api, county, kinds);
  return api;
}

/** @param more kinds of data beside those without which there is no plan */
export async function plannedCounty(county: string, more: readonly string[] = []): Promise<PlannedCounty> {
  const api = await loaded(county, [...NEEDED, ...more]);
  return {
    api,
    ground: await api.ask(planGround, { county }),
    today: (await api.ask(planToday, { county })).plan,
  };
}
