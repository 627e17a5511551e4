/** Scene Schülerbeförderung: who is entitled by the state's rule, and who would be under another one. */
import { z } from 'zod';
import {
  Count,
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

/** 1-4:2000,5-13:3000 */
const STEPS = /^\d{1,2}-\d{1,2}:\d{1,5}(,\d{1,2}-\d{1,2}:\d{1,5}){0,12}$/;
export const LimitText = z
  .string()
  .max(200)
  .refine((text) => /^\d{1,5}$/.test(text) || STEPS.test(text))
  .describe(
    'Metres for all grades (2000), or steps by grade (1-4:2000,5-13:3000); there and back where the rule counts so',
  );

export const TransportLimit = z.object({
  gradeFrom: z.number().int(),
  gradeTo: z.number().int(),
  metres: z.number(),
  comparator: z.enum(['>', '>=']),
  roundTrip: z.boolean(),
  schoolTypes: z.array(z.string()).nullable().describe('null: all'),
});
export type TransportLimit = z.infer<typeof TransportLimit>;

export const ClaimSums = z.object({
  entitled: ProtectedCount.describe('By the comparator at the limit itself: the number to expect'),
  sure: ProtectedCount.describe("Beyond the limit by more than the county's tolerance"),
  marginal: ProtectedCount.describe('Within the tolerance of the limit, on either side of it'),
  none: ProtectedCount,
  unknown: ProtectedCount.describe('No limit is known for them, or not where they live'),
  fartherEntitled: ProtectedCount.describe('Of the entitled: those who attend a school that is not the nearest'),
  meansTested: ProtectedCount.describe("Of the entitled: those whose claim hangs on the parents' income too"),
});
export type ClaimSums = z.infer<typeof ClaimSums>;

export const ClaimLine = z.object({
  pupils: ProtectedCount,
  farther: ProtectedCount.describe(
    'Attend a school that is not the nearest (of their district, of the type, with places)',
  ),
  today: ClaimSums,
  whatIf: ClaimSums.nullable().describe('Under the other rule; null where none was asked for'),
});
export type ClaimLine = z.infer<typeof ClaimLine>;

export const SchoolClaims = ClaimLine.extend({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  schoolType: z.string(),
  tickets: Count.describe(
    "Season tickets in stock by the county's own table; null: not stated, or of an earlier year or a sensitive school",
  ),
  counted: Count.describe("Pupils counted on board by the county's own table; null as for tickets"),
});
export type SchoolClaims = z.infer<typeof SchoolClaims>;

export const GradeClaims = ClaimLine.extend({
  grade: z.number().int().nullable().describe('null: not stated in the list'),
});
export type GradeClaims = z.infer<typeof GradeClaims>;

export const AreaClaims = ClaimLine.extend({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
});
export type AreaClaims = z.infer<typeof AreaClaims>;

export const StopClaims = ClaimLine.extend({
  stop: z
    .string()
    .nullable()
    .describe('Its name: platforms of one name are one stop. null: none is near, or the home is not known'),
  point: Position.nullable(),
  metres: z.number().int().nullable().describe('Mean way on foot to it'),
});
export type StopClaims = z.infer<typeof StopClaims>;

export const Entitlement = z.object({
  school: z.string().nullable(),
  year: SchoolYear,
  protection: Protection,
  rule: RuleNote.nullable(),
  limits: z.array(TransportLimit).describe("Today's; of the school's type where one is chosen. Empty: not entered"),
  whatIfLimits: z.array(TransportLimit).nullable().describe('null: no other rule was asked for'),
  tolerance: z.number().describe('Share of the limit'),
  ways: WayNote,
  houses: z
    .number()
    .int()
    .describe("Registered houses over which each atom's pupils are spread; 0: an atom is told by its middle"),
  atDoors: ProtectedCount.describe(
    'Pupils whose way was measured at their doors when the list was read, by the rule of today; the others are spread over the houses',
  ),
  variant: z.uuid().nullable().describe('Of which all is told; null: today'),
  unplaced: ProtectedCount.describe('Pupils who find no place under the variant: of them nothing is told. null: today'),
  notices: z.array(Sentence).describe('Planungswert, kein Bescheid; and what is only estimated'),
  total: ClaimLine,
  schools: z.array(SchoolClaims).describe('All of them, or the chosen one'),
  grades: z.array(GradeClaims),
  areas: z.array(AreaClaims).nullable().describe('null without a school'),
  date: IsoDate.nullable().describe('Day of the timetable; null without a school, or without a timetable'),
  stops: z
    .array(StopClaims)
    .nullable()
    .describe('Nearest stops that are served on the day, on foot at most 2 km; null without a school or a timetable'),
  sources: z.array(SourceNote),
});
export type Entitlement = z.infer<typeof Entitlement>;

export const entitlement = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/entitlement',
  summary: "Pupils entitled to transport by the state's rule, and under another one (estimate, no decision)",
  tag: 'Transport',
  params: z.object({ county: CountySelection }),
  query: z.object({
    school: z.string().max(80).optional().describe('Then also by area and stop'),
    year: SchoolYear.optional(),
    layer: z.string().max(60).optional().describe('Areas with a school; wohnzelle: the atoms'),
    date: IsoDate.optional().describe('Day of the timetable for the stops'),
    variant: z.uuid().optional().describe('A planning variant instead of today, when all of it holds'),
    metres: LimitText.optional().describe('What if: other lengths'),
    comparator: z
      .enum(['>', '>='])
      .optional()
      .describe('What if: more than, or at least; missing: as today, without a rule at least'),
    roundTrip: z.enum(['true', 'false']).optional().describe('What if: is the way counted there and back?'),
  }),
  response: Entitlement,
});
