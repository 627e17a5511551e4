/** Scene Schülerbeförderung: lines and stops of a school day, and who lives beyond the state's distance limit. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  RuleNote,
  SchoolYear,
  Sentence,
  SourceNote,
  WayNote,
  ProtectedCount,
  Protection,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const ServiceDay = z.object({
  date: IsoDate,
  trips: z.number().int(),
  kind: z
    .enum(['school', 'holiday', 'weekend', 'publicHoliday', 'unknown'])
    .describe("By the state's school calendar; unknown where the calendar of that year is not loaded"),
  label: Sentence.nullable().describe('Name of the holiday, if one'),
});
export type ServiceDay = z.infer<typeof ServiceDay>;

const params = z.object({ county: CountySelection });

export const serviceDays = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/days',
  summary: 'Every day of the timetable with its number of trips; days without service have 0',
  tag: 'Transport',
  params,
  query: z.object({}),
  response: z.object({
    from: IsoDate.nullable(),
    to: IsoDate.nullable(),
    suggested: IsoDate.nullable().describe('A typical school day: a Tuesday with the most usual number of trips'),
    days: z.array(ServiceDay),
    sources: z.array(SourceNote),
  }),
});

export const TransitLine = z.object({
  county: CountyKey,
  key: z.string(),
  shortName: z.string(),
  longName: z.string().nullable(),
  mode: z.enum(['bus', 'rail', 'tram', 'ferry', 'onDemand', 'other']),
  trips: z.number().int().describe('Trips on the chosen day'),
  stops: z.number().int(),
  firstDeparture: z.number().int().nullable().describe('Seconds after midnight'),
  lastArrival: z.number().int().nullable(),
});
export type TransitLine = z.infer<typeof TransitLine>;

export const transitDay = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/lines',
  summary: 'Lines and stops served on a day',
  tag: 'Transport',
  params,
  query: z.object({ date: IsoDate.optional() }),
  response: z.object({
    date: IsoDate.nullable(),
    notice: Sentence.nullable().describe('Said when nothing runs, or when the day lies outside the timetable'),
    trips: z.number().int(),
    lines: z.array(TransitLine),
    stopsServed: z.array(z.string()).describe('Keys of the stops served, as in the tiles'),
    stopsTotal: z.number().int(),
    stopsInCounty: z.number().int().describe('Stops of the timetable that lie inside the county'),
    sources: z.array(SourceNote),
  }),
});

export const LineCourses = z.object({
  lines: z
    .array(
      z.object({
        county: CountyKey,
        key: z.string(),
        derived: z.number().int().describe('Sections from stop to stop that follow roads, by the quickest way'),
        straight: z.number().int().describe('Sections that are drawn straight: no network, no road, or a rail line'),
        paths: z.array(z.array(Position)).describe('Empty where no section follows roads: the tile is as good'),
      }),
    )
    .describe('Lines of whose course the timetable says nothing but the stops'),
  sources: z.array(SourceNote),
});
export type LineCourses = z.infer<typeof LineCourses>;

export const lineCourses = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/lines/courses',
  summary:
    'Along which roads lines run whose timetable names only stops (derived from the road network, not the operator’s)',
  tag: 'Transport',
  params,
  query: z.object({}),
  response: LineCourses,
});

export const DistanceBand = z.enum(['sure', 'marginal', 'none', 'unknown']);
export type DistanceBand = z.infer<typeof DistanceBand>;

export const BandArea = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  pupils: ProtectedCount,
  walkMetres: z.number().nullable().describe('Pupil-weighted mean way on foot of those who live here (ways)'),
  limitMetres: z.number().nullable(),
  band: DistanceBand,
  servedStops: z.number().int().describe('Stops inside the area that are served on the day'),
});
export type BandArea = z.infer<typeof BandArea>;

export const DistanceBands = z.object({
  school: z.string(),
  layer: z.string(),
  year: SchoolYear,
  protection: Protection,
  rule: RuleNote.nullable(),
  limits: z.array(
    z.object({
      gradeFrom: z.number().int(),
      gradeTo: z.number().int(),
      metres: z.number(),
      comparator: z.enum(['>', '>=']),
      roundTrip: z.boolean(),
    }),
  ),
  ways: WayNote,
  notice: Sentence.describe('Planungswert, kein Bescheid; and what is only estimated'),
  areas: z
    .array(BandArea)
    .describe("Areas for which a number is shown, and, 'hidden', those whose pupils are counted with a neighbour"),
  totals: z
    .object({
      sure: ProtectedCount,
      marginal: ProtectedCount,
      none: ProtectedCount,
      unknown: ProtectedCount,
      pupils: ProtectedCount,
    })
    .describe('null where the list of the year holds no row of the school, though it is not known to be tiny'),
  sources: z.array(SourceNote),
});
export type DistanceBands = z.infer<typeof DistanceBands>;

export const distanceBands = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/bands',
  summary: "Pupils of a school per area, and on which side of the state's distance limit they live (estimate)",
  tag: 'Transport',
  params,
  query: z.object({
    school: z.string().max(80),
    year: SchoolYear.optional(),
    layer: z.string().max(60).optional(),
    date: IsoDate.optional(),
  }),
  response: DistanceBands,
});
