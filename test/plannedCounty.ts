/** The sample county as planning variants need it, and what they start from. */
import { generateSample, writeSample } from '../geodata/sample/index.ts';
import type { Response as Answer } from '../server/contract/endpoint.ts';
import { planGround, planToday, type Plan } from '../server/contract/variants.ts';
import { TestApi } from './testApi.ts';

const NEEDED = ['areas', 'schools', 'addresses', 'districts', 'pupil-list'];

export interface PlannedCounty {
  api: TestApi;
  ground: Answer<typeof planGround>;
  today: Plan;
}

/** @param more kinds of data beside those without which there is no plan */
export async function plannedCounty(county: string, more: readonly string[] = []): Promise<PlannedCounty> {
  const api = await TestApi.start();
  const files = await writeSample(generateSample({ seed: 1, scale: 1 }));
  for (const { kind, path: name, bytes, options } of files.filter((file) => [...NEEDED, ...more].includes(file.kind)))
    await api.load(kind, { name, bytes }, county, { options });
  return {
    api,
    ground: await api.ask(planGround, { county }),
    today: (await api.ask(planToday, { county })).plan,
  };
}
