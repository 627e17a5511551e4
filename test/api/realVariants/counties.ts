/** Trier-Saarburg and Saarlouis, loaded once for all parts of realVariants.test.ts, and what is worked out of their rows again. */
import { sql } from 'kysely';
import proj4 from 'proj4';
import { expect } from 'vitest';
import type { ProblemDetails } from '../../../server/contract/common.ts';
import { planDistricts, planFigures } from '../../../server/contract/besideToday.ts';
import {
  Variant,
  VariantHead,
  type NewChange,
  type Plan,
  type SchoolNumbers,
} from '../../../server/contract/variants.ts';
import type { RealCounty } from '../../realCounty.ts';
import { TestApi } from '../../testApi.ts';

export const RP = '07235';
export const SL = '10044';
export const GS = 'grundschule';
/** After the list's school year 2015/16. */
export const FROM = 2017;
export const BASE = 3;
export const UTM32 = '+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs';
/** Pupils of a class at most, pupils of a school at least (SL: § 9 SchoG). */
export const RULES: Record<string, { splitter: number; minimum: number }> = {
  [RP]: { splitter: 24, minimum: 0 },
  [SL]: { splitter: 25, minimum: 80 },
};

export const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const total = <T>(list: Iterable<T>, of: (item: T) => unknown): number =>
  [...list].reduce((sum, item) => sum + number(of(item)), 0);

/** Protected counts at Grundschulen, from the database. */
export interface Row {
  atom: string | null;
  home: string;
  school: string;
  grade: number;
  people: number;
}

export let api: TestApi;
export async function startCounties(): Promise<void> {
  api = await TestApi.start();
}
export const stopCounties = (): Promise<void> => api.close();

export const counties = new Map<string, RealCounty>();
export const rows = new Map<string, Row[]>();
/** By county, by school, by atom: estimated metres, worked out by another library. */
export const ways = new Map<string, Map<string, number[]>>();

export const county = (key: string) => counties.get(key)!;
export const today = (key: string): Plan => county(key).plan.plan;
export const indexOf = (plan: Plan, key: string) => plan.schools.findIndex((school) => school.key === key);
export const figuresOf = (plan: Plan, key: string) => {
  const plans = [...counties.values()].map((loaded) => loaded.plan.plan);
  const own = plans.find(({ schools }) => schools.some((school) => school.key === key)) ?? plan;
  return planFigures(plan, own)[indexOf(plan, key)]!;
};
export const typeOf = (plan: Plan) => plan.figures.types.find(({ schoolType }) => schoolType === GS)!;
export const assigned = (key: string, plan: Plan) => planDistricts(plan, today(key), GS)!.schools;
export const primary = (plan: Plan) => plan.schools.filter(({ schoolType }) => schoolType === GS);
/** A grade in which nobody is need not be told. */
export const gradeOf = ({ byGrade }: { byGrade: SchoolNumbers['byGrade'] }, grade: number) => {
  const told = byGrade.find((one) => one.grade === grade);
  return { pupils: number(told?.pupils), classes: told?.classes ?? 0 };
};
export const listed = (key: string, school: string) => rows.get(key)!.filter((row) => row.school === school);

