/** Who is entitled to school transport: the county's first answer, then other rules, none of which was asked before. */
import type { Entitlement } from '../../server/contract/entitlement.ts';
import { getJson, percentile } from './http.ts';
import type { Figure } from './measure.ts';

const RULES = 20;

export async function measureEntitlement(api: string): Promise<Figure[]> {
  const ask = (query: string) => getJson<Entitlement>(`${api}/transport/entitlement${query}`);
  const start = performance.now();
  const { total, houses } = await ask('');
  const cold = (performance.now() - start) / 1000;
  const seconds: number[] = [];
  for (let rule = 0; rule < RULES; rule++) {
    const begun = performance.now();
    await ask(`?metres=${1500 + 50 * rule}`);
    seconds.push((performance.now() - begun) / 1000);
  }
  const pupils = Number(total.pupils).toLocaleString('en');
  const plain = { ratio: null, baseline: null };
  return [
    {
      what: `entitlement, first answer (ways of ${houses.toLocaleString('en')} houses measured)`,
      value: cold,
      unit: 's',
      limit: null,
      ...plain,
    },
    {
      what: `entitlement of ${pupils} pupils, today and another rule p95`,
      value: percentile(seconds, 0.95),
      unit: 's',
      limit: 1,
      ...plain,
    },
  ];
}
