/** Scene Schülerbeförderung: pupils on board of every trip of a school day, and whether it holds them. */
import { z } from 'zod';
import {
  CountyKey,
  IsoDate,
  Position,
  ProtectedCount,
  Protection,
  SchoolYear,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const Seconds = z.number().int().describe('Seconds after midnight');
const Direction = z.enum(['there', 'back']);

export const LoadTrip = z.object({
  key: z.string(),
  line: z.string(),
  direction: Direction.describe('To school in the morning, or home after lessons'),
  departure: Seconds,
  arrival: Seconds,
  stops: z.array(z.number().int()).describe('Indices into stops, from the first to the last call'),
  pupils: z.array(ProtectedCount).describe('On board from each call to the next'),
  most: z.number().int().describe('Index of the fullest section'),
  people: ProtectedCount.describe('Pupils on board there'),
  vehicle: z
    .object({
      name: z.string().nullable(),
      seats: z.number().int(),
      standing: z.number().int(),
      others: z.number().int(),
    })
    .nullable()
    .describe('null: none is loaded for the line'),
  holds: z.number().int().nullable().describe('Pupils for whom there is room beside other passengers'),
  over: z.number().int().nullable().describe('Pupils for whom there is none; 0: it holds them'),
  schools: z
    .array(z.object({ school: z.string(), people: ProtectedCount }))
    .describe('Whose pupils ride on it, on any part of it; most first'),
});
export type LoadTrip = z.infer<typeof LoadTrip>;

export const LoadSchool = z.object({
  school: z.string(),
  riding: ProtectedCount,
  there: z.object({ carried: ProtectedCount, none: ProtectedCount, meanMinutes: z.number().int().nullable() }),
  back: z.object({ carried: ProtectedCount, none: ProtectedCount, meanMinutes: z.number().int().nullable() }),
  hours: z.array(
    z.object({
      gradeFrom: z.number().int(),
      gradeTo: z.number().int(),
      begins: Seconds,
      ends: Seconds,
      isAssumed: z.boolean().describe('Nobody has loaded them'),
    }),
  ),
});
export type LoadSchool = z.infer<typeof LoadSchool>;

export const DayLoad = z.object({
  date: IsoDate.nullable().describe('null: no timetable is loaded'),
  notice: Sentence.nullable().describe('Said when nothing runs, or when the day lies outside the timetable'),
  year: SchoolYear,
  protection: Protection,
  ways: WayNote,
  assumed: z.object({
    margin: z.number().int().describe('Minutes at the school before the bell, and from the lessons’ end to the door'),
    standingShare: z.number(),
    ridesFromMetres: z.number().describe('Where the state sets no distance for school and grade'),
    walkMetresPerHour: z.number(),
    changeSeconds: z.number(),
    source: z.string(),
  }),
  totals: z.object({
    riding: ProtectedCount,
    walking: ProtectedCount,
    elsewhere: ProtectedCount.describe('Pupils whose atom is not known'),
    unplaced: ProtectedCount.describe('Pupils who find no place under the variant, and ride nowhere; null: today'),
    lacking: z
      .number()
      .int()
      .nullable()
      .describe('Vehicles that would have to run along at the same time for all to fit; null: no trip has a vehicle'),
  }),
  costs: z
    .object({ vehicle: z.number().nullable(), kilometre: z.number().nullable(), ticket: z.number().nullable() })
    .describe(
      'Euros for a vehicle and year, a kilometre, a ticket and year, as the county states them; null: not stated',
    ),
  schools: z.array(LoadSchool),
  stops: z.array(z.object({ name: z.string(), position: Position })),
  trips: z.array(LoadTrip).describe('Trips with pupils on board; the fullest first'),
  vehiclesLoaded: z.boolean(),
  withoutVehicle: z.number().int().describe('Of the trips: no row of the table names their line'),
  desire: z
    .array(z.object({ home: z.string(), from: Position, school: z.string(), people: ProtectedCount }))
    .describe('Who rides from where to where, by Gemeinde and school, as the crow flies'),
  sources: z.array(SourceNote),
});
export type DayLoad = z.infer<typeof DayLoad>;

export const dayLoad = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/load',
  summary: 'Pupils on board of every trip and section of a school day against what the vehicle holds (estimate)',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({
    date: IsoDate.optional(),
    margin: z.coerce.number().int().min(0).max(60).default(5),
    standing: z.coerce
      .number()
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('Percent of the standing places that count; 0: seats only'),
    variant: z.uuid().optional().describe('A planning variant instead of today'),
  }),
  response: DayLoad,
});

export const LoadCourses = z.object({
  courses: z
    .array(z.object({ from: Position, to: Position, line: z.array(Position) }))
    .describe('Between two stops of a bus with pupils on board; none where no road network is loaded'),
});
export type LoadCourses = z.infer<typeof LoadCourses>;

export const loadCourses = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/load/courses',
  summary: 'Along which roads buses with pupils drive from stop to stop (quickest way, not the operator’s own)',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({
    date: IsoDate.optional(),
    margin: z.coerce.number().int().min(0).max(60).default(5),
    variant: z.uuid().optional(),
  }),
  response: LoadCourses,
});
