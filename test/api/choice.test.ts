/** School choice: on the sample county against sums of its rows; hidden, few, null and 0 told apart in a tiny one. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { schoolChoice, type SchoolChoice } from '../../server/contract/choice.ts';
import { indicatorValues } from '../../server/contract/indicators.ts';
import { segregation } from '../../server/contract/segregation.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, pupils, schoolList, squares, world } from '../world.ts';

const SAMPLE = '16999';
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sum = (values: unknown[]): number => values.reduce<number>((total, value) => total + number(value), 0);
const cells = ({ areas }: Pick<SchoolChoice, 'areas'>) =>
  new Map(areas.flatMap(({ key, attended }) => attended.map((one) => [`${key} ${one.school}`, one.pupils] as const)));

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    const needed = ['areas', 'schools', 'addresses', 'pupil-list', 'indicators', 'enrolments'];
    const files = await writeSample(generateSample({ seed: 1, scale: 1 }));
    for (const { kind, path: name, bytes, options } of files.filter((file) => needed.includes(file.kind)))
      await api.load(kind, { name, bytes }, SAMPLE, { options });
  }, 240_000);
  afterAll(() => api.close());

  /** Who lives where and goes where, and where the schools stand, from the rows themselves. */
  const rowsOf = async (type: string, layer: 'gemeinde' | 'planungsraum') => {
    const area = layer === 'gemeinde' ? sql`p.home` : sql`h.parent_key`;
    const { rows } = await sql<{ school: string; area: string; place: string; people: number }>`
      select p.school, ${area} as area, a.key as place, sum(p.people)::int as people
      from pupils p join school s on s.key = p.school and s.school_type = ${type}
        join area h on h.layer = 'gemeinde' and h.key = p.home
        join area a on a.layer = ${layer} and ST_Contains(a.geom, s.point)
      group by 1, 2, 3`.execute(api.db);
    return rows;
  };

  test.each([
    ['grundschule', 'gemeinde'],
    ['regelschule', 'planungsraum'],
    // Förderschulen are counted by Gemeinde alone.
    ['foerderschule', 'gemeinde'],
  ] as const)('%s by %s: who stays, who leaves, who comes in', async (type, layer) => {
    const choice = await api.ask(schoolChoice, { county: SAMPLE }, { type, layer });
    const rows = await rowsOf(type, layer);
    expect(rows.length).toBeGreaterThan(10);
    expect(cells(choice)).toEqual(
      new Map(rows.map(({ area, school, people }) => [`${area} ${SAMPLE}/${school}`, people])),
    );
    const people = (fits: (row: (typeof rows)[number]) => boolean) => sum(rows.filter(fits).map((row) => row.people));
    const shown = (count: number) => (count === 0 ? 'few' : count);
    for (const { key, schools, pupils, inside, elsewhere, leakage } of choice.areas) {
      const [all, stay] = [people(({ area }) => area === key), people((row) => row.area === key && row.place === key)];
      expect([pupils, elsewhere]).toEqual([shown(all), shown(all - stay)]);
      // Where no school of the type lies nobody can stay: a true zero, unlike few.
      expect(inside).toBe(schools === 0 ? 0 : shown(stay));
      expect(leakage).toBe(all < 30 ? null : (all - stay) / all);
    }
    for (const { key, pupils, own, others, guests, unplaced, inflow } of choice.schools) {
      const [all, stay] = [
        people(({ school }) => school === key),
        people((row) => row.school === key && row.area === row.place),
      ];
      expect([own, others]).toEqual([shown(stay), shown(all - stay)]);
      expect(number(pupils)).toBe(all + number(guests) + number(unplaced));
      expect(inflow).toBeCloseTo((all - stay + number(guests)) / (all + number(guests)), 12);
    }
    const { total } = choice;
    expect(number(total.inside) + number(total.elsewhere)).toBe(sum(rows.map((row) => row.people)));
    expect(number(total.inside)).toBe(people(({ area, place }) => area === place));
    expect(number(total.withoutSchool)).toBe(
      sum(choice.areas.filter(({ schools }) => schools === 0).map(({ pupils }) => pupils)),
    );
  });

  test('a column is what the view of one school tells, and its core the fewest areas', async () => {
    const choice = await api.ask(schoolChoice, { county: SAMPLE }, { type: 'gymnasium' });
    for (const school of choice.schools) {
      const observed = await api.ask(observedCatchment, { county: SAMPLE }, { school: school.key });
      expect([school.pupils, school.guests, school.unplaced]).toEqual([
        observed.pupils,
        observed.outsidePupils,
        observed.unplacedPupils,
      ]);
      const column = choice.areas.flatMap(({ key, attended }) =>
        attended.filter((one) => one.school === `${SAMPLE}/${school.key}`).map((one) => [key, one.pupils, one.share]),
      );
      expect(new Map(column.map(([key, ...rest]) => [key, rest]))).toEqual(
        new Map(observed.areas.map(({ key, pupils, share }) => [key, [pupils, share]])),
      );
      const ordered = column.map(([, pupils]) => number(pupils)).sort((a, b) => b - a);
      const whole = sum(ordered);
      for (const { level, areas, pupils } of school.core!.extents) {
        expect(pupils).toBe(sum(ordered.slice(0, areas)));
        expect(number(pupils) / whole).toBeGreaterThanOrEqual(level);
        expect(sum(ordered.slice(0, areas - 1)) / whole).toBeLessThan(level);
        expect(school.core!.areas.filter((area) => area.level <= level)).toHaveLength(areas);
      }
    }
  });

  test('by atom: the same pupils, a finer core, and no atom is a school’s own area', async () => {
    const query = { type: 'grundschule' };
    const byArea = await api.ask(schoolChoice, { county: SAMPLE }, query);
    const byAtom = await api.ask(schoolChoice, { county: SAMPLE }, { ...query, layer: 'wohnzelle' });
    expect(byAtom.areas.length).toBeGreaterThan(300);
    expect(byAtom.total).toMatchObject({ pupils: byArea.total.pupils, inside: null, elsewhere: null, leakage: null });
    expect(new Set(byAtom.areas.map(({ inside }) => inside))).toEqual(new Set([null]));
    byAtom.schools.forEach((school, at) => {
      expect(school).toMatchObject({ area: null, own: null, inflow: null, pupils: byArea.schools[at]!.pupils });
      expect(school.core!.areas.length).toBeGreaterThan(byArea.schools[at]!.core!.areas.length);
    });
  });

  test('pupils by school site: the school statistics summed over the schools of an area, a true zero without any', async () => {
    const told = await api.ask(indicatorValues, { county: SAMPLE }, { key: 'schuelerzahl', layer: 'gemeinde' });
    const { rows } = await sql<{ area: string; year: number; people: number }>`
      select a.key as area, left(e.school_year, 4)::int as year, sum(e.people)::int as people
      from enrolment e join school s on s.key = e.school join area a on a.layer = 'gemeinde' and ST_Contains(a.geom, s.point)
      group by 1, 2`.execute(api.db);
    expect(told.years.length).toBeGreaterThan(2);
    for (const { key, values } of told.areas)
      expect(values).toEqual(
        told.years.map((year) => rows.find((row) => row.area === key && row.year === year)?.people ?? 0),
      );
    expect(told.areas.filter(({ values }) => values.every((value) => value === 0)).length).toBeGreaterThan(5);
    expect(told.whole).toEqual(
      told.years.map((year) => sum(rows.filter((row) => row.year === year).map((row) => row.people))),
    );
  });

  test('residence and school: means and D by the homes of the pupils, from the rows themselves', async () => {
    const [type, layer, key] = ['regelschule', 'planungsraum', 'sgb2-unter-15'];
    const told = await api.ask(indicatorValues, { county: SAMPLE }, { key, layer });
    const shares = new Map(told.areas.map((area) => [area.key, number(area.values.at(-1)) / 100]));
    const { rows } = await sql<{ school: string; nearest: string; area: string; people: number }>`
      select p.school, n.key as nearest, h.parent_key as area, sum(p.people)::int as people
      from pupils p join school s on s.key = p.school and s.school_type = ${type}
        join pupil_atom m on m.edition = p.edition and m.key = p.atom
        join area h on h.layer = 'gemeinde' and h.key = p.home
        cross join lateral (select key from school where school_type = ${type}
          order by ST_Distance(ST_Transform(point, 25832), ST_Transform(m.point, 25832)) limit 1) n
      group by 1, 2, 3`.execute(api.db);
    const answer = await api.ask(segregation, { county: SAMPLE }, { key, type, layer });
    expect([answer.reference, answer.years.length, answer.years[0]!.counted]).toEqual([
      ...['nearest', 1],
      sum(rows.map((row) => row.people)),
    ]);
    const groups = (by: (row: (typeof rows)[number]) => string) => {
      const of = new Map<string, [number, number]>();
      for (const row of rows) {
        const [poor, others] = of.get(by(row)) ?? [0, 0];
        const share = shares.get(row.area)!;
        of.set(by(row), [poor + row.people * share, others + row.people * (1 - share)]);
      }
      return of;
    };
    const d = (of: Map<string, [number, number]>) => {
      const pairs = [...of.values()];
      const [poor, others] = [0, 1].map((side) => pairs.reduce((all, pair) => all + pair[side]!, 0));
      return pairs.reduce((all, [a, b]) => all + Math.abs(a / poor! - b / others!), 0) / 2;
    };
    const [homes, attended, nearest] = [
      groups(({ area }) => area),
      groups((row) => row.school),
      groups((row) => row.nearest),
    ];
    const year = answer.years[0]!;
    for (const [shown, of] of [
      [year.homes, homes],
      [year.attended, attended],
      [year.expected, nearest],
    ] as const) {
      expect(number(shown)).toBeGreaterThan(0.01);
      expect(Math.abs(number(shown) - d(of))).toBeLessThanOrEqual(0.0005 + 1e-9);
    }
    expect(answer.schools.length).toBeGreaterThan(3);
    for (const school of answer.schools) {
      const [own, other] = [attended.get(school.key)!, nearest.get(school.key)!];
      const mean = ([poor, others]: [number, number]) => (100 * poor) / (poor + others);
      const { mean: shown, expectedMean, difference, pupils } = school.years[0]!;
      expect(pupils).toBeCloseTo(own[0] + own[1], 9);
      expect(shown).toBeCloseTo(mean(own), 9);
      expect(expectedMean).toBeCloseTo(mean(other), 9);
      expect(difference).toBeCloseTo(mean(own) - mean(other), 9);
    }
    // Förderschulen are counted by the Gemeinde alone: told, and compared with nothing.
    const special = await api.ask(segregation, { county: SAMPLE }, { key, type: 'foerderschule', layer });
    const [only] = special.years;
    expect([number(only!.counted) > 90, only!.expected, number(only!.attended) > 0]).toEqual([true, null, true]);
    expect(special.notices.map(({ de }) => de)).toContainEqual(
      expect.stringMatching(/von zu wenigen Kindern ist der Wohnort genauer bekannt als die Gemeinde/),
    );
    const whole = await api.ask(segregation, { county: SAMPLE }, { key, type, layer: 'kreis' });
    expect(whole.years.map((one) => [one.areas, one.homes, one.attended])).toEqual([[1, null, null]]);
    const refused = await api.fetch(`/api/counties/${SAMPLE}/segregation?key=${key}&type=nirgends`);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      404,
      'Es gibt hier keine Schule der Schulart „nirgends“: bitte eine andere wählen.',
    ]);
  });
});

