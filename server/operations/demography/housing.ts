/** From homes that will be built to people who come: an own module, on top of everything that the past tells. */
import { cellOf, cells } from '../../planning/forecast/people.ts';
import type { Basis } from './forecasts.ts';

/** Of each year after the base the people who come by building (shape of the areas), or null. */
export function housingPeople(
  { tables, assumptions, history }: Basis,
  base: number,
  years: number,
): (Float64Array | null)[] {
  const { shape } = history;
  const { residentsPerHome, ages } = assumptions.housing;
  return Array.from({ length: years }, (_, index) => {
    const year = base + 1 + index;
    const projects = tables.projects.filter(({ from, to }) => from <= year && year <= to);
    if (projects.length === 0) return null;
    const people = new Float64Array(cells(shape));
    for (const { homes, from, to, perHome, areas } of projects) {
      const coming = (homes / (to - from + 1)) * (perHome ?? residentsPerHome);
      for (const { area, share: part } of areas) {
        for (const { from: youngest, to: oldest, share } of ages) {
          const each = (coming * part * share) / (oldest - youngest + 1) / shape.sexes;
          for (let age = youngest; age <= oldest; age++) {
            for (let sex = 0; sex < shape.sexes; sex++)
              people[cellOf(shape, area, sex, Math.min(age, shape.ages - 1))]! += each;
          }
        }
      }
    }
    return people;
  });
}
