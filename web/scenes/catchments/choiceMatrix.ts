/** The matrix of the school choice: which areas are its rows, which schools its columns, and in which order. */
import type { ChoiceArea, ChoiceSchool, SchoolChoice } from '../../../server/contract/choice.ts';
import type { ProtectedCount } from '../../../server/contract/common.ts';
import { fidOf } from '../../state/highlight.svelte.ts';

/** More columns than this are no table that anybody reads. */
export const columnsAtOnce = 40;

const amount = (value: ProtectedCount): number =>
  typeof value === 'number' ? value : value === 'few' ? 0 : value === 'hidden' ? -1 : -2;
const collator = new Intl.Collator('de', { numeric: true });
const most = (a: { name: string; pupils: ProtectedCount }, b: { name: string; pupils: ProtectedCount }): number =>
  amount(b.pupils) - amount(a.pupils) || collator.compare(a.name, b.name);

/** Where most live first; protected and missing ones last. */
export const matrixRows = (choice: SchoolChoice): ChoiceArea[] => [...choice.areas].sort(most);

/**
 * The chosen one; then in the order of the rows in which the schools lie, so that those who stay stand on the diagonal; of
 * one area, and those that lie in none, the largest first.
 *
 * @param limit the largest so many, and the chosen one
 */
export function matrixColumns(
  { schools }: SchoolChoice,
  rows: readonly ChoiceArea[],
  chosen: string | null,
  limit: number,
): ChoiceSchool[] {
  const place = new Map(rows.map((area, index) => [fidOf(area), index]));
  const shown = [...schools].sort(most).filter((school, index) => index < limit || fidOf(school) === chosen);
  const at = (school: ChoiceSchool) => (fidOf(school) === chosen ? -1 : (place.get(school.area ?? '') ?? rows.length));
  return shown.sort((a, b) => at(a) - at(b) || most(a, b));
}
