/** Timetables: Elbe-Elster's as it comes, and a tiny one whose answers can be counted by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booleanPointInPolygon } from '@turf/turf';
import { zipSync } from 'fflate';
import type { FeatureCollection, Polygon } from 'geojson';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceDays, transitDay } from '../../server/contract/transport.ts';
import { feedsInForce } from '../../server/data/repositories/transit.ts';
import { tripsOfDay } from '../../server/data/repositories/transitDay.ts';
import { realData, testWithRealData } from '../realData.ts';
import { TestApi } from '../testApi.ts';

const FEED = 'transit/gtfs_elbe-elster_2021';
const BORDERS = 'boundaries/kreise_vg250_2016-01-01.geojson';
const county = '12062';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

function tableOf(file: string): Record<string, string>[] {
  const text = readFileSync(join(realData(FEED) ?? '', file), 'utf8').replace(/^\uFEFF/, '');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

describe('Elbe-Elster 2021', () => {
  testWithRealData('55 routes, 1,658 trips, 955 stops in the county', [FEED, BORDERS], async (feed, borders) => {
    await api.load('areas', borders ?? '', county);
    const report = await api.load('gtfs', feed ?? '', county);
    expect(report).toMatchObject({ read: 1658, stored: 1658, rejected: 0 });
    const day = await api.ask(transitDay, { county }, { date: '2021-05-04' });
    expect(day.lines).toHaveLength(55);
    expect(day.stopsInCounty).toBe(955);
    const { features } = JSON.parse(readFileSync(borders ?? '', 'utf8')) as FeatureCollection<Polygon>;
    const outline = features.find(({ properties }) => properties?.['AGS'] === county);
    if (!outline) throw new Error('No border of Elbe-Elster');
    const platforms = tableOf('stops.txt').filter((stop) => stop['location_type'] === '0');
    const inside = platforms.filter((stop) =>
      booleanPointInPolygon([Number(stop['stop_lon']), Number(stop['stop_lat'])], outline),
    );
    expect([day.stopsTotal, day.stopsInCounty]).toEqual([platforms.length, inside.length]);
  });

  testWithRealData('each day has the trips that its services have; school days and holidays differ', FEED, async () => {
    const ofService = new Map<string, number>();
    for (const trip of tableOf('trips.txt'))
      ofService.set(trip['service_id'] ?? '', (ofService.get(trip['service_id'] ?? '') ?? 0) + 1);
    const expected = new Map<string, number>();
    for (const { service_id = '', date = '', exception_type } of tableOf('calendar_dates.txt')) {
      if (exception_type !== '1') continue;
      const day = date.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
      expected.set(day, (expected.get(day) ?? 0) + (ofService.get(service_id) ?? 0));
    }
    const calendar = await api.ask(serviceDays, { county });
    expect([calendar.from, calendar.to]).toEqual(['2021-03-18', '2021-12-11']);
    expect(new Map(calendar.days.map(({ date, trips }) => [date, trips]))).toEqual(expected);
    const on = (date: string) => calendar.days.find((day) => day.date === date);
    expect(on('2021-05-04')).toMatchObject({ trips: 1017, kind: 'school' });
    expect(on('2021-07-06')).toMatchObject({ trips: 693, kind: 'holiday', label: { de: 'Sommerferien' } });
    expect(on('2021-09-07')).toMatchObject({ trips: 228, kind: 'school' });
    expect(on('2021-05-13')).toMatchObject({ kind: 'publicHoliday', label: { de: 'Christi Himmelfahrt' } });
    // The suggested day is a full school day: the feed thins out from August, which must not mislead.
    const suggested = on(calendar.suggested ?? '');
    expect(suggested).toMatchObject({ trips: 1017, kind: 'school' });
    expect(new Date(suggested?.date ?? '').getUTCDay()).toBe(2);
  });

  testWithRealData('a day outside the timetable is named as such and has no trips', FEED, async () => {
    const before = await api.ask(transitDay, { county }, { date: '2021-03-17' });
    expect(before).toMatchObject({ trips: 0, stopsServed: [] });
    expect(before.notice?.de).toBe(
      'Der 17.03.2021 liegt außerhalb des Fahrplans (18.03.2021 bis 11.12.2021): bitte einen Tag darin wählen.',
    );
    expect((await api.ask(transitDay, { county }, { date: '2021-03-18' })).notice).toBeNull();
  });
});

describe('a line with one trip to school and one back, Monday and Wednesday', () => {
  const files = {
    'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,https://example.org,Europe/Berlin\n',
    'routes.txt': 'route_id,agency_id,route_short_name,route_long_name,route_type\nR1,A,7,Schule,3\n',
    'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nS1,Dorf,50.95,7.00\nS2,Schule,50.95,7.02\nS3,Hof,50.96,7.03\n',
    'trips.txt': 'route_id,service_id,trip_id\nR1,mon,T1\nR1,wed,T2\n',
    'stop_times.txt':
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence\n' +
      'T1,07:10:00,07:10:00,S1,1\nT1,07:25:00,07:25:00,S2,2\nT2,13:00:00,13:00:00,S2,1\nT2,13:15:00,13:15:00,S1,2\n',
    // 2026-09-07 is a Monday, 2026-09-16 a Wednesday.
    'calendar.txt':
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n' +
      'mon,1,0,0,0,0,0,0,20260907,20260916\nwed,0,0,1,0,0,0,0,20260907,20260916\n',
    'calendar_dates.txt': 'service_id,date,exception_type\nmon,20260914,2\n',
  };
  const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));

  test('days, lines, first and last times, stops served', async () => {
    expect(await api.load('gtfs', { name: 'linie7.zip', bytes }, '05315')).toMatchObject({ stored: 2, rejected: 0 });
    const { days } = await api.ask(serviceDays, { county: '05315' });
    // Monday 7th, Wednesdays 9th and 16th; Monday 14th is taken out.
    expect(days.filter(({ trips }) => trips > 0).map(({ date }) => date)).toEqual([
      '2026-09-07',
      '2026-09-09',
      '2026-09-16',
    ]);
    const monday = await api.ask(transitDay, { county: '05315' }, { date: '2026-09-07' });
    expect(monday.lines).toMatchObject([
      {
        key: 'R1',
        shortName: '7',
        mode: 'bus',
        trips: 1,
        stops: 2,
        firstDeparture: 7 * 3600 + 600,
        lastArrival: 7 * 3600 + 1500,
      },
    ]);
    expect(monday.stopsServed).toEqual(['S1', 'S2']);
    expect(monday.notice).toBeNull();
  });

  test('a day within the timetable on which nothing runs says so', async () => {
    for (const date of ['2026-09-08', '2026-09-14']) {
      const day = await api.ask(transitDay, { county: '05315' }, { date });
      expect(day).toMatchObject({ trips: 0, stopsServed: [] });
      expect(day.lines).toMatchObject([{ key: 'R1', trips: 0, firstDeparture: null }]);
      expect(day.notice?.de).toBe(
        `Am ${date.split('-').reverse().join('.')} fährt nach diesem Fahrplan nichts: bitte einen anderen Tag wählen.`,
      );
    }
  });

  test('a trip by headway counts as often as it leaves; what one vehicle drives is kept together', async () => {
    const often = zipSync(
      Object.fromEntries(
        Object.entries({
          ...files,
          'trips.txt': 'route_id,service_id,trip_id,block_id\nR1,mon,T1,B7\nR1,mon,T2,B7\n',
          'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nT1,06:00:00,07:00:00,1200\n',
        }).map(([name, text]) => [name, Buffer.from(text)]),
      ),
    );
    await api.load('gtfs', { name: 'takt.zip', bytes: often }, '05316', { options: { feed: 'takt' } });
    const monday = await api.ask(transitDay, { county: '05316' }, { date: '2026-09-07' });
    // At 6:00, 6:20 and 6:40, and T2.
    expect(monday.trips).toBe(4);
    const [feed] = await feedsInForce(api.db, ['05316']);
    const { trips, calls } = await tripsOfDay(api.db, [feed!.importId], '2026-09-07');
    expect(trips).toMatchObject([
      { key: 'T1', line: '7', block: 'B7', runsToday: true, headways: [{ from: 21_600, to: 25_200, seconds: 1200 }] },
      { key: 'T2', line: '7', block: 'B7', runsToday: true, headways: [] },
    ]);
    expect(calls.map(({ trip, departure }) => [trip, departure])).toEqual([
      [0, 25_800],
      [0, 26_700],
      [1, 46_800],
      [1, 47_700],
    ]);
    expect((await tripsOfDay(api.db, [feed!.importId], '2026-09-08')).trips).toEqual([]);
  });
});
