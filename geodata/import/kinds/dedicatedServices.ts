/**
 * Dedicated school services (Freistellungsverkehr, § 43 PBefG) as a table, a row per call. No public feed holds them; once read they are
 * a timetable beside the others.
 */
import { parseClock, parseWeekdays } from '../../formats/clock.ts';
import { SourceError } from '../../formats/source.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { TransitRows } from '../rows.ts';
import { field, locate, siteFields, MAY_BE_EMPTY } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import { readDay } from '../validity.ts';

const fields = [
  field('line', 'Tour', 'Tour', [/^(tour|tournummer|tournr|linie|route|line)$/], true),
  field(
    'trip',
    'Fahrt (wenn die Tour mehrere hat)',
    'Trip (where the tour has several)',
    [/^(fahrt|fahrtnummer|fahrtnr|trip)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field('name', 'Haltestelle', 'Stop', [/^(haltestelle|halt|haltepunkt|stop|name)$/], true),
  field('time', 'Uhrzeit', 'Time', [/^(uhrzeit|zeit|abfahrt|ankunft|time)$/], true),
  field('weekdays', 'Wochentage', 'Weekdays', [/^(wochentage?|tage?|weekdays?)$/], false, MAY_BE_EMPTY),
  siteFields.x,
  siteFields.y,
];

const DAY = 86_400_000;
/** More than two school years in one table is a slip of the keyboard. */
const MOST_DAYS = 800;

interface Call {
  row: number;
  line: string;
  trip: string;
  name: string;
  time: number;
  weekdays: number[];
  lon: number;
  lat: number;
}

export const dedicatedServices: KindDefinition = {
  kind: 'dedicated-services',
  label: { de: 'Freistellungsverkehr', en: 'Dedicated school services' },
  description: {
    de: 'Touren nach § 43 PBefG, die in keinem Fahrplan stehen: eine Zeile je Halt, in der Reihenfolge der Fahrt',
    en: 'Tours by § 43 PBefG that no timetable holds: a row per call, in the order of the trip',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'valid-from', label: { de: 'gültig ab', en: 'valid from' }, example: '2026-08-17', required: true },
    {
      key: 'valid-to',
      label: { de: 'gültig bis (einschließlich)', en: 'valid to (inclusive)' },
      example: '2027-07-09',
      required: true,
    },
    {
      key: 'feed',
      label: { de: 'Name des Fahrplans', en: 'Name of the timetable' },
      example: 'Freistellungsverkehr 2026/27',
    },
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report, options } = context;
    const records = await openRecords(context, fields);
    const days = daysOf(options['valid-from'] ?? '', options['valid-to'] ?? '');
    const { located, crs } = locate(context, records);
    const calls = located.flatMap(({ record, lon, lat }) => readCall(context, record, [lon, lat]) ?? []);
    const trips = tripsOf(context, calls);
    const rows = transitRows(trips, days, options['feed'] ?? 'Freistellungsverkehr');
    report.note(
      `${rows.routes.length} Touren mit ${rows.trips.length} Fahrten und ${rows.stopTimes.length} Halten; sie gelten an den genannten Wochentagen, auch in den Ferien: bitte einen Schultag wählen.`,
      `${rows.routes.length} tours with ${rows.trips.length} trips and ${rows.stopTimes.length} calls; they run on the weekdays named, in holidays too: please choose a school day.`,
    );
    return finish(context, records, {
      scopes: [options['feed'] ?? 'Freistellungsverkehr'],
      referenceDate: days[0]!,
      crs,
      stored: rows.stopTimes.length,
      rows: { kind: 'gtfs', rows },
    });
  },
};

/** @throws SourceError services.badDates */
function daysOf(from: string, to: string): string[] {
  const [first, last] = [readDay(from, 'services'), readDay(to, 'services')];
  const count = (Date.parse(last) - Date.parse(first)) / DAY + 1;
  if (count < 1 || count > MOST_DAYS)
    throw new SourceError('services.badDates', {
      de: `Von ${first} bis ${last} ist keine Zeit, für die eine Tabelle gilt: bitte Anfang und Ende eines Schuljahres angeben.`,
      en: `From ${first} to ${last} is no time for which a table holds: please give the first and the last day of a school year.`,
    });
  return Array.from({ length: count }, (_, day) => new Date(Date.parse(first) + day * DAY).toISOString().slice(0, 10));
}

function readCall({ report }: PrepareContext, record: SourceRecord, [lon, lat]: [number, number]): Call | null {
  const [line, name] = [record.get('line'), record.get('name')];
  const [time, weekdays] = [parseClock(record.get('time')), parseWeekdays(record.get('weekdays'))];
  if (line !== '' && name !== '' && time !== null && weekdays !== null)
    return { row: record.row, line, trip: record.get('trip'), name, time, weekdays, lon, lat };
  report.reject(
    'services.badRow',
    `Tour „${line}“, Haltestelle „${name}“, Uhrzeit „${record.get('time')}“, Tage „${record.get('weekdays')}“: eines davon fehlt oder ist nicht lesbar. Bitte Zeiten wie „07:05“ und Tage wie „Mo–Fr“ schreiben.`,
    `Tour '${line}', stop '${name}', time '${record.get('time')}', days '${record.get('weekdays')}': one of them is missing or cannot be read. Please write times like '07:05' and days like 'Mo–Fr'.`,
    { row: record.row },
  );
  return null;
}

