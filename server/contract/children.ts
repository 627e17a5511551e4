/** Children before school by the year in which they enter, where they live. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  ProtectedCount,
  Protection,
  RuleNote,
  SourceNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const EntrantArea = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  children: z.array(ProtectedCount).describe('By year of entry, in the order of entryYears'),
});
export type EntrantArea = z.infer<typeof EntrantArea>;

export const Entrants = z.object({
  date: IsoDate.describe('Reference date of the list'),
  layer: z.string(),
  protection: Protection,
  rule: RuleNote.nullable().describe('Cut-off date of the state'),
  entryYears: z.array(z.number().int()),
  areas: z
    .array(EntrantArea)
    .describe("Areas for which a number is shown, and, 'hidden', those whose children are counted with a neighbour"),
  totals: z.array(ProtectedCount),
  unplaced: ProtectedCount.describe('Children of whom it is not known in which area of the layer they live'),
  sources: z.array(SourceNote),
});
export type Entrants = z.infer<typeof Entrants>;

export const entrants = endpoint({
  method: 'get',
  path: '/api/counties/{county}/entrants',
  summary: 'Children before school by year of entry and area of residence',
  tag: 'Catchments',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: Entrants,
});
