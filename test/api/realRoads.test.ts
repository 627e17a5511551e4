/**
 * A road extract and a bus feed of the same place: the middle of Böblingen with line 751 of 2020, two stops of which lie on the roads of the
 * extract. Areas, schools and children are invented; ways on foot are measured, and the bus runs as its feed says.
 */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { expandServices, readGtfs, type GtfsFeed } from '../../geodata/formats/gtfs.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import { lineCourses } from '../../server/contract/transport.ts';
import { shortMetres } from '../../server/planning/network/metres.ts';
import { engine } from '../database.ts';
import { childAt, listCsv, registerCsv, stated, type HomeHouse } from '../pupilHomes.ts';
import { testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, squares, world } from '../world.ts';

const FILES = ['roads/boeblingen-minimal.osm.pbf', 'roads/vvs-bus-751-only.gtfs.zip'];
/** The extract lies in Gemeinde 2. */
const of = world('08115', 8.985, 48.667);
const { county } = of;
const DAY = '2020-02-04';
/** A school stands at each of the two stops. */
const STOPS = { NORD: 'Parkstraße (Landratsamt)', SUED: 'Tübinger Straße' } as const;
const SCHOOLS = { NORD: [9.0081, 48.6837], SUED: [9.0109, 48.6778] } as const;

/** A hundred houses within 200 m or so of a middle. */
const housesAt = ([lon, lat]: readonly [number, number], street: string): HomeHouse[] =>
  Array.from({ length: 100 }, (_, i) => ({
    street,
    number: String(1 + i),
    gemeinde: 2,
    lon: lon + ((i % 10) - 4.5) * 0.0005,
    lat: lat + (Math.floor(i / 10) - 4.5) * 0.00035,
  }));
/** Each goes to the school at the other stop. */
const homes = { NORD: housesAt(SCHOOLS.SUED, 'Südgasse'), SUED: housesAt(SCHOOLS.NORD, 'Nordgasse') };
const children = (['NORD', 'SUED'] as const).flatMap((school) =>
  homes[school].map((house, i) => childAt(house, school, 1 + (i % 4))),
);
const schools = [
  'Schulnummer;Name;Schulart;Länge;Breite',
  ...Object.entries(SCHOOLS).map(([key, at]) => `${key};Schule ${key};Grundschule;${at.join(';')}`),
].join('\n');

/** When a bus of the day that has called at one stop arrives at the other. */
function arrivals(feed: GtfsFeed, from: string, to: string): number[] {
  const services = expandServices(feed);
  const { stopTimes: times, stops } = feed;
  return feed.trips.flatMap(({ serviceId }, trip) => {
    if (!services.get(serviceId)?.includes(DAY)) return [];
    const names = [...times.stop.subarray(times.offsets[trip], times.offsets[trip + 1])].map(
      (stop) => stops[stop]!.name,
    );
    const [start, end] = [names.indexOf(from), names.indexOf(to)];
    return start >= 0 && start < end ? [times.arrival[times.offsets[trip]! + end]!] : [];
  });
}

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

