/** Pupils who come by building: children of school age who move into new homes go to the first schools as the children of their area do. */
import { GRADES, reachable, type GradedSchool, type Origins } from './pupils.ts';

/**
 * Of one year, in the grades above the first one: who is of age to enter stands in the forecast of entrants already. Schools that begin
 * higher get their share once these pupils leave; who moves in later than that comes as the progression rates let him.
 * @param movedIn children by area whose birth years are in a grade
 */
export function arrivingPupils(
  schools: readonly GradedSchool[],
  origins: readonly Origins[],
  entry: Float64Array,
  movedIn: (grade: number) => ArrayLike<number>,
): Float64Array {
  const pupils = new Float64Array(schools.length * GRADES);
  const byGrade = new Map<number, ArrayLike<number>>();
  schools.forEach(({ first, last }, school) => {
    if (origins[school]!.kind !== 'children') return;
    for (let grade = first + 1; grade <= last; grade++) {
      const children = byGrade.get(grade) ?? movedIn(grade);
      byGrade.set(grade, children);
      pupils[school * GRADES + grade] = entry[school]! * reachable(origins[school]!, schools, children, []);
    }
  });
  return pupils;
}
