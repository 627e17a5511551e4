/** Numbers and dates as offices write them: 3.161, −48, 96 %, 31.12.2025; missing and hidden are words of their own. */
export type Language = 'de' | 'en';

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locales[language], options);
    formats.set(key, format);
  }
  return format;
}

/** Intl writes a hyphen; a minus is "−" (U+2212), as wide as the plus. */
const withMinus = (text: string): string => text.replace('-', '−');

/** With its sign; what rounds to zero has none. */
export function signing(write: (value: number) => string) {
  return (value: number): string => {
    const size = write(Math.abs(value));
    if (/^[0.,]+$/.test(size)) return size;
    return `${value > 0 ? '+' : '−'}${size}`;
  };
}

export interface Formatter {
  number(value: number, digits?: number): string;
  /** 0–2 */
  range(from: number, to: number): string;
  /** +30, −48, 0: a value that rounds to zero carries no sign. */
  signed(value: number): string;
  percent(share: number, digits?: number): string;
  /** +4 %, −12 %, 0 % */
  signedPercent(share: number, digits?: number): string;
  /** Metres as m below one kilometre, as km above. */
  length(metres: number): string;
  /** Seconds as whole minutes. */
  minutes(seconds: number): string;
  squareKilometres(squareMetres: number): string;
  date(iso: string): string;
  dayName(iso: string): string;
  month(iso: string): string;
  weekdays(): string[];
  dateTime(iso: string): string;
  /** Seconds after midnight as 6:42; trips after midnight go beyond 24:00 as timetables do. */
  clock(seconds: number): string;
}

const day = (iso: string): Date => new Date(`${iso}T12:00:00Z`);

export function formatter(language: Language): Formatter {
  const locale = locales[language];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const short = dates({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const long = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = dates({ month: 'long', year: 'numeric' });
  const weekday = dates({ weekday: 'short' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const number = (value: number, digits = 0): string =>
    withMinus(
      numberFormat(language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: 'negative',
      }).format(value),
    );
  return {
    number,
    minutes: (seconds) => `${number(seconds / 60)} min`,
    range: (from, to) => `${number(from)}–${number(to)}`,
    signed: (value) =>
      withMinus(numberFormat(language, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(value)),
    percent: (share, digits = 0) =>
      withMinus(
        numberFormat(language, {
          style: 'percent',
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          signDisplay: 'negative',
        }).format(share),
      ),
    signedPercent: (share, digits = 0) =>
      withMinus(
        numberFormat(language, {
          style: 'percent',
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          signDisplay: 'exceptZero',
        }).format(share),
      ),
    length: (metres) => (metres < 995 ? `${number(Math.round(metres / 10) * 10)} m` : `${number(metres / 1000, 1)} km`),
    squareKilometres: (squareMetres) => `${number(squareMetres / 1e6)} km²`,
    date: (iso) => short.format(day(iso)),
    dayName: (iso) => long.format(day(iso)),
    month: (iso) => month.format(day(iso)),
    // 2024-01-01 was a Monday.
    weekdays: () => [1, 2, 3, 4, 5, 6, 7].map((n) => weekday.format(day(`2024-01-0${n}`)).slice(0, 2)),
    dateTime: (iso) => moment.format(new Date(iso)),
    clock: (seconds) => {
      const minutes = Math.round(seconds / 60);
      return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    },
  };
}
