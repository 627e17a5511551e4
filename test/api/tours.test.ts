/** School bus tours through the service, on the sample county: every promise held against the answer itself. */
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandServices, readGtfs } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { ToursJob } from '../../server/contract/tours.ts';
import { serviceDays } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import type { TestApi } from '../testApi.ts';
import { checkTours } from '../toursChecker.ts';
import { base, county, people, ToursService } from '../toursService.ts';

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let service: ToursService;
  let date: string;
  let schools: string[];

  beforeAll(async () => {
    service = await ToursService.begin();
    ({ api, date, schools } = service);
  }, 240_000);
  afterAll(() => api.close());

  const send: ToursService['send'] = (...asked) => service.send(...asked);
  const finished: ToursService['finished'] = (job) => service.finished(job);
  const start: ToursService['start'] = (wish) => service.start(wish);
  const plan: ToursService['plan'] = (wish) => service.plan(wish);

  test('who is longer under way with the lines than the planner accepts is on exactly one bus', async () => {
    const school = schools[0]!;
    const who = { withoutConnection: true, longerThan: 35, beyond: null };
    const { tours } = await plan({ schools: [school], bells: { [school]: '07:45' }, who, walkToStop: 1000 });
    const doors = await api.ask(doorToDoor, { county }, { school, date, bell: '07:45', end: '13:00', margin: '5' });
    const far = doors.homes.filter(
      ({ there, walkMetres }) =>
        walkMetres >= doors.mostOnFoot && (there === null || there.arrive - there.leave > 35 * 60),
    );
    expect(people(tours.wanted)).toBe(far.reduce((sum, { pupils }) => sum + people(pupils), 0));
    expect(people(tours.wanted)).toBeGreaterThan(0);
    expect(tours.mostOnFoot).toEqual([{ school, metres: [doors.mostOnFoot] }]);
    checkTours(tours);
  });

  test('capacity, rides and bells hold; several schools one after another by the same bus', async () => {
    const bells = Object.fromEntries(schools.map((key, index) => [key, index % 2 === 0 ? '07:30' : '08:15']));
    const who = { withoutConnection: true, longerThan: 25, beyond: 2000 };
    const { tours, id } = await plan({ bells, who, seats: 30, longestRide: 40, staggered: 15, seconds: 2 });
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
    expect(lines).toHaveLength(2 + routes.reduce((sum, { stops }) => sum + stops.length + 1, 0));
    const note = lines.at(-1)!;
    expect(note).toContain('Planungswert, kein Bescheid');
    expect(note).toContain(date.split('-').reverse().join('.'));
    for (const { de } of tours.assumptions) expect(note).toContain(de);
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
    const { tours } = await plan({ who, longestRide: 8, seconds: 1 });
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
    expect((await (await api.fetch(`${base}/${id}/table`)).text()).trim().split('\r\n')).toHaveLength(2);
    const { tours: usual } = await plan({ schools: [schools[0]!], seconds: 1 });
    expect(usual.notices.some(({ de }) => de.includes('von Tür zu Tür'))).toBe(false);
  });

  test('stopped before there is a plan, it has no tours', async () => {
    const job = await start({ seconds: 120, who: { withoutConnection: true, longerThan: 15, beyond: 1500 } });
    expect((await send(`/${job.id}/gtfs`, 'GET')).body).toMatchObject({ code: 'tours.running' });
    expect((await send(`/${job.id}`, 'DELETE')).status).toBe(200);
    const ended = await finished(job);
    expect([ended.status, ended.problem?.code, ended.result]).toEqual(['failed', 'tours.stopped', null]);
    for (const file of ['gtfs', 'table']) {
      const answer = await send(`/${job.id}/${file}`, 'GET');
      expect([answer.status, (answer.body as ProblemDetails).code]).toEqual([409, 'tours.withoutResult']);
      expect((answer.body as ProblemDetails).detail).toMatch(/abgebrochen.*bitte neu beginnen/);
    }
  });

  test('stopped while it looks, it keeps the best tours until then', async () => {
    let job = await start({ seconds: 120, who: { withoutConnection: true, longerThan: 15, beyond: 1500 } });
    while (job.status === 'running' && job.phase.en !== 'Looking for tours') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      job = ToursJob.parse((await send(`/${job.id}`, 'GET')).body);
    }
    const since = performance.now();
    await send(`/${job.id}`, 'DELETE');
    const ended = await finished(job);
    expect(performance.now() - since).toBeLessThan(15_000);
    expect([ended.status, ended.problem]).toEqual(['done', null]);
    const tours = ended.result!;
    checkTours(tours);
    expect(tours.isStopped).toBe(true);
    expect(tours.buses.length).toBeGreaterThan(0);
    expect(tours.assumptions.some(({ de }) => /Suche wurde nach \d+ von 120 Sekunden beendet/.test(de))).toBe(true);
    const table = await (await api.fetch(`${base}/${job.id}/table`)).text();
    expect(table).toContain('von 120 Sekunden beendet');
    expect((await plan({ schools: [schools[0]!], seconds: 1 })).tours.isStopped).toBe(false);
  });

  test('more than six at once are refused before anything is looked up', async () => {
    const wish = { schools, date, seconds: 120, who: { withoutConnection: true, longerThan: 15, beyond: 1500 } };
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('', 'POST', wish)));
    expect(answers.map(({ status }) => status).filter((status) => status === 202)).toHaveLength(6);
    const refused = answers.filter(({ status }) => status !== 202);
    for (const { body } of refused) expect((body as ProblemDetails).code).toBe('tours.busy');
    const begun = answers.filter(({ status }) => status === 202).map(({ body }) => ToursJob.parse(body));
    for (const { id } of begun) await send(`/${id}`, 'DELETE');
    // One after another: only the first can have found tours already.
    const ended = await Promise.all(begun.map(finished));
    expect(ended.filter(({ problem }) => problem?.code === 'tours.stopped').length).toBeGreaterThanOrEqual(5);
    for (const { problem, result } of ended) expect(result?.isStopped ?? problem?.code === 'tours.stopped').toBe(true);
    expect((await plan({ schools: [schools[0]!], seconds: 1 })).tours.bound).toBeGreaterThanOrEqual(0);
  });

  test('parts of a stop below the base of the protection are few, sums are told', async () => {
    const who = { withoutConnection: true, longerThan: 20, beyond: 2000 };
    const { tours, id } = await plan({ schools: [schools[0]!], who, seats: 4, seconds: 1, longestRide: 60 });
    checkTours(tours);
    const stops = tours.buses.flatMap(({ routes }) => routes.flatMap((route) => route.stops));
    const counts = stops.flatMap(({ boarding, load, bySchool }) => [
      boarding,
      load,
      ...bySchool.map((one) => one.pupils),
    ]);
    expect(counts.some((count) => count === 'few')).toBe(true);
    expect(counts.filter((count) => count !== 'few' && people(count) < tours.protection.base)).toEqual([]);
    expect(people(tours.carried) % tours.protection.base).toBe(0);
    const [, ...lines] = (await (await api.fetch(`${base}/${id}/table`)).text()).trim().split('\r\n');
    const boarded = lines.map((line) => line.split(';')).filter(([, , , , kind]) => kind?.includes('Halt'));
    expect(boarded).toHaveLength(stops.length);
    expect(boarded.map((cells) => cells[6])).toEqual(
      stops.map(({ boarding }) => (boarding === 'few' ? `0–${tours.protection.base - 1}` : String(boarding))),
    );
  });

  test('bells come from the hours of the weekday; costs are those that the county states', async () => {
    const [one, other] = schools as [string, string];
    const { tours: before } = await plan({ schools: [one], seconds: 1 });
    expect(before.destinations[0]!.bell).toBe(27_900);
    expect(before.assumptions.some(({ de }) => /Beginn angenommen.* 07:45/.test(de))).toBe(true);
    expect(before.costs).toEqual({ vehicle: null, kilometre: null });
    const days = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'];
    const today = days[(new Date(date).getUTCDay() + 6) % 7]!;
    const rest = days.slice(0, 5).filter((day) => day !== today);
    const load = (kind: 'school-hours' | 'transport-costs', name: string, lines: string[]) =>
      api.load(kind, { name, bytes: new TextEncoder().encode(lines.join('\r\n')) }, county);
    await load('school-hours', 'zeiten.csv', [
      'Schulnummer;Schule;Wochentage;Klasse von;Klasse bis;Unterrichtsbeginn;Unterrichtsende',
      ...rest.map((day) => `${one};A;${day};5;12;08:40;13:00`),
      `${one};A;${today};5;12;08:10;13:00`,
    ]);
    await load('transport-costs', 'kosten.csv', ['Kostenart;Euro', 'Kilometer;2,35', 'Fahrzeug und Jahr;72000,00']);
    const { tours } = await plan({ schools: [one, other], bells: { [other]: '07:30' }, seconds: 1 });
    const bells = Object.fromEntries(tours.destinations.map(({ schools: [school], bell }) => [school!.key, bell]));
    expect(bells).toEqual({ [one]: 29_400, [other]: 27_000 });
    expect(tours.assumptions.some(({ de }) => /Beginn laut Unterrichtszeiten.* 08:10\./.test(de))).toBe(true);
    expect(tours.costs).toEqual({ vehicle: 72_000, kilometre: 2.35 });
    expect(tours.sources.length).toBe(before.sources.length + 2);
    checkTours(tours);
  });

  test('who has only a dangerous way is asked a bus for, however near', async () => {
    const school = schools[0]!;
    const everyone = { withoutConnection: true, longerThan: 1, beyond: null };
    const wish = { schools: [school], who: everyone, seats: 60, seconds: 1, walkToStop: 3000 };
    /** Independently: rows whose safe way is as long as the state's limit for grades from 5 on. */
    const entitled = async (): Promise<number> => {
      const { rows } = await sql<{ people: number }>`
        with atoms as (
          select edition, key, row_number() over (partition by edition order by key collate "C") as number
          from pupil_atom where county = ${county} and point is not null)
        select sum(p.people)::int as people from pupils p
        join atoms a on a.edition = p.edition and a.key = p.atom
        join way_to_school w on w.edition = p.edition and w.school = p.school
        where p.school = ${school} and coalesce(w.safe_metres[a.number], 100000) >= 3000`.execute(api.db);
      return rows[0]!.people;
    };
    const { tours: before } = await plan(wish);
    expect(people(before.wanted)).toBe(await entitled());
    const near = await plan({ ...wish, who: { ...everyone, beyond: 500 } });
    const lines = near.tours.buses.flatMap(({ routes }) => routes.map(({ line }) => line.slice(-40)));
    for (const line of lines.slice(0, 3)) {
      const response = await api.fetch(`/api/counties/${county}/network/edits`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ kind: 'dangerous', note: 'ohne Gehweg', line }),
      });
      expect(response.status, await response.clone().text()).toBeLessThan(300);
      await api.context.jobs.settle();
    }
    const { tours: after } = await plan(wish);
    expect(people(after.wanted)).toBe(await entitled());
    expect(people(after.wanted)).toBeGreaterThan(people(before.wanted));
    expect(after.assumptions.some(({ de }) => de.includes('ohne gefährliche Stellen'))).toBe(true);
  });

  test.each([
    [400, 'request.invalid', { schools: [] }],
    [404, 'school.unknown', { schools: ['nirgends'] }],
    [404, 'variant.unknown', { variant: '00000000-0000-4000-8000-000000000000' }],
    [422, 'tours.unknownBell', { bells: { nirgends: '08:00' } }],
    [422, 'tours.unknownStop', { depot: { stop: 'nirgends' } }],
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
