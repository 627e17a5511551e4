/** The forecast that Kita planning looks ahead with: the same as in Bevölkerung, from the newest residents on. */
import type { County } from '../../data/repositories/counties.ts';
import type { ForecastAssumptions } from '../../planning/forecast/assumptions.ts';
import type { ForecastResult } from '../../planning/forecast/forecast.ts';
import type { Shape } from '../../planning/forecast/people.ts';
import type { Levers } from '../../planning/forecast/project.ts';
import { leversOf } from '../demography/assumed.ts';
import { basisOf, madeForecast, type Basis } from '../demography/forecasts.ts';
import { demographyGround, type DemographyGround } from '../demography/ground.ts';
import { housingPeople } from '../demography/housing.ts';
import type { StockTable } from '../demography/tables.ts';
import type { Forecasting } from '../demography/work.ts';
import { forecastAssumptionsOf } from '../rules.ts';

export interface AheadQuery {
  group?: string | undefined;
  layer?: string | undefined;
  rate?: number | undefined;
  scenario?: 'low' | 'middle' | 'high' | undefined;
}

export interface Ahead {
  people: DemographyGround;
  counties: County[];
  basis: Basis;
  baseDate: string;
  assumptions: ForecastAssumptions;
  levers: Levers;
  made: ForecastResult;
  shape: Shape;
  /** Ends of years, the base first. */
  years: number[];
  /** Residents of the base year. */
  stock: StockTable;
}

/** Null where nothing can be forecast from. */
export async function aheadOf(
  context: Forecasting,
  selection: string,
  layer: string,
  { scenario }: AheadQuery,
): Promise<Ahead | null> {
  const people = await demographyGround(context, selection, layer);
  const { values: assumptions } = await forecastAssumptionsOf(context, people.keys[0]!);
  const basis = people.tables ? basisOf(people.tables, assumptions, undefined) : null;
  const baseDate = basis?.bases[0];
  if (!people.tables || !basis || baseDate === undefined) return null;
  const base = Number(baseDate.slice(0, 4));
  const levers = leversOf({ scenario }, assumptions);
  const made = await madeForecast(context, people.counties, basis, {
    ...{ base, years: assumptions.horizon, levers },
    housing: housingPeople(basis, base, assumptions.horizon),
  });
  const stock = people.tables.stocks.findLast(({ date, basis: own }) => own === basis.basis && date === baseDate)!;
  return {
    ...{ people, counties: people.counties, basis, baseDate, assumptions, levers, made },
    ...{ shape: basis.history.shape, years: made.middle.map((_, at) => base + at), stock },
  };
}
