/** From door to school and back on the sample county, held against the timetable that was loaded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGtfs, serviceDays as daysOf, type GtfsFeed } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { doorToDoor, type DoorToDoor } from '../../server/contract/doorToDoor.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import type { Plan } from '../../server/contract/variants.ts';
import type { TravelTimeRule } from '../../server/planning/transport/travelTime.ts';
import { addressOf } from '../address.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { engine } from '../database.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const GYMNASIUM = 'gymnasium';

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let feed: GtfsFeed;
  let school: string;
  let schools: Plan['schools'];
  let answer: DoorToDoor;

  beforeAll(async () => {
    const { api: started, today } = await plannedCounty(county, ['network', 'gtfs']);
    api = started;
    ({ schools } = today);
    school = schools.find(({ schoolType }) => schoolType === GYMNASIUM)!.key;
    const file = (await writeSample(generateSample({ seed: 1, scale: 1 }))).find(({ kind }) => kind === 'gtfs')!;
    feed = readGtfs(await openSource(file.path, file.bytes));
    answer = await api.ask(doorToDoor, { county }, { school, bell: '07:45', end: '13:00', margin: 5 });
  }, 240_000);
  afterAll(() => api.close());

  /** Departures of the feed's stops of a name: seconds after midnight, whatever the day. */
  const departures = (name: string): Set<number> => {
    const stops = new Set(feed.stops.flatMap((stop, index) => (stop.name === name ? [index] : [])));
    return new Set([...feed.stopTimes.departure].filter((_, row) => stops.has(feed.stopTimes.stop[row]!)));
  };
  const newRevision = () =>
    api.db
      .updateTable('county')
      .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
      .execute();
  const people = (value: unknown): number => (typeof value === 'number' ? value : 0);

  test('most have a way; who rides is there in time, and gets on when a bus leaves', () => {
    expect(answer.notice).toBeNull();
    expect(answer.homes.length).toBeGreaterThan(50);
    const riding = answer.homes.filter(({ there }) => there !== null && there.rides > 0);
    expect(riding.length).toBeGreaterThan(answer.homes.length / 3);
    for (const { there, name } of riding) {
      expect(there!.arrive, name).toBeLessThanOrEqual(answer.bell - 300);
      expect(there!.minutes).toBe(Math.round((there!.arrive - there!.leave) / 60));
      const board = there!.leave + 60 * there!.walkMinutes;
      // Minutes on foot are told in whole ones.
      expect(
        [...departures(there!.stop!)].some((time) => Math.abs(time - board) <= 30),
        `${name} ${there!.stop}`,
      ).toBe(true);
    }
  });

  test('nobody rides who could leave later on foot; nobody walks farther than the state expects', () => {
    // Thüringen: 3 km from grade 5 on.
    expect(answer.mostOnFoot).toBe(3000);
    for (const { there, walkMetres } of answer.homes) {
      const onFoot = answer.bell - 300 - Math.round(walkMetres * 0.9);
      if (there === null) expect(walkMetres).toBeGreaterThan(3000);
      else if (walkMetres <= 3000) expect(there.leave).toBeGreaterThanOrEqual(onFoot - 1);
      if (there?.rides !== 0) continue;
      expect(walkMetres).toBeLessThanOrEqual(3000);
      expect(Math.abs(there.leave - onFoot)).toBeLessThanOrEqual(1);
    }
  });

  test('an earlier bell never lets anybody leave later; no way home arrives before the lessons end', async () => {
    const early = await api.ask(doorToDoor, { county }, { school, bell: '07:15', end: '13:00', margin: 5 });
    const leaves = new Map(early.homes.map(({ key, there }) => [key, there?.leave ?? -Infinity]));
    for (const { key, there, back } of answer.homes) {
      expect(there?.leave ?? -Infinity).toBeGreaterThanOrEqual(leaves.get(key)!);
      if (back === null) continue;
      expect(back.leave).toBeGreaterThanOrEqual(answer.end + 300);
      expect(back.arrive).toBeGreaterThan(back.leave);
    }
  });

  test('pupils by minutes are those of the homes', () => {
    const { totals, homes } = answer;
    const of = (from: number, to: number) =>
      homes
        .filter(({ there }) => there && there.minutes > from && there.minutes <= to)
        .reduce((sum, { pupils }) => sum + people(pupils), 0);
    expect(answer.steps).toEqual([30, 45, 60]);
    expect(totals.steps.map(people)).toEqual([of(-1, 30), of(30, 45), of(45, 60), of(60, Infinity)]);
    // A Gymnasium has no grade below 5: an hour for everybody.
    expect(answer.limits).toEqual([{ gradeFrom: 5, gradeTo: 12, minutes: 60 }]);
    expect(people(totals.above)).toBe(of(60, Infinity));
    for (const { metres, pupils } of answer.near)
      expect(people(pupils)).toBe(
        homes
          .filter(({ stopMetres }) => stopMetres !== null && stopMetres <= metres)
          .reduce((sum, home) => sum + people(home.pupils), 0),
      );
    expect(people(answer.near[0]!.pupils)).toBeGreaterThan(0);
    const without = homes.filter(({ there }) => there === null).reduce((sum, { pupils }) => sum + people(pupils), 0);
    expect(people(totals.none)).toBe(without);
  });

  test('the county’s own minutes decide, by grade, and are named; without any the state’s planning values stand', async () => {
    const grundschule = schools.find(({ schoolType }) => schoolType === 'grundschule')!.key;
    const ask = (key: string) =>
      api.ask(doorToDoor, { county }, { school: key, bell: '07:45', end: '13:00', margin: 5 });
    const primary = await ask(grundschule);
    expect(primary.limits).toEqual([{ gradeFrom: 1, gradeTo: 4, minutes: 30 }]);
    expect(primary.rule).toMatchObject({ subject: 'travelTimes', validFrom: '2026-01-01' });
    const under =
      (minutes: number) =>
      (sum: number, { there, pupils }: DoorToDoor['homes'][number]) =>
        sum + (there && there.minutes > minutes ? people(pupils) : 0);
    expect(people(primary.totals.above)).toBe(primary.homes.reduce(under(30), 0));

    // Up to grade 6 never longer than five minutes, the others as long as it takes.
    const values: TravelTimeRule = {
      limits: [
        { gradeFrom: 1, gradeTo: 6, schoolTypes: null, minutes: 5 },
        { gradeFrom: 7, gradeTo: 13, schoolTypes: null, minutes: 600 },
      ],
      steps: [20, 90],
    };
    const own = { paragraph: 'Nahverkehrsplan 2027', source: 'Kreistag', rule_values: JSON.stringify(values) };
    const rules = api.db.updateTable('rule_set').where('county', '=', county).where('subject', '=', 'travelTimes');
    await rules.set(own).execute();
    await newRevision();
    const set = await ask(grundschule);
    expect(set.rule).toMatchObject({ paragraph: 'Nahverkehrsplan 2027', source: 'Kreistag' });
    expect([set.steps, set.totals.steps.length]).toEqual([[20, 90], 3]);
    expect(people(set.totals.above)).toBe(set.homes.reduce(under(5), 0));
    expect(people(set.totals.above)).toBeGreaterThan(people(primary.totals.above));
    // A Gymnasium has both: only the younger ones count.
    const mixed = await ask(school);
    expect(mixed.limits.map(({ minutes }) => minutes)).toEqual([5, 600]);
    expect(people(mixed.totals.above)).toBeGreaterThan(0);
    expect(people(mixed.totals.above)).toBeLessThan(mixed.homes.reduce(under(5), 0));

    await api.db.deleteFrom('rule_set').where('county', '=', county).where('subject', '=', 'travelTimes').execute();
    await newRevision();
    expect(await ask(grundschule)).toEqual(primary);
  });

  test('on a day on which nothing runs nobody rides, and it is said', async () => {
    const days = [...daysOf(feed)].filter(([, trips]) => trips === 0);
    const [date] = days[0] ?? ['2019-01-01'];
    const none = await api.ask(doorToDoor, { county }, { school, date, bell: '07:45', end: '13:00', margin: 5 });
    expect(none.notice?.de).toMatch(/bitte/);
    expect(none.homes.some(({ there }) => there === null)).toBe(true);
    expect(none.homes.every(({ stopMetres }) => stopMetres === null)).toBe(true);
    for (const { there, back } of none.homes) expect([there?.rides ?? 0, back?.rides ?? 0]).toEqual([0, 0]);
  });

  test.each([
    ['bell', { bell: '25:00' }],
    ['margin', { margin: '90' }],
    ['date', { date: 'morgen' }],
  ])('bad input says what is wrong: %s', async (name, query) => {
    const address = addressOf(doorToDoor, { county }, { school, ...query });
    const response = await api.fetch(address);
    expect(response.status).toBe(400);
    const problem = (await response.json()) as ProblemDetails;
    expect(JSON.stringify(problem)).toContain(name);
  });

  test('an unknown school', async () => {
    const response = await api.fetch(addressOf(doorToDoor, { county }, { school: 'nirgends' }));
    expect(response.status).toBe(404);
  });
});
