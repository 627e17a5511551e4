/** Scene Schülerbeförderung: from door to school and back with the timetable. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  ProtectedCount,
  Protection,
  RuleNote,
  SchoolYear,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const Seconds = z.number().int().describe('Seconds after midnight');

export const DoorTrip = z.object({
  leave: Seconds,
  arrive: Seconds,
  minutes: z.number().int().describe('From door to door, waits at stops included'),
  waitMinutes: z.number().int().describe('At the school: until the bell, or from the lessons’ end until one leaves'),
  rides: z.number().int().describe('0: on foot all the way'),
  stop: z.string().nullable().describe("Name of the stop at the home's end"),
  line: z.string().nullable().describe("Line at the home's end"),
  walkMinutes: z.number().int().describe("On foot at the home's end"),
});
export type DoorTrip = z.infer<typeof DoorTrip>;

export const DoorHome = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  pupils: ProtectedCount,
  walkMetres: z.number().int().describe('On foot all the way'),
  stopMetres: z
    .number()
    .int()
    .nullable()
    .describe('On foot to the nearest stop that is served on the day; null: none within 2 km'),
  there: DoorTrip.nullable().describe('The latest way that arrives in time; null: none'),
  back: DoorTrip.nullable().describe('The first way home'),
});
export type DoorHome = z.infer<typeof DoorHome>;

export const DoorToDoor = z.object({
  school: z.string(),
  date: IsoDate.nullable().describe('null: no timetable is loaded'),
  notice: Sentence.nullable().describe('Said when nothing runs, or when the day lies outside the timetable'),
  bell: Seconds,
  end: Seconds,
  margin: z.number().int().describe('Minutes at the school before the bell, and from the lessons’ end to the door'),
  steps: z
    .array(z.number())
    .describe('Minutes by which ways are told apart: up to the first, up to the second … beyond the last'),
  limits: z
    .array(z.object({ gradeFrom: z.number().int(), gradeTo: z.number().int(), minutes: z.number() }))
    .describe('Minutes that the way may take by the rule, for the grades of the school'),
  rule: RuleNote.describe('Where steps and limits come from'),
  mostOnFoot: z
    .number()
    .describe("Metres on foot all the way at most: the farthest limit of the state's rule for the school type"),
  assumed: z.object({ walkMetresPerHour: z.number(), changeSeconds: z.number() }),
  year: SchoolYear,
  protection: Protection,
  ways: WayNote,
  homes: z.array(DoorHome),
  totals: z
    .object({
      steps: z.array(ProtectedCount).describe('By class of minutes, one more than there are steps'),
      above: ProtectedCount.describe('Under way longer than the rule has it for their grade'),
      none: ProtectedCount,
      elsewhere: ProtectedCount.describe('Pupils whose atom is not known'),
    })
    .describe('By minutes to school; null where the list of the year does not name the school'),
  near: z
    .array(z.object({ metres: z.number(), pupils: ProtectedCount }))
    .describe('Pupils with a served stop within so many metres on foot'),
  sources: z.array(SourceNote),
});
export type DoorToDoor = z.infer<typeof DoorToDoor>;

const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('HH:MM');

export const doorToDoor = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/door-to-door',
  summary: 'When pupils of a school leave home, how long they are under way, and when they are back (estimate by atom)',
  tag: 'Transport',
  params: z.object({ county: CountySelection }),
  query: z.object({
    school: z.string().max(80),
    date: IsoDate.optional(),
    bell: Clock.optional().describe('HH:MM; left out: as the school’s hours of the day say, else as is usual'),
    end: Clock.optional(),
    margin: z.coerce.number().int().min(0).max(60).default(5),
  }),
  response: DoorToDoor,
});
