/** Pupils and all-day places of the school years to come: on the sample county, and where few children stand behind a school. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import type { ProblemDetails, ProtectedCount, Rate } from '../../server/contract/common.ts';
import { forecast } from '../../server/contract/demography.ts';
import { allDayCare, schoolsOutlook, type AllDayCare, type SchoolsOutlook } from '../../server/contract/enrolment.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, middle, squares, world, type World } from '../world.ts';

const number = (value: ProtectedCount | Rate | undefined): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${value}`);
  return value;
};
const sum = (values: Iterable<number>): number => [...values].reduce((all, each) => all + each, 0);

describe(`${engine}, sample county`, () => {
  const county = '16999';
  const sample = generateSample({ seed: 1, scale: 1 });
  let api: TestApi;
  const outlook = (query: Record<string, unknown> = {}): Promise<SchoolsOutlook> =>
    api.ask(schoolsOutlook, { county }, query);
  const care = (query: Record<string, unknown> = {}): Promise<AllDayCare> => api.ask(allDayCare, { county }, query);
  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['kitas', 'population', 'vital-events']));
    for (const { kind, path: name, bytes, options } of await writeSample(sample))
      if (kind === 'enrolments' || kind === 'all-day-places')
        await api.load(kind, { name, bytes }, county, { options });
    // Fewer futures tell the same in less time.
    await sql`update rule_set set rule_values = jsonb_set(rule_values, '{draws}', '100') where subject = 'forecast'`.execute(
      api.db,
    );
  }, 240_000);
  afterAll(() => api.close());

  const TYPES = { GS: 'grundschule', RS: 'regelschule', GYM: 'gymnasium' };

  test.each(Object.entries(TYPES))(
    '%s: the base year is what was counted, and the table adds up',
    async (short, type) => {
      const told = await outlook({ type });
      expect([told.basis, told.years.length, told.years[0], told.years[10]]).toEqual([
        ...['enrolments', 11, '2025/26', '2035/36'],
      ]);
      expect(told.past.map(({ year }) => year)).toEqual(['2021/22', '2022/23', '2023/24', '2024/25']);
      const own = sample.schools.flatMap((school, at) => (school.type === short ? [{ ...school, at }] : []));
      expect(told.schools.map(({ key, pupils }) => [key, pupils[0]])).toEqual(
        own.map(({ key, at }) => [key, sample.pupils.filter(({ school }) => school === at).length]),
      );
      for (const year of told.years.keys()) {
        expect(told.total.pupils[year]).toBe(sum(told.schools.map(({ pupils }) => number(pupils[year]))));
        expect(told.total.classes[year]).toBe(sum(told.schools.map(({ classes }) => number(classes[year]))));
        for (const school of told.schools) {
          expect(number(school.use[year])).toBeCloseTo(number(school.pupils[year]) / school.capacity!, 9);
          if (year === 0) continue;
          expect(number(school.low[year])).toBeLessThanOrEqual(number(school.pupils[year]) + 1);
          expect(number(school.high[year])).toBeGreaterThanOrEqual(number(school.pupils[year]) - 1);
        }
      }
      expect(told.types.find(({ schoolType }) => schoolType === type)!.pupils).toEqual(told.total.pupils);
    },
  );

  test('a chosen school is told by grade, with its classes and least sizes', async () => {
    const { schools } = await outlook();
    const [first] = schools;
    const { school, schoolType } = await outlook({ school: first!.key });
    expect([schoolType, school!.grades.map(({ grade }) => grade)]).toEqual(['grundschule', [1, 2, 3, 4]]);
    for (const [year, pupils] of first!.pupils.entries()) {
      expect(sum(school!.grades.map((grade) => number(grade.pupils[year])))).toBe(pupils);
      expect(sum(school!.grades.map((grade) => number(grade.classes[year])))).toBe(first!.classes[year]);
    }
    // Thüringen: 15 children in the only class of a grade; whoever is below it today is so for sure.
    expect(school!.least).toEqual([1, 2, 3, 4].map((grade) => ({ gradeFrom: grade, gradeTo: grade, pupils: 15 })));
    for (const own of schools) {
      const { grades } = (await outlook({ school: own.key })).school!;
      expect(own.tooSmall[0]).toBe(Number(grades.some(({ pupils }) => number(pupils[0]) < 15)));
    }
  }, 60_000);

  test('entrants are the children by the cut-off of the forecast × the entry rate', async () => {
    const [told, people] = [await outlook(), await api.ask(forecast, { county }, { year: '2030', band: 'u6' })];
    const children = (age: number) => {
      const row = people.pyramid.find((one) => one.age === age)!;
      return number(row.male) + number(row.female);
    };
    const rate = (key: string) => told.rates.find((one) => one.key === key)!;
    const deferred = number(rate('deferral').value);
    // Born until 1 August, the 213th day: of age 6 at the end of the year, the others of age 7.
    const f = 213 / 365;
    const byRule =
      (1 - deferred) * (f * children(6) + (1 - f) * children(7)) + deferred * (f * children(7) + (1 - f) * children(8));
    const types = [...new Set(sample.schools.filter(({ gradeFrom }) => gradeFrom === 1).map(({ type }) => type))];
    expect(types.sort()).toEqual(['FÖS', 'GS']);
    let entrants = 0;
    for (const { key, gradeFrom } of sample.schools) {
      if (gradeFrom !== 1) continue;
      const { school } = await outlook({ school: key });
      entrants += number(school!.grades[0]!.pupils[told.years.indexOf('2030/31')]);
    }
    expect(Math.abs(entrants / (byRule * number(rate('entry').value)) - 1)).toBeLessThan(0.03);
  }, 60_000);

  test('all-day care: demand is pupils × take-up, the gap follows, and the totals add up', async () => {
    const told = await care();
    expect([told.takeUp, told.grades, ...new Set(told.claimed)]).toEqual([0.85, 4, 4]);
    for (const year of told.years.keys()) {
      for (const school of told.schools) {
        expect(school.demand[year]).toBe(Math.round(0.85 * number(school.pupils[year])));
        expect(school.claim[year]).toBe(school.demand[year]);
        expect(school.gap[year]).toBe(school.places[year]! - number(school.demand[year]));
      }
      for (const key of ['pupils', 'demand', 'places', 'gap'] as const)
        expect(told.total[key][year]).toBe(sum(told.schools.map((school) => Number(school[key][year]))));
    }
    // A planned increase counts from its school year on.
    const grown = told.schools.filter(({ places }) => new Set(places).size > 1);
    expect(grown.map(({ places }) => places.map((own) => own! - places[0]!))).toEqual(
      [1, 2].map(() => [0, 0, 0, ...Array.from({ length: 8 }, () => 25)]),
    );
    const more = await care({ takeUp: 1 });
    more.schools.forEach((school, at) => {
      expect(school.demand[5]).toBe(school.pupils[5]);
      expect(number(school.short[5])).toBeGreaterThanOrEqual(number(told.schools[at]!.short[5]));
    });
    expect(more.defaultTakeUp).toBe(0.85);
  });

  test.each([
    [404, 'school.unknown', '/schools/outlook?school=gibtesnicht'],
    [400, 'request.invalid', '/schools/outlook?scenario=golden'],
    [400, 'request.invalid', '/schools/all-day?takeUp=2'],
  ])('%i %s: %s', async (status, code, path) => {
    const response = await api.fetch(`/api/counties/${county}${path}`);
    expect([response.status, ((await response.json()) as ProblemDetails).code]).toEqual([status, code]);
  });

  test('homes that will be built bring pupils to the schools of their area, into every grade', async () => {
    const before = await outlook();
    const housing = (await writeSample(sample)).find(({ kind }) => kind === 'housing-projects')!;
    await api.load('housing-projects', { name: housing.path, bytes: housing.bytes }, county);
    const after = await outlook();
    const more = (year: number) => number(after.total.pupils[year]) - number(before.total.pupils[year]);
    // People move in from 2027 to 2030: some 410, of whom the rule set takes 7 of 100 to be 6 to 9 years old.
    expect(more(1)).toBe(0);
    expect(more(5)).toBeGreaterThan(20);
    const [grown] = after.schools
      .map((school, at) => ({
        key: school.key,
        more: number(school.pupils[5]) - number(before.schools[at]!.pupils[5]),
      }))
      .sort((a, b) => b.more - a.more);
    expect(grown!.more).toBeGreaterThan(3);
  });

  test('a type without schools is empty; without statistics the protected counts of the list are the base', async () => {
    expect((await outlook({ type: 'oberschule' })).schools).toEqual([]);
    const { imports } = await api.ask(listImports, { county });
    for (const { id } of imports.filter(({ kind }) => kind === 'enrolments'))
      await api.ask(undoImport, { county, importId: id });
    const told = await outlook();
    expect([told.basis, told.years.length]).toEqual(['pupils', 11]);
    expect(told.notices.map(({ en }) => en).join(' ')).toMatch(/protected counts/);
    for (const { pupils } of told.schools) expect(pupils[0] === 'few' || number(pupils[0]) % 3 === 0).toBe(true);
    expect((await sql`select from enrolment where county = ${county}`.execute(api.db)).rows).toEqual([]);
  });
});

describe(`${engine}, a village of few children`, () => {
  const of = world('10041');
  const { county } = of;
  /** The county to the east, whose schools are smaller and stand on many. */
  const beside = world('10049', of.west + 0.1, of.south);
  let api: TestApi;

  const ages = Array.from({ length: 20 }, (_, age) => age);
  /** Schools stand in the Gemeinden of their numbers; `homes`: pupils of each grade by school and Gemeinde. */
  async function load(
    where: World,
    children: (n: number) => number,
    each: Record<number, number>,
    homes: [school: number, n: number, pupils: number][],
  ) {
    const file = (name: string, header: string, rows: string[]) => ({ name, bytes: [header, ...rows].join('\n') });
    const schools = Object.keys(each).map(Number);
    await api.load('areas', { name: 'gemeinden_2025-01-01.geojson', bytes: squares(where) }, where.county);
    const header = 'Schulnummer;Name;Schulart;Länge;Breite;Klassenstufe von;Klassenstufe bis';
    const site = (n: number) => `S${n};Schule ${n};Grundschule;${middle(where, n).join(';')};1;4`;
    await api.load('schools', file('s.csv', header, schools.map(site)), where.county);
    const people = ['31.12.2024', '31.12.2025'].flatMap((date) =>
      [1, 2, 3, 4].flatMap((n) => ages.map((age) => `${gemeinde(where, n)};${date};${age};${children(n)}`)),
    );
    await api.load('population', file('p.csv', 'AGS;Stichtag;Alter;Anzahl', people), where.county);
    const grades = [1, 2, 3, 4];
    const counts = schools.flatMap((n) => grades.map((grade) => `S${n};2025/26;${grade};${each[n]}`));
    await api.load('enrolments', file('e.csv', 'Schule;Schuljahr;Klassenstufe;Schülerzahl', counts), where.county);
    const living = homes.flatMap(([school, n, pupils]) =>
      grades.map((grade) => `2025/26;S${school};${grade};${gemeinde(where, n)};${pupils}`),
    );
    const columns = 'Schuljahr;Schulnummer;Klassenstufe;Wohngebiet;Anzahl';
    await api.load('pupils', file('h.csv', columns, living), where.county);
  }

  beforeAll(async () => {
    api = await TestApi.start();
    // In Gemeinde 1 lives one child of each year; in each other one there are twenty.
    await load(of, (n) => (n === 1 ? 1 : 20), { 1: 1, 2: 20, 3: 40 }, [
      [1, 1, 3],
      [2, 2, 21],
      [3, 3, 21],
      [3, 4, 21],
    ]);
    await load(beside, () => 20, { 2: 15, 3: 65 }, [
      [2, 2, 15],
      [3, 1, 21],
      [3, 3, 21],
      [3, 4, 21],
    ]);
  }, 120_000);
  afterAll(() => api.close());

  test('its school is hidden in every year to come, another one with it, and no total tells it', async () => {
    const [told, cared] = [
      await api.ask(schoolsOutlook, { county }, { school: 'S1' }),
      await api.ask(allDayCare, { county }),
    ];
    const hidden = Array.from({ length: 10 }, () => 'hidden');
    for (const list of [told.schools, cared.schools]) {
      expect(list.map(({ pupils }) => pupils.slice(1))).toEqual([hidden, hidden, list[2]!.pupils.slice(1)]);
      expect(typeof list[2]!.pupils[1]).toBe('number');
    }
    for (const school of told.schools.slice(0, 2))
      for (const list of [school.low, school.high, school.classes, school.use].map((own) => own.slice(1)))
        expect(list.every((value) => value === 'hidden' || value === null)).toBe(true);
    for (const school of cared.schools.slice(0, 2))
      for (const list of [school.claim, school.demand, school.low, school.high, school.gap, school.short])
        expect(list.slice(1).every((value) => value === 'hidden' || value === null)).toBe(true);
    for (const { pupils, low, high } of told.school!.grades)
      expect([...pupils.slice(1), ...low.slice(1), ...high.slice(1)]).toEqual([...hidden, ...hidden, ...hidden]);
    // What the statistics publish stays told.
    expect(told.schools.map(({ pupils }) => pupils[0])).toEqual([4, 80, 160]);
    expect(number(told.total.pupils[1])).toBeGreaterThan(200);
    // Saarland: grade 1 alone has the claim in 2026/27.
    expect(cared.claimed.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 4]);
    expect(cared.total.places).toEqual(Array.from({ length: 11 }, () => null));
  });

  test('the other one is the same, whatever is looked at beside it', async () => {
    const both = await api.ask(schoolsOutlook, { county: `${county}+${beside.county}` });
    const hidden = both.schools.filter(({ pupils }) => pupils[1] === 'hidden');
    expect(hidden.map((school) => [school.county, school.key])).toEqual([
      [county, 'S1'],
      [county, 'S2'],
    ]);
    for (const scenario of ['low', 'high'] as const) {
      const { schools } = await api.ask(schoolsOutlook, { county }, { scenario });
      expect(schools.map(({ pupils }) => pupils.slice(1).map((value) => value === 'hidden'))).toEqual(
        [true, true, false].map((is) => Array.from({ length: 10 }, () => is)),
      );
    }
  });

  test('nor does the gap of the schools whose places are told', async () => {
    const gap = async (rows: string[]) => {
      const bytes = ['Schule;Ganztagsplätze', ...rows].join('\n');
      await api.load('all-day-places', { name: 'g.csv', bytes }, county);
      return (await api.ask(allDayCare, { county })).total.gap[1];
    };
    expect(await gap(['S1;3', 'S3;90'])).toBe('hidden');
    expect(await gap(['S3;90'])).toBeTypeOf('number');
    expect(await gap(['S1;3', 'S2;50'])).toBeTypeOf('number');
  });
});
