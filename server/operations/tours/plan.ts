/** From the question to tours: stops, road times, the search, and the roads that the buses drive. */
import { packedRoads } from '../../data/repositories/ways.ts';
import {
  destinationAt,
  destinationsOf,
  tourProblem,
  type Destination,
  type Riders,
} from '../../planning/tours/tourProblem.ts';
import { depotWays, type DepotWay } from '../../planning/tours/depot.ts';
import { homeward, transposed } from '../../planning/tours/mirror.ts';
import { scheduleTours, type ScheduledBus } from '../../planning/tours/tourSchedule.ts';
import type { TourGround } from '../../planning/tours/tourGround.ts';
import type { TourProblem } from '../../planning/tours/tourProblem.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Context, Operation } from '../../context.ts';
import { walkSeconds } from '../transitGround.ts';
import { ASSUMED } from './assumed.ts';
import * as refused from './refused.ts';
import { reportOf, type ToursReport } from './report.ts';
import type { TourTask } from './task.ts';
import { refuseTooLarge } from './size.ts';
import { stepsBetween, type TourPhase, type TourResult } from './tourWork.ts';

export const phases: Record<'ground' | 'lines' | TourPhase, Sentence> = {
  ground: { de: 'Haltestellen und Fahrzeiten', en: 'Stops and driving times' },
  tours: { de: 'Touren werden gesucht', en: 'Looking for tours' },
  limits: { de: 'Welche Vorgabe kostet Busse?', en: 'Which limit costs buses?' },
  staggered: { de: 'Versetzter Beginn wird geprüft', en: 'Trying staggered bells' },
  lines: { de: 'Fahrwege werden gezeichnet', en: 'Drawing the roads' },
};
/** Parts of the whole at which the search begins and ends. */
const [SEARCH, DRAW] = [0.2, 0.95];

export interface Planned {
  /** −1 where times of the search are those of the day turned round, as on the way home. */
  sign: 1 | -1;
  ground: TourGround;
  homes: string[];
  destinations: (Destination & { walkSeconds: number })[];
  tours: TourProblem;
  buses: ScheduledBus[];
  /** Per bus; null: no depot was named. */
  depot: DepotWay[] | null;
  /** Per bus and route. */
  lines: (readonly [longitude: number, latitude: number])[][][];
  result: TourResult;
}

type Point = [longitude: number, latitude: number];

export async function planTours(
  context: Operation & Pick<Context, 'onTours'>,
  task: TourTask,
  signal: AbortSignal,
  progress: (done: number, phase: Sentence) => void,
): Promise<ToursReport> {
  const { wish, schools, network, edits, depot } = task;
  const check = () => {
    if (signal.aborted) throw refused.toursStopped();
  };
  check();
  const roads = await packedRoads(context.database.db, network);
  const homes = [...new Set(schools.flatMap(({ wanted }) => [...wanted.pupils.keys()]))].sort();
  const ground = await context.onRoads(
    {
      task: 'tourGround',
      roads,
      edits,
      places: {
        homes: homes.map((home) => ({ point: pointOf(task, home), pupils: peopleAt(task, home) })),
        existing: task.stops.map(({ lon, lat }): Point => [lon, lat]),
        // The depot is one more place on the roads, and no destination.
        schools: [...schools.map(({ entrance }) => entrance), ...(depot ? [depot.point] : [])],
        most: wish.walkToStop,
      },
    },
    (done) => progress(done * SEARCH, phases.ground),
  );
  check();
  const [off] = ground.offRoad;
  if (off !== undefined)
    throw off < schools.length ? refused.schoolOffRoad(schools[off]!.record.name) : refused.depotOffRoad();
  const isHome = wish.direction === 'back';
  const sign = isHome ? -1 : 1;
  const driven = isHome ? transposed(ground) : ground;
  const destinations = destinationsOf(
    schools.map(({ wanted }) => sum(wanted.pupils.values())),
    schools.map(({ bell }) => bell),
    driven,
    wish.mixedLoads ? ASSUMED.togetherMetres : 0,
  ).map((own) => destinationAt(own, sign * schools[own[0]!]!.bell - wish.margin * 60, driven, walkSeconds));
  const tours = tourProblem(driven, destinations, ridersOf(task, homes), {
    seats: wish.seats,
    longestRide: wish.longestRide * 60,
    ...ASSUMED,
  });
  refuseTooLarge(tours.problem.stops, tours.problem.schools);
  const result = await context.onTours(
    {
      problem: tours.problem,
      seconds: wish.seconds,
      earlier: stepsBetween((wish.margin - wish.earliest) * 60, 0, ASSUMED.step),
      staggered: stepsBetween(-wish.staggered * 60, wish.staggered * 60, ASSUMED.step),
    },
    (done, phase) => progress(SEARCH + done * (DRAW - SEARCH), phases[phase]),
    signal,
  );
  // There are tours now: whoever stops from here on waits no longer than the drawing takes, and loses nothing.
  progress(DRAW, phases.lines);
  const { problem } = tours;
  const bell = problem.bell.map((time, destination) => time + result.shifts[destination]!);
  const scheduled = scheduleTours({ ...tours, problem: { ...problem, bell } }, result);
  const buses = isHome ? homeward(scheduled) : scheduled;
  const ways = buses.flatMap(({ routes }) =>
    routes.map(({ stops, destination }): Point[] => {
      const halts = stops.map(({ node }) => [...ground.stops[node.stop]!.point] as Point);
      const { entrance } = schools[destinations[destination]!.schools[0]!]!;
      return isHome ? [entrance, ...halts] : [...halts, entrance];
    }),
  );
  const legs = ways.flatMap((way) => way.slice(1).map((to, index): [Point, Point] => [way[index]!, to]));
  const drawn = await context.onRoads({ task: 'tourLines', roads, edits, ways: legs });
  let at = 0;
  const joined = ways.map((way) => drawn.slice(at, (at += way.length - 1)).flat());
  let route = 0;
  const lines = buses.map(({ routes }) => routes.map(() => joined[route++]!));
  const schoolOf = destinations.map((one) => one.schools[0]!);
  return reportOf(context, task, {
    ...{ sign, ground, homes, destinations, tours, buses, lines, result },
    depot: depot && depotWays(ground, schools.length, buses, schoolOf, isHome),
  });
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);

const pointOf = ({ atoms }: TourTask, home: string): Point => {
  const { lon, lat } = atoms.get(home)!;
  return [lon, lat];
};

const peopleAt = ({ schools }: TourTask, home: string): number =>
  schools.reduce((all, { wanted }) => all + (wanted.pupils.get(home) ?? 0), 0);

const ridersOf = ({ schools }: TourTask, homes: readonly string[]): Riders[] =>
  schools.flatMap(({ wanted }, school) =>
    homes.flatMap((key, home) => {
      const pupils = wanted.pupils.get(key) ?? 0;
      return pupils === 0 ? [] : [{ home, school, pupils }];
    }),
  );
