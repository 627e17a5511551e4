import { booleanPointInPolygon } from '@turf/turf';
import { expect, test } from 'vitest';
import { readFeatures } from '../../geodata/formats/features/readFeatures.ts';
import { expandServices, NO_TIME, readGtfs, serviceDays } from '../../geodata/formats/gtfs.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { testWithRealData } from '../realData.ts';
import { refusal, zipped } from './helpers.ts';

/** One line, two trips of three stops; the second runs past midnight and lacks the time of its middle stop. */
const FEED = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\n1,Bus,https://x.de,Europe/Berlin\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,Markt,51.1,11.1,,\nB,"Schule, Tor",51.2,11.2,0,\nC,Dorf,51.3,11.3,0,\n',
  'routes.txt': 'route_id,agency_id,route_short_name,route_long_name,route_type\nR,1,200,,700\n',
  'trips.txt': 'route_id,service_id,trip_id,direction_id\nR,schule,T1,0\nR,nacht,T2,1\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\nT1,07:10:00,07:10:00,B,2,\nT1,07:00:00,07:01:00,A,1,\nT1,07:20:00,07:20:00,C,5,1\nT2,23:50:00,23:50:00,C,1,\nT2,,,B,2,\nT2,24:30:00,24:30:00,A,3,\n',
  // Monday to Friday over a week and a day, from Monday 1 to Monday 8 March 2021.
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nschule,1,1,1,1,1,0,0,20210301,20210308\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nschule,20210303,2\nnacht,20210306,1\n',
};

function feed(changes: Record<string, string | null> = {}, folder = '') {
  const files: Record<string, string> = {};
  for (const [name, text] of Object.entries({ ...FEED, ...changes })) if (text !== null) files[folder + name] = text;
  return zipped('fahrplan.zip', files);
}

test('a feed in a folder of its zip: order by sequence, times past midnight, missing times', async () => {
  const read = readGtfs(await feed({}, 'gtfs/'));
  expect(read.problems).toEqual([]);
  const { stopTimes, stops } = read;
  expect([...stopTimes.offsets]).toEqual([0, 3, 6]);
  expect([...stopTimes.stop].map((stop) => stops[stop]?.id)).toEqual(['A', 'B', 'C', 'C', 'B', 'A']);
  expect([...stopTimes.departure]).toEqual([25_260, 25_800, 26_400, 85_800, NO_TIME, 88_200]);
  expect([...stopTimes.pickupType]).toEqual([0, 0, 1, 0, 0, 0]);
  expect(stops[1]?.name).toBe('Schule, Tor');
  expect(read.trips.map(({ directionId }) => directionId)).toEqual([0, 1]);
});

test('days of service: week, exceptions, and days without a trip named with 0', async () => {
  const read = readGtfs(await feed());
  expect(expandServices(read).get('schule')).toEqual([
    '2021-03-01',
    '2021-03-02',
    '2021-03-04',
    '2021-03-05',
    '2021-03-08',
  ]);
  const days = serviceDays(read);
  expect(days.size).toBe(8);
  expect([days.get('2021-03-03'), days.get('2021-03-05'), days.get('2021-03-06'), days.get('2021-03-07')]).toEqual([
    0, 1, 1, 0,
  ]);
});

