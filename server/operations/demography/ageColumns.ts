/** Ages side by side, cut wherever something told begins or ends: what is hidden is decided once for all scenes. */
import { bands } from '../../planning/forecast/bands.ts';
import { childrenOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import type { AgeRow } from './pyramid.ts';

export type Cut = 'bands' | 'years';

/** Ages below are told singly where years are. */
const SINGLE = 8;

/** Nobody is told to be older. */
const OLDEST = 130;

/**
 * Cuts between the bands of residents and the age groups of Kitas; ages that the table tells together in every area stay together.
 *
 * @param areas the age groups of each area
 * @param cut 'years': children before school by single years too
 */
export function ageColumns(areas: readonly (readonly AgeRow[])[], groups: readonly AgeGroupRule[], cut: Cut): AgeRow[] {
  const told = (age: number): string =>
    [
      cut === 'years' ? Math.min(age, SINGLE) : 0,
      ...bands.map(({ from, to }) => Number(age >= from && age <= (to ?? OLDEST))),
      ...groups.map(({ ages }) => ages.find((entry) => entry.age === age)?.share ?? 0),
    ].join();
  const isWithin = (at: number) =>
    areas.length > 0 && areas.every((rows) => rows.some(({ from, to }) => from < at && (to ?? OLDEST) >= at));
  const cuts = Array.from({ length: OLDEST }, (_, age) => age + 1).filter(
    (age) => told(age) !== told(age - 1) && !isWithin(age),
  );
  return [0, ...cuts].map((from, index) => ({ from, to: index < cuts.length ? cuts[index]! - 1 : null }));
}

/** Ages whose people are told singly where a group of several ages is all there is: evenly, as the scenes do (childrenOf). */
const SPREAD_TO = 18;

/**
 * People of an area by column, as the scenes count them: what a wider age group leaves open is in none of them.
 *
 * @returns `isWhole`: nobody is left open
 */
export function peopleByColumn(
  columns: readonly AgeRow[],
  rows: readonly (AgeRow & { people: number })[],
): { people: number[]; isWhole: boolean } {
  const people = columns.map((column) => {
    const { from, to } = column;
    if (to !== null && to <= SPREAD_TO) {
      const ages = Array.from({ length: to - from + 1 }, (_, index) => ({ age: from + index, share: 1 }));
      return childrenOf({ ages }, rows).children;
    }
    const inside = rows.filter((row) => row.from >= from && ends(row) <= ends(column));
    return inside.reduce((sum, row) => sum + row.people, 0);
  });
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  return { people, isWhole: Math.abs(sum(people) - sum(rows.map((row) => row.people))) < 0.5 };
}

const ends = ({ to }: AgeRow): number => to ?? OLDEST;

/** Numbers of the columns that a span has a part in. */
export const columnsOver = (columns: readonly AgeRow[], span: AgeRow): number[] =>
  [...columns.keys()].filter((at) => columns[at]!.from <= ends(span) && ends(columns[at]!) >= span.from);

export const isEverybody = ({ from, to }: AgeRow): boolean => from === 0 && to === null;
