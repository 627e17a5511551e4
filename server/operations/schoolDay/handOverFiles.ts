/** The rows handed over as files: CSV and XLSX as offices read them, GeoJSON by stop, and the trips taken as GTFS. */
import type { FeatureCollection, Point } from 'geojson';
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';
import { writeXlsx } from '../../../geodata/formats/table/writeXlsx.ts';
import { gtfsClock, gtfsZip } from '../../../geodata/formats/gtfs/feedZip.ts';
import type { handOverFormats } from '../../contract/handOver.ts';
import { releaseProtected } from '../../planning/confidentiality/release.ts';
import type { HandedOver, HandOverRow } from './handOver.ts';

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
  const { columns, sheet } = words[language];
  const rows = handed.rows.map((row) => cells(row, handed, language));
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
      return { type: 'application/geo+json', ending: 'geojson', bytes: Buffer.from(JSON.stringify(geoJson(handed))) };
    case 'gtfs':
      return { type: 'application/zip', ending: 'zip', bytes: gtfs(handed) };
  }
}

const clock = (seconds: number) => gtfsClock(seconds).slice(0, 5);
const released = (people: number) => releaseProtected(Math.round(people));

function cells(row: HandOverRow, { day }: HandedOver, language: Language): (string | number)[] {
  const { there, back, none, few } = words[language];
  const people = released(row.people);
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
function geoJson({ rows }: HandedOver): FeatureCollection<Point> {
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

/** The trips that pupils take, of one day; `pupils.txt`, a table of our own, says how many are on board behind each call. */
function gtfs({ county, countyName, url, date, day }: HandedOver): Uint8Array {
  const { timetable, runs, trips, stops } = day.ground;
  const { stopOffsets, lineStops, timeOffsets, tripCount, arrival, departure } = timetable;
  const tables = { stops: new Map<number, string>(), routes: new Map<string, string>() };
  const rows = { trips: [] as string[][], times: [] as (string | number)[][], pupils: [] as (string | number)[][] };
  const keyOf = <T>(map: Map<T, string>, value: T, prefix: string): string => {
    if (!map.has(value)) map.set(value, `${prefix}${map.size + 1}`);
    return map.get(value)!;
  };
  tripCount.forEach((count, line) => {
    const [start, size] = [stopOffsets[line]!, stopOffsets[line + 1]! - stopOffsets[line]!];
    for (let trip = 0; trip < count; trip++) {
      const first = timeOffsets[line]! + trip * size;
      const people = Array.from(
        { length: size - 1 },
        (_, at) => day.there.onBoard[first + at]! + day.back.onBoard[first + at]!,
      );
      if (!people.some((pupils) => pupils > 0)) continue;
      const own = trips[runs[timetable.run[timetable.runOffsets[line]! + trip]!]!.trip]!;
      const id = `${rows.trips.length + 1}-${own.key}`;
      rows.trips.push([keyOf(tables.routes, own.line, 'L'), 'day', id]);
      for (let at = 0; at < size; at++) {
        const stop = keyOf(tables.stops, lineStops[start + at]!, 'H');
        rows.times.push([id, gtfsClock(arrival[first + at]!), gtfsClock(departure[first + at]!), stop, at + 1]);
        if (at + 1 < size && people[at]! > 0) rows.pupils.push([id, at + 1, Number(released(people[at]!))]);
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
        rows: [...tables.routes].map(([line, id]) => [id, county, line, 3]),
      },
      trips: { columns: ['route_id', 'service_id', 'trip_id'], rows: rows.trips },
      stop_times: {
        columns: ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence'],
        rows: rows.times,
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
