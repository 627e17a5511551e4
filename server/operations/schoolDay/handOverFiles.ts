/** The rows handed over as files: CSV and XLSX as offices read them, GeoJSON by stop, and the trips taken as GTFS. */
import type { FeatureCollection, Point } from 'geojson';
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';
import { writeXlsx } from '../../../geodata/formats/table/writeXlsx.ts';
import { gtfsClock, gtfsZip } from '../../../geodata/formats/gtfs/feedZip.ts';
import { partsOf } from '../../planning/transit/timetable.ts';
import type { handOverFormats } from '../../contract/handOver.ts';
import type { HandedOver, HandOverRow } from './handOver.ts';
import { toldPeople } from '../toldPeople.ts';

type Language = 'de' | 'en';

const words = {
  de: {
    columns: [
      ...['Schulnummer', 'Schule', 'Richtung', 'Klasse von', 'Klasse bis', 'Unterricht', 'Haltestelle', 'Name'],
      ...['Länge', 'Breite', 'Linie', 'Zeit', 'Schüler'],
    ],
    there: 'zur Schule',
    back: 'nach Hause',
    none: 'ohne Verbindung',
    few: (base: number) => `0–${base - 1}`,
    sheet: 'Schülerfahrten',
    note: (date: string) => `Planungswert, kein Bescheid. Fahrplan und Unterricht am ${date}; Zahlen geschützt.`,
  },
  en: {
    columns: [
      ...['School number', 'School', 'Direction', 'Grade from', 'Grade to', 'Lessons', 'Stop', 'Name'],
      ...['Longitude', 'Latitude', 'Line', 'Time', 'Pupils'],
    ],
    there: 'to school',
    back: 'home',
    none: 'no connection',
    few: (base: number) => `0–${base - 1}`,
    sheet: 'Pupils’ trips',
    note: (date: string) => `Planning value, no decision. Timetable and lessons on ${date}; protected numbers.`,
  },
} as const;

export interface FileAnswer {
  type: string;
  ending: string;
  bytes: Uint8Array;
}

export async function handOverFile(
  handed: HandedOver,
  format: (typeof handOverFormats)[number],
  language: Language,
): Promise<FileAnswer> {
  const { columns, sheet, note } = words[language];
  const rows = [...handed.rows.map((row) => cells(row, handed, language)), [note(handed.date)]];
  switch (format) {
    case 'csv':
      return { type: 'text/csv; charset=utf-8', ending: 'csv', bytes: Buffer.from(writeCsv(columns, rows)) };
    case 'xlsx':
      return {
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ending: 'xlsx',
        bytes: await writeXlsx(sheet, columns, rows),
      };
    case 'geojson':
      return {
        type: 'application/geo+json',
        ending: 'geojson',
        bytes: Buffer.from(JSON.stringify({ ...geoJson(handed), note: note(handed.date) })),
      };
    case 'gtfs':
      return { type: 'application/zip', ending: 'zip', bytes: gtfs(handed) };
  }
}

const clock = (seconds: number) => gtfsClock(seconds).slice(0, 5);

function cells(row: HandOverRow, { day }: HandedOver, language: Language): (string | number)[] {
  const { there, back, none, few } = words[language];
  const people = toldPeople(day.world.protection.base)(row.people);
  return [
    row.school,
    row.schoolName,
    row.direction === 'there' ? there : back,
    row.gradeFrom,
    row.gradeTo,
    clock(row.lessons),
    row.stop?.key ?? '',
    row.stop?.name ?? none,
    row.stop?.lon ?? '',
    row.stop?.lat ?? '',
    row.line ?? '',
    row.time === null ? '' : clock(row.time),
    typeof people === 'number' ? people : few(day.world.protection.base),
  ];
}

/** Pupils without a connection have no stop, and are in the tables only. */
function geoJson({ rows, day }: HandedOver): FeatureCollection<Point> {
  const released = toldPeople(day.world.protection.base);
  return {
    type: 'FeatureCollection',
    features: rows.flatMap(({ stop, people, lessons, time, ...row }) =>
      stop
        ? [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: [stop.lon, stop.lat] },
              properties: {
                ...row,
                stop: stop.key,
                name: stop.name,
                lessons: clock(lessons),
                time: time === null ? null : clock(time),
                pupils: released(people),
              },
            },
          ]
        : [],
    ),
  };
}

