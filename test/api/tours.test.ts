/** School bus tours through the service, on the sample county: every promise held against the answer itself. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandServices, readGtfs } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { ToursJob, type Tours } from '../../server/contract/tours.ts';
import { serviceDays } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';
import { checkTours } from '../toursChecker.ts';

const county = '16999';
const base = `/api/counties/${county}/transport/tours`;

const people = (value: unknown): number => (typeof value === 'number' ? value : 0);

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let date: string;
  let schools: string[];

  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['network', 'gtfs']));
    date = (await api.ask(serviceDays, { county })).suggested!;
    const { schools: all } = await api.ask(listSchools, { county });
    schools = ['gymnasium', 'regelschule'].flatMap((type) =>
      all.filter(({ schoolType }) => schoolType === type).map(({ key }) => key),
    );
  }, 240_000);
  afterAll(() => api.close());

  const send = async (path: string, method: string, body?: unknown) => {
    const response = await api.fetch(base + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const finished = async (started: ToursJob): Promise<ToursJob> => {
    let job = started;
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = ToursJob.parse((await send(`/${job.id}`, 'GET')).body);
    }
    return job;
  };
  const start = async (wish: object): Promise<ToursJob> => {
    const { status, body } = await send('', 'POST', { schools, date, seconds: 4, ...wish });
    expect(status, JSON.stringify(body)).toBe(202);
    return ToursJob.parse(body);
  };
  const plan = async (wish: object): Promise<{ id: string; tours: Tours }> => {
    const job = await finished(await start(wish));
    expect(job.problem).toBeNull();
    return { id: job.id, tours: job.result! };
  };

  test('who is longer under way with the lines than the planner accepts is on exactly one bus', async () => {
    const school = schools[0]!;
    const who = { withoutConnection: true, longerThan: 35, beyond: null };
    const { tours } = await plan({ schools: [school], who, walkToStop: 1000 });
    const doors = await api.ask(doorToDoor, { county }, { school, date, bell: '07:45', end: '13:00', margin: '5' });
    const far = doors.homes.filter(
      ({ there, walkMetres }) =>
        walkMetres >= doors.mostOnFoot && (there === null || there.arrive - there.leave > 35 * 60),
    );
    expect(people(tours.wanted)).toBe(far.reduce((sum, { pupils }) => sum + people(pupils), 0));
    expect(people(tours.wanted)).toBeGreaterThan(0);
    expect(tours.mostOnFoot).toEqual([{ school, metres: doors.mostOnFoot }]);
    checkTours(tours);
  });

  test('capacity, rides and bells hold; several schools one after another by the same bus', async () => {
    const bells = Object.fromEntries(schools.map((key, index) => [key, index % 2 === 0 ? '07:30' : '08:15']));
    const who = { withoutConnection: true, longerThan: 25, beyond: 2000 };
    const { tours, id } = await plan({ bells, who, seats: 30, longestRide: 40, staggered: 15, seconds: 10 });
    checkTours(tours);
    expect(tours.buses.some(({ routes }) => routes.length > 1)).toBe(true);
    expect(tours.staggered!.buses).toBeLessThanOrEqual(tours.buses.length);
    expect(tours.staggered!.saved).toBe(tours.buses.length - tours.staggered!.buses);
    for (const { from, to } of tours.staggered!.bells) {
      expect(Math.abs(to - from)).toBeLessThanOrEqual(900);
      expect(Math.abs(to - from) % 300).toBe(0);
    }

    const zip = await api.fetch(`${base}/${id}/gtfs`);
    expect(zip.headers.get('content-type')).toContain('application/zip');
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const feed = readGtfs(await openSource('tours.zip', bytes));
    expect(feed.problems).toEqual([]);
    const routes = tours.buses.flatMap((bus) => bus.routes);
    expect(feed.trips).toHaveLength(routes.length);
    expect(feed.stopTimes.length).toBe(routes.reduce((sum, { stops }) => sum + stops.length + 1, 0));
    expect(feed.shapes).toHaveLength(routes.length);
    expect(new Set(feed.trips.map(({ blockId }) => blockId)).size).toBe(tours.buses.length);
    const days = await api.ask(serviceDays, { county });
    const runs = [...expandServices(feed).get('schultage')!];
    expect(runs).toContain(date);
    const kinds = new Map(days.days.map((day) => [day.date, day.kind]));
    expect(runs.filter((day) => kinds.get(day) !== 'school' && kinds.get(day) !== 'unknown')).toEqual([]);
    expect(Object.keys(unzipSync(bytes))).toContain('calendar.txt');
    expect(strFromU8(unzipSync(bytes)['agency.txt']!)).toContain('Europe/Berlin');

    const table = await api.fetch(`${base}/${id}/table?format=csv`);
    expect(table.headers.get('content-type')).toContain('text/csv');
    const lines = (await table.text()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + routes.reduce((sum, { stops }) => sum + stops.length + 1, 0));
    expect((await api.fetch(`${base}/${id}/table?format=xlsx`)).status).toBe(400);
  });

  test('a wider window never needs more buses; schools close together may be one destination', async () => {
    const who = { withoutConnection: true, longerThan: 20, beyond: 2000 };
    const narrow = await plan({ who, seats: 40 });
    const wide = await plan({ who, seats: 40, earliest: 35, mixedLoads: true });
    checkTours(narrow.tours);
    checkTours(wide.tours);
    expect(wide.tours.buses.length).toBeLessThanOrEqual(narrow.tours.buses.length);
    for (const { schools: own } of wide.tours.destinations)
      for (const { metres } of own) expect(metres).toBeLessThanOrEqual(400);
  });

  test('who rides longer than allowed is named, not carried', async () => {
    const who = { withoutConnection: true, longerThan: 20, beyond: 2000 };
    const { tours } = await plan({ who, longestRide: 8, seconds: 2 });
    checkTours(tours);
    expect(tours.unserved.some(({ reason }) => reason === 'rideTooLong')).toBe(true);
  });

  test('of a Förderschule it is said what sums cannot tell; where nobody needs a bus there is none', async () => {
    const { schools: all } = await api.ask(listSchools, { county });
    const special = all.find(({ schoolType }) => schoolType.startsWith('foerder'))!.key;
    const { tours, id } = await plan({
      schools: [special],
      who: { withoutConnection: true, longerThan: null, beyond: 20_000 },
    });
    expect(tours.notices.some(({ de }) => de.includes('von Tür zu Tür'))).toBe(true);
    checkTours(tours);
    expect([tours.buses, tours.bound, tours.atoms]).toEqual([[], 0, 0]);
    expect((await (await api.fetch(`${base}/${id}/table`)).text()).trim().split('\r\n')).toHaveLength(1);
    const { tours: usual } = await plan({ schools: [schools[0]!], seconds: 1 });
    expect(usual.notices.some(({ de }) => de.includes('von Tür zu Tür'))).toBe(false);
  });

  test('stopped, it has no tours', async () => {
    const job = await start({ seconds: 120, who: { withoutConnection: true, longerThan: 15, beyond: 1500 } });
    expect((await send(`/${job.id}/gtfs`, 'GET')).body).toMatchObject({ code: 'tours.running' });
    expect((await send(`/${job.id}`, 'DELETE')).status).toBe(200);
    const ended = await finished(job);
    expect([ended.status, ended.problem?.code]).toEqual(['failed', 'tours.stopped']);
  });

  test.each([
    [400, 'request.invalid', { schools: [] }],
    [404, 'school.unknown', { schools: ['nirgends'] }],
    [422, 'tours.unknownBell', { bells: { nirgends: '08:00' } }],
    [422, 'tours.windowTurned', { margin: 20, earliest: 10 }],
    [422, 'tours.noService', { date: '2001-01-08' }],
    [400, 'request.invalid', { seats: 0 }],
    [400, 'request.invalid', { bells: { a: '25:00' } }],
  ])('bad input says what is wrong: %i %s', async (status, code, wish) => {
    const answer = await send('', 'POST', { schools, date, ...wish });
    expect([answer.status, (answer.body as ProblemDetails).code]).toEqual([status, code]);
    expect((answer.body as ProblemDetails).detail).toMatch(/bitte/);
  });

  test('a Sunday is no school day; jobs of others are no tours', async () => {
    const sunday = new Date(Date.parse(date) + (7 - new Date(date).getUTCDay()) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const answer = await send('', 'POST', { schools, date: sunday });
    expect((answer.body as ProblemDetails).code).toBe('tours.noSchoolDay');
    const gone = await send('/00000000-0000-4000-8000-000000000000', 'GET');
    expect([gone.status, (gone.body as ProblemDetails).code]).toEqual([404, 'tours.unknown']);
  });
});
