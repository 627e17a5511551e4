/** Pupils on board on the sample county, held against the ways that the service tells one by one and the tables that were loaded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import readWorkbook from 'read-excel-file/node';
import { readGtfs } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { generateSample } from '../../geodata/sample/index.ts';
import { vehiclesCsv } from '../../geodata/sample/write/schoolDay.ts';
import { compareDays } from '../../server/contract/dayComparison.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import { handOver, type handOverFormats } from '../../server/contract/handOver.ts';
import { dayLoad, loadCourses, type DayLoad, type LoadTrip } from '../../server/contract/load.ts';
import { changeVariant, newVariant, type Plan, type VariantHead } from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const people = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sunday = (date: string): string => {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - day.getUTCDay());
  return day.toISOString().slice(0, 10);
};
const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 16);
const sum = (values: Iterable<unknown>): number =>
  [...values].reduce<number>((total, value) => total + people(value), 0);

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let today: Plan;
  let load: DayLoad;
  /** line, departure ('' of every trip) → seats, standing, others, as the file says */
  const vehicles = new Map<string, number[]>();

  beforeAll(async () => {
    const table = new TextDecoder().decode(vehiclesCsv(generateSample({ seed: 1, scale: 1 })));
    for (const row of table.trim().split('\r\n').slice(1)) {
      const [line = '', departure = '', , ...places] = row.split(';');
      vehicles.set(`${line} ${departure}`, places.map(Number));
    }
    ({ api, today } = await plannedCounty(county, ['network', 'gtfs', 'school-hours', 'vehicles']));
    load = await api.ask(dayLoad, { county });
  }, 240_000);
  afterAll(() => api.close());

  const table = async (): Promise<Record<string, string>[]> => {
    const response = await api.fetch(addressOf(handOver, { county }, {}));
    expect(response.status).toBe(200);
    const [head = '', ...rows] = (await response.text()).replace('\uFEFF', '').trim().split('\r\n');
    const names = head.split(';');
    expect(rows.pop()).toMatch(/^"?Planungswert, kein Bescheid/);
    return rows.map((row) => Object.fromEntries(row.split(';').map((cell, at) => [names[at], cell])));
  };

  test('everybody who rides is carried or without a connection; trips are as full as their fullest section', () => {
    expect(load.notice).toBeNull();
    for (const { school, riding, there, back } of load.schools) {
      expect([school, people(there.carried) + people(there.none)]).toEqual([school, people(riding)]);
      expect([school, people(back.carried) + people(back.none)]).toEqual([school, people(riding)]);
    }
    expect(sum(load.schools.map(({ riding }) => riding))).toBe(people(load.totals.riding));
    expect(sum(load.desire.map((one) => one.people))).toBe(people(load.totals.riding));
    expect(load.trips.length).toBeGreaterThan(50);
    for (const trip of load.trips) {
      expect(trip.pupils).toHaveLength(trip.stops.length - 1);
      const most = Math.max(...trip.pupils.map(people));
      expect([people(trip.people), people(trip.pupils[trip.most])]).toEqual([most, most]);
      expect(sum(trip.schools.map((one) => one.people))).toBeGreaterThanOrEqual(most);
    }
  });

  test('what a vehicle holds is what its row of the table says', async () => {
    const check = (trips: LoadTrip[], share: number) => {
      for (const { line, departure, holds, over, people: most } of trips) {
        const own = vehicles.get(`${line} ${clock(departure)}`) ?? vehicles.get(`${line} `)!;
        const [seats = 0, standing = 0, others = 0] = own;
        expect([line, holds]).toEqual([line, Math.floor(seats + share * standing) - others]);
        expect(over).toBe(Math.max(0, people(most) - holds!));
      }
    };
    check(load.trips, 0.7);
    check((await api.ask(dayLoad, { county }, { standing: 0 })).trips, 0);
    const order = load.trips.map(({ over }) => over ?? 0);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(order[0]).toBeGreaterThan(0);
  });

  test('the minutes of a school are those that its pupils are told one by one', async () => {
    const typeOf = (school: string) => today.schools.find(({ key }) => key === school)!.schoolType;
    // One limit for all grades of a Grundschule: whoever lives beyond it rides, here and there.
    const primary = load.schools.filter(
      ({ school, there }) => typeOf(school) === 'grundschule' && people(there.carried) > 60,
    );
    expect(primary.length).toBeGreaterThan(3);
    for (const { school, hours, there } of primary.slice(0, 5)) {
      const { begins, ends } = hours[0]!;
      const doors = await api.ask(doorToDoor, { county }, { school, bell: clock(begins), end: clock(ends), margin: 5 });
      expect(doors.mostOnFoot).toBe(2000);
      const far = doors.homes.filter(({ walkMetres }) => walkMetres > 2000);
      const carried = far.filter((home) => home.there !== null);
      expect([school, sum(carried.map(({ pupils }) => pupils))]).toEqual([school, people(there.carried)]);
      const minutes = sum(carried.map((home) => people(home.pupils) * home.there!.minutes));
      expect(Math.abs(there.meanMinutes! - minutes / people(there.carried))).toBeLessThanOrEqual(1);
    }
  });

  test('on a Friday the older ones go home at noon: fewer ride in the afternoon', async () => {
    const late = ({ trips }: DayLoad) =>
      trips.filter(({ direction, departure }) => direction === 'back' && departure > 14 * 3600);
    expect(late(load).length).toBeGreaterThan(0);
    const friday = new Date(`${load.date!}T12:00:00Z`);
    friday.setUTCDate(friday.getUTCDate() + ((5 - friday.getUTCDay() + 7) % 7));
    const noon = await api.ask(dayLoad, { county }, { date: friday.toISOString().slice(0, 10) });
    const early = noon.schools.flatMap(({ hours }) => hours.map(({ ends }) => ends));
    expect(Math.max(...early)).toBeLessThanOrEqual(13 * 3600);
    expect(sum(late(noon).map((trip) => trip.people))).toBeLessThan(sum(late(load).map((trip) => trip.people)) / 2);
  });

  test('handed over by school, bell and stop: the same pupils, in every format', async () => {
    const rows = await table();
    for (const { school, there, back } of load.schools)
      for (const [direction, { carried, none }] of [
        ['zur Schule', there],
        ['nach Hause', back],
      ] as const) {
        const own = rows.filter((row) => row['Schulnummer'] === school && row['Richtung'] === direction);
        const of = (isCarried: boolean) =>
          own
            .filter((row) => (row['Haltestelle'] !== '') === isCarried)
            .reduce((total, row) => total + Number(row['Schüler']), 0);
        expect([school, direction, of(true), of(false)]).toEqual([school, direction, people(carried), people(none)]);
      }
    const bytes = async (format: (typeof handOverFormats)[number]) =>
      new Uint8Array(await (await api.fetch(addressOf(handOver, { county }, { format }))).arrayBuffer());
    const [sheet] = await readWorkbook(Buffer.from(await bytes('xlsx')));
    expect(sheet!.data).toHaveLength(rows.length + 2);
    const { features } = JSON.parse(new TextDecoder().decode(await bytes('geojson'))) as {
      features: { properties: { pupils: number } }[];
    };
    expect(features).toHaveLength(rows.filter((row) => row['Haltestelle'] !== '').length);
    const feed = readGtfs(await openSource('fahrten.zip', await bytes('gtfs')));
    expect(feed.trips).toHaveLength(new Set(load.trips.map(({ key, departure }) => `${key} ${departure}`)).size);
    expect(feed.stopTimes.stop).toHaveLength(
      sum(
        [...new Map(load.trips.map((trip) => [`${trip.key} ${trip.departure}`, trip])).values()].map(
          ({ stops }) => stops.length,
        ),
      ),
    );
  });

  test('a variant that closes a school: its pupils ride elsewhere', async () => {
    const send = (path: string, body: object, version?: number) =>
      api.fetch(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
        body: JSON.stringify(body),
      });
    const variant = (await (await send(addressOf(newVariant, { county }, {}), { name: 'Zu' })).json()) as VariantHead;
    const at = addressOf(dayLoad, { county }, { variant: variant.id });
    const same = (await (await api.fetch(at)).json()) as DayLoad;
    expect(same.trips).toEqual(load.trips);
    const closed = '91008';
    const changed = await send(
      addressOf(changeVariant, { county, id: variant.id }, {}),
      { kind: 'close', school: closed, from: today.year + 1, mode: 'atOnce' },
      0,
    );
    expect(changed.status).toBe(200);
    const after = (await (await api.fetch(at)).json()) as DayLoad;
    expect(after.schools.some(({ school }) => school === closed)).toBe(false);
    expect(after.trips.some(({ schools }) => schools.some(({ school }) => school === closed))).toBe(false);
    expect(people(after.totals.riding)).toBeGreaterThan(people(load.totals.riding));
    // Nobody is lost: who finds no place is told.
    const all = ({ totals }: DayLoad) => sum([totals.riding, totals.walking, totals.elsewhere, totals.unplaced]);
    expect(load.totals.unplaced).toBeNull();
    expect(Math.abs(all(after) - all(load))).toBeLessThanOrEqual(3);
    for (const school of ['91027', '91028']) {
      const shut = (await (await send(addressOf(newVariant, { county }, {}), { name: school })).json()) as VariantHead;
      await send(
        addressOf(changeVariant, { county, id: shut.id }, {}),
        { kind: 'close', school, from: today.year + 1, mode: 'atOnce' },
        0,
      );
      const without = await api.ask(dayLoad, { county }, { variant: shut.id });
      expect([school, Math.abs(all(without) - all(load)) <= 6]).toEqual([school, true]);
      if (school === '91027') expect(people(without.totals.unplaced)).toBeGreaterThan(100);
    }
  });

  test('every section of a bus is drawn along the roads, from stop to stop', async () => {
    const { courses } = await api.ask(loadCourses, { county });
    const metres = (a: readonly number[], b: readonly number[]) =>
      Math.hypot((a[0]! - b[0]!) * Math.cos((51 * Math.PI) / 180), a[1]! - b[1]!) * 111_195;
    for (const { from, to, line } of courses) {
      expect(metres(line[0]!, from)).toBeLessThan(250);
      expect(metres(line.at(-1)!, to)).toBeLessThan(250);
      const driven = line.slice(1).reduce((sum, point, at) => sum + metres(line[at]!, point), 0);
      expect(driven).toBeGreaterThan(metres(from, to) - 500);
    }
    const drawn = new Set(
      courses.flatMap(({ from, to }) => [`${from.join()} ${to.join()}`, `${to.join()} ${from.join()}`]),
    );
    const sections = load.trips
      .filter(({ vehicle }) => vehicle?.name !== 'Triebwagen')
      .flatMap(({ stops, pupils }) =>
        pupils.flatMap((count, at) =>
          people(count) > 0
            ? [`${load.stops[stops[at]!]!.position.join()} ${load.stops[stops[at + 1]!]!.position.join()}`]
            : [],
        ),
      );
    expect(sections.filter((section) => !drawn.has(section))).toEqual([]);
  });

  test('a day beside itself loses nobody; beside one without buses it loses all', async () => {
    const day = load.date!;
    const same = await api.ask(compareDays, { county }, { before: day, after: day });
    expect(same.notices).toEqual([]);
    for (const { school, riding, there, back, overBefore, overAfter } of same.schools) {
      const own = load.schools.find((one) => one.school === school)!;
      expect([school, riding, there.minutesBefore]).toEqual([school, own.riding, there.minutesAfter]);
      expect(Math.abs((there.minutesBefore ?? 0) - (own.there.meanMinutes ?? 0))).toBeLessThanOrEqual(0.51);
      for (const { lost, gained, longer, shorter } of [there, back])
        expect([lost, gained, longer, shorter].map(people)).toEqual([0, 0, 0, 0]);
      expect(overBefore).toBe(overAfter);
      expect(overBefore).toBe(
        load.trips.filter((trip) => trip.over! > 0 && trip.schools.some((one) => one.school === school)).length,
      );
    }
    for (const after of ['2019-01-01', sunday(day)]) {
      const none = await api.ask(compareDays, { county }, { before: day, after });
      expect([after, none.notices.length, none.schools]).toEqual([after, 1, []]);
    }
  });

  test.each([
    ['format', handOver, { format: 'pdf' }, 400],
    ['standing', dayLoad, { standing: '150' }, 400],
    ['Planungsvariante', dayLoad, { variant: '00000000-0000-4000-8000-000000000000' }, 404],
    ['Fahrplan', handOver, { date: '2019-01-01' }, 422],
  ])('bad input says what is wrong: %s', async (word, endpoint, query, status) => {
    const response = await api.fetch(addressOf(endpoint as typeof dayLoad, { county }, query as object));
    expect(response.status).toBe(status);
    expect(JSON.stringify((await response.json()) as ProblemDetails)).toContain(word);
  });

  test('a day on which nothing runs, or without school, says nothing of connections', async () => {
    for (const date of ['2019-01-01', sunday(load.date!)]) {
      const none = await api.ask(dayLoad, { county }, { date });
      expect(none.notice?.de).toMatch(/bitte/);
      expect([none.trips, none.totals.riding]).toEqual([[], load.totals.riding]);
      for (const { there, back } of none.schools)
        expect([there, back]).toEqual([there, back].map(() => ({ carried: null, none: null, meanMinutes: null })));
      const refused = await api.fetch(addressOf(handOver, { county }, { date }));
      expect([refused.status, ((await refused.json()) as ProblemDetails).code]).toEqual([422, 'handOver.noDay']);
    }
  });

  test('a table whose lines are in no timetable says of no trip whether it is full', async () => {
    const bytes = 'Linie;Sitzplätze\nLinie 300;50\n';
    await api.load('vehicles', { name: 'fahrzeuge.csv', bytes }, county);
    const other = await api.ask(dayLoad, { county });
    expect([other.vehiclesLoaded, other.withoutVehicle, other.totals.lacking]).toEqual([
      true,
      other.trips.length,
      null,
    ]);
    expect(other.trips.every(({ holds, over }) => holds === null && over === null)).toBe(true);
  });
});