/** gtfs.org, route_type. */
const ROUTE_TYPES = { bus: 3, onDemand: 3, rail: 2, tram: 0, ferry: 4, other: 3 } as const;

/** The trips that pupils take, of one day; `pupils.txt`, a table of our own, says how many are on board behind each call. */
function gtfs({ county, countyName, url, date, day }: HandedOver): Uint8Array {
  const { timetable, runs, trips, stops } = day.ground;
  const { stopOffsets, lineStops, timeOffsets, tripCount, arrival, departure } = timetable;
  const released = toldPeople(day.world.protection.base);
  const tables = { stops: new Map<number, string>(), routes: new Map<string, string>() };
  const routes = new Map<string, { line: string; type: number }>();
  const rows = { trips: [] as string[][], times: [] as (string | number)[][], pupils: [] as (string | number)[][] };
  const keyOf = <T>(map: Map<T, string>, value: T, prefix: string): string => {
    if (!map.has(value)) map.set(value, `${prefix}${map.size + 1}`);
    return map.get(value)!;
  };
  tripCount.forEach((count, line) => {
    const [start, size] = [stopOffsets[line]!, stopOffsets[line + 1]! - stopOffsets[line]!];
    for (let trip = 0; trip < count; trip++) {
      const parts = partsOf(timetable, line, trip);
      for (const { run, from, to } of parts) {
        const first = timeOffsets[line]! + trip * size;
        const onBoard = (at: number) => day.there.onBoard[first + at]! + day.back.onBoard[first + at]!;
        const places = Array.from({ length: to - from + 1 }, (_, at) => from + at);
        if (!places.some((at) => at < to && onBoard(at) > 0)) continue;
        const own = trips[runs[run]!.trip]!;
        const id = `${rows.trips.length + 1}-${own.key}`;
        const route = keyOf(tables.routes, `${own.importId} ${own.line}`, 'L');
        routes.set(route, { line: own.line, type: ROUTE_TYPES[own.mode] });
        // One vehicle's trips, in which one stays seated.
        rows.trips.push([route, 'day', id, parts.length > 1 ? `${line}-${trip}` : '']);
        places.forEach((at, index) => {
          const stop = keyOf(tables.stops, lineStops[start + at]!, 'H');
          const [arrives, departs] = [gtfsClock(arrival[first + at]!), gtfsClock(departure[first + at]!)];
          rows.times.push([id, arrives, at === to ? arrives : departs, stop, index + 1]);
          const people = at < to ? released(onBoard(at)) : null;
          if (typeof people === 'number') rows.pupils.push([id, index + 1, people]);
        });
      }
    }
  });
  return gtfsZip(
    {
      agency: {
        columns: ['agency_id', 'agency_name', 'agency_url', 'agency_timezone', 'agency_lang'],
        rows: [[county, countyName, url, 'Europe/Berlin', 'de']],
      },
      stops: {
        columns: ['stop_id', 'stop_code', 'stop_name', 'stop_lat', 'stop_lon'],
        rows: [...tables.stops].map(([stop, id]) => {
          const { key, name, lat, lon } = stops[stop]!;
          return [id, key, name, lat, lon];
        }),
      },
      routes: {
        columns: ['route_id', 'agency_id', 'route_short_name', 'route_type'],
        rows: [...routes].map(([id, { line, type }]) => [id, county, line, type]),
      },
      trips: { columns: ['route_id', 'service_id', 'trip_id', 'block_id'], rows: rows.trips },
      stop_times: {
        columns: ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence'],
        rows: rows.times,
      },
      feed_info: {
        columns: ['feed_publisher_name', 'feed_publisher_url', 'feed_lang'],
        rows: [[`${countyName}: Planungswert, kein Bescheid`, url, 'de']],
      },
      calendar_dates: {
        columns: ['service_id', 'date', 'exception_type'],
        rows: [['day', date.replaceAll('-', ''), 1]],
      },
      pupils: { columns: ['trip_id', 'stop_sequence', 'pupils_on_board'], rows: rows.pupils },
    },
    // Read by its local parts: the archive is the same in every time zone.
    new Date(2026, 0, 1),
  );
}
