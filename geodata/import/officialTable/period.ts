/** Years and days as official tables write them. */
import { parseDate } from '../../formats/values.ts';

export interface Period {
  year: number;
  /** The day, where one is told or the year's last is meant; null for a school year. */
  date: string | null;
}

const LABEL = /^(berichts|haushalts)?(jahr|schuljahr|stichtag|stand)\b:?\s*/i;

/** '2015', 'Jahr: 2016', 'Stichtag 31.12.2015', 'Schuljahr 2015/16' (the year in which it begins); null: no such text. */
export function periodOf(text: string): Period | null {
  const plain = text.trim().replace(LABEL, '');
  const school = /^((?:19|20)\d\d)\/(\d\d|\d{4})$/.exec(plain);
  if (school) {
    const year = Number(school[1]);
    return Number(school[2]) % 100 === (year + 1) % 100 ? { year, date: null } : null;
  }
  const date = parseDate(plain);
  if (date === null) return null;
  return { year: Number(date.slice(0, 4)), date: date.length === 4 ? `${date}-12-31` : date };
}
