/** Forecasts that were made, kept while they are looked at from other sides: another area, year or age group is no new forecast. */
import type { Database } from '../../data/open.ts';
import type { County } from '../../data/repositories/counties.ts';
import type { ForecastAssumptions } from '../../planning/forecast/assumptions.ts';
import { columnsOf } from '../../planning/forecast/bands.ts';
import { unforeseeable, type ForecastResult } from '../../planning/forecast/forecast.ts';
import type { History } from '../../planning/forecast/people.ts';
import type { Levers } from '../../planning/forecast/project.ts';
import { countyHistory, historyOf } from './history.ts';
import type { DemographyTables } from './tables.ts';
import type { Forecasting } from './work.ts';

/** Each holds some tens of megabytes of futures. */
const KEPT = 3;
/** Numbers of all futures together: of a city's 450 areas fewer futures are drawn than of a county's 40. */
const MOST_NUMBERS = 12_000_000;
const FEWEST_DRAWS = 100;

export interface Basis {
  tables: DemographyTables;
  assumptions: ForecastAssumptions;
  /** Of the stocks. */
  basis: string;
  history: History;
  /** Dates that can be forecast from, newest first. */
  bases: string[];
}

export interface Asked {
  base: number;
  years: number;
  levers: Levers;
  housing: (Float64Array | null)[];
}

/** Stocks and events on the basis of the newest table, or of that of a date. */
export function basisOf(
  tables: DemographyTables,
  assumptions: ForecastAssumptions,
  date: string | undefined,
): Basis | null {
  const stock = tables.stocks.find((candidate) => candidate.date === date) ?? tables.stocks.at(-1);
  if (!stock) return null;
  const history = knownHistory(tables, stock.basis, assumptions);
  // Totals without ages, or with a single one, are no ground.
  if (!history) return null;
  const bases = tables.stocks
    .filter(({ date: day, basis }) => basis === stock.basis && unforeseeable(history, Number(day.slice(0, 4))) === null)
    .map(({ date: day }) => day)
    .reverse();
  return { tables, assumptions, basis: stock.basis, history, bases };
}

/** Made of tens of thousands of rows, and the same for every question about the tables. */
const histories = new WeakMap<DemographyTables, Map<string, History | null>>();

function knownHistory(tables: DemographyTables, basis: string, assumptions: ForecastAssumptions): History | null {
  const known = histories.get(tables) ?? new Map<string, History | null>();
  histories.set(tables, known);
  const key = JSON.stringify([basis, assumptions]);
  const there = known.get(key);
  if (there !== undefined) return there;
  const history = historyOf(tables, basis, assumptions);
  known.set(key, history);
  return history;
}

export function drawsFor({ history, assumptions }: Basis, years: number): number {
  const width = (history.shape.areas + 1) * columnsOf(history.shape.ages).columns * (years + 1);
  return Math.max(FEWEST_DRAWS, Math.min(assumptions.draws, Math.floor(MOST_NUMBERS / width)));
}

const kept = new WeakMap<Database, Map<string, Promise<ForecastResult>>>();

export async function madeForecast(
  context: Forecasting,
  counties: County[],
  basis: Basis,
  { base, years, levers, housing }: Asked,
): Promise<ForecastResult> {
  const known = kept.get(context.database) ?? new Map<string, Promise<ForecastResult>>();
  kept.set(context.database, known);
  const revision = counties.map((county) => `${county.key}@${county.revision}`).join('+');
  const built = housing.map((people) => people?.reduce((sum, count) => sum + count, 0) ?? 0);
  const key = JSON.stringify([revision, basis.basis, base, years, levers, built]);
  const there = known.get(key);
  if (there) return there;
  const { history, assumptions } = basis;
  const made = context.onPeople({
    task: 'forecast',
    ...{ history, county: countyHistory(history), base, years, assumptions, levers, housing },
    draws: drawsFor(basis, years),
    seed: base,
  });
  known.set(key, made);
  const oldest = known.size > KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  made.catch(() => known.delete(key));
  return made;
}
