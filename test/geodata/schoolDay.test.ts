/** Hours of schools and vehicles of lines, as offices write them. */
import { expect, test } from 'vitest';
import { parseClock, parseWeekdays } from '../../geodata/formats/clock.ts';
import { prepareImport, type CountyFacts, type Kind, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf, refusal } from './helpers.ts';

test.each([
  ['07:45', 27_900],
  ['7.45 Uhr', 27_900],
  ['745', 27_900],
  ['13:00:30', 46_830],
  ['0,322916666666667', 27_900],
  ['0.541666667', 46_800],
  ['0.25', 21_600],
  ['0,5', 43_200],
  ['0:25', 1500],
  ['24:00', null],
  ['7:60', null],
  ['früh', null],
  ['', null],
])('%s', (text, seconds) => expect(parseClock(text)).toBe(seconds));

test.each([
  ['', [1, 2, 3, 4, 5]],
  ['Mo–Fr', [1, 2, 3, 4, 5]],
  ['Mo bis Do', [1, 2, 3, 4]],
  ['Mo, Mi und Fr.', [1, 3, 5]],
  ['1-5', [1, 2, 3, 4, 5]],
  ['Freitag', [5]],
  ['Mo Di', [1, 2]],
  ['Fr–Mo', null],
  ['Werktage', null],
])('days %s', (text, days) => expect(parseWeekdays(text)).toEqual(days));

const facts: CountyFacts = {
  key: '16999',
  epsg: 25832,
  bbox: null,
  atoms: [],
  schools: [{ key: 'S1', name: 'Schule Am Anger', schoolType: 'grundschule', gradeFrom: 1, gradeTo: 4 }],
  schoolEntry: null,
};

const prepare = (kind: Kind, rows: string[], options: Record<string, string> = {}): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind, name: 'tabelle.csv', bytes: bytesOf(rows.join('\n')), county: facts, options },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);

test('hours by school, days and grades; what contradicts an earlier row is refused', async () => {
  const prepared = await prepare('school-hours', [
    'Schule;Wochentage;Klasse von;Klasse bis;Beginn;Ende',
    'S1;Mo–Do;1;2;07:45;11:30',
    'Schule Am Anger;Mo-Fr;3;4;07:45;12:30',
    'S1;Fr;1;2;07:45;11:00',
    'S1;Di;2;3;08:00;13:00',
    'S9;;;;07:45;13:00',
    'S1;Sa;;;13:00;07:45',
  ]);
  expect(codes(prepared)).toEqual([
    [5, 'hours.twice'],
    [6, 'hours.unknownSchool'],
    [7, 'hours.badRow'],
  ]);
  expect([prepared.read, prepared.stored, prepared.rejected]).toEqual([6, 3, 3]);
  expect(prepared.rows).toMatchObject({
    rows: [
      { school: 'S1', weekdays: [1, 2, 3, 4], gradeFrom: 1, gradeTo: 2, begins: 27_900, ends: 41_400 },
      { school: 'S1', weekdays: [1, 2, 3, 4, 5], gradeFrom: 3, gradeTo: 4, ends: 45_000 },
      { school: 'S1', weekdays: [5], ends: 39_600 },
    ],
  });
});

test('vehicles by line and trip; the last row of a trip counts', async () => {
  const prepared = await prepare('vehicles', [
    'Linie;Abfahrt;Fahrzeug;Sitzplätze;Stehplätze;andere Fahrgäste',
    '300;;Gelenkbus;52;98;8',
    '300;07:01;Solobus;41;;',
    '300;;Solobus;41;35;0',
    ';;Bus;41;;',
    'S1;7 Uhr früh;Bus;41;;',
    'S2;;Bus;keine;;',
    'S3;;Bus;41000;;',
  ]);
  expect(codes(prepared)).toEqual([
    [4, 'vehicles.twice'],
    [5, 'vehicles.badRow'],
    [6, 'vehicles.badRow'],
    [7, 'value.notANumber'],
    [7, 'vehicles.badRow'],
    [8, 'vehicles.badRow'],
  ]);
  expect(prepared.rows).toEqual({
    kind: 'vehicles',
    rows: [
      { line: '300', departure: null, vehicle: 'Solobus', seats: 41, standing: 35, others: 0 },
      { line: '300', departure: 25_260, vehicle: 'Solobus', seats: 41, standing: 0, others: 0 },
    ],
  });
});

