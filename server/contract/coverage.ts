/** Scene Schülerbeförderung: who lives how far from a stop that is served, and where no line serves. */
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

const Counts = z.object({
  pupils: ProtectedCount,
  within: z.array(ProtectedCount).describe('By limit: pupils with a served stop within so many metres on foot'),
  none: ProtectedCount.describe('Pupils without a served stop within 2 km on foot'),
});

export const StopCoverage = z.object({
  date: IsoDate.nullable().describe('null: no timetable is loaded'),
  notice: Sentence.nullable().describe('Said when nothing runs, or when the day lies outside the timetable'),
  limits: z.array(z.number().int()).describe('Metres, ascending'),
  year: SchoolYear,
  protection: Protection,
  ways: WayNote,
  total: Counts.extend({ elsewhere: ProtectedCount.describe('Pupils whose atom is not known') }),
  areas: z.array(Counts.extend({ key: z.string(), name: z.string() })).describe('Home areas; the least covered first'),
  homes: z
    .array(z.object({ point: Position, pupils: ProtectedCount, metres: z.number().int().nullable() }))
    .describe('Atoms with pupils: metres on foot to the nearest served stop; null: none within 2 km'),
  sources: z.array(SourceNote),
});
export type StopCoverage = z.infer<typeof StopCoverage>;

export const stopCoverage = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/coverage',
  summary: 'Pupils by the way on foot to the nearest stop that is served on a day',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({
    date: IsoDate.optional(),
    limit: z.coerce
      .number()
      .int()
      .min(100)
      .max(2000)
      .optional()
      .describe("Metres: the county's own limit, beside 500 and 1000"),
  }),
  response: StopCoverage,
});
