/** Scene Schulen, years to come: pupils and classes by school and grade, and places of all-day care. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  ProtectedCount,
  Rate,
  RuleNote,
  SchoolYear,
  Sentence,
  SourceNote,
} from './common.ts';
import { Scenario } from './demography.ts';
import { endpoint } from './endpoint.ts';

/** By school year, in the order of `years`. */
const Ahead = {
  pupils: z.array(ProtectedCount).describe('The base year as counted, then forecast with the middle rates'),
  low: z.array(Rate).describe('10 of 100 futures lie below'),
  high: z.array(Rate).describe('10 of 100 futures lie above'),
  classes: z.array(Rate).describe('⌈pupils ÷ size of a class⌉ summed over grades; null where no size is known'),
};

const SchoolName = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  schoolType: z.string(),
  point: Position,
  gradeFrom: z.number().int(),
  gradeTo: z.number().int(),
});

export const AheadSchool = SchoolName.extend({
  ...Ahead,
  capacity: z.number().nullable().describe('Places, else parallel classes × size of a class'),
  use: z.array(Rate).describe('pupils ÷ capacity'),
  tooSmall: z.array(Rate).describe('Share of the futures in which the school is below a least size of the rules'),
});
export type AheadSchool = z.infer<typeof AheadSchool>;

export const EnrolmentRate = z.object({
  key: z.enum(['entry', 'progress', 'transition', 'deferral']),
  schoolType: z.string().nullable(),
  grade: z.number().int().nullable().describe('progress: from this grade to the next one; transition: into this grade'),
  value: Rate.describe('null: not known'),
  people: Rate.describe('On whom it was seen; null: it is an assumption'),
});
export type EnrolmentRate = z.infer<typeof EnrolmentRate>;

export const SchoolsOutlook = z.object({
  schoolType: z.string().nullable(),
  basis: z
    .enum(['enrolments', 'pupils', 'totals'])
    .nullable()
    .describe(
      'Published statistics by grade; protected counts of the list; published totals spread evenly; null: nothing',
    ),
  populationDate: IsoDate.nullable().describe('Residents that entrants come from; null: there is no forecast'),
  populationBasis: z.string().nullable(),
  scenario: Scenario,
  draws: z.number().int(),
  years: z.array(SchoolYear).describe('The base first'),
  schools: z.array(AheadSchool),
  total: z.object(Ahead).describe('Of the schools of the type'),
  types: z.array(z.object({ schoolType: z.string(), ...Ahead })),
  past: z
    .array(z.object({ year: SchoolYear, pupils: ProtectedCount }))
    .describe('Before the base, oldest first: of the chosen school, else of the type'),
  school: z
    .object({
      county: CountyKey,
      key: z.string(),
      grades: z.array(z.object({ grade: z.number().int(), ...Ahead })),
      least: z
        .array(z.object({ gradeFrom: z.number().int(), gradeTo: z.number().int(), pupils: z.number().int() }))
        .describe('Least pupils of these grades together'),
    })
    .nullable(),
  rates: z.array(EnrolmentRate),
  proof: z
    .object({ year: SchoolYear, error: z.number(), naive: z.number().describe('As last year') })
    .nullable()
    .describe("The newest year forecast from the ones before it: errors of the schools' pupils ÷ their pupils"),
  rules: z.array(RuleNote).describe('Cut-off, least sizes, assumptions'),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type SchoolsOutlook = z.infer<typeof SchoolsOutlook>;

const params = z.object({ county: CountySelection });

export const schoolsOutlook = endpoint({
  method: 'get',
  path: '/api/counties/{county}/schools/outlook',
  summary:
    'Pupils and classes of the coming ten school years by school, with interval and the chance of being too small',
  tag: 'Sites',
  params,
  query: z.object({
    type: z.string().max(40).optional().describe('Default: the type with the most schools'),
    school: z.string().max(80).optional().describe('Key, or county/key: its grades are told too'),
    scenario: Scenario.optional(),
  }),
  response: SchoolsOutlook,
});

/** Places, by school year. */
const Care = {
  pupils: z.array(ProtectedCount).describe('Of the grades that all-day care is for'),
  claim: z.array(Rate).describe('pupils of the grades with the claim × take-up'),
  demand: z.array(Rate).describe('pupils × take-up, claim or not'),
  low: z.array(Rate).describe('10 of 100 futures demand less'),
  high: z.array(Rate).describe('10 of 100 futures demand more'),
  places: z.array(z.number().nullable()).describe('null: not told by the list'),
  gap: z.array(Rate).describe('places − demand'),
  short: z.array(Rate).describe('Share of the futures in which places lack'),
};

export const AllDaySchool = SchoolName.extend(Care);
export type AllDaySchool = z.infer<typeof AllDaySchool>;

export const AllDayCare = z.object({
  basis: z.enum(['enrolments', 'pupils', 'totals']).nullable(),
  populationDate: IsoDate.nullable(),
  populationBasis: z.string().nullable(),
  scenario: Scenario,
  draws: z.number().int(),
  years: z.array(SchoolYear).describe('The base first'),
  grades: z.number().int().describe('Grades 1 to this one are planned for'),
  claimed: z.array(z.number().int()).describe('By school year: grades 1 to this one have the claim; 0: none'),
  takeUp: z.number().describe('Places per pupil'),
  defaultTakeUp: z.number(),
  schools: z.array(AllDaySchool),
  total: z.object(Care).describe('places, gap and short: of the schools whose places are told'),
  rule: RuleNote,
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type AllDayCare = z.infer<typeof AllDayCare>;

export const allDayCare = endpoint({
  method: 'get',
  path: '/api/counties/{county}/schools/all-day',
  summary: 'Demand, places and gap of all-day care by primary school and school year (§ 24 (4) SGB VIII)',
  tag: 'Sites',
  params,
  query: z.object({
    takeUp: z.coerce.number().min(0).max(1).optional().describe('Places per pupil instead of the rule’s'),
    scenario: Scenario.optional(),
  }),
  response: AllDayCare,
});
