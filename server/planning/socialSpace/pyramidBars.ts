/** Arithmetic of a population pyramid, on the screen and on paper: a bar is as thick as its years and as long as the people of one of them. */
import type { Told } from './profileRows.ts';

export interface PyramidBar {
  /** First age of it, and the first that is not in it any more. */
  from: number;
  to: number;
  open: boolean;
  /** Male and female, or all together. */
  sides: Told[];
}

/** Few people become older; an open class needs an end to have a thickness. */
const oldest = 100;
const endOfOpen = (from: number): number => Math.max(from + 5, oldest);

interface Ages {
  ageFrom: number;
  ageTo: number | null;
}

interface TableRow<Value extends Told> extends Ages {
  male: Value;
  female: Value;
  people: Value;
}

/** Male and female, or one side of all where the table knows no sexes. */
export function sidesOf<Value extends Told>(rows: readonly TableRow<Value>[]): Value[][] {
  const together = rows.some(({ male, female, people }) => male === null && female === null && people !== null);
  return together
    ? [rows.map(({ people }) => people)]
    : [rows.map(({ male }) => male), rows.map(({ female }) => female)];
}

/** @param sides as `sidesOf` gives them: each as the ages */
export const barsOfSides = (ages: readonly Ages[], sides: readonly (readonly Told[])[]): PyramidBar[] =>
  ages.map(({ ageFrom, ageTo }, row) => ({
    from: ageFrom,
    to: ageTo === null ? endOfOpen(ageFrom) : ageTo + 1,
    open: ageTo === null,
    sides: sides.map((side) => side[row] ?? null),
  }));

export const barsOfTable = (rows: readonly TableRow<Told>[]): PyramidBar[] => barsOfSides(rows, sidesOf(rows));

/** As many people as the other pyramid has: so that only its shape is compared. Null where either has none that are told. */
export function scaledTo(bars: readonly PyramidBar[], people: Told, residents: Told): PyramidBar[] | null {
  if (typeof people !== 'number' || typeof residents !== 'number' || residents <= 0 || people <= 0) return null;
  const scale = people / residents;
  return bars.map((bar) => ({
    ...bar,
    sides: bar.sides.map((side) => (typeof side === 'number' ? side * scale : side)),
  }));
}

interface ForecastRow {
  age: number;
  baseMale: Told;
  baseFemale: Told;
  male: Told;
  female: Told;
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
