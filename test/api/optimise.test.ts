/** The optimiser through the service, on the sample county: plans checked by other means, wishes that cannot be, and stopping. */
import { booleanPointInPolygon } from '@turf/turf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OptimiseJob, type OptimiseWish } from '../../server/contract/optimise.ts';
import { planDistricts, planFigures } from '../../server/contract/besideToday.ts';
import type { planGround } from '../../server/contract/variants.ts';
import { getVariant, Variant, VariantHead, type NewChange, type Plan } from '../../server/contract/variants.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import type { Response as Answer } from '../../server/contract/endpoint.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const GS = 'grundschule';
const wish: OptimiseWish = {
  schoolType: GS,
  from: 2027,
  weights: { distance: 1, utilisation: 0.2, moved: 0.2, mix: 0 },
  capacity: true,
  minimum: false,
  seconds: 5,
  plans: 1,
};

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let ground: Answer<typeof planGround>;
  let today: Plan;

  beforeAll(async () => {
    ({ api, ground, today } = await plannedCounty(county));
  }, 240_000);
  afterAll(() => api.close());

  const send = async (path: string, body: unknown, version?: number, method = 'POST') => {
    const response = await api.fetch(`/api/counties/${county}/variants${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const begin = async (name: string): Promise<VariantHead> => VariantHead.parse((await send('', { name })).body);
  const change = async ({ id, version }: VariantHead, what: NewChange): Promise<Variant> =>
    Variant.parse((await send(`/${id}/changes`, what, version)).body);
  const optimise = async (id: string, asked: OptimiseWish): Promise<OptimiseJob> => {
    const { status, body } = await send(`/${id}/optimise`, asked);
    expect(status, JSON.stringify(body)).toBe(202);
    let job = OptimiseJob.parse(body);
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = OptimiseJob.parse((await send(`/${id}/optimise/${job.id}`, null, undefined, 'GET')).body);
    }
    return job;
  };
  const take = async (id: string, job: string, plan = 0): Promise<Variant> => {
    const { status, body } = await send(`/${id}/optimise/${job}/variants`, { plan, name: `Plan ${plan}` });
    expect(status, JSON.stringify(body)).toBe(201);
    return api.ask(getVariant, { county, id: VariantHead.parse(body).id });
  };
  const districtOf = (plan: Plan) => planDistricts(plan, today, GS)!;
  const atomsOf = (plan: Plan, key: string) =>
    districtOf(plan).schools.flatMap((school, atom) => (plan.schools[school]?.key === key ? [atom] : []));

  const seatOf = ([lon, lat]: readonly [number, number]): number => {
    const ringOf = (ring: number[]) => {
      const line = ring.flatMap((arc) => (arc < 0 ? [...ground.arcs[~arc]!].reverse() : ground.arcs[arc]!));
      return [...line, line[0]!];
    };
    return ground.polygons.findIndex((polygons) =>
      polygons.some((rings) => booleanPointInPolygon([lon, lat], { type: 'Polygon', coordinates: rings.map(ringOf) })),
    );
  };
  /** Pieces of a school's district: union-find over the arcs that two of its atoms share. */
  const piecesOf = (schools: readonly number[], school: number): Set<number> => {
    const parent = new Map(schools.flatMap((own, atom) => (own === school ? [[atom, atom] as const] : [])));
    const root = (atom: number): number => (parent.get(atom) === atom ? atom : root(parent.get(atom)!));
    for (const [left, right] of ground.sides)
      if (parent.has(left) && parent.has(right)) parent.set(root(left), root(right));
    return new Set([...parent.keys()].map(root));
  };

  test('a plan: in one piece with its school inside, within its places, and as good as it says', async () => {
    const variant = await begin('Frei');
    const job = await optimise(variant.id, wish);
    const result = job.result!;
    expect(['optimal', 'feasible']).toContain(result.status);
    const [plan] = result.plans;
    const [goal, bound] = [Number(plan!.goal), Number(plan!.bound)];
    expect(bound).toBeLessThanOrEqual(goal + 1e-9);
    expect(plan!.gap).toBeCloseTo((goal - bound) / goal, 9);
    const { weights } = wish;
    const weighted = (Object.keys(weights) as (keyof typeof weights)[]).reduce(
      (sum, key) => sum + weights[key] * Number(plan!.terms[key]),
      0,
    );
    expect(weighted).toBeCloseTo(goal, 6);

    const taken = await take(variant.id, job.id);
    const { schools } = districtOf(taken.plan);
    expect(schools.filter((school, atom) => school !== districtOf(today).schools[atom])).toHaveLength(plan!.atoms);
    taken.plan.schools.forEach((school, index) => {
      if (school.schoolType !== GS) return;
      const seat = seatOf(school.position);
      const pieces = piecesOf(schools, index);
      expect([school.key, pieces.size]).toEqual([school.key, 1]);
      expect([school.key, schools[seat]]).toEqual([school.key, index]);
      expect(Number(planFigures(taken.plan, today)[index]!.after.pupils)).toBeLessThanOrEqual(school.places! + 0.5);
    });
    const type = taken.plan.figures.types.find(({ schoolType }) => schoolType === GS)!;
    expect(Number(type.moved)).toBe(Number(plan!.moved));
  });

  test('locked homes stay, a closed school gets none', async () => {
    const own = atomsOf(today, '91004').slice(0, 20);
    let variant: VariantHead = await begin('Gesperrt');
    const homes = { by: 'atoms' as const, atoms: own.map((atom) => ground.atoms[atom]!.key) };
    variant = await change(variant, { kind: 'lock', schoolType: GS, homes });
    variant = await change(variant, { kind: 'close', school: '91017', from: 2027, mode: 'atOnce' });
    const job = await optimise(variant.id, {
      ...wish,
      weights: { distance: 0, utilisation: 1, moved: 0, mix: 0 },
      seconds: 8,
    });
    const taken = await take(variant.id, job.id);
    expect(own.filter((atom) => !atomsOf(taken.plan, '91004').includes(atom))).toEqual([]);
    expect(atomsOf(taken.plan, '91017')).toEqual([]);
  });

  test('plans to choose from: who moves more has shorter ways, each with its own distance from the best', async () => {
    const variant = await begin('Wahl');
    const { result, id } = await optimise(variant.id, { ...wish, plans: 3, seconds: 8 });
    const plans = result!.plans;
    expect(plans.length).toBeGreaterThan(1);
    for (const [before, after] of plans.slice(1).map((plan, index) => [plans[index]!, plan] as const)) {
      expect(Number(after.moved)).toBeGreaterThan(Number(before.moved));
      expect(Number(after.terms.distance) + 0.2 * Number(after.terms.utilisation)).toBeLessThan(
        Number(before.terms.distance) + 0.2 * Number(before.terms.utilisation),
      );
    }
    const last = await take(variant.id, id, plans.length - 1);
    const type = last.plan.figures.types.find(({ schoolType }) => schoolType === GS)!;
    expect(Number(type.moved)).toBe(Number(plans.at(-1)!.moved));
    const none = await send(`/${variant.id}/optimise/${id}/variants`, { plan: 9, name: 'x' });
    expect([none.status, (none.body as ProblemDetails).code]).toEqual([404, 'optimise.noPlan']);
  });

  test('a wish that cannot be names the rules that contradict each other', async () => {
    // In Thüringen a Grundschule needs 15 children in each of four grades; this one has 40 places.
    const variant = await change(await begin('Widerspruch'), {
      kind: 'resize',
      school: '91015',
      places: 40,
      parallelClasses: null,
      gradeFrom: null,
      gradeTo: null,
      from: 2027,
    });
    const { result } = await optimise(variant.id, { ...wish, minimum: true });
    expect(result!.status).toBe('infeasible');
    expect(result!.plans).toEqual([]);
    expect(result!.conflict.map(({ kind, school }) => `${kind} ${school}`).sort()).toEqual([
      'capacity 91015',
      'minimum 91015',
    ]);
  });

  test('stopped, it stores nothing', async () => {
    const variant = await begin('Abbruch');
    const before = (await api.fetch(`/api/counties/${county}/variants`)).json();
    const started = OptimiseJob.parse(
      (await send(`/${variant.id}/optimise`, { ...wish, weights: { ...wish.weights, moved: 1 }, seconds: 600 })).body,
    );
    expect((await send(`/${variant.id}/optimise/${started.id}`, null, undefined, 'DELETE')).status).toBe(200);
    let job = started;
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = OptimiseJob.parse((await send(`/${variant.id}/optimise/${started.id}`, null, undefined, 'GET')).body);
    }
    expect(job.problem?.code).toBe('optimise.stopped');
    expect((await api.fetch(`/api/counties/${county}/variants`)).json()).toEqual(before);
  });

  test('what makes no sense is refused', async () => {
    const { id } = await begin('Unsinn');
    const code = async (asked: object) => {
      const { status, body } = await send(`/${id}/optimise`, asked);
      return [status, (body as ProblemDetails).code];
    };
    expect(await code({ ...wish, weights: { distance: 0, utilisation: 0, moved: 0, mix: 0 } })).toEqual([
      400,
      'request.invalid',
    ]);
    expect(await code({ ...wish, schoolType: 'waldorf' })).toEqual([422, 'schools.noneOfType']);
    const gone = await send(`/${id}/optimise/00000000-0000-4000-8000-000000000000`, null, undefined, 'GET');
    expect([gone.status, (gone.body as ProblemDetails).code]).toEqual([404, 'job.unknown']);
  });
});
