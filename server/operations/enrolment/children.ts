/** Who enters school from which area: by rule, in the years that are counted, in those to come and in each of their futures. */
import type { SchoolEntryRule } from '../../planning/pupils/schoolEntry.ts';
import { entrantsOf, entryWeights, oldestEntrant, type EntryWeights } from '../../planning/enrolment/entrants.ts';
import type { ForecastResult } from '../../planning/forecast/forecast.ts';
import { cellOf, type History, type Shape } from '../../planning/forecast/people.ts';
import type { AreaRecord } from '../../data/repositories/areas.ts';

export class EnteringChildren {
  readonly #weights: EntryWeights[];
  readonly #history: History;

  /** @param rules cut-off of each area's county; @param areas of the table of residents */
  constructor(
    history: History,
    areas: readonly AreaRecord[],
    rules: ReadonlyMap<string, { entry: SchoolEntryRule; deferral: number }>,
  ) {
    this.#history = history;
    this.#weights = areas.map(({ county }) => {
      const { entry, deferral } = rules.get(county)!;
      return entryWeights(entry, deferral);
    });
  }

  /** Do the tables tell the ages at school entry singly? The last age of the shape is open. */
  get areTold(): boolean {
    return this.#weights.every((weights) => oldestEntrant(weights) < this.#history.shape.ages - 1);
  }

  /** Of people who come by building those whose birth years are in a grade, by area. */
  inGrade(people: Float64Array, grade: number): Float64Array {
    const { shape } = this.#history;
    return this.#of(people, shape, grade - 1);
  }

  /** Of a year at whose end residents were counted; null of another. */
  counted(year: number): Float64Array | null {
    const stock = this.#history.stocks.find((one) => one.year === year);
    return stock ? this.#of(stock.people, this.#history.shape) : null;
  }

  /** Of each of so many years from `from` on: as counted, else as forecast from the base. */
  ahead({ middle }: ForecastResult, base: number, from: number, years: number): Float64Array[] {
    return Array.from({ length: years }, (_, index) => {
      const year = from + index;
      return this.counted(year) ?? this.#of(middle[Math.max(0, year - base)]!, this.#history.shape);
    });
  }

  /** @param older by so many years */
  #of(people: Float64Array, shape: Shape, older = 0): Float64Array {
    return Float64Array.from(this.#weights, (entering, area) => {
      const weights = { ...entering, from: entering.from + older };
      let sum = 0;
      // The last age is open: beyond it nobody's birth year is known.
      if (oldestEntrant(weights) >= shape.ages - 1) return 0;
      for (let sex = 0; sex < shape.sexes; sex++) sum += entrantsOf(people, cellOf(shape, area, sex, 0), weights);
      return sum;
    });
  }

  /** The same in each future: draws × years × areas. */
  drawn({ futures }: ForecastResult, base: number, from: number, years: number) {
    if (!futures) return null;
    const { draws, groups, columns, people } = futures;
    const areas = this.#weights.length;
    const children = new Float32Array(draws * years * areas);
    const counted = Array.from({ length: years }, (_, index) => this.counted(from + index));
    for (let draw = 0; draw < draws; draw++)
      for (let year = 0; year < years; year++) {
        const known = counted[year];
        const first = (draw * (futures.years + 1) + Math.max(0, from + year - base)) * groups * columns;
        for (let area = 0; area < areas; area++)
          children[(draw * years + year) * areas + area] = known
            ? known[area]!
            : entrantsOf(people, first + area * columns, this.#weights[area]!);
      }
    return { draws, areas, children };
  }
}