test('what makes a timetable unusable is refused', async () => {
  await refusal('gtfs-no-calendar', async () =>
    readGtfs(await feed({ 'calendar.txt': null, 'calendar_dates.txt': null })),
  );
  await refusal('gtfs-no-calendar', async () =>
    readGtfs(await feed({ 'calendar.txt': null, 'calendar_dates.txt': 'service_id,date,exception_type\n' })),
  );
  for (const file of ['stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt']) {
    const error = await refusal('gtfs-file-missing', async () => readGtfs(await feed({ [file]: null })));
    expect(error.text.de).toContain(file);
  }
  const column = await refusal('gtfs-column-missing', async () =>
    readGtfs(await feed({ 'stops.txt': 'stop_id,stop_name\nA,x\n' })),
  );
  expect(column.text.de).toContain('stop_lat, stop_lon');
  await refusal('gtfs-no-trips', async () => readGtfs(await feed({ 'trips.txt': 'route_id,service_id,trip_id\n' })));
  await refusal('gtfs-quote', async () =>
    readGtfs(await feed({ 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nA,"x,1,2\n' })),
  );
});

test('what is wrong in a row is listed and the rest is read', async () => {
  const read = readGtfs(
    await feed({
      'stops.txt': FEED['stops.txt'] + 'D,Nirgends,,,0,\nE,Steig,51.4,11.4,0,ZZZ\n',
      'trips.txt': FEED['trips.txt'] + 'X,schule,T3,0\nR,nie,T4,0\n',
      'stop_times.txt':
        FEED['stop_times.txt'] +
        'T9,07:00:00,07:00:00,A,1,\nT4,08:00:00,08:00:00,A,1,\nT4,07:59:00,07:59:00,B,2,\nT4,8 Uhr,,C,3,\nT4,09:00:00,09:00:00,D,4,\n',
      'calendar_dates.txt': FEED['calendar_dates.txt'] + 'nacht,20210231,1\n',
    }),
  );
  const codes = read.problems.map(({ code }) => code).sort();
  expect(codes).toEqual([
    'gtfs-date',
    'gtfs-stop-without-coordinates',
    'gtfs-time',
    'gtfs-time-backwards',
    'gtfs-unknown-route',
    'gtfs-unknown-service',
    'gtfs-unknown-station',
    'gtfs-unknown-stop',
    'gtfs-unknown-trip',
  ]);
  expect(read.trips.map(({ id }) => id)).toEqual(['T1', 'T2', 'T4']);
});

test.each([
  { zones: ['Europe/Berlin', 'Europe/Berlin'], timezone: 'Europe/Berlin', said: [] },
  { zones: ['Europe/Zurich'], timezone: 'Europe/Zurich', said: [] },
  // Older feeds leave it out; nothing can be wrong about it then.
  { zones: [''], timezone: 'Europe/Berlin', said: [] },
  { zones: ['Mitteleuropa'], timezone: 'Europe/Berlin', said: ['gtfs-timezone-unknown'] },
  {
    zones: ['MEZ/Berlin', 'Mitteleuropa', 'Europe/Vienna'],
    timezone: 'Europe/Vienna',
    said: ['gtfs-timezone-unknown'],
  },
  { zones: ['Europe/Berlin', 'Europe/London', 'UTC'], timezone: 'Europe/Berlin', said: ['gtfs-timezones-differ'] },
  {
    zones: ['Europe/London', 'Nirgendwo', 'Europe/Berlin'],
    timezone: 'Europe/London',
    said: ['gtfs-timezone-unknown', 'gtfs-timezones-differ'],
  },
])('time zones $zones: $timezone, one sentence each, and nothing is lost', async ({ zones, timezone, said }) => {
  const rows = zones.map((zone, i) => `${i + 1},Bus ${i + 1},https://x.de,${zone}\n`);
  const agencies = 'agency_id,agency_name,agency_url,agency_timezone\n' + rows.join('');
  const read = readGtfs(await feed({ 'agency.txt': agencies }));
  expect(read.timezone).toBe(timezone);
  expect(read.problems.map(({ code }) => code)).toEqual(said);
  for (const { text } of read.problems) {
    expect(text.de).toMatch(/^[^\n]+: bitte [^\n]+\.$/);
    const isOf = (zone: string) => !['', timezone].includes(zone) && text.de.includes(zone);
    expect(zones.some(isOf)).toBe(true);
  }
  const plain = readGtfs(await feed());
  expect(read.agencies).toHaveLength(zones.length);
  expect([read.trips, read.stopTimes]).toEqual([plain.trips, plain.stopTimes]);
});

test('of too many stop times none is read: their number and the limit are said', async () => {
  const rows = FEED['stop_times.txt'].trim().split('\n').length - 1;
  expect(rows).toBe(6);
  expect(readGtfs(await feed(), rows).stopTimes.length).toBe(rows);
  // Without a newline at the end it has as many.
  const open = { 'stop_times.txt': FEED['stop_times.txt'].trim() };
  expect(readGtfs(await feed(open), rows).stopTimes.length).toBe(rows);
  const error = await refusal('gtfs-too-many-stop-times', async () => readGtfs(await feed(open), rows - 1));
  expect(error.text.de).toContain('hat 6 Halte (stop_times.txt), gelesen werden höchstens 5: bitte ');
});

test('ten million stop times are beyond the limit, and that is known before they are taken apart', async () => {
  // A line of two bytes each: what stands in them is never looked at.
  const bytes = new Uint8Array(2 * 10_000_001).fill(0x0a);
  for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x31;
  const { members, ...rest } = await feed();
  const big = members.map((one) => (one.path === 'stop_times.txt' ? { ...one, bytes } : one));
  const error = await refusal('gtfs-too-many-stop-times', () => readGtfs({ ...rest, members: big }));
  expect(error.text.de).toContain('10.000.000 Halte');
  expect(error.text.de).toContain('höchstens 4.000.000:');
});

testWithRealData(
  'the Elbe-Elster timetable: 55 lines, 1,658 trips, 31,359 stop times, 955 stops in the county',
  ['transit/gtfs_elbe-elster_2021', 'boundaries/kreise_vg250_2016-01-01.geojson'],
  async (folder, border) => {
    const read = readGtfs(await sourceFromPath(folder ?? ''));
    expect([read.routes.length, read.trips.length, read.stopTimes.length, read.problems.length]).toEqual([
      55, 1658, 31_359, 0,
    ]);
    const counties = await readFeatures(await sourceFromPath(border ?? ''));
    const parts = counties.features
      .filter(({ properties }) => properties.AGS === '12062')
      .map(({ geometry }) => geometry);
    const inCounty = read.stops.filter(
      ({ locationType, lon, lat }) =>
        locationType === 0 &&
        parts.some(
          (part) =>
            part &&
            (part.type === 'Polygon' || part.type === 'MultiPolygon') &&
            booleanPointInPolygon([lon, lat], part),
        ),
    );
    expect(inCounty).toHaveLength(955);
    const days = serviceDays(read);
    // A school day, a day of the summer holidays, a day after the school timetable's end.
    expect([days.get('2021-05-04'), days.get('2021-07-01'), days.get('2021-08-10')]).toEqual([1017, 693, 228]);
    expect(days.get('2021-03-17')).toBeUndefined();
  },
);