describe(engine, () => {
  testWithRealData('roads and bus of one place are loaded together', FILES, async (roads, path) => {
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    // One known secret, so that atoms and numbers are the same in each run.
    await api.db
      .insertInto('county_secret')
      .values({ county, secret: '5'.repeat(64) })
      .execute();
    await api.load('schools', { name: 'schulen.csv', bytes: schools }, county);
    const register = { name: 'adressen.csv', bytes: registerCsv([...homes.NORD, ...homes.SUED]) };
    await api.load('addresses', register, county, { options: { crs: '4326' } });
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
    await api.load('network', roads, county);
    expect(await api.load('gtfs', path, county)).toMatchObject({ read: 134, stored: 134, rejected: 0 });
  });

  testWithRealData(
    'from door to school: who rides boards when the bus leaves, by a way that is measured',
    FILES,
    async (...paths) => {
      const feed = readGtfs(await sourceFromPath(paths[1]!));
      const { stopTimes: times, stops } = feed;
      const leaves = (name: string) => [...times.departure].filter((_, row) => stops[times.stop[row]!]!.name === name);
      for (const [key, other] of [
        ['NORD', 'SUED'],
        ['SUED', 'NORD'],
      ] as const) {
        // The bell rings seven minutes after the first direct bus since seven o'clock is there, whenever that is: five of them are the margin.
        const arrival = Math.min(...arrivals(feed, STOPS[other], STOPS[key]).filter((time) => time > 7 * 3600));
        const bell = 60 * Math.ceil((arrival + 420) / 60);
        const clock = new Date(bell * 1000).toISOString().slice(11, 16);
        const query = { school: key, date: DAY, bell: clock, end: '16:00', margin: 5 };
        const doors = await api.ask(doorToDoor, { county }, query);
        expect([doors.notice, doors.ways.method, doors.bell]).toEqual([null, 'network', bell]);
        const pupils = doors.homes.reduce((sum, home) => sum + (typeof home.pupils === 'number' ? home.pupils : 0), 0);
        expect(Math.abs(pupils - 100)).toBeLessThanOrEqual(3);
        const riding = doors.homes.filter(({ there }) => there !== null && there.rides > 0);
        console.log(
          `${key} at ${clock}: ${doors.homes.length} homes, ${riding.length} ride; minutes ${doors.homes.map(({ there }) => there?.minutes ?? '–').join(' ')}`,
        );
        expect(riding.length).toBeGreaterThan(0);
        for (const { there, stopMetres } of riding) {
          expect(feed.routes.map(({ shortName }) => shortName)).toContain(there!.line);
          expect([there!.rides, there!.stop]).toEqual([1, STOPS[other]]);
          expect(there!.arrive).toBeGreaterThanOrEqual(arrival);
          expect(there!.arrive).toBeLessThanOrEqual(bell - 300);
          const boards = there!.leave + 60 * there!.walkMinutes;
          expect(leaves(there!.stop!).some((time) => Math.abs(time - boards) <= 30)).toBe(true);
          expect(stopMetres).toBeLessThan(1000);
        }
        for (const { there, point, walkMetres } of doors.homes) {
          expect(walkMetres).toBeGreaterThanOrEqual(Math.floor(shortMetres(point, [...SCHOOLS[key]])));
          if (there?.rides === 0) expect(Math.abs(there.minutes - (walkMetres * 60) / 4000)).toBeLessThanOrEqual(1);
        }
      }
    },
  );

  testWithRealData('the line follows the roads of the extract, and is straight beyond it', FILES, async (...paths) => {
    const { stops } = readGtfs(await sourceFromPath(paths[1]!));
    const { lines } = await api.ask(lineCourses, { county });
    const drawn = lines.flatMap((line) => line.paths);
    const [derived, straight] = (['derived', 'straight'] as const).map((how) =>
      lines.reduce((sum, line) => sum + line[how], 0),
    ) as [number, number];
    console.log(`line 751: ${derived} sections along roads, ${straight} straight`);
    expect([derived > 0, straight > 0]).toEqual([true, true]);
    const away = (name: string, path: readonly [number, number][]) =>
      Math.min(
        ...stops
          .filter((stop) => stop.name === name)
          .flatMap(({ lon, lat }) => path.map((point) => shortMetres(point, [lon, lat]))),
      );
    // Between the two stops it bends as the roads do; a straight line would have no corner there.
    const both = drawn.filter((path) => Object.values(STOPS).every((name) => away(name, path) < 10));
    expect(both.length).toBeGreaterThan(0);
    const between = both.map((path) => path.filter(([, lat]) => lat > 48.6785 && lat < 48.683).length);
    expect(Math.max(...between)).toBeGreaterThan(5);
    // Far outside it turns at the stop itself.
    expect(away('IBM', drawn.flat())).toBeLessThan(1.5);
  });
});
