/** What operations need from outside: database, clock, log, limits, settings. Handed in, never read from a global. */
import type { Logger } from 'pino';
import type { PrepareRequest } from '../geodata/import/types.ts';
import type { Database } from './data/open.ts';
import type { JobRunner } from './jobs/runner.ts';
import type { AnswerStore } from './operations/answers.ts';
import type { Homes } from './operations/import/homes.ts';
import type { Ready } from './operations/import/protectPupils.ts';
import type { GuideAssets } from './operations/schoolGuide/page.ts';
import type { DistrictProgress, DistrictResult, DistrictWork } from './operations/districtWork.ts';
import type { TourProgress, TourResult, TourWork } from './operations/tours/tourWork.ts';
import type { PeopleResults, PeopleWork } from './operations/demography/work.ts';
import type { ProfilesPaper } from './operations/indicators/profilesPaper.ts';
import type { RoadResults, RoadWork } from './operations/roadWork.ts';
import type { TileStore } from './tiles/store.ts';

export interface Limits {
  /** Largest upload in bytes. */
  uploadBytes: number;
  /** Requests per minute and address. */
  requestsPerMinute: number;
}

export type OnRoads = <W extends RoadWork>(
  work: W,
  progress?: (done: number) => void,
) => Promise<RoadResults[W['task']]>;

export type OnPeople = <W extends PeopleWork>(work: W) => Promise<PeopleResults[W['task']]>;

export type OnDistricts = (
  work: DistrictWork,
  progress: DistrictProgress,
  signal: AbortSignal,
) => Promise<DistrictResult>;

export type OnTours = (work: TourWork, progress: TourProgress, signal: AbortSignal) => Promise<TourResult>;

export type OnPaper = (work: ProfilesPaper, signal: AbortSignal) => Promise<Uint8Array>;

export interface Context {
  database: Database;
  tiles: TileStore;
  answers: AnswerStore;
  jobs: JobRunner;
  /** Reads a file into rows off the request thread; pupils become protected counts there. */
  prepare: (request: PrepareRequest, homes: Homes | null) => Promise<Ready>;
  /** Works on a road network off the request thread. */
  onRoads: OnRoads;
  /** Forecasts residents off the request thread. */
  onPeople: OnPeople;
  /** Redraws districts off the request thread. */
  onDistricts: OnDistricts;
  /** Plans school bus tours off the request thread. */
  onTours: OnTours;
  /** Makes a PDF off the request thread. */
  onPaper: OnPaper;
  /** The built page of the school guide; null where it has not been built. */
  guideAssets: () => Promise<GuideAssets | null>;
  log: Logger;
  now: () => Date;
  newId: () => string;
  limits: Limits;
  version: string;
  /** True while the sample county is being loaded at the first start. */
  loading: () => boolean;
  /** Set by the administrator only: the client then may ask basemap.de for its background. */
  basemapDe: boolean;
  /** Check every answer against the contract (tests and development). */
  checkResponses: boolean;
}

/** What an operation may use. */
export type Operation = Pick<Context, 'database' | 'now' | 'newId' | 'log' | 'prepare' | 'onRoads' | 'onDistricts'>;
