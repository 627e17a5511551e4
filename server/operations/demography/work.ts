/** Forecasts and assignments of children take seconds of arithmetic: what the worker gets, and what it does with it. */
import type { Context, Operation } from '../../context.ts';
import { forecast, type ForecastResult, type ForecastWork } from '../../planning/forecast/forecast.ts';
import { kitaReach, type KitaReached, type KitaReachWork } from '../../planning/kita/reach.ts';
import { proof, type Proof, type ProofWork } from '../../planning/forecast/proof.ts';

/** What a forecast may use besides. */
export type Forecasting = Operation & Pick<Context, 'onPeople'>;

export type PeopleWork =
  ({ task: 'forecast' } & ForecastWork) | ({ task: 'proof' } & ProofWork) | ({ task: 'kitaReach' } & KitaReachWork);

export interface PeopleResults {
  forecast: ForecastResult;
  proof: Proof;
  kitaReach: KitaReached;
}

export function peopleWork(work: PeopleWork): PeopleResults[keyof PeopleResults] {
  if (work.task === 'kitaReach') return kitaReach(work);
  return work.task === 'forecast' ? forecast(work) : proof(work);
}