test('a table without its columns is refused whole', async () => {
  await refusal('import.missingColumn', () => prepare('vehicles', ['Linie;Fahrzeug', '300;Bus']));
  await refusal('import.missingColumn', () => prepare('school-hours', ['Schule;Beginn', 'S1;07:45']));
});

const term = { 'valid-from': '2026-08-17', 'valid-to': '2026-08-30' };

test('dedicated services are a timetable: trips, calls in their order, days of the week', async () => {
  const prepared = await prepare(
    'dedicated-services',
    [
      'Tour;Fahrt;Haltestelle;Länge;Breite;Uhrzeit;Wochentage',
      'F1;1;Anger;11,10;51,10;06:55;Mo–Do',
      'F1;1;Schule;11,20;51,10;07:20;Mo–Do',
      'F1;2;Schule;11,20;51,10;13:05;Mo–Do',
      'F1;2;Anger;11,10;51,10;13:30;Mo–Do',
      'F2;;Mühle;11,15;51,12;07:00;Fr',
      'F2;;Schule;11,20;51,10;06:50;Fr',
      'F3;;Hof;11,16;51,11;07:00;',
      'F4;;Hof;11,16;51,11;morgens;',
      'F4;;Hof;;;07:00;',
      'F5;;Hof;11,16;51,11;07:00;Mo',
      'F5;;Schule;11,20;51,10;07:20;Mo–Fr',
    ],
    term,
  );
  expect(codes(prepared)).toEqual([
    [10, 'site.noPosition'],
    [9, 'services.badRow'],
    [7, 'services.backInTime'],
    [8, 'services.oneStop'],
    [12, 'services.otherDays'],
  ]);
  expect([prepared.read, prepared.stored, prepared.rejected]).toEqual([11, 4, 7]);
  const { rows } = prepared;
  if (rows.kind !== 'gtfs') throw new Error('No timetable.');
  const { routes, trips, stops, stopTimes, serviceDays } = rows.rows;
  expect(routes.map(({ shortName, longName }) => [shortName, longName])).toEqual([['F1', 'Anger – Schule']]);
  expect(trips.map((trip) => [trip.key, trip.firstDeparture, trip.lastArrival, trip.stops])).toEqual([
    ['["F1","1"]', 24_900, 26_400, 2],
    ['["F1","2"]', 47_100, 48_600, 2],
  ]);
  expect(stops.map(({ name }) => name)).toEqual(['Anger', 'Schule']);
  expect(stopTimes.map(({ arrival }) => arrival)).toEqual([24_900, 26_400, 47_100, 48_600]);
  // Monday 17 August to Sunday the 30th: two weeks of four days.
  expect(serviceDays.map(({ day }) => day.slice(8))).toEqual(['17', '18', '19', '20', '24', '25', '26', '27']);
  await refusal('services.badDates', () =>
    prepare('dedicated-services', ['Tour;Haltestelle;Uhrzeit', 'F;H;7:00'], {
      'valid-from': '2026-08-17',
      'valid-to': '2026-08-01',
    }),
  );
});

test('costs: one row each', async () => {
  const prepared = await prepare('transport-costs', [
    'Kostenart;Euro',
    'Fahrzeugkilometer;2,35 €',
    'Fahrzeug und Jahr;72.000,00',
    'Busfahrkarte;456',
    'Ticket;29',
    'Aufsicht;100',
  ]);
  expect(codes(prepared)).toEqual([
    [5, 'costs.badRow'],
    [6, 'costs.badRow'],
  ]);
  expect(prepared.rows).toMatchObject({
    rows: [
      { item: 'kilometre', euros: 2.35 },
      { item: 'vehicle', euros: 72_000 },
      { item: 'ticket', euros: 456 },
    ],
  });
});

test('who rides: one row a school, with tickets or a count', async () => {
  const header = 'Schulnummer;Fahrkarten;gezählte Fahrschüler';
  const prepared = await prepare('school-riders', [header, 'S1;;31', 'Am Anger;4;4', 'S1;4;4', 'Gibtesnicht;4;4']);
  expect(codes(prepared)).toEqual([
    [3, 'riders.badRow'],
    [4, 'riders.badRow'],
    [5, 'riders.badRow'],
  ]);
  expect(prepared.rows).toMatchObject({ rows: [{ school: 'S1', tickets: null, counted: 31 }] });
  const empty = await prepare('school-riders', [header, 'S1;-3;']);
  expect(codes(empty)).toContainEqual([2, 'riders.badRow']);
  expect(empty.stored).toBe(0);
});
