/** Dates of birth as registers give them: a day, or a month alone. */
import { parseDate } from '../formats/values.ts';

/** '2019-04' or '2019-04-17'; null: neither. */
export function parseBirth(text: string): string | null {
  const month = /^(\d{1,2})[./-](\d{4})$/.exec(text.trim());
  const birth = month ? `${month[2]}-${(month[1] ?? '').padStart(2, '0')}` : parseDate(text);
  return birth === null || !/^\d{4}-(0[1-9]|1[0-2])/.test(birth) ? null : birth;
}

/** A month alone is taken for its middle. */
const MIDDLE = 15;

/** Completed years on a day; below 0: born later. */
export function ageOn(birth: string, date: string): number {
  const [year = 0, month = 0, day = MIDDLE] = birth.split('-').map(Number);
  const [onYear = 0, onMonth = 0, onDay = 0] = date.split('-').map(Number);
  const hadBirthday = onMonth > month || (onMonth === month && onDay >= day);
  return onYear - year - (hadBirthday ? 0 : 1);
}
