/** Ages side by side, cut wherever something told begins or ends: what is hidden is decided once for all scenes. */
import { bands } from '../../planning/forecast/bands.ts';
import type { AgeGroupRule } from '../../planning/kita/supply.ts';
import type { AgeRow } from './pyramid.ts';

export type Cut = 'bands' | 'years';

/** Ages below are told singly where years are. */
const SINGLE = 8;

/** Nobody is told to be older. */
const OLDEST = 130;

/**
 * Cuts between the bands of residents and the age groups of Kitas; ages that a table tells together only stay together.
 *
 * @param rows of the table
 * @param cut 'years': children before school by single years too
 */
export function ageColumns(rows: readonly AgeRow[], groups: readonly AgeGroupRule[], cut: Cut): AgeRow[] {
  const told = (age: number): string =>
    [
      cut === 'years' ? Math.min(age, SINGLE) : 0,
      ...bands.map(({ from, to }) => Number(age >= from && age <= (to ?? OLDEST))),
      ...groups.map(({ ages }) => ages.find((entry) => entry.age === age)?.share ?? 0),
    ].join();
  const isWithin = (cut: number) => rows.some(({ from, to }) => from < cut && (to ?? OLDEST) >= cut);
  const cuts = Array.from({ length: OLDEST }, (_, age) => age + 1).filter(
    (age) => told(age) !== told(age - 1) && !isWithin(age),
  );
  return [0, ...cuts].map((from, index) => ({ from, to: index < cuts.length ? cuts[index]! - 1 : null }));
}

const ends = ({ to }: AgeRow): number => to ?? OLDEST;

/** Numbers of the columns that a span has a part in. */
export const columnsOver = (columns: readonly AgeRow[], span: AgeRow): number[] =>
  [...columns.keys()].filter((at) => columns[at]!.from <= ends(span) && ends(columns[at]!) >= span.from);

export const isEverybody = ({ from, to }: AgeRow): boolean => from === 0 && to === null;