/**
 * S1 in …1, S2 in …4 with S4 of two pupils; S3, of which the list tells nothing, in …2; none in …3, whose two pupils are
 * counted with a neighbour. A dozen guests of S1.
 */
describe(`${engine}, a tiny county`, () => {
  const of = world('16997', 11.1, 51.1);
  const { county } = of;
  const more = (key: string, at: number, enrolment: number) =>
    `${key};Schule ${key};Grundschule;${middle(of, at).join(';')};${enrolment}`;
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    const schools = [schoolList(of), more('S3', 2, 80), more('S4', 4, 2)].join('\n');
    await api.load('schools', { name: 'schulen.csv', bytes: schools }, county);
    const rows = `${pupils(of)}\n2025/26;S1;1;09771123;12`;
    await api.load('pupils', { name: 'schueler.csv', bytes: rows }, county);
  });
  afterAll(() => api.close());
  const ask = (selection = county) => api.ask(schoolChoice, { county: selection }, { type: 'grundschule' });

  test('hidden, few, null and a true 0 are four answers', async () => {
    const { areas, schools, total } = await ask();
    const area = new Map(areas.map((one) => [one.key, one]));
    const school = new Map(schools.map((one) => [one.key, one]));
    // 40 live in …1, all at S1, which lies there.
    expect(area.get(gemeinde(of, 1))).toMatchObject({ schools: 1, elsewhere: 'few', leakage: 0, isMerged: false });
    // In …2 lies S3, of which nothing is known: who stays cannot be told.
    expect(area.get(gemeinde(of, 2))).toMatchObject({ schools: 1, inside: null, leakage: null });
    expect(number(area.get(gemeinde(of, 2))?.elsewhere)).toBeGreaterThan(12);
    expect(area.get(gemeinde(of, 3))).toMatchObject({
      isMerged: true,
      schools: 0,
      pupils: 'hidden',
      inside: 0,
      elsewhere: 'hidden',
      leakage: 'hidden',
      attended: [],
    });
    expect(school.get('S3')).toMatchObject({ pupils: null, own: null, others: null, guests: null, inflow: null });
    expect(school.get('S4')).toMatchObject({ pupils: 'few', own: 'few', others: 'few', inflow: null, core: null });
    // Some of S1's are counted with a neighbour: of …1 itself or of …2.
    expect(school.get('S1')).toMatchObject({ area: `${county}/${gemeinde(of, 1)}`, guests: 12, unplaced: 'few' });
    expect(total.guests).toBe(12);
    expect(number(total.inside) + number(total.elsewhere) + 12).toBe(sum(schools.map((one) => one.pupils)));
  });

  test('every number is a multiple of the base', async () => {
    const { areas, schools, total, protection } = await ask();
    const numbers = [
      ...areas.flatMap((one) => [one.pupils, one.inside, one.elsewhere, ...one.attended.map((a) => a.pupils)]),
      ...schools.flatMap((one) => [one.pupils, one.own, one.others, one.guests, one.unplaced]),
      ...[total.pupils, total.inside, total.elsewhere, total.guests, total.unplaced, total.withoutSchool],
    ].filter((value) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(15);
    expect(numbers.filter((value) => value % protection.base !== 0)).toEqual([]);
  });

  test('beside a county without a list: its areas and schools are missing, and it is named', async () => {
    const other = world('16998', 11.3, 51.1);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(other) }, other.county);
    const tiny = schoolList(other).replace(/;101$/m, ';2');
    await api.load('schools', { name: 'schulen.csv', bytes: tiny }, other.county);
    const { areas, schools, protection } = await ask(`${county}+${other.county}`);
    const theirs = areas.filter((area) => area.county === other.county);
    expect(theirs.map(({ pupils, inside, leakage }) => [pupils, inside, leakage])).toEqual(
      theirs.map(() => [null, null, null]),
    );
    expect(schools.filter((school) => school.county === other.county).map((school) => school.pupils)).toEqual([
      null,
      null,
    ]);
    expect(protection.notices.map(({ de }) => de).join()).toContain(`Es fehlen: Kreis ${other.county}`);
    expect(sum(areas.map(({ pupils }) => pupils))).toBe(sum((await ask()).areas.map(({ pupils }) => pupils)));
  });

  test.each([
    ['schools.noneOfType', '?type=gymnasium'],
    ['pupils.missing', '?type=grundschule&year=1999/00'],
    ['layer.unknown', '?type=grundschule&layer=stadtteil'],
    ['layer.noAtoms', '?type=grundschule&layer=wohnzelle'],
    ['request.invalid', ''],
  ])('%s is said in a sentence', async (code, query) => {
    const response = await api.fetch(`/api/counties/${county}/catchments/choice${query}`);
    expect(response.status).toBe(code === 'request.invalid' ? 400 : 404);
    expect(await response.json()).toMatchObject({ code });
  });
});
