/** From the question to tours: stops, road times, the search, and the roads that the buses drive. */
import { packedRoads } from '../../data/repositories/ways.ts';
import {
  destinationAt,
  destinationsOf,
  tourProblem,
  type Destination,
  type Riders,
} from '../../planning/tours/tourProblem.ts';
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
  ground: TourGround;
  homes: string[];
  destinations: (Destination & { walkSeconds: number })[];
  tours: TourProblem;
  buses: ScheduledBus[];
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
  const { wish, schools, network, edits } = task;
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
        schools: schools.map(({ entrance }) => entrance),
        most: wish.walkToStop,
      },
    },
    (done) => progress(done * SEARCH, phases.ground),
  );
  check();
  const [off] = ground.offRoad;
  if (off !== undefined) throw refused.schoolOffRoad(schools[off]!.record.name);
  const destinations = destinationsOf(
    schools.map(({ wanted }) => sum(wanted.pupils.values())),
    schools.map(({ bell }) => bell),
    ground,
    wish.mixedLoads ? ASSUMED.togetherMetres : 0,
  ).map((own) => destinationAt(own, schools[own[0]!]!.bell - wish.margin * 60, ground, walkSeconds));
  const tours = tourProblem(ground, destinations, ridersOf(task, homes), {
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
  progress(DRAW, phases.lines);
  const { problem } = tours;
  const bell = problem.bell.map((time, destination) => time + result.shifts[destination]!);
  const buses = scheduleTours({ ...tours, problem: { ...problem, bell } }, result);
  const ways = buses.flatMap(({ routes }) =>
    routes.map(({ stops, destination }): Point[] => [
      ...stops.map(({ node }) => [...ground.stops[node.stop]!.point] as Point),
      schools[destinations[destination]!.schools[0]!]!.entrance,
    ]),
  );
  const legs = ways.flatMap((way) => way.slice(1).map((to, index): [Point, Point] => [way[index]!, to]));
  const drawn = await context.onRoads({ task: 'tourLines', roads, edits, ways: legs });
  check();
  let at = 0;
  const joined = ways.map((way) => drawn.slice(at, (at += way.length - 1)).flat());
  let route = 0;
  const lines = buses.map(({ routes }) => routes.map(() => joined[route++]!));
  return reportOf(context, task, { ground, homes, destinations, tours, buses, lines, result });
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
      const pupils = Math.ceil(wanted.pupils.get(key) ?? 0);
      return pupils === 0 ? [] : [{ home, school, pupils }];
    }),
  );
