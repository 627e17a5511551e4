/** From door to school and back on the sample county, held against the timetable that was loaded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGtfs, serviceDays as daysOf, type GtfsFeed } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { doorToDoor, type DoorToDoor } from '../../server/contract/doorToDoor.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
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
  let answer: DoorToDoor;

  beforeAll(async () => {
    const { api: started, today } = await plannedCounty(county, ['network', 'gtfs']);
    api = started;
    school = today.schools.find(({ schoolType }) => schoolType === GYMNASIUM)!.key;
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
    expect([totals.short, totals.middle, totals.long].map(people)).toEqual([of(-1, 30), of(30, 60), of(60, Infinity)]);
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
