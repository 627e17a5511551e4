/** Scene Schülerbeförderung: two school days beside each other, as before and after a change of the timetable. */
import { z } from 'zod';
import { CountyKey, IsoDate, ProtectedCount, Protection, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

const Direction = z.object({
  lost: ProtectedCount.describe('Pupils who had a connection and have none'),
  gained: ProtectedCount.describe('Pupils who had none and have one'),
  longer: ProtectedCount.describe('Pupils under way for longer by `longerBy` minutes or more'),
  shorter: ProtectedCount,
  minutesBefore: z.number().nullable().describe('Mean of those who have a connection'),
  minutesAfter: z.number().nullable(),
});

export const DayComparison = z.object({
  before: IsoDate,
  after: IsoDate,
  notices: z.array(Sentence).describe('Said where nothing runs on one of the days'),
  protection: Protection,
  longerBy: z.number().int().describe('Minutes'),
  schools: z.array(
    z.object({
      school: z.string(),
      riding: ProtectedCount,
      there: Direction,
      back: Direction,
      overBefore: z
        .number()
        .int()
        .nullable()
        .describe('Overfull trips that its pupils take; null: no vehicles are loaded'),
      overAfter: z.number().int().nullable(),
    }),
  ),
  sources: z.array(SourceNote),
});
export type DayComparison = z.infer<typeof DayComparison>;

export const compareDays = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/compare',
  summary:
    'What another day, as after a change of the timetable, means for each school: lost connections, longer rides, overfull trips',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({
    before: IsoDate,
    after: IsoDate,
    margin: z.coerce.number().int().min(0).max(60).default(5),
    longerBy: z.coerce.number().int().min(1).max(120).default(10),
  }),
  response: DayComparison,
});
