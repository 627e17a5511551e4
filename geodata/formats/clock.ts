/** Times of the day and days of the week as tables write them. */

/** '7:45', '07.45', '745', '7:45 Uhr', and a spreadsheet's part of a day. @returns seconds after midnight; null: no time of a day */
export function parseClock(text: string): number | null {
  const clean = text
    .trim()
    .toLowerCase()
    .replace(/\s*(uhr|h)$/, '');
  // A spreadsheet stores a time as its part of the day; to the minute, since that is what was meant.
  if (/^0[.,]\d+$/.test(clean)) return Math.round(Number(clean.replace(',', '.')) * 1440) * 60;
  const clock = /^(\d{1,2})[:.](\d{2})(?::(\d{2}))?$/.exec(clean) ?? /^(\d{1,2})(\d{2})$/.exec(clean);
  if (!clock) return null;
  const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : null;
}

const DAYS = [
  ['mo', 'montag', 'mon', 'monday'],
  ['di', 'dienstag', 'tue', 'tuesday'],
  ['mi', 'mittwoch', 'wed', 'wednesday'],
  ['do', 'donnerstag', 'thu', 'thursday'],
  ['fr', 'freitag', 'fri', 'friday'],
  ['sa', 'samstag', 'sat', 'saturday'],
  ['so', 'sonntag', 'sun', 'sunday'],
];
/** Monday to Friday: where a table names no day, it means those of school. */
const SCHOOL_DAYS = [1, 2, 3, 4, 5];

/** 'Mo–Fr', 'Mo, Mi', '1-5'; '' is Monday to Friday. @returns 1 Monday … 7 Sunday, ascending; null: not to be read */
export function parseWeekdays(text: string): number[] | null {
  const clean = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s*(?:–|\bbis\b)\s*/g, '-');
  if (clean === '') return SCHOOL_DAYS;
  const days = new Set<number>();
  for (const part of clean.split(/[,;/+&]|\s+und\s+|(?<=[a-z])\s+(?=[a-z])/)) {
    const [from, to = from, ...more] = part.split('-').map(dayOf);
    if (from === undefined || to === undefined || from === null || to === null || more.length > 0 || to < from)
      return null;
    for (let day = from; day <= to; day++) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

function dayOf(text: string): number | null {
  const name = text.trim().replace(/\.$/, '');
  if (/^[1-7]$/.test(name)) return Number(name);
  const day = DAYS.findIndex((names) => names.includes(name));
  return day < 0 ? null : day + 1;
}
