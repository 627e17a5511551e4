/** On which days a service runs. */
import { refuse, problem, type ProblemList } from '../say.ts';
import type { Source } from '../source.ts';
import { cell, gtfsTable, isoDate, lineOf, requireColumns, type GtfsTable } from './table.ts';
import type { GtfsCalendar, GtfsCalendarDate, GtfsFeed } from './types.ts';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAY = 86_400_000;

export function readCalendars(source: Source, problems: ProblemList): Pick<GtfsFeed, 'calendar' | 'calendarDates'> {
  const weeks = gtfsTable(source, 'calendar.txt');
  const dates = gtfsTable(source, 'calendar_dates.txt');
  if (!weeks && !dates) {
    return refuse(
      'gtfs-no-calendar',
      'Der Fahrplan enthält weder calendar.txt noch calendar_dates.txt und nennt damit keinen einzigen Betriebstag: bitte den vollständigen GTFS-Export geben.',
      'The timetable has neither calendar.txt nor calendar_dates.txt and so names not a single day of service: please hand in the complete GTFS export.',
    );
  }
  const calendar = weeks ? readWeeks(weeks, problems) : [];
  const calendarDates = dates ? readDates(dates, problems) : [];
  if (calendar.length === 0 && calendarDates.length === 0) {
    refuse(
      'gtfs-no-calendar',
      'Der Fahrplan nennt in calendar.txt und calendar_dates.txt keinen einzigen Betriebstag: bitte den vollständigen GTFS-Export geben.',
      'The timetable names not a single day of service in calendar.txt and calendar_dates.txt: please hand in the complete GTFS export.',
    );
  }
  return { calendar, calendarDates };
}

function badDate(table: GtfsTable, row: number, problems: ProblemList): void {
  problems.add(
    problem(
      'gtfs-date',
      `${table.file} Zeile ${lineOf(row)} enthält kein gültiges Datum (JJJJMMTT) und wird übergangen: bitte im Fahrplan berichtigen.`,
      `${table.file} line ${lineOf(row)} has no valid date (YYYYMMDD) and is skipped: please correct it in the timetable.`,
      { row: lineOf(row) },
    ),
  );
}

function readWeeks(table: GtfsTable, problems: ProblemList): GtfsCalendar[] {
  requireColumns(table, ['service_id', ...WEEK, 'start_date', 'end_date']);
  const services: GtfsCalendar[] = [];
  for (const [i, row] of table.rows.entries()) {
    const startDate = isoDate(cell(row, table.at('start_date')));
    const endDate = isoDate(cell(row, table.at('end_date')));
    if (startDate === null || endDate === null) badDate(table, i, problems);
    else {
      const days = WEEK.map((day) => cell(row, table.at(day)) === '1');
      services.push({ serviceId: cell(row, table.at('service_id')), days, startDate, endDate });
    }
  }
  return services;
}

function readDates(table: GtfsTable, problems: ProblemList): GtfsCalendarDate[] {
  requireColumns(table, ['service_id', 'date', 'exception_type']);
  const [serviceAt, dateAt, typeAt] = [table.at('service_id'), table.at('date'), table.at('exception_type')];
  const dates: GtfsCalendarDate[] = [];
  for (const [i, row] of table.rows.entries()) {
    const date = isoDate(cell(row, dateAt));
    if (date === null) badDate(table, i, problems);
    else dates.push({ serviceId: cell(row, serviceAt), date, added: cell(row, typeAt) !== '2' });
  }
  return dates;
}

/** The days of every service, sorted. A span is cut at ten years: a slip in the end date must not fill the memory. */
export function expandServices(feed: Pick<GtfsFeed, 'calendar' | 'calendarDates'>): Map<string, string[]> {
  const days = new Map<string, Set<string>>();
  const of = (service: string): Set<string> => {
    const existing = days.get(service);
    if (existing) return existing;
    const fresh = new Set<string>();
    days.set(service, fresh);
    return fresh;
  };
  for (const { serviceId, days: week, startDate, endDate } of feed.calendar) {
    const set = of(serviceId);
    const start = Date.parse(`${startDate}T00:00:00Z`);
    const end = Math.min(Date.parse(`${endDate}T00:00:00Z`), start + 3660 * DAY);
    for (let time = start; time <= end; time += DAY) {
      const day = new Date(time);
      if (week[(day.getUTCDay() + 6) % 7]) set.add(day.toISOString().slice(0, 10));
    }
  }
  for (const { serviceId, date, added } of feed.calendarDates) {
    if (added) of(serviceId).add(date);
    else of(serviceId).delete(date);
  }
  return new Map([...days].map(([service, set]) => [service, [...set].sort()]));
}

/** Trips per day of the feed's span, days without a trip included with 0: they are what a planner has to see. */
export function serviceDays(feed: Pick<GtfsFeed, 'calendar' | 'calendarDates' | 'trips'>): Map<string, number> {
  const tripsOf = new Map<string, number>();
  for (const trip of feed.trips) tripsOf.set(trip.serviceId, (tripsOf.get(trip.serviceId) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const [service, dates] of expandServices(feed)) {
    const trips = tripsOf.get(service) ?? 0;
    for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + trips);
  }
  const sorted = [...counts.keys()].sort();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const all = new Map<string, number>();
  if (first === undefined || last === undefined) return all;
  for (let time = Date.parse(`${first}T00:00:00Z`); time <= Date.parse(`${last}T00:00:00Z`); time += DAY) {
    const date = new Date(time).toISOString().slice(0, 10);
    all.set(date, counts.get(date) ?? 0);
  }
  return all;
}
