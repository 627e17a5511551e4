/** Work on a county's ways and ground that takes long enough to be done in a worker: what it gets, and what it does with it. */
import { nearWalks, type NearWalks } from '../planning/network/nearWalks.ts';
import { withFootpaths } from '../planning/network/footpaths.ts';
import type { ReachBand } from '../planning/network/reach.ts';
import { unpackRoads } from '../planning/network/roads.ts';
import { reachOfSite, type ReachBy } from '../planning/network/siteReach.ts';
import { tourGround, tourLines, type TourGround, type TourPlaces } from '../planning/tours/tourGround.ts';
import { walksToSites, waysToSites, type FootWays, type Site, type SiteWays } from '../planning/network/ways.ts';

import { groundWork, type Ground, type GroundWork } from './variants/ground.ts';

type Point = [longitude: number, latitude: number];

/** What the county has drawn. */
export interface NetworkLines {
  footpaths: Point[][];
  dangerous: Point[][];
}

interface OnRoads {
  /** As packRoads() gives them. */
  roads: Uint8Array;
  edits: NetworkLines;
}

export interface WaysWork extends OnRoads {
  task: 'ways';
  sites: Site[];
  homes: Point[];
}

export interface ReachWork extends OnRoads {
  task: 'reach';
  entrances: Point[];
  by: ReachBy;
  /** Metres on foot, seconds driving. */
  limits: number[];
}

export interface NearWork extends OnRoads {
  task: 'near';
  places: Point[];
  stops: Point[];
  /** Metres. */
  most: number;
}

export interface WalksWork extends OnRoads {
  task: 'walks';
  /** Each with the indices of its homes. */
  sites: { entrances: Point[]; homes: Int32Array }[];
  homes: Point[];
}

export interface TourGroundWork extends OnRoads {
  task: 'tourGround';
  places: TourPlaces;
}

export interface TourLinesWork extends OnRoads {
  task: 'tourLines';
  ways: [from: Point, to: Point][];
}

export interface RoadResults {
  walks: FootWays[];
  near: NearWalks;
  ways: SiteWays[];
  reach: ReachBand[];
  ground: Ground;
  tourGround: TourGround;
  tourLines: (readonly [longitude: number, latitude: number])[][];
}

export type RoadWork = WaysWork | WalksWork | ReachWork | NearWork | GroundWork | TourGroundWork | TourLinesWork;

export function roadWork<W extends RoadWork>(work: W, progress?: (done: number) => void): RoadResults[W['task']];
export function roadWork(work: RoadWork, progress?: (done: number) => void): RoadResults[keyof RoadResults] {
  if (work.task === 'ground') return groundWork(work);
  const roads = withFootpaths(unpackRoads(work.roads), work.edits.footpaths);
  if (work.task === 'near') return nearWalks(roads, work.places, work.stops, work.most);
  if (work.task === 'walks') return walksToSites(roads, work.sites, work.homes, work.edits);
  if (work.task === 'tourGround') return tourGround(roads, work.places, progress);
  if (work.task === 'tourLines') return tourLines(roads, work.ways);
  return work.task === 'ways'
    ? waysToSites(roads, work.sites, work.homes, work.edits, progress)
    : reachOfSite(roads, work.entrances, work.by, work.limits);
}
