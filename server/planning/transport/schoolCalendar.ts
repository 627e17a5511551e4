/** What kind of day a date is for schools, by the state's calendar. Dates are ISO text, compared as text. */
import type { Sentence } from '../types.ts';

export interface SchoolCalendar {
  /** First and last day the calendar speaks about. */
  from: string;
  to: string;
  holidays: { from: string; to: string; label: Sentence }[];
  publicHolidays: { date: string; label: Sentence }[];
}

export type DayKind = 'school' | 'holiday' | 'weekend' | 'publicHoliday' | 'unknown';

/** 0 = Sunday … 6 = Saturday, from the date alone. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** 1 Monday … 7 Sunday, as tables count them. */
export const isoWeekday = (date: string): number => weekday(date) || 7;

export function dayKind(calendars: SchoolCalendar[], date: string): { kind: DayKind; label: Sentence | null } {
  for (const calendar of calendars) {
    const feast = calendar.publicHolidays.find((day) => day.date === date);
    if (feast) return { kind: 'publicHoliday', label: feast.label };
  }
  const day = weekday(date);
  if (day === 0 || day === 6) return { kind: 'weekend', label: null };
  const calendar = calendars.find(({ from, to }) => date >= from && date <= to);
  if (!calendar) return { kind: 'unknown', label: null };
  const holiday = calendar.holidays.find(({ from, to }) => date >= from && date <= to);
  return holiday ? { kind: 'holiday', label: holiday.label } : { kind: 'school', label: null };
}

/** Every ISO date from one to the other, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  const end = Date.parse(`${to}T00:00:00Z`);
  for (let time = Date.parse(`${from}T00:00:00Z`); time <= end; time += 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
}

/** How many days must share a number of trips for it to be the timetable's rule and not an exception. */
const RULE_DAYS = 3;

/**
 * A typical school day: of the school Tuesdays the first with the fullest service that several days share. The most
 * frequent number would mislead where a feed thins out towards its end.
 */
export function typicalSchoolDay(days: { date: string; trips: number; kind: DayKind }[]): string | null {
  const served = days.filter(({ trips, kind }) => trips > 0 && (kind === 'school' || kind === 'unknown'));
  const tuesdays = served.filter(({ date }) => weekday(date) === 2);
  const pool = tuesdays.length > 0 ? tuesdays : served;
  const frequency = new Map<number, number>();
  for (const { trips } of pool) frequency.set(trips, (frequency.get(trips) ?? 0) + 1);
  const shared = [...frequency].filter(([, n]) => n >= Math.min(RULE_DAYS, pool.length)).map(([trips]) => trips);
  const usual = Math.max(...(shared.length > 0 ? shared : pool.map(({ trips }) => trips)));
  return pool.find(({ trips }) => trips === usual)?.date ?? null;
}
