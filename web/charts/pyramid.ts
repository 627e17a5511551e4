/** Arithmetic of a population pyramid: a bar is as thick as its years and as long as the people of one of them. */
import type { Count, Rate } from '../../server/contract/common.ts';

export interface PyramidBar {
  /** First age of it, and the first that is not in it any more. */
  from: number;
  to: number;
  open: boolean;
  /** Male and female, or all together. */
  sides: (Count | Rate)[];
}

/** Few people become older; an open class needs an end to have a thickness. */
const oldest = 100;
const endOfOpen = (from: number): number => Math.max(from + 5, oldest);

interface TableRow {
  ageFrom: number;
  ageTo: number | null;
  male: Count;
  female: Count;
  people: Count;
}

/** Where the table knows no sexes, every bar is of all. */
export function barsOfTable(rows: readonly TableRow[]): PyramidBar[] {
  const together = rows.some(({ male, female, people }) => male === null && female === null && people !== null);
  return rows.map(({ ageFrom, ageTo, male, female, people }) => ({
    from: ageFrom,
    to: ageTo === null ? endOfOpen(ageFrom) : ageTo + 1,
    open: ageTo === null,
    sides: together ? [people] : [male, female],
  }));
}

interface ForecastRow {
  age: number;
  baseMale: Rate;
  baseFemale: Rate;
  male: Rate;
  female: Rate;
}

/** The last age is open; without sexes the male side holds all. */
export function barsOfForecast(rows: readonly ForecastRow[], when: 'base' | 'then'): PyramidBar[] {
  const together = rows.every(({ female, baseFemale }) => female === null && baseFemale === null);
  return rows.map((row, index) => {
    const open = index === rows.length - 1;
    const [male, female] = when === 'base' ? [row.baseMale, row.baseFemale] : [row.male, row.female];
    return {
      from: row.age,
      to: open ? endOfOpen(row.age) : row.age + 1,
      open,
      sides: together ? [male] : [male, female],
    };
  });
}

/** People per single year of age; null where it is not told. */
export function perYear({ from, to, sides }: PyramidBar, side: number): number | null {
  const people = sides[side];
  return typeof people === 'number' ? people / (to - from) : null;
}

export const longestOf = (bars: readonly PyramidBar[]): number =>
  Math.max(0, ...bars.flatMap((bar) => bar.sides.map((_, side) => perYear(bar, side) ?? 0)));

export const sumOf = (bars: readonly PyramidBar[], side: number): number =>
  bars.reduce((total, { sides }) => total + (typeof sides[side] === 'number' ? sides[side] : 0), 0);

export const hiddenIn = (bars: readonly PyramidBar[]): number =>
  bars.filter(({ sides }) => sides.includes('hidden')).length;

/** Outline in steps from the youngest to the oldest; where nothing is told it breaks off. */
export function stepPath(
  bars: readonly PyramidBar[],
  side: number,
  x: (people: number) => number,
  y: (age: number) => number,
): string {
  let path = '';
  let isDrawn = false;
  for (const bar of bars) {
    const people = perYear(bar, side);
    if (people !== null) path += `${isDrawn ? 'H' : `M${x(0)},${y(bar.from)}H`}${x(people)}V${y(bar.to)}`;
    else if (isDrawn) path += `H${x(0)}`;
    isDrawn = people !== null;
  }
  return isDrawn ? `${path}H${x(0)}` : path;
}
