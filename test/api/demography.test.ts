/** Residents, their balance and their forecast on the sample county, against the county itself; small numbers stay hidden. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { demography, forecast, forecastProof, type Forecast } from '../../server/contract/demography.ts';
import { spaceProfiles } from '../../server/contract/spaceProfiles.ts';
import { barsOfSides, barsOfTable } from '../../server/planning/socialSpace/pyramidBars.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { engine, openLike } from '../database.ts';
import { TestApi } from '../testApi.ts';

const county = '16999';
const sample = generateSample({ seed: 1, scale: 1 });
const FIRST = 2016;
const LAST = FIRST + sample.population.residents[0]!.length - 1;

async function load(api: TestApi): Promise<void> {
  for (const { kind, path: name, bytes, options } of await writeSample(sample)) {
    if (['areas', 'population', 'vital-events', 'housing-projects'].includes(kind))
      await api.load(kind, { name, bytes }, county, { options });
  }
}

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  beforeAll(async () => {
    const own = () => ({});
    if (engine === 'postgres')
      api = await TestApi.start(
        own,
        openLike('demography', async (empty) => {
          const filling = await TestApi.start(own, Promise.resolve(empty));
          await load(filling).finally(() => filling.close());
        }),
      );
    else await load((api = await TestApi.start()));
    // Intervals are not what is tried here: fewer futures tell the same in less time.
    await sql`update rule_set set rule_values = jsonb_set(rule_values, '{draws}', '60') where subject = 'forecast'`.execute(
      api.db,
    );
  }, 240_000);
  afterAll(() => api.close());

  /** People of an age span at the end of a year, from the county itself. */
  const counted = (year: number, from: number, to: number, of = sample.population.residents): number =>
    of.reduce(
      (sum, years) =>
        sum +
        years[year - FIRST]!.reduce((both, ages) => both + ages.slice(from, to + 1).reduce((a, b) => a + b, 0), 0),
      0,
    );

  test('people of every age group and year are those of the county, on every layer', async () => {
    for (const layer of ['planungsraum', 'gemeinde']) {
      const told = await api.ask(demography, { county }, { layer, band: '6-9' });
      expect([told.date, told.beforeDate]).toEqual([`${LAST}-12-31`, `${LAST - 5}-12-31`]);
      expect([told.total.people, told.total.children, told.total.before]).toEqual([
        counted(LAST, 0, 100),
        counted(LAST, 6, 9),
        counted(LAST - 5, 6, 9),
      ]);
      expect(told.areas.reduce((sum, { people }) => sum + Number(people), 0)).toBe(counted(LAST, 0, 100));
      const at = told.bands.findIndex(({ key }) => key === 'u3');
      expect(told.series.map(({ people }) => people[at])).toEqual(
        told.series.map(({ date }) => counted(Number(date.slice(0, 4)), 0, 2)),
      );
    }
  });

  test('the balance of every year closes, as the county was made', async () => {
    const { balance } = await api.ask(demography, { county }, { layer: 'planungsraum' });
    expect(balance.map(({ year }) => year)).toEqual(
      Array.from({ length: LAST - FIRST }, (_, index) => FIRST + 1 + index),
    );
    const { births, deaths, arrivals, departures } = sample.population;
    for (const row of balance) {
      expect(row).toMatchObject({ remainder: 0, broken: false });
      const sums = [births, deaths, arrivals, departures].map((of) => counted(row.year, 0, 100, of));
      expect([row.births, row.deaths, row.arrivals, row.departures]).toEqual(sums);
    }
  });

  test('a pyramid gives nobody away: single years where no area is small, else wider groups, one and the same for all', async () => {
    const whole = await api.ask(demography, { county }, { layer: 'planungsraum' });
    const [area] = whole.areas;
    const one = await api.ask(demography, { county }, { layer: 'planungsraum', area: `${area!.county}/${area!.key}` });
    expect(one.pyramid.slice(0, 60).every(({ ageFrom, ageTo }) => ageFrom === ageTo)).toBe(true);
    for (const { male, female } of one.pyramid)
      for (const people of [male, female]) expect(people === 0 || Number(people) >= 3).toBe(true);
    expect(one.pyramid.reduce((sum, { people }) => sum + Number(people), 0)).toBe(area!.people);
    const villages = await api.ask(demography, { county }, { layer: 'gemeinde' });
    const [least] = [...villages.areas].sort((a, b) => Number(a.people) - Number(b.people));
    const village = await api.ask(demography, { county }, { layer: 'gemeinde', area: `${county}/${least!.key}` });
    expect(village.pyramid.length).toBeLessThan(12);
    expect(village.pyramid.map(({ ageFrom, ageTo }) => [ageFrom, ageTo])).toEqual(
      villages.pyramid.map(({ ageFrom, ageTo }) => [ageFrom, ageTo]),
    );
    for (const { people } of village.pyramid)
      expect(people === 0 || people === 'hidden' || Number(people) >= 3).toBe(true);
    const { population, areas } = await api.ask(spaceProfiles, { county }, { layer: 'gemeinde' });
    const at = areas.findIndex(({ key }) => key === least!.key);
    const everybody = villages.bands.findIndex((band) => band.key === 'all');
    for (const [profile, told] of [
      [population!.areas[at]!, village],
      [population!.whole, villages],
    ] as const) {
      expect(barsOfSides(population!.ages, profile.sides)).toEqual(barsOfTable(told.pyramid));
      expect(profile.residents).toEqual(told.series.slice(-10).map(({ people }) => people[everybody]));
    }
    expect(population!.areas.some(({ sides }) => sides.flat().includes('hidden'))).toBe(true);
    // Deaths of a village are few: no village tells that year, and its remainder would tell them too.
    const told = village.balance.filter(({ deaths }) => deaths !== 'hidden');
    expect(told.every(({ births, deaths }) => Number(births) >= 3 && Number(deaths) >= 3)).toBe(true);
    expect(
      village.balance.filter(({ deaths }) => deaths === 'hidden').every(({ remainder }) => remainder === 'hidden'),
    ).toBe(true);
  });

  const near = (value: unknown, wanted: number, share: number) =>
    expect(Math.abs(Number(value) / wanted - 1), `${String(value)} for ${wanted}`).toBeLessThan(share);

  test('five years ahead from a past year it is nearer to what came than "as last year", in every age group', async () => {
    const base = LAST - 5;
    const asked = { layer: 'planungsraum', base: `${base}-12-31`, until: String(LAST), year: String(LAST) };
    for (const [band, from, to] of [
      ['u6', 0, 5],
      ['10-15', 10, 15],
      ['all', 0, 100],
    ] as const) {
      const made = await api.ask(forecast, { county }, { ...asked, band });
      expect([made.method, made.total.base]).toEqual(['cohortComponent', counted(base, from, to)]);
      const [came, before] = [counted(LAST, from, to), counted(base, from, to)];
      expect(Math.abs(Number(made.total.middle) - came)).toBeLessThan(Math.abs(before - came));
    }
  });

  const told = ({ areas }: Forecast) => areas.filter(({ middle }) => typeof middle === 'number');
  const sumOf = (made: Forecast) => told(made).reduce((sum, { middle }) => sum + Number(middle), 0);

  test('areas sum to the whole; other layers, years and age groups are sides of one forecast', async () => {
    const [coarse, fine] = [
      await api.ask(forecast, { county }, { layer: 'planungsraum', band: 'u3' }),
      await api.ask(forecast, { county }, { layer: 'gemeinde', band: 'u3' }),
    ];
    expect(coarse.total).toEqual(fine.total);
    near(sumOf(coarse), Number(coarse.total.middle), 0.001);
    // Of the villages with too few children none is told, and never one alone.
    const hidden = fine.areas.length - told(fine).length;
    expect(hidden).not.toBe(1);
    expect(sumOf(fine)).toBeLessThanOrEqual(Number(fine.total.middle) + 1);
    expect(coarse.series.at(-1)!.middle).toBe(coarse.total.middle);
    expect(coarse.past.map(({ people }) => people)).toEqual(coarse.past.map(({ year }) => counted(year, 0, 2)));
    expect(fine.areas.every(({ people, uncertain }) => uncertain === Number(people) < fine.smallArea)).toBe(true);
    const parts = await Promise.all(
      ['u3', '3-5', 'u6'].map((band) => api.ask(forecast, { county }, { layer: 'planungsraum', band })),
    );
    near(Number(parts[0]!.total.middle) + Number(parts[1]!.total.middle), Number(parts[2]!.total.middle), 0.001);
    for (const { low, middle, high } of coarse.series)
      expect(Number(low) <= Number(middle) && Number(middle) <= Number(high)).toBe(true);
  });

  test('assumptions are told and can be pulled: more births are more children, a scenario moves all of them', async () => {
    const ask = (more: object) => api.ask(forecast, { county }, { layer: 'planungsraum', band: 'u3', ...more });
    const [plain, births, low, high] = [
      await ask({}),
      await ask({ births: '1.2' }),
      await ask({ scenario: 'low' }),
      await ask({ scenario: 'high' }),
    ];
    const value = (made: Forecast, key: string) => made.assumptions.find((one) => one.key === key)!;
    expect(value(plain, 'births')).toMatchObject({ factor: 1, fromYear: LAST - 4, toYear: LAST });
    expect(value(births, 'births').factor).toBeCloseTo(1.2, 12);
    near(births.total.middle, 1.2 * Number(plain.total.middle), 0.06);
    expect(
      Number(low.total.middle) < Number(plain.total.middle) && Number(plain.total.middle) < Number(high.total.middle),
    ).toBe(true);
    // Children per woman and years of life as a county has them, people as they moved in the last five years.
    expect(Number(value(plain, 'births').value)).toBeGreaterThan(0.8);
    expect(Number(value(plain, 'births').value)).toBeLessThan(2.2);
    const came = Array.from({ length: 5 }, (_, back) => counted(LAST - back, 0, 100, sample.population.arrivals));
    near(value(plain, 'arrivals').value, came.reduce((a, b) => a + b, 0) / 5, 0.01);
    expect(Number(value(plain, 'deaths').value)).toBeGreaterThan(70);
  });

  test('the proof: every past base year against what came, beside "as last year"', async () => {
    const told = await api.ask(forecastProof, { county }, { layer: 'planungsraum' });
    expect(told.bases.length).toBe(LAST - FIRST - 1);
    const rows = told.rows.filter(({ band }) => band === 'u6');
    expect(rows.map(({ horizon }) => horizon)).toEqual(
      Array.from({ length: LAST - FIRST - 1 }, (_, index) => index + 1),
    );
    for (const { horizon, forecasts, errors, naive, coverage } of rows) {
      expect(forecasts).toBe(9 * (LAST - FIRST - horizon));
      if (horizon <= 5) expect(errors.wape).toBeLessThan(naive.wape);
      // Eighty of a hundred are meant; nine areas are few to count them in.
      expect(coverage).toBeGreaterThan(0.5);
    }
  });

  test.each([
    [404, 'area.unknown', '/demography?area=16999/nirgends'],
    [404, 'population.unknownDate', '/demography?date=1999-12-31'],
    [404, 'band.unknown', '/demography?band=7-8'],
    [404, 'layer.unknown', '/forecast?layer=mond'],
    [404, 'forecast.base', '/forecast?base=1999-12-31'],
    [422, 'forecast.until', `/forecast?until=${LAST}`],
    [400, 'request.invalid', '/forecast?births=-1'],
    [400, 'request.invalid', '/forecast?scenario=golden'],
  ])('bad input says what is wrong: %i %s', async (status, code, path) => {
    const answer = await api.fetch(`/api/counties/${county}${path}`);
    const problem = (await answer.json()) as ProblemDetails;
    expect([answer.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).toMatch(/bitte|please/);
  });

  // Last: it leaves other projects behind.
  test('who comes by building comes on top, where and when it is built; a project of a whole planning area too', async () => {
    const ask = (housing: 'with' | 'without', layer = 'planungsraum') =>
      api.ask(forecast, { county }, { layer, band: 'all', year: String(LAST + 2), until: String(LAST + 6), housing });
    const [built, plain] = [await ask('with', 'gemeinde'), await ask('without', 'gemeinde')];
    expect(built.housing.map(({ homes, from, to }) => [homes, from, to])).toEqual([
      [120, LAST + 2, LAST + 5],
      [45, LAST + 2, LAST + 4],
      [60, LAST + 3, LAST + 3],
    ]);
    // A quarter of 120 homes with 2.1 people, a third of 45 with 2.4: both in the first year.
    const [first, second] = [(120 / 4) * 2.1, (45 / 3) * 2.4];
    const more = (fid: string) => {
      const of = ({ areas }: Forecast) => Number(areas.find((area) => `${county}/${area.key}` === fid)!.middle);
      return of(built) - of(plain);
    };
    expect(Math.abs(more(built.housing[0]!.area) - first)).toBeLessThan(0.2);
    expect(Math.abs(more(built.housing[1]!.area) - second)).toBeLessThan(0.2);
    expect(Math.abs(Number(built.total.middle) - Number(plain.total.middle) - first - second)).toBeLessThan(0.2);

    const [area] = (await ask('with')).areas;
    const bytes = new TextEncoder().encode(
      `Planungsraum;Baugebiet;Wohnungen;Bezug ab\n${area!.key};Neu;10;${LAST + 1}\n`,
    );
    await api.load('housing-projects', { name: 'neu.csv', bytes }, county);
    const [coarse, without] = [await ask('with'), await ask('without')];
    const people = ({ areas }: Forecast) => Number(areas.find(({ key }) => key === area!.key)!.middle);
    // 1.4 people in each of ten homes, a year older and a year of moves later.
    expect(people(coarse) - people(without)).toBeGreaterThan(11);
    expect(people(coarse) - people(without)).toBeLessThan(14.5);
  });
});
