/** Scene Schülerbeförderung: dedicated school buses for those whom no line serves well enough; a job that ends with tours. */
import { z } from 'zod';
import {
  CountyKey,
  IsoDate,
  Position,
  ProtectedCount,
  Protection,
  Rate,
  SchoolYear,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const Seconds = z.number().int().describe('Seconds after midnight');
const Key = z.string().max(80);
const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('HH:MM');
const minutes = (least: number, most: number) => z.number().int().min(least).max(most);

const Direction = z.enum(['there', 'back']);

export const ToursWish = z.object({
  direction: Direction.default('there').describe("To school before the bell, or home after the lessons' end"),
  schools: z.array(Key).min(1).max(20),
  date: IsoDate.describe('A school day of the timetable'),
  variant: z
    .uuid()
    .nullable()
    .default(null)
    .describe('Pupils and schools of this planning variant, once all of it holds for everybody; null: as today'),
  bells: z
    .record(Key, Clock)
    .default({})
    .describe(
      "By school: the bell, or on the way home the lessons' end; for those not named as the school's hours say, without hours as is usual",
    ),
  margin: minutes(0, 60)
    .default(5)
    .describe("Minutes at the school before the bell, or from the lessons' end until the bus leaves, at least"),
  earliest: minutes(0, 90).default(5).describe('The same, at most'),
  who: z
    .object({
      withoutConnection: z.literal(true).describe('Who has no connection that arrives in time: always'),
      longerThan: minutes(1, 180).nullable().describe('Also who is under way longer with the lines'),
      beyond: z
        .number()
        .int()
        .min(0)
        .max(20_000)
        .nullable()
        .describe(
          "Metres: who lives nearer on foot walks; null: by the state's rule for school type and grade, dangerous ways included",
        ),
    })
    .default({ withoutConnection: true, longerThan: null, beyond: null }),
  walkToStop: z.number().int().min(100).max(3000).default(800).describe('Metres on foot to the stop, at most'),
  seats: z.number().int().min(4).max(200).default(50).describe('Pupils a bus holds'),
  longestRide: minutes(5, 120).default(45),
  mixedLoads: z
    .boolean()
    .default(false)
    .describe('Schools with the same bell that lie next to each other by road are one destination'),
  staggered: minutes(0, 60).default(0).describe('Minutes by which a bell may be moved in a proposal; 0: none asked'),
  depot: z
    .union([
      z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
      z.object({ stop: Key.describe('Key of a stop of the timetable') }),
    ])
    .nullable()
    .default(null)
    .describe('Where buses stand; their ways from and to it are told apart and do not guide the search'),
  seconds: z.number().int().min(1).max(120).default(20).describe('How long to look'),
});
export type ToursWish = z.infer<typeof ToursWish>;

export const TourStop = z.object({
  key: z.string(),
  name: z.string(),
  point: Position,
  existing: z.boolean().describe('A stop of the timetable; else a new one'),
  arrive: Seconds,
  leave: Seconds,
  boarding: ProtectedCount.describe('On the way home: who gets off'),
  load: ProtectedCount.describe('On board when the bus leaves; on the way home: when it arrives'),
  rideSeconds: z.number().int().describe('To the school, or from it'),
  bySchool: z.array(z.object({ school: z.string(), pupils: ProtectedCount })),
});
export type TourStop = z.infer<typeof TourStop>;

export const TourRoute = z.object({
  key: z.string().describe('Bus and trip: 2.1 is the first trip of bus 2'),
  destination: z.number().int().describe('Index into destinations'),
  stops: z.array(TourStop),
  leave: Seconds.describe('The first stop; on the way home: the school'),
  arrive: Seconds.describe('At the school; on the way home: at the last stop'),
  metres: z.number().int(),
  pupils: ProtectedCount,
  line: z
    .array(Position)
    .describe('Along the roads, from the first stop to the school, or from the school to the last stop'),
});
export type TourRoute = z.infer<typeof TourRoute>;

export const TourBus = z.object({
  number: z.number().int(),
  leave: Seconds,
  arrive: Seconds,
  metres: z.number().int().describe('Empty ways between trips included'),
  depot: z
    .object({ out: z.number().int().nullable(), in: z.number().int().nullable() })
    .nullable()
    .describe('Empty metres from and to the depot; null: no road leads there, or no depot was named'),
  routes: z.array(TourRoute),
});
export type TourBus = z.infer<typeof TourBus>;

export const TourDestination = z.object({
  name: z.string(),
  point: Position,
  bell: Seconds.describe("On the way home: the lessons' end"),
  at: Seconds.describe('When its buses arrive; on the way home: leave'),
  walkSeconds: z
    .number()
    .int()
    .describe('On foot to the farthest of the schools: the bus is there so much earlier, or leaves so much later'),
  schools: z.array(z.object({ key: z.string(), name: z.string(), metres: z.number().int() })),
});

export const Unserved = z.object({
  school: z.string(),
  key: z.string().describe('Of the atom'),
  name: z.string(),
  point: Position,
  pupils: ProtectedCount,
  reason: z.enum(['noRoad', 'noWay', 'rideTooLong']),
});
export type Unserved = z.infer<typeof Unserved>;

export const Staggered = z.object({
  buses: z.number().int(),
  saved: z.number().int(),
  bells: z.array(z.object({ school: z.string(), name: z.string(), from: Seconds, to: Seconds })),
});

export const Tours = z.object({
  date: IsoDate,
  wish: ToursWish,
  variant: z
    .object({
      id: z.string(),
      name: z.string(),
      version: z.number().int(),
      unplaced: ProtectedCount.describe('Pupils of the county who find no place under it, and ride nowhere'),
    })
    .nullable()
    .describe('null: as today'),
  year: SchoolYear,
  mostOnFoot: z
    .array(z.object({ school: z.string(), metres: z.array(z.number()) }))
    .describe('Who lives nearer walks, but for dangerous ways; several where grades differ'),
  wanted: ProtectedCount.describe('Pupils for whom a bus was asked'),
  carried: ProtectedCount,
  atoms: z.number().int().describe('Atoms for which a bus was asked'),
  elsewhere: ProtectedCount.describe('Pupils of the schools whose atom is not known'),
  bound: z.number().int().describe('With these stops and limits no plan has fewer buses'),
  metres: z.number().int().describe('Ways from and to the depot are not among them'),
  depot: z
    .object({
      name: z.string().nullable().describe('Of the stop; null: a place'),
      point: Position,
      metres: z.number().int().nullable().describe('Of all buses from and to it; null: no road leads to one of them'),
    })
    .nullable()
    .describe('null: none was named'),
  ride: z.object({ mean: Rate, mostOfTen: Rate, longest: Rate }).describe('Minutes per pupil'),
  buses: z.array(TourBus),
  destinations: z.array(TourDestination),
  unserved: z.array(Unserved),
  binding: z.array(Sentence).describe('Which limit, if wider, would save a bus'),
  staggered: Staggered.nullable(),
  isStopped: z.boolean().describe('Somebody ended the search before its time was over: the best tours until then'),
  assumptions: z.array(Sentence),
  notices: z.array(Sentence),
  ways: WayNote,
  costs: z
    .object({ vehicle: z.number().nullable(), kilometre: z.number().nullable() })
    .describe('Euros for a vehicle and year, and for a kilometre, as the county states them; null: not stated'),
  protection: Protection,
  sources: z.array(SourceNote),
  seconds: z.number(),
});
export type Tours = z.infer<typeof Tours>;

export const ToursJob = z.object({
  id: z.string(),
  county: CountyKey,
  status: z.enum(['running', 'done', 'failed']),
  phase: Sentence,
  progress: z.number().min(0).max(1),
  result: Tours.nullable(),
  problem: z.object({ code: z.string(), status: z.number().int(), text: Sentence }).nullable(),
});
export type ToursJob = z.infer<typeof ToursJob>;

const OfJob = z.object({ county: CountyKey, job: z.uuid() });

export const startTours = endpoint({
  method: 'post',
  path: '/api/counties/{county}/transport/tours',
  summary: 'Plan school bus tours for pupils whom no line serves well enough',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({}),
  body: ToursWish,
  response: ToursJob,
  status: 202,
});

export const getTours = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/tours/{job}',
  summary: 'How far it has come, and in the end the tours',
  tag: 'Transport',
  params: OfJob,
  query: z.object({}),
  response: ToursJob,
});

export const stopTours = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/transport/tours/{job}',
  summary: 'Stop it: it ends with the best tours found until then, or without any',
  tag: 'Transport',
  params: OfJob,
  query: z.object({}),
  response: z.object({}),
});

export const toursFeed = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/tours/{job}/gtfs',
  summary: 'The tours as a GTFS feed',
  tag: 'Transport',
  params: OfJob,
  query: z.object({}),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/zip',
});

export const toursTable = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/tours/{job}/table',
  summary: 'The timetable of the tours as a table: a row per stop',
  tag: 'Transport',
  params: OfJob,
  query: z.object({ format: z.literal('csv').default('csv') }),
  response: z.string(),
  responseType: 'text/csv',
});
