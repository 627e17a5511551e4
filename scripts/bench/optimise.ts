/** How far the optimiser's plans are from its bound after half a minute: the service's sample county, as it is and with 95 % of all places taken. */
import type { Response as AnswerOf } from '../../server/contract/endpoint.ts';
import type { getOptimising } from '../../server/contract/optimise.ts';
import type { planToday, VariantHead } from '../../server/contract/variants.ts';
import { getJson, send } from './http.ts';
import type { Figure } from './measure.ts';
import { Service, type Place } from './service.ts';

const COUNTY = '16999';
const TYPE = 'grundschule';
const SECONDS = 30;
const TAKEN = 0.95;
const WEIGHTS = [
  { name: 'short ways', distance: 1, utilisation: 0, moved: 0.05, mix: 0 },
  { name: 'few move', distance: 0.2, utilisation: 0, moved: 1, mix: 0 },
  { name: 'equal use', distance: 0.2, utilisation: 1, moved: 0, mix: 0 },
  { name: 'social mix', distance: 0.3, utilisation: 0, moved: 0, mix: 1 },
  { name: 'all', distance: 1, utilisation: 0.5, moved: 0.5, mix: 0.5 },
];

export async function measureOptimiser(place: Place, say: (line: string) => void): Promise<Figure[]> {
  const service = await Service.start(place);
  const api = `${service.url}/api/counties/${COUNTY}`;
  const figures: Figure[] = [];
  try {
    while ((await getJson<{ loading: boolean }>(`${service.url}/api/counties`)).loading)
      await new Promise((resolve) => setTimeout(resolve, 500));
    for (const isTight of [false, true]) {
      const own = `${api}/variants/${await begun(api, isTight)}/optimise`;
      for (const { name, ...weights } of WEIGHTS) {
        say(`${name}, ${isTight ? 'nearly full' : 'as it is'} …`);
        const gap = await gapOf(own, weights);
        const what = `optimiser, gap after ${SECONDS} s: ${name}${isTight ? ', 95 % of places taken' : ''}`;
        figures.push({ what, value: gap * 100, unit: '%', limit: 1, ratio: null, baseline: null });
      }
    }
    return figures;
  } finally {
    await service.stop();
  }
}

/** @returns a variant's id; `isTight`: the places of its schools are scaled so that 95 % of all are taken */
async function begun(api: string, isTight: boolean): Promise<string> {
  const { id } = (await send<VariantHead>(`${api}/variants`, { name: 'bench' })).body;
  if (!isTight) return id;
  const { plan } = await getJson<AnswerOf<typeof planToday>>(`${api}/plan`);
  const own = plan.schools.flatMap(({ key, schoolType, places }, index) =>
    schoolType === TYPE && places !== null
      ? [{ key, places, pupils: Number(plan.figures.schools[index]!.after!.pupils) }]
      : [],
  );
  const sum = (of: number[]) => of.reduce((a, b) => a + b, 0);
  const scale = sum(own.map(({ pupils }) => pupils)) / sum(own.map(({ places }) => places)) / TAKEN;
  for (const [version, { key, places }] of own.entries()) {
    const size = { parallelClasses: null, gradeFrom: null, gradeTo: null, places: Math.round(places * scale) };
    const change = { kind: 'resize', school: key, ...size, from: plan.year + 2 };
    const { status } = await send(`${api}/variants/${id}/changes`, change, version);
    if (status !== 200) throw new Error(`The places of ${key} could not be scaled.`);
  }
  return id;
}

async function gapOf(own: string, weights: object): Promise<number> {
  const year = new Date().getFullYear() + 1;
  const wish = { schoolType: TYPE, from: year, weights, capacity: true, minimum: false, seconds: SECONDS, plans: 1 };
  let { body: job } = await send<AnswerOf<typeof getOptimising>>(own, wish);
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 300));
    job = await getJson<AnswerOf<typeof getOptimising>>(`${own}/${job.id}`);
  }
  const gap = job.result?.plans[0]?.gap;
  if (typeof gap !== 'number') throw new Error('The optimiser found no plan.');
  return gap;
}