/** Calls of a trip, in the order of the table; a trip that goes back in time is refused whole. */
function tripsOf({ report }: PrepareContext, calls: readonly Call[]): Call[][] {
  const byTrip = new Map<string, Call[]>();
  for (const call of calls) {
    const key = JSON.stringify([call.line, call.trip]);
    byTrip.set(key, [...(byTrip.get(key) ?? []), call]);
  }
  return [...byTrip.values()].filter((own) => {
    const fault = faultOf(own);
    if (fault === null) return true;
    const { line } = own[0]!;
    const { code, row, de, en } = fault;
    report.rejected += own.length - 1;
    report.reject(`services.${code}`, `Tour „${line}“ ${de}`, `Tour '${line}' ${en}`, { row });
    return false;
  });
}

function faultOf(own: readonly Call[]): { code: string; row: number; de: string; en: string } | null {
  const [first] = own;
  const back = own.find((call, at) => at > 0 && call.time < own[at - 1]!.time);
  if (back)
    return {
      code: 'backInTime',
      row: back.row,
      de: 'hält hier früher als zuvor: bitte die Uhrzeiten prüfen oder die Fahrten in der Spalte „Fahrt“ unterscheiden.',
      en: "calls here earlier than before: please check the times, or tell its trips apart in the column 'Trip'.",
    };
  const other = own.find(({ weekdays }) => weekdays.join() !== first!.weekdays.join());
  if (other)
    return {
      code: 'otherDays',
      row: other.row,
      de: 'nennt hier andere Wochentage als zuvor: bitte je Fahrt dieselben Tage eintragen oder die Fahrten in der Spalte „Fahrt“ unterscheiden.',
      en: "names other weekdays here than before: please enter the same days for each trip, or tell its trips apart in the column 'Trip'.",
    };
  if (own.length > 1) return null;
  return {
    code: 'oneStop',
    row: first!.row,
    de: 'hat nur einen Halt: bitte auch die Ankunft an der Schule eintragen.',
    en: 'has one call only: please enter its arrival at the school too.',
  };
}

function transitRows(trips: readonly Call[][], days: readonly string[], agency: string): TransitRows {
  const stops = new Map<string, TransitRows['stops'][number]>();
  const stopOf = ({ name, lon, lat }: Call): string => {
    // Two stops of one name on either side of a road are two.
    const key = `${name} ${lon.toFixed(5)} ${lat.toFixed(5)}`;
    stops.set(key, { key, name, parent: null, locationType: 0, lon, lat });
    return key;
  };
  const routes = new Map<string, Call[][]>();
  for (const calls of trips) routes.set(calls[0]!.line, [...(routes.get(calls[0]!.line) ?? []), calls]);
  const services = new Map(trips.map((calls) => [serviceOf(calls), calls[0]!.weekdays]));
  const stopTimes = trips.flatMap((calls) =>
    calls.map((call, seq) => ({
      trip: keyOf(calls),
      seq,
      stop: stopOf(call),
      arrival: call.time,
      departure: call.time,
      pickupType: 0,
      dropOffType: 0,
    })),
  );
  return {
    timezone: 'Europe/Berlin',
    firstDay: days[0]!,
    lastDay: days.at(-1)!,
    routes: [...routes].map(([line, own]) => ({
      key: line,
      agency,
      shortName: line,
      longName: `${own[0]![0]!.name} – ${own[0]!.at(-1)!.name}`,
      mode: 'bus' as const,
      color: null,
      geometry: {
        type: 'MultiLineString' as const,
        coordinates: own.map((calls) => calls.map(({ lon, lat }) => [lon, lat])),
      },
    })),
    serviceDays: [...services].flatMap(([service, weekdays]) =>
      days.filter((day) => weekdays.includes(new Date(day).getUTCDay() || 7)).map((day) => ({ service, day })),
    ),
    trips: trips.map((calls) => ({
      key: keyOf(calls),
      route: calls[0]!.line,
      service: serviceOf(calls),
      headsign: calls.at(-1)!.name,
      shape: null,
      onDemand: false,
      firstDeparture: calls[0]!.time,
      lastArrival: calls.at(-1)!.time,
      stops: calls.length,
      block: null,
      headways: [],
      departures: 1,
    })),
    stops: [...stops.values()],
    stopTimes,
  };
}

const serviceOf = ([first]: readonly Call[]): string => first!.weekdays.join('');
const keyOf = ([first]: readonly Call[]): string => JSON.stringify([first!.line, first!.trip]);
