/**
 * Where births, deaths and moves are not known: cohort change ratios (Hamilton, Perry 1962; Baker 2020), drawn toward the
 * county's. CCR(a) = P(a, t) ÷ P(a − 1, t − 1); newborn per person who can be a parent, or per person of the open age.
 */
import { asOneArea, cellOf, cells, sumOf, type History, type Shape } from './people.ts';
import { shrunk, type Rates } from './rates.ts';

export interface ChangeSettings {
  /** Changes from year to year that the ratios are taken from, the newest ones. */
  years: number;
  /** People who weigh as much as the county does. */
  shrinkage: number;
  boys: number;
}

/** Ages of the women whose children they are; where the table ends before, whoever is of its open age. */
export function parents(shape: Shape): { from: number; to: number } {
  return shape.ages > 50 ? { from: 15, to: 49 } : { from: shape.ages - 1, to: shape.ages - 1 };
}

export function cohortChangeRates(history: History, base: number, settings: ChangeSettings): Rates {
  const { shape } = history;
  const { areas, sexes, ages } = shape;
  const pairs = history.stocks.flatMap(({ year, people }) => {
    const before = history.stocks.find((stock) => stock.year === year - 1);
    return year <= base && before ? [{ before: before.people, after: people }] : [];
  });
  const used = pairs.slice(-settings.years);
  const size = cells(shape);
  const [after, before] = [new Float64Array(size), new Float64Array(size)];
  const born = new Float64Array(areas);
  const able = new Float64Array(areas);
  const { from, to } = parents(shape);
  for (const pair of used) {
    for (let area = 0; area < areas; area++) {
      for (let sex = 0; sex < sexes; sex++) {
        const first = cellOf(shape, area, sex, 0);
        for (let age = 1; age < ages; age++) {
          after[first + age]! += pair.after[first + age]!;
          before[first + age]! += pair.before[first + age - 1]!;
        }
        before[first + ages - 1]! += pair.before[first + ages - 1]!;
        born[area]! += pair.after[first]!;
      }
      const women = cellOf(shape, area, sexes - 1, 0);
      able[area]! += sumOf(pair.before, women + from, women + to + 1);
    }
  }
  const [countyAfter, countyBefore] = [asOneArea(shape, after), asOneArea(shape, before)];
  const stay = after.map((count, at) => {
    const age = at % ages;
    if (age === 0) return 1;
    const cell = at % countyAfter.length;
    const county = countyBefore[cell]! > 0 ? countyAfter[cell]! / countyBefore[cell]! : 1;
    return shrunk(count, before[at]!, county, settings.shrinkage);
  });
  const perParent = sumOf(able) > 0 ? sumOf(born) / sumOf(able) : 0;
  const births = new Float64Array(areas * ages);
  for (let area = 0; area < areas; area++) {
    const own = shrunk(born[area]!, able[area]!, perParent, settings.shrinkage);
    for (let age = from; age <= to; age++) births[area * ages + age] = own;
  }
  const atBirth = sexes === 2 ? [settings.boys, 1 - settings.boys] : [1];
  return { shape, stay, leave: new Float64Array(size), arrive: new Float64Array(size), births, atBirth };
}
