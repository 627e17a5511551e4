/**
 * A school day of Elbe-Elster: the real feed of 2021, the real schools of 2016, invented children on the real 100 m cells. Ways are
 * estimates, since no road network of the county is there; Brandenburg leaves the distances to the county.
 */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { readGtfs } from '../../geodata/formats/gtfs.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { compareDays } from '../../server/contract/dayComparison.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import { entitlement } from '../../server/contract/entitlement.ts';
import { dayLoad, type DayLoad } from '../../server/contract/load.ts';
import { serviceDays } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import { loadRealCounty, realFiles, type RealCounty } from '../realCounty.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';

const county = '12062';
const FEED = 'transit/gtfs_elbe-elster_2021';
/** A school day, and one from which the feed holds next to nothing. */
const DAY = '2021-05-04';
const THIN = '2021-09-07';

/** The list tells no numbers of pupils in Brandenburg. */
const USUAL = 160;

const people = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sum = (values: Iterable<unknown>): number =>
  [...values].reduce<number>((total, value) => total + people(value), 0);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

describe(engine, () => {
  let real: RealCounty;
  let load: DayLoad;

  testWithRealData('loads, and knows its school days', [...realFiles, FEED], async (...paths) => {
    real = await loadRealCounty(api, county, paths, USUAL);
    await api.load('gtfs', paths.at(-1)!, county);
    const { days, suggested } = await api.ask(serviceDays, { county });
    const trips = (date: string) => days.find((day) => day.date === date)!.trips;
    expect([trips(DAY) > 1000, trips(THIN)]).toEqual([true, 228]);
    expect(suggested! < '2021-06-24').toBe(true);
  });

  testWithRealData('door to door for every school and home', [...realFiles, FEED], async () => {
    const began = performance.now();
    let [homes, riding, none] = [0, 0, 0];
    for (const { key } of real.plan.plan.schools) {
      const doors = await api.ask(doorToDoor, { county }, { school: key, date: DAY, bell: '07:45', end: '13:00' });
      expect(doors.notice).toBeNull();
      expect(doors.ways.method).toBe('estimate');
      for (const { there, back } of doors.homes) {
        homes++;
        if (there === null) none++;
        else if (there.rides > 0) {
          riding++;
          expect(there.arrive).toBeLessThanOrEqual(doors.bell - 300);
          expect(there.leave).toBeLessThan(there.arrive);
        }
        if (back && back.rides > 0) expect(back.leave).toBeGreaterThanOrEqual(doors.end);
      }
    }
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `${county}: ${real.plan.plan.schools.length} schools, ${homes} homes of pupils in ${seconds.toFixed(1)} s: ${riding} ride, ${none} without a connection`,
    );
    expect(riding).toBeGreaterThan(none);
  });

  testWithRealData(
    'load: every trip is one of the feed, and calls where the feed says',
    [...realFiles, FEED],
    async (...paths) => {
      const began = performance.now();
      load = await api.ask(dayLoad, { county }, { date: DAY });
      const seconds = (performance.now() - began) / 1000;
      const riding = sum(load.schools.map((school) => school.riding));
      console.log(
        `${county}: load of ${load.trips.length} trips in ${seconds.toFixed(2)} s: ${riding} ride, ` +
          `${sum(load.schools.map(({ there }) => there.none))} without a connection to school; fullest ${Math.max(...load.trips.map((trip) => people(trip.people)))}`,
      );
      expect(riding).toBe(people(load.totals.riding));
      expect(load.vehiclesLoaded).toBe(false);
      const feed = readGtfs(await sourceFromPath(paths.at(-1)!));
      const at = new Map(feed.trips.map(({ id }, index) => [id, index]));
      const { stopTimes: times, stops } = feed;
      for (const { key, departure, stops: calls, holds, over } of load.trips) {
        expect([holds, over]).toEqual([null, null]);
        const trip = at.get(key)!;
        const rows = Array.from(
          { length: times.offsets[trip + 1]! - times.offsets[trip]! },
          (_, row) => times.offsets[trip]! + row,
        );
        expect(times.departure[rows[0]!]).toBe(departure);
        // One vehicle's next trip may follow, in which one stays seated.
        const named = rows.map((row) => stops[times.stop[row]!]!.name);
        expect(calls.slice(0, named.length).map((stop) => load.stops[stop]!.name)).toEqual(named);
      }
    },
  );

  testWithRealData(
    'from 10 August the feed is nearly empty: many lose their connection',
    [...realFiles, FEED],
    async () => {
      const { schools, notices } = await api.ask(compareDays, { county }, { before: DAY, after: THIN });
      expect(notices).toEqual([]);
      const carried = sum(load.schools.map(({ there }) => there.carried));
      const lost = sum(schools.map(({ there }) => there.lost));
      console.log(`${county}: ${lost} of ${carried} carried on ${DAY} have no way to school on ${THIN}`);
      expect(lost).toBeGreaterThan(carried / 4);
      expect(lost).toBeLessThanOrEqual(carried);
    },
  );

  testWithRealData(
    'the county sets the distance: until then nobody’s claim is told, what-if asks for one',
    [...realFiles, FEED],
    async () => {
      const unset = await api.ask(entitlement, { county });
      expect(sum([unset.total.today.sure, unset.total.today.marginal, unset.total.today.none])).toBe(0);
      expect(people(unset.total.today.unknown)).toBeGreaterThan(1000);
      let before = Infinity;
      for (const metres of ['2000', '3000', '4000']) {
        const { total } = await api.ask(entitlement, { county }, { metres });
        const entitled = people(total.whatIf!.entitled);
        expect(entitled).toBeLessThan(before);
        expect(entitled).toBeGreaterThan(0);
        before = entitled;
      }
    },
  );
});
