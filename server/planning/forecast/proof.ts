/** Back-testing: from every past base year the forecast as it would have been made then, against what came. */
import type { ForecastAssumptions } from './assumptions.ts';
import { columnsIn, columnsOf, toldBands } from './bands.ts';
import { coverageOf, errorsOf, type Errors, type Judged } from './errors.ts';
import { forecast, unforeseeable } from './forecast.ts';
import { drawn, quantile } from './futures.ts';
import { asInThePast } from './project.ts';
import { cellOf, type History, type Shape } from './people.ts';

export interface ProofRow {
  band: string;
  horizon: number;
  /** Areas × bases. */
  forecasts: number;
  errors: Errors;
  /** As in the base year. */
  naive: Errors;
  coverage: number | null;
}

export interface ProofWork {
  history: History;
  county: History;
  /** Area → group that is judged; areas of one group are judged together. */
  groupOf: Int32Array;
  groups: number;
  assumptions: ForecastAssumptions;
  draws: number;
  /** Share of futures on each side of the interval. */
  tail: number;
}

export interface Proof {
  bases: number[];
  rows: ProofRow[];
}

/** People of an age span in each group. */
function peopleOf(
  shape: Shape,
  people: Float64Array,
  { groupOf, groups }: ProofWork,
  from: number,
  to: number | null,
): Float64Array {
  const sums = new Float64Array(groups);
  for (let area = 0; area < shape.areas; area++) {
    if (groupOf[area]! < 0) continue;
    for (let sex = 0; sex < shape.sexes; sex++) {
      for (let age = from; age <= Math.min(to ?? shape.ages - 1, shape.ages - 1); age++)
        sums[groupOf[area]!]! += people[cellOf(shape, area, sex, age)]!;
    }
  }
  return sums;
}

/** History as it was known at the end of the base year. */
const until = (history: History, base: number): History => ({
  ...history,
  stocks: history.stocks.filter(({ year }) => year <= base),
  events: history.events.filter(({ year }) => year <= base),
});

export function proof(work: ProofWork): Proof {
  const { history, county, groupOf, groups, assumptions, draws, tail } = work;
  const { shape, stocks } = history;
  const columns = columnsOf(shape.ages);
  const judged = new Map<string, { band: string; horizon: number; ours: Judged[]; naive: Judged[] }>();
  const bases: number[] = [];
  const last = stocks.at(-1)?.year ?? 0;
  for (const { year: base, people } of stocks) {
    const later = stocks.filter(({ year }) => year > base);
    if (later.length === 0 || unforeseeable(until(history, base), base) !== null) continue;
    bases.push(base);
    const { middle, futures } = forecast({
      history: until(history, base),
      county: until(county, base),
      ...{ base, years: last - base, assumptions, levers: asInThePast, housing: [], draws, seed: base },
    });
    for (const { year, people: came } of later) {
      const horizon = year - base;
      for (const band of toldBands(shape.ages)) {
        const id = `${band.key}|${horizon}`;
        const entry = judged.get(id) ?? { band: band.key, horizon, ours: [], naive: [] };
        judged.set(id, entry);
        const [before, actual, ours] = [people, came, middle[horizon]!].map((of) =>
          peopleOf(shape, of, work, band.from, band.to),
        );
        const [first, lastColumn] = columnsIn(columns, band);
        for (let group = 0; group < groups; group++) {
          entry.naive.push({ forecast: before![group]!, actual: actual![group]! });
          const members = groupOf.reduce<number[]>((list, of, area) => (of === group ? [...list, area] : list), []);
          const sorted = futures ? drawn(futures, horizon, members, first, lastColumn) : null;
          entry.ours.push({
            forecast: ours![group]!,
            actual: actual![group]!,
            ...(sorted ? { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) } : {}),
          });
        }
      }
    }
  }
  const rows = [...judged.values()].map(({ band, horizon, ours, naive }) => ({
    ...{ band, horizon, forecasts: ours.length },
    ...{ errors: errorsOf(ours), naive: errorsOf(naive), coverage: coverageOf(ours) },
  }));
  return { bases, rows };
}