export const send = async (key: string, path: string, body: unknown, version?: number, method = 'POST') => {
  const response = await api.fetch(`/api/counties/${key}/variants${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};
export const begin = async (key: string, name: string): Promise<VariantHead> =>
  VariantHead.parse((await send(key, '', { name })).body);
export const change = async ({ county: key, id, version }: VariantHead, wish: NewChange): Promise<Variant> => {
  const { status, body } = await send(key, `/${id}/changes`, wish, version);
  expect(status, JSON.stringify(body)).toBe(200);
  return Variant.parse(body);
};
export const refused = async ({ county: key, id, version }: VariantHead, wish: unknown): Promise<[number, string]> => {
  const { status, body } = await send(key, `/${id}/changes`, wish, version);
  return [status, (body as ProblemDetails).code];
};
export const resize = (school: string, size: { places: number | null; parallelClasses: number | null }): NewChange => ({
  ...{ kind: 'resize', school, from: FROM, gradeFrom: null, gradeTo: null },
  ...size,
});
export const close = (school: string): NewChange => ({ kind: 'close', school, from: FROM, mode: 'atOnce' });

export async function readRows(key: string): Promise<void> {
  const { rows: found } = await sql<Row>`
    select p.atom, p.home, p.school, p.grade, sum(p.people)::int as people
    from pupils p join school s on s.county = p.county and s.key = p.school
    where p.county = ${key} and s.school_type = ${GS} group by 1, 2, 3, 4`.execute(api.db);
  const points = await sql<{ key: string; lon: number; lat: number }>`
    select key, ST_X(point) as lon, ST_Y(point) as lat from pupil_atom where county = ${key} and point is not null`.execute(
    api.db,
  );
  const at = new Map(points.rows.map((point) => [point.key, proj4('EPSG:4326', UTM32, [point.lon, point.lat])]));
  const { ground, plan, schools } = county(key);
  const places = ground.atoms.map((atom) => at.get(atom.key)!);
  // An atom without a point is ground of nobody: its pupils are known by Gemeinde only.
  rows.set(
    key,
    found.map((row) => (row.atom !== null && at.has(row.atom) ? row : { ...row, atom: null })),
  );
  const metres = new Map<string, number[]>();
  for (const { key: school, lon, lat } of schools) {
    const [x = 0, y = 0] = proj4('EPSG:4326', UTM32, [lon, lat]);
    const far = places.map(([ax = 0, ay = 0]) => Math.hypot(ax - x, ay - y) * plan.ways.detourFactor);
    metres.set(school, far);
  }
  ways.set(key, metres);
}

/** Of those who live in an atom. */
export function meanWay(key: string, list: readonly Row[]): { pupils: number; mean: number } {
  const place = new Map(county(key).ground.atoms.map((atom, index) => [atom.key, index]));
  const known = list.filter(({ atom }) => atom !== null);
  const pupils = total(known, (row) => row.people);
  const metres = total(known, ({ atom, school, people }) => people * ways.get(key)!.get(school)![place.get(atom!)!]!);
  return { pupils, mean: metres / pupils };
}

/** Classes, capacity and findings of all Grundschulen, from their grades and the state's figures. */
export function checkSizes(
  key: string,
  plan: Plan,
  sizes: ReadonlyMap<string, { places: number; parallelClasses: number | null }> = new Map(),
): void {
  const { splitter, minimum } = RULES[key]!;
  const isToday = plan === today(key);
  for (const school of primary(plan)) {
    const { after, before } = figuresOf(plan, school.key);
    const size = sizes.get(school.key);
    const expected: { rule: string; grade: number | null; value: number; limit: number }[] = [];
    const pupils = number(after.pupils);
    expect(after.capacity).toEqual(size ? { pupils: size.places, from: 'places' } : null);
    if (size && pupils > size.places) expected.push({ rule: 'places', grade: null, value: pupils, limit: size.places });
    for (const grade of [1, 2, 3, 4]) {
      const told = gradeOf(after, grade);
      const classes = Math.ceil(told.pupils / splitter);
      expect([school.key, grade, told.classes]).toEqual([school.key, grade, classes]);
      if (isToday) {
        const own = listed(key, school.key).filter((row) => row.grade === grade);
        expect(told.pupils).toBe(total(own, (row) => row.people));
      }
      const most = size?.parallelClasses ?? Infinity;
      if (classes > most) expected.push({ rule: 'parallelClasses', grade, value: classes, limit: most });
    }
    if (pupils < minimum && school.closing === null)
      expected.push({ rule: 'minimumPupils', grade: null, value: pupils, limit: minimum });
    expect(after.findings.map(({ near: _near, ...finding }) => finding)).toEqual(expected);
    // A finding cannot be told where the limit lies within the range.
    for (const { rule, near, limit } of after.findings) {
      if (rule !== 'minimumPupils' && rule !== 'places') continue;
      const distance = Math.abs(pupils - limit);
      if (distance > after.spread + 1) expect([school.key, near]).toEqual([school.key, false]);
      if (distance < after.spread - 2) expect([school.key, near]).toEqual([school.key, true]);
    }
    if (after.pupils === before!.pupils && number(figuresOf(plan, school.key).arriving) === 0 && !size)
      expect(after.byGrade).toEqual(before!.byGrade);
  }
}
