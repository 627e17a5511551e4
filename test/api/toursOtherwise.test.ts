/** Tours the other way, from a depot, and under planning variants. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGtfs } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import { dayLoad } from '../../server/contract/load.ts';
import type { Tours } from '../../server/contract/tours.ts';
import { engine } from '../database.ts';
import { checkTours } from '../toursChecker.ts';
import { base, county, people, ToursService } from '../toursService.ts';

const goals = ({ destinations }: Tours, { destination }: { destination: number }): string[] =>
  destinations[destination]!.schools.map(({ key }) => key);
/** Pupils of a school who get a bus or are left without one: a count that is not told is anything below the base. */
const boundFor = ({ buses, unserved, protection }: Tours, school: string): { least: number; most: number } => {
  const boarding = buses.flatMap(({ routes }) => routes.flatMap(({ stops }) => stops.flatMap((stop) => stop.bySchool)));
  const counts = [...boarding, ...unserved].filter((one) => one.school === school).map(({ pupils }) => pupils);
  const least = counts.reduce<number>((sum, count) => sum + people(count), 0);
  return { least, most: least + (protection.base - 1) * counts.filter((count) => count === 'few').length };
};

describe(`${engine}, sample county`, () => {
  let started: ToursService;
  const service = (): ToursService => started;

  beforeAll(async () => {
    started = await ToursService.begin();
  }, 240_000);
  afterAll(() => started.api.close());

  test("home after the lessons' end: from the school, stop by stop, along the roads of that direction", async () => {
    const { api, date, schools } = service();
    const school = schools[0]!;
    const doors = await api.ask(doorToDoor, { county }, { school, date, bell: '07:45', end: '13:05', margin: '5' });
    const slow = (limit: number) =>
      doors.homes.filter(
        ({ back, walkMetres }) =>
          walkMetres >= doors.mostOnFoot && (back === null || back.arrive - back.leave > limit * 60),
      );
    const who = { withoutConnection: true, longerThan: 35, beyond: null };
    const one = { direction: 'back', schools: [school], bells: { [school]: '13:05' }, who };
    const { tours: alone } = await service().plan(one);
    checkTours(alone);
    expect(people(alone.wanted)).toBe(slow(35).reduce((sum, { pupils }) => sum + people(pupils), 0));
    expect(people(alone.wanted)).toBeGreaterThan(0);
    expect(alone.destinations[0]).toMatchObject({ bell: 13 * 3600 + 300, at: 13 * 3600 + 600 });

    const bells = Object.fromEntries(schools.map((key, index) => [key, index % 2 === 0 ? '13:00' : '14:00']));
    const wish = { direction: 'back', bells, who: { ...who, longerThan: 25, beyond: 2000 }, seats: 30, earliest: 20 };
    const { tours, id } = await service().plan({ ...wish, mixedLoads: true, staggered: 15, seconds: 2 });
    checkTours(tours);
    expect(tours.buses.some(({ routes }) => routes.length > 1)).toBe(true);
    const trips = tours.buses.flatMap(({ routes }) => routes);
    const feed = readGtfs(
      await openSource('home.zip', new Uint8Array(await (await api.fetch(`${base}/${id}/gtfs`)).arrayBuffer())),
    );
    expect(feed.problems).toEqual([]);
    const { offsets, arrival, departure, pickupType, dropOffType } = feed.stopTimes;
    for (const { key, leave, stops: halts } of trips) {
      const trip = feed.trips.findIndex((one) => one.id === key);
      const [first, last] = [offsets[trip]!, offsets[trip + 1]! - 1];
      expect([key, departure[first], last - first]).toEqual([key, leave, halts.length]);
      expect([pickupType[first], dropOffType[first], pickupType[last], dropOffType[last]]).toEqual([0, 1, 1, 0]);
      halts.forEach((halt, index) => expect(arrival[first + 1 + index]).toBe(halt.arrive));
    }
    const [head, ...lines] = (await (await api.fetch(`${base}/${id}/table`)).text()).trim().split('\r\n');
    expect(head).toContain(';Aussteiger;');
    expect(lines[0]).toContain(';Schule;');
    expect(lines.at(-1)).toContain('nur nach Hause');
  });

  test('empty ways from and to the depot are counted apart', async () => {
    const { api, schools } = service();
    const [school] = schools as [string];
    const who = { withoutConnection: true, longerThan: 25, beyond: null };
    const wish = { schools: [school], who, seconds: 1 };
    const { tours: plain } = await service().plan(wish);
    expect([plain.depot, plain.buses[0]!.depot]).toEqual([null, null]);
    const [lon, lat] = plain.destinations[0]!.point;
    const { tours, id } = await service().plan({ ...wish, depot: { lon, lat } });
    checkTours(tours);
    // The depot is the school: empty is the way out only, and the roads to school are as long as before.
    expect(tours.buses.every(({ depot }) => depot!.in === 0 && depot!.out! > 0)).toBe(true);
    expect(tours.depot).toMatchObject({ name: null, point: [lon, lat] });
    expect(await (await api.fetch(`${base}/${id}/table`)).text()).toContain('vom und zum Betriebshof sind eigens');
    const home = await service().plan({ ...wish, depot: { lon, lat }, direction: 'back' });
    checkTours(home.tours);
    expect(home.tours.buses.length).toBeGreaterThan(0);
    expect(home.tours.buses.every(({ depot }) => depot!.out === 0 && depot!.in! > 0)).toBe(true);
    const stop = tours.buses
      .flatMap(({ routes }) => routes.flatMap(({ stops }) => stops))
      .find(({ existing }) => existing)!;
    const { tours: at } = await service().plan({ ...wish, depot: { stop: stop.key } });
    checkTours(at);
    expect(at.depot).toMatchObject({ name: stop.name, point: stop.point });
    const sea = await service().finished(await service().start({ ...wish, depot: { lon: 3, lat: 55 } }));
    expect(sea.problem).toMatchObject({ code: 'tours.depotOffRoad', text: { de: expect.stringContaining('bitte') } });
  });

  test('under a variant that closes a school its pupils are driven to others, and nobody to it', async () => {
    const { api, date, today, schools } = service();
    const closed = schools[0]!;
    const type = today.schools.find(({ key }) => key === closed)!.schoolType;
    const others = today.schools.filter((school) => school.schoolType === type && school.key !== closed);
    const variant = await service().variantWith({
      kind: 'close',
      school: closed,
      from: today.year + 1,
      mode: 'atOnce',
    });
    const who = { withoutConnection: true, longerThan: 1, beyond: null } as const;
    const wish = { schools: [closed, ...others.map(({ key }) => key)], who, seats: 60, longestRide: 90, seconds: 1 };
    const { tours: before } = await service().plan(wish);
    expect(before.variant).toBeNull();
    expect(boundFor(before, closed).least).toBeGreaterThan(0);
    const { tours, id } = await service().plan({ ...wish, variant: variant.id });
    checkTours(tours);
    expect(tours.variant).toMatchObject({ id: variant.id, name: 'Zu', version: 1 });
    expect(boundFor(tours, closed).most).toBe(0);
    expect(tours.buses.flatMap(({ routes }) => routes).filter((route) => goals(tours, route).includes(closed))).toEqual(
      [],
    );
    expect(tours.notices.some(({ de }) => /Variante „Zu“ besucht niemand: /.test(de))).toBe(true);
    expect(tours.assumptions.some(({ de }) => de.includes('Planungsvariante „Zu“ (Stand 1)'))).toBe(true);
    // As the load view tells it: who rides to the other schools, by the same limits.
    const load = await api.ask(dayLoad, { county }, { date, variant: variant.id });
    let more = 0;
    for (const { key } of others) {
      const riding = people(load.schools.find(({ school }) => school === key)?.riding);
      const { least, most } = boundFor(tours, key);
      expect([key, least - 1 <= riding && riding <= most + 1, least, riding, most]).toEqual([
        key,
        true,
        least,
        riding,
        most,
      ]);
      const { least: earlier } = boundFor(before, key);
      more += least - earlier;
    }
    expect(more).toBeGreaterThan(boundFor(before, closed).least / 4);
    expect(await (await api.fetch(`${base}/${id}/table`)).text()).toContain('Planungsvariante „Zu“');
  });

  test('a school that a variant opens is driven to where it will stand', async () => {
    const { date, today } = service();
    const primary = today.schools.filter(({ schoolType }) => schoolType === 'grundschule');
    // The largest: of a small one, too few live beyond the limit for a number that is never rounded to zero.
    const like = primary.reduce((most, school) => ((school.places ?? 0) > (most.places ?? 0) ? school : most));
    const [lon, lat] = [like.position[0] + 0.004, like.position[1] + 0.002];
    const fresh = { authority: null, gradeFrom: 1, gradeTo: 4, parallelClasses: 2, places: 192, lon, lat };
    const variant = await service().variantWith(
      { kind: 'close', school: like.key, from: today.year + 1, mode: 'atOnce' },
      { kind: 'open', name: 'Neu', schoolType: 'grundschule', from: today.year + 1, ...fresh },
      ({ plan: { schools: all } }) => ({
        ...{ kind: 'assign', schoolType: 'grundschule', from: today.year + 1, mode: 'atOnce' },
        ...{ school: all.at(-1)!.key, homes: { by: 'nearest' } },
      }),
    );
    const { key } = variant.plan.schools.at(-1)!;
    const who = { withoutConnection: true, longerThan: 1, beyond: 300 };
    const { tours } = await service().plan({ schools: [key], variant: variant.id, who, seconds: 2 });
    checkTours(tours);
    expect(boundFor(tours, key).least).toBeGreaterThan(0);
    expect(tours.destinations[0]!.name).toBe('Neu');
    expect(Math.abs(tours.destinations[0]!.point[0] - lon)).toBeLessThan(1e-4);
    const answer = await service().send('', 'POST', { schools: [key], date });
    expect([answer.status, (answer.body as ProblemDetails).code]).toEqual([404, 'school.unknown']);
  });
});
