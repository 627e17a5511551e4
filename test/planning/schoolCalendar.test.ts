/** Days: weekday by the date alone, holidays before weekdays, the typical school day of a timetable. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../geodata/rules/index.ts';
import {
  dayKind,
  daysBetween,
  typicalSchoolDay,
  weekday,
  type DayKind,
  type SchoolCalendar,
} from '../../server/planning/transport/schoolCalendar.ts';

const label = (text: string) => ({ de: text, en: text });
const calendar: SchoolCalendar = {
  from: '2026-08-01',
  to: '2027-07-31',
  holidays: [{ from: '2026-10-12', to: '2026-10-24', label: label('Herbst') }],
  publicHolidays: [
    { date: '2026-10-03', label: label('Einheit') },
    { date: '2026-10-14', label: label('Probe') },
  ],
};

test.each([
  // A Saturday, and a public holiday within the holidays: the feast is the stronger word.
  ['2026-10-03', 'publicHoliday', 'Einheit'],
  ['2026-10-14', 'publicHoliday', 'Probe'],
  ['2026-10-12', 'holiday', 'Herbst'],
  ['2026-10-23', 'holiday', 'Herbst'],
  ['2026-10-24', 'weekend', null],
  ['2026-10-11', 'weekend', null],
  ['2026-10-26', 'school', null],
  ['2026-07-31', 'unknown', null],
  ['2027-08-02', 'unknown', null],
])('%s is %s %s', (date, kind, name) => {
  const day = dayKind([calendar], date);
  expect([day.kind, day.label?.de ?? null]).toEqual([kind, name]);
});

test('weekdays of known dates, in every time zone of the machine', () => {
  // 1 Jan 1900 Monday, 29 Feb 2000 Tuesday, 9 Nov 1989 Thursday, 22 Nov 2026 Sunday.
  expect(['1900-01-01', '2000-02-29', '1989-11-09', '2026-11-22'].map(weekday)).toEqual([1, 2, 4, 0]);
});

test('the days from one to the other: each once, a day apart, over leap days and the change of the clock', () => {
  expect(daysBetween('2028-02-27', '2028-03-01')).toEqual(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysBetween('2026-03-28', '2026-03-30')).toHaveLength(3);
  expect(daysBetween('2026-10-24', '2026-10-26')).toHaveLength(3);
  expect(daysBetween('2026-05-02', '2026-05-01')).toEqual([]);
  const day = fc.integer({ min: 0, max: 40_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.nat(800), (from, count) => {
      const to = new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);
      const days = daysBetween(from, to);
      expect(days).toHaveLength(count + 1);
      expect([days[0], days.at(-1)]).toEqual([from, to]);
      days.forEach((date, i) => {
        if (i > 0) expect(weekday(date)).toBe((weekday(days[i - 1] ?? '') + 1) % 7);
      });
    }),
    { numRuns: 30 },
  );
});

describe('the typical school day', () => {
  /** Weeks from Monday 2026-09-07: trips of each Tuesday; other weekdays have one more, weekends 5. */
  const weeks = (tuesdays: number[], kind: DayKind = 'school') =>
    daysBetween(
      '2026-09-07',
      new Date(Date.parse('2026-09-07') + (tuesdays.length * 7 - 1) * 86_400_000).toISOString().slice(0, 10),
    ).map((date, i) => {
      const trips = tuesdays[Math.floor(i / 7)] ?? 0;
      const day = weekday(date);
      if (day === 0 || day === 6) return { date, trips: 5, kind: 'weekend' as const };
      return { date, trips: day === 2 ? trips : trips + 1, kind };
    });

  test.each([
    // The fullest service that three Tuesdays share, not the most frequent: the feed thins out.
    [[100, 100, 100, 20, 20, 20, 20, 20], '2026-09-08'],
    // One exceptionally full Tuesday (a fair) is no rule.
    [[300, 100, 100, 100, 100], '2026-09-15'],
    [[100], '2026-09-08'],
    [[0, 0, 70], '2026-09-22'],
  ])('of Tuesdays with %j trips is %s', (tuesdays, expected) => {
    expect(typicalSchoolDay(weeks(tuesdays))).toBe(expected);
  });

  test('holidays and weekends are none; where the calendar is not known, weekdays count', () => {
    expect(typicalSchoolDay(weeks([100, 100], 'holiday'))).toBeNull();
    expect(typicalSchoolDay(weeks([100, 100], 'unknown'))).toBe('2026-09-08');
    expect(typicalSchoolDay([])).toBeNull();
    expect(typicalSchoolDay([{ date: '2026-09-09', trips: 3, kind: 'school' }])).toBe('2026-09-09');
  });
});

test.each(['16068', '12062'])(
  'the shipped calendar of %s: holidays in order, within its year, and feasts on days of it',
  (county) => {
    const rules = rulesOf(county).filter(({ subject }) => subject === 'schoolCalendar');
    expect(rules.length).toBeGreaterThan(0);
    for (const { values } of rules as { values: SchoolCalendar }[]) {
      for (const { from, to } of values.holidays) {
        expect(from <= to && from >= values.from && to <= values.to).toBe(true);
        expect(daysBetween(from, to).length).toBeLessThan(50);
      }
      for (const { date } of values.publicHolidays) expect(date >= values.from && date <= values.to).toBe(true);
      const school = daysBetween(values.from, values.to).filter(
        (date) => dayKind([values], date).kind === 'school',
      ).length;
      // About 190: 52 weeks without their weekends, twelve weeks of holidays (Saturdays counted) and the feasts.
      expect(school).toBeGreaterThan(180);
      expect(school).toBeLessThan(205);
    }
  },
);
