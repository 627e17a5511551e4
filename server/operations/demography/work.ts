/** Forecasts and assignments of children take seconds of arithmetic: what the worker gets, and what it does with it. */
import type { Context, Operation } from '../../context.ts';
import { enrolmentForecast, type EnrolmentResult, type EnrolmentWork } from '../../planning/enrolment/forecast.ts';
import { forecast, type ForecastResult, type ForecastWork } from '../../planning/forecast/forecast.ts';
import { kitaReach, type KitaReached, type KitaReachWork } from '../../planning/kita/reach.ts';
import { bestSites, type BestSites, type SitesProblem } from '../../planning/kita/bestSites.ts';
import { closings, type Closing } from '../../planning/kita/harm.ts';
import { leastHarm, type FewerPlaces, type LeastHarm } from '../../planning/kita/leastHarm.ts';
import { indexWork, type IndexResult, type IndexWork } from '../../planning/socialSpace/indexWork.ts';
import { proof, type Proof, type ProofWork } from '../../planning/forecast/proof.ts';

/** What a forecast may use besides. */
export type Forecasting = Operation & Pick<Context, 'onPeople'>;

export type PeopleWork =
  | ({ task: 'forecast' } & ForecastWork)
  | ({ task: 'proof' } & ProofWork)
  | ({ task: 'kitaReach' } & KitaReachWork)
  | ({ task: 'enrolment' } & EnrolmentWork)
  | ({ task: 'bestSites' } & SitesProblem)
  | ({ task: 'leastHarm' } & FewerPlaces)
  | ({ task: 'socialIndex' } & IndexWork);

export interface PeopleResults {
  forecast: ForecastResult;
  proof: Proof;
  kitaReach: KitaReached;
  enrolment: EnrolmentResult;
  bestSites: BestSites;
  leastHarm: LeastHarm & { closings: Closing[] };
  socialIndex: IndexResult;
}

export function peopleWork(work: PeopleWork): PeopleResults[keyof PeopleResults] {
  switch (work.task) {
    case 'forecast':
      return forecast(work);
    case 'proof':
      return proof(work);
    case 'kitaReach':
      return kitaReach(work);
    case 'enrolment':
      return enrolmentForecast(work);
    case 'bestSites':
      return bestSites(work);
    case 'leastHarm':
      return { ...leastHarm(work), closings: closings(work.problem) };
    case 'socialIndex':
      return indexWork(work);
  }
}
