/** Variants with the pupils of a school year to come: on the sample county, beside the outlook; and where that hides a school. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { planFigures, type WholeFigures } from '../../server/contract/besideToday.ts';
import { schoolsOutlook, type SchoolsOutlook } from '../../server/contract/enrolment.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import {
  changeVariant,
  getVariant,
  newVariant,
  planToday,
  Variant,
  VariantHead,
  type NewChange,
  type Plan,
} from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const GS = 'grundschule';
const YEAR = 2030;
const AHEAD = { children: 'ahead' as const };

const number = (value: unknown): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${String(value)}`);
  return value;
};

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let today: Plan;
  beforeAll(async () => {
    // The county of the tests of enrolment, loaded once for both, and the statistics on top.
    ({ api, today } = await plannedCounty(county, ['kitas', 'population', 'vital-events']));
    const files = await writeSample(generateSample({ seed: 1, scale: 1 }));
    const { path: name, bytes, options } = files.find(({ kind }) => kind === 'enrolments')!;
    await api.load('enrolments', { name, bytes }, county, { options });
    // Fewer futures tell the same in less time.
    await sql`update rule_set set rule_values = jsonb_set(rule_values, '{draws}', '100') where subject = 'forecast'`.execute(
      api.db,
    );
  }, 240_000);
  afterAll(() => api.close());

  const without = async (year = YEAR): Promise<Plan> => (await api.ask(planToday, { county }, { ...AHEAD, year })).plan;
  const outlook = (type: string): Promise<SchoolsOutlook> => api.ask(schoolsOutlook, { county }, { type });
  const begin = async (): Promise<VariantHead> => {
    const response = await api.fetch(addressOf(newVariant, { county }, {}), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'voraus' }),
    });
    return VariantHead.parse(await response.json());
  };
  async function change({ id, version }: VariantHead, wish: NewChange, query: object = {}): Promise<Variant> {
    const response = await api.fetch(addressOf(changeVariant, { county, id }, query), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
      body: JSON.stringify(wish),
    });
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    return Variant.parse(body);
  }
  const ofSchool = (plan: Plan, key: string, beside: Plan): WholeFigures =>
    planFigures(plan, beside).find(({ school }) => school === key)!;

  test('without changes a year’s pupils and use of places are those of the outlook, school by school', async () => {
    const [plan, types] = [await without(), today.figures.types.map(({ schoolType }) => schoolType)];
    expect([plan.children, plan.shownYear]).toEqual(['ahead', YEAR]);
    for (const type of types) {
      const told = await outlook(type);
      const at = told.years.indexOf('2030/31');
      for (const school of told.schools) {
        const { after } = ofSchool(plan, school.key, plan);
        expect([after.pupils, number(after.utilisation)]).toEqual([
          school.pupils[at],
          expect.closeTo(number(school.use[at]), 4),
        ]);
        // 8 of 10 futures lie within the interval, 19 of 20 within the range; both in whole pupils.
        const half = Math.max(
          number(school.high[at]) - number(school.pupils[at]),
          number(school.pupils[at]) - number(school.low[at]),
        );
        expect(after.spread).toBe(Math.ceil((half * 1.96) / 1.28));
        const index = plan.schools.findIndex(({ key }) => key === school.key);
        expect(plan.years.map(({ pupils }) => pupils[index])).toEqual(school.pupils.slice(1));
      }
    }
  }, 60_000);

  test('it is said on what they rest, and every year up to the horizon can be chosen', async () => {
    const { plan, lookAhead } = await api.ask(planToday, { county }, { ...AHEAD, year: 2035 });
    expect(plan.years.map(({ year }) => year)).toEqual(Array.from({ length: 10 }, (_, index) => 2026 + index));
    expect(plan.ahead).toMatchObject({ base: '2025/26', basis: 'enrolments', populationDate: '2025-12-31' });
    expect(plan.ahead!.rules.map(({ subject }) => subject)).toEqual(['schoolEntry', 'enrolment']);
    expect(lookAhead).toEqual({ forecast: plan.ahead, missing: null });
    expect(today).toMatchObject({ children: 'today', ahead: null, years: [] });
    const { id } = await begin();
    expect((await api.ask(getVariant, { county, id }, { ...AHEAD, year: 2035 })).plan.years).toEqual(plan.years);
  });

  test('when everything holds, and in a year without the choice, children are those of today', async () => {
    const closed = await change(await begin(), { kind: 'close', school: '91015', from: 2027, mode: 'entrants' });
    const ask = (query: object) => api.ask(getVariant, { county, id: closed.id }, query);
    const settled = (await ask(AHEAD)).plan;
    expect(settled.figures).toEqual(closed.plan.figures);
    expect(settled.years).toHaveLength(10);
    expect((await ask({ year: YEAR })).plan).toMatchObject({ children: 'today', ahead: null });
    // Nothing holds yet: the year as it is without the variant.
    const early = (await ask({ ...AHEAD, year: 2026 })).plan;
    expect(early.figures.schools.every(({ after }) => after === null)).toBe(true);
  });

  test('a school that closes sends the children of the year, and beside it stands the year without the variant', async () => {
    const before = await without();
    const key = '91008';
    const closed = await change(
      await begin(),
      { kind: 'close', school: key, from: 2027, mode: 'atOnce' },
      { ...AHEAD, year: YEAR },
    );
    const { plan } = closed;
    const [gone, was] = [ofSchool(plan, key, before), ofSchool(today, key, today)];
    expect(gone.after.pupils).toBe(0);
    expect(gone.before!.pupils).toBe(ofSchool(before, key, before).after.pupils);
    // As many as its list has grown by: another number than today's.
    expect(Math.abs(number(gone.leaving) - number(gone.before!.pupils))).toBeLessThan(15);
    const changes = planFigures(plan, before).map(
      ({ after, before: own }) => number(after.pupils) - number(own!.pupils),
    );
    expect(changes.filter((more) => more > 0).reduce((sum, more) => sum + more, 0)).toBeGreaterThan(
      number(gone.leaving) - 5,
    );
    const now = await api.ask(getVariant, { county, id: closed.id });
    expect(ofSchool(now.plan, key, today).leaving).not.toBe(gone.leaving);
    expect(was.after.pupils).not.toBe(gone.before!.pupils);
    // Whoever takes them in is told less surely than the forecast alone would be.
    const [most] = planFigures(plan, before).sort((a, b) => Number(b.arriving) - Number(a.arriving));
    expect(most!.after.spread).toBeGreaterThan(most!.before!.spread);
    const type = plan.figures.types.find(({ schoolType }) => schoolType === GS)!;
    expect(type.before).toEqual(before.figures.types.find(({ schoolType }) => schoolType === GS)!.after);
    // Undone, it is the year without the variant again.
    const undone = await change(closed, { kind: 'undo' }, { ...AHEAD, year: YEAR });
    expect(planFigures(undone.plan, before)).toEqual(planFigures(before, before));
  });

  test('a year beyond the horizon is told as today, with a sentence', async () => {
    const { id } = await begin();
    const { plan, notices } = await api.ask(getVariant, { county, id }, { ...AHEAD, year: 2040 });
    expect([plan.children, plan.ahead]).toEqual(['today', null]);
    expect(notices.map(({ de }) => de)).toEqual([
      'Vorausgeschätzt sind die Schuljahre 2026/27 bis 2035/36: für 2040/41 gelten die Schülerzahlen von heute.',
    ]);
    const refused = await api.fetch(`/api/counties/${county}/plan?children=golden`);
    expect(refused.status).toBe(400);
  });

  test('a school that the outlook hides grows as its type does: its own number does not follow', async () => {
    const key = '91017';
    // Where its children live there is one child below school age, in one of the Gemeinden.
    await sql`update population set people = 0 where county = ${county} and age_from <= 9 and atom in (
      select home from pupils where county = ${county} and school = ${key})`.execute(api.db);
    await sql`update population set people = 1 where county = ${county} and age_from <= 9 and sex = 'm' and atom = (
      select min(home) from pupils where county = ${county} and school = ${key} and home <> '' and home <> 'outside')`.execute(
      api.db,
    );
    await sql`update county set revision = revision + 1 where key = ${county}`.execute(api.db);
    const told = await outlook(GS);
    const at = told.years.indexOf('2030/31');
    const hidden = told.schools.filter(({ pupils }) => pupils[at] === 'hidden').map((school) => school.key);
    expect(hidden).toContain(key);
    expect(hidden.length).toBeGreaterThan(1);
    const growth = number(told.total.pupils[at]) / number(told.total.pupils[0]);
    const plan = await without();
    for (const school of told.schools) {
      const { after } = ofSchool(plan, school.key, plan);
      const own = school.pupils[at];
      const enrolled = number(ofSchool(today, school.key, today).after.pupils);
      expect(after.pupils).toBe(own === 'hidden' ? Math.round(enrolled * growth) : own);
      expect(after.spread).toBeGreaterThan(0);
    }
    // A change in which it takes part tells of it what today's counts tell, grown alike.
    const closing: NewChange = { kind: 'close', school: key, from: 2027, mode: 'atOnce' };
    const closed = await change(await begin(), closing, { ...AHEAD, year: YEAR });
    const now = await api.ask(getVariant, { county, id: closed.id });
    const leaving = (of: Plan, beside: Plan) => number(ofSchool(of, key, beside).leaving);
    expect(leaving(closed.plan, plan)).toBe(Math.round(leaving(now.plan, today) * growth));
  });

  test('without residents there is nothing to look ahead with: as today, with a notice', async () => {
    const { imports } = await api.ask(listImports, { county });
    for (const { id } of imports.filter(({ kind }) => kind === 'population'))
      await api.ask(undoImport, { county, importId: id });
    const { plan, lookAhead } = await api.ask(planToday, { county }, { ...AHEAD, year: YEAR });
    expect([plan.children, plan.shownYear, lookAhead.forecast]).toEqual(['today', null, null]);
    expect(lookAhead.missing!.en).toMatch(/residents by single years/);
    const { id } = await begin();
    const variant = await api.ask(getVariant, { county, id }, { ...AHEAD, year: YEAR });
    expect(variant.plan).toMatchObject({ children: 'today', shownYear: YEAR });
    expect(variant.notices.map(({ en }) => en).join()).toMatch(/Until then pupils are as many as today/);
  });
});
