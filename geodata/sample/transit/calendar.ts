/** Days of service in the school year 2026/27, by the holidays that the state's rules name. */
import { thueringen } from '../../rules/thueringen.ts';

export type ServiceId = 'MF' | 'SCHULE' | 'FERIEN' | 'SA' | 'SO';

export interface SampleService {
  id: ServiceId;
  /** Monday … Sunday. */
  week: readonly (0 | 1)[];
  added: string[];
  removed: string[];
}

const rule = thueringen.find(({ subject }) => subject === 'schoolCalendar');
if (rule?.subject !== 'schoolCalendar') throw new Error('The rules of Thüringen lack a school calendar.');
const { from, to, holidays, publicHolidays } = rule.values;

export const FIRST_DAY = from;
export const LAST_DAY = to;

const WEEKDAYS = [1, 1, 1, 1, 1, 0, 0] as const;

export function sampleServices(): SampleService[] {
  const feasts = publicHolidays.map(({ date }) => date).filter((date) => date >= from && date <= to);
  const weekday = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const free = days().filter(
    (date) => weekday(date) < 5 && holidays.some((holiday) => date >= holiday.from && date <= holiday.to),
  );
  const on = (list: readonly string[], test: (day: number) => boolean): string[] =>
    list.filter((date) => test(weekday(date)));
  const feastWeekdays = on(feasts, (day) => day < 5);
  return [
    { id: 'MF', week: WEEKDAYS, added: [], removed: feastWeekdays },
    { id: 'SCHULE', week: WEEKDAYS, added: [], removed: [...new Set([...feastWeekdays, ...free])].sort() },
    {
      id: 'FERIEN',
      week: [0, 0, 0, 0, 0, 0, 0],
      added: free.filter((date) => !feasts.includes(date)),
      removed: [],
    },
    { id: 'SA', week: [0, 0, 0, 0, 0, 1, 0], added: [], removed: on(feasts, (day) => day === 5) },
    { id: 'SO', week: [0, 0, 0, 0, 0, 0, 1], added: on(feasts, (day) => day !== 6), removed: [] },
  ];
}

function days(): string[] {
  const list: string[] = [];
  const end = Date.parse(`${to}T00:00:00Z`);
  for (let time = Date.parse(`${from}T00:00:00Z`); time <= end; time += 86_400_000)
    list.push(new Date(time).toISOString().slice(0, 10));
  return list;
}
