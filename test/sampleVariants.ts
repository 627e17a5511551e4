/** Planning variants of the sample county, as a planner asks for them; started once in each file of tests. */
import { expect } from 'vitest';
import { planDistricts, planFigures } from '../server/contract/besideToday.ts';
import type { ProblemDetails } from '../server/contract/common.ts';
import type { Response as Answer } from '../server/contract/endpoint.ts';
import {
  changeVariant,
  getVariant,
  newVariant,
  Variant,
  VariantHead,
  type describeVariant,
  type NewChange,
  type Plan,
  type planGround,
  type removeVariant,
} from '../server/contract/variants.ts';
import { addressOf } from './address.ts';
import { plannedCounty } from './plannedCounty.ts';
import type { TestApi } from './testApi.ts';

export const county = '16999';
export const GS = 'grundschule';
export const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

export let api: TestApi;
export let ground: Answer<typeof planGround>;
export let today: Plan;

export async function startVariants(): Promise<void> {
  ({ api, ground, today } = await plannedCounty(county, ['network', 'indicators', 'population']));
}
export const stopVariants = (): Promise<void> => api.close();

export async function send(
  endpoint: typeof changeVariant | typeof newVariant | typeof describeVariant | typeof removeVariant,
  params: Record<string, string>,
  body: unknown,
  version?: number | string,
): Promise<{ status: number; body: unknown }> {
  const response = await api.fetch(addressOf(endpoint, params as never, {}), {
    method: endpoint.method.toUpperCase(),
    headers: {
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': typeof version === 'number' ? `"${version}"` : version }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
export const begin = async (name: string, more: object = {}): Promise<VariantHead> => {
  const { status, body } = await send(newVariant, { county }, { name, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return VariantHead.parse(body);
};
export const change = async ({ id, version }: VariantHead, wish: NewChange): Promise<Variant> => {
  const { status, body } = await send(changeVariant, { county, id }, wish, version);
  expect(status, JSON.stringify(body)).toBe(200);
  return Variant.parse(body);
};
export const refuse = async ({ id, version }: VariantHead, wish: unknown): Promise<ProblemDetails> => {
  const { status, body } = await send(changeVariant, { county, id }, wish, version);
  expect(status, JSON.stringify(body)).toBe(422);
  expect((await api.ask(getVariant, { county, id })).version).toBe(version);
  return body as ProblemDetails;
};
export const districtOf = (plan: Plan, type = GS) => planDistricts(plan, today, type)!;
export const indexOf = (plan: Plan, key: string) => plan.schools.findIndex((school) => school.key === key);
export const figuresOf = (plan: Plan, key: string) => planFigures(plan, today)[indexOf(plan, key)]!;
export const atomsOf = (plan: Plan, key: string) =>
  districtOf(plan).schools.flatMap((school, atom) => (school === indexOf(plan, key) ? [atom] : []));
export const keys = (atoms: number[]) => atoms.map((atom) => ground.atoms[atom]!.key);
export const assign = (atoms: number[], school: string, more: object = {}): NewChange => ({
  kind: 'assign',
  schoolType: GS,
  school,
  homes: { by: 'atoms', atoms: keys(atoms) },
  from: 2027,
  mode: 'atOnce',
  ...more,
});
