/** Forecasts and assignments of children take seconds of arithmetic: what the worker gets, and what it does with it. */
import type { Context, Operation } from '../../context.ts';
import { forecast, type ForecastResult, type ForecastWork } from '../../planning/forecast/forecast.ts';
import { kitaReach, type KitaReached, type KitaReachWork } from '../../planning/kita/reach.ts';
import { newSites, type Candidates, type NewSites } from '../../planning/kita/newSites.ts';
import { closings, fewerPlaces, type Closing, type FewerPlaces } from '../../planning/kita/fewerPlaces.ts';
import type { AssignmentProblem } from '../../planning/kita/assignment.ts';
import type { Places } from '../../planning/kita/withSite.ts';
import { proof, type Proof, type ProofWork } from '../../planning/forecast/proof.ts';

/** What a forecast may use besides. */
export type Forecasting = Operation & Pick<Context, 'onPeople'>;

export interface NewSitesWork {
  problem: AssignmentProblem;
  candidates: Candidates;
  places: Places;
  count: number;
}

export interface FewerPlacesWork {
  problem: AssignmentProblem;
  /** −1: all together. */
  group: number;
  places: number;
  step: number;
}

export type PeopleWork =
  | ({ task: 'forecast' } & ForecastWork)
  | ({ task: 'proof' } & ProofWork)
  | ({ task: 'kitaReach' } & KitaReachWork)
  | ({ task: 'newSites' } & NewSitesWork)
  | ({ task: 'fewerPlaces' } & FewerPlacesWork);

export interface PeopleResults {
  forecast: ForecastResult;
  proof: Proof;
  kitaReach: KitaReached;
  newSites: NewSites;
  fewerPlaces: FewerPlaces & { closings: Closing[] };
}

export function peopleWork(work: PeopleWork): PeopleResults[keyof PeopleResults] {
  switch (work.task) {
    case 'forecast':
      return forecast(work);
    case 'proof':
      return proof(work);
    case 'kitaReach':
      return kitaReach(work);
    case 'newSites':
      return newSites(work.problem, work.candidates, work.places, work.count);
    case 'fewerPlaces': {
      const { problem, group, places, step } = work;
      return { ...fewerPlaces(problem, group, places, step), closings: closings(problem, group) };
    }
  }
}
