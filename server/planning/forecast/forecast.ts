/** A forecast from what a county knows: by births, deaths and moves where it has them, else by cohort change ratios. */
import { motherhoodByAge, type ForecastAssumptions } from './assumptions.ts';
import { columnsOf } from './bands.ts';
import { cohortChangeRates } from './cohortChange.ts';
import { componentRates } from './components.ts';
import { futures, type Futures } from './futures.ts';
import type { History } from './people.ts';
import { project, type Levers, type Plan } from './project.ts';
import type { Rates } from './rates.ts';
import { changeSpread, componentSpread, componentTurnover } from './spread.ts';

export type Method = 'cohortComponent' | 'cohortChange';

export interface ForecastWork {
  history: History;
  /** The whole county as one area. */
  county: History;
  /** A year of which there is a stock; nothing after it is looked at. */
  base: number;
  years: number;
  assumptions: ForecastAssumptions;
  levers: Levers;
  /** As Plan. */
  housing: (Float64Array | null)[];
  /** 0: no futures. */
  draws: number;
  seed: number;
}

export interface ForecastResult {
  method: Method;
  /** Years that the rates come from. */
  rateYears: { from: number; to: number };
  county: Rates;
  /** Stocks without chance, base year first. */
  middle: Float64Array[];
  futures: Futures | null;
}

/** Rates by components need every component in some year up to the base. */
export function methodOf({ events }: History, base: number): Method {
  const known = (kind: 'births' | 'deaths' | 'arrivals' | 'departures') =>
    events.some((entry) => entry.year <= base && entry[kind] !== null);
  return known('births') && known('deaths') && known('arrivals') && known('departures')
    ? 'cohortComponent'
    : 'cohortChange';
}

/** Why it cannot be forecast: 'noBase', or 'onlyOne' where there are neither events nor a second year. */
export function unforeseeable(history: History, base: number): 'noBase' | 'onlyOne' | null {
  if (!history.stocks.some(({ year }) => year === base)) return 'noBase';
  if (methodOf(history, base) === 'cohortComponent') return null;
  const pair = history.stocks.some(
    ({ year }) => year <= base && history.stocks.some((before) => before.year === year - 1),
  );
  return pair ? null : 'onlyOne';
}

export function forecast(work: ForecastWork): ForecastResult {
  const { history, county, base, years, assumptions, levers, housing, draws, seed } = work;
  const { shape } = history;
  const method = methodOf(history, base);
  const { shrinkage, reach, boys, least } = assumptions;
  const settings = {
    years: assumptions.years,
    shrinkage,
    reach,
    boys,
    motherhood: motherhoodByAge(assumptions, shape.ages),
  };
  const change = { years: assumptions.years, shrinkage: shrinkage.cohort, boys };
  const ratesOf = (of: History) =>
    method === 'cohortComponent' ? componentRates(of, base, settings) : cohortChangeRates(of, base, change);
  const stock = history.stocks.find(({ year }) => year === base)!;
  const plan: Plan = { base: stock.people, years, areas: ratesOf(history), county: ratesOf(county), levers, housing };
  const used =
    method === 'cohortComponent'
      ? history.events.filter(({ year }) => year <= base).map(({ year }) => year)
      : history.stocks.filter(({ year }) => year <= base).map(({ year }) => year);
  const { spread, turnover } =
    method === 'cohortComponent'
      ? {
          spread: componentSpread(history, base, assumptions.years, least),
          turnover: { areas: componentTurnover(plan.areas), county: componentTurnover(plan.county) },
        }
      : changeSpread(history, base, plan.areas, least);
  const kept = {
    ...columnsOf(shape.ages),
    groupOf: Int32Array.from({ length: shape.areas }, (_, area) => area),
    groups: shape.areas + 1,
  };
  return {
    method,
    rateYears: { from: used.slice(-assumptions.years)[0]!, to: used.at(-1)! },
    county: plan.county,
    middle: project(plan),
    futures: draws > 0 ? futures(plan, { spread, turnover, draws, seed }, kept) : null,
  };
}
