/** In which year a child enters school (Einschulungsjahrgang), by the state's cut-off date. */

export interface SchoolEntryRule {
  /** Month and day (1-based) up to which, that day included, a child must have completed `age` years. */
  month: number;
  day: number;
  age: number;
}

/**
 * @param birth 'YYYY-MM-DD', or 'YYYY-MM' where only the month is known: then of the cut-off's own month the children are
 *   taken as younger, unless its last day is the cut-off
 * @returns the calendar year of the entry by rule; deferrals and early entries are not known here
 */
export function entryYear(birth: string, { month, day, age }: SchoolEntryRule): number {
  const [year = 0, ownMonth = 1, ownDay = lastDay(Number(birth.slice(0, 4)), ownMonth)] = birth.split('-').map(Number);
  const isInTime = ownMonth < month || (ownMonth === month && ownDay <= day);
  return year + age + (isInTime ? 0 : 1);
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
