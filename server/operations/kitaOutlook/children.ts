/** Children by single years in the areas of the shown layer, year by year. */
import { cellOf, type Shape } from '../../planning/forecast/people.ts';

export class ChildrenAhead {
  /** Years × (areas, and all of them together) × ages. */
  readonly #sums: Float64Array[][];
  readonly #people: Float64Array;
  #outside = 0;

  /**
   * @param middle people of each year, shape of the forecast
   * @param groupOf area of the shown layer that holds each area of the table; −1: none
   * @param ages from 0 on
   * @param weights of each area of the table, places by age: their sum stands instead of ages
   */
  constructor(
    middle: readonly Float64Array[],
    shape: Shape,
    groupOf: Int32Array,
    areas: number,
    ages: number,
    weights?: readonly Float64Array[],
  ) {
    this.#people = new Float64Array(areas + 1);
    this.#sums = middle.map((people, year) => {
      const list = Array.from({ length: areas + 1 }, () => new Float64Array(weights ? 1 : ages));
      for (let area = 0; area < shape.areas; area++) {
        const own = groupOf[area]!;
        for (let sex = 0; sex < shape.sexes; sex++) {
          for (let age = 0; age < shape.ages; age++) {
            const count = people[cellOf(shape, area, sex, age)]!;
            if (year === 0) this.#count(own, count);
            if (age >= ages) {
              if (year > 0) break;
              continue;
            }
            if (own < 0) {
              if (year === 0) this.#outside += count;
              continue;
            }
            const [at, sum] = weights ? [0, count * weights[area]![age]!] : [age, count];
            list[own]![at]! += sum;
            list[areas]![at]! += sum;
          }
        }
      }
      return list;
    });
  }

  #count(area: number, people: number): void {
    if (area >= 0) this.#people[area]! += people;
    this.#people[this.#people.length - 1]! += people;
  }

  /** By age; `area` null: all areas together. */
  of(year: number, area: number | null): Float64Array {
    const list = this.#sums[year]!;
    return list[area ?? list.length - 1]!;
  }

  /** Of the first year, who live in no area of the layer. */
  get outside(): number {
    return this.#outside;
  }

  /** Of all ages, in the base year. */
  people(area: number): number {
    return this.#people[area]!;
  }
}
