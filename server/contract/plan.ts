/** What a plan of schools is told as: its schools, districts and figures, of today or under a variant. */
import { z } from 'zod';
import { IsoDate, Position, ProtectedCount, Rate, RuleNote, SchoolYear } from './common.ts';

export const Year = z
  .number()
  .int()
  .min(2000)
  .max(2100)
  .describe('First calendar year of a school year: 2027 = 2027/28');
export const Mode = z
  .enum(['atOnce', 'entrants'])
  .describe('For everybody from the year on, or for those who enter from then on');

const Timing = z.object({ from: Year, mode: Mode });

export const PlanSchool = z.object({
  key: z.string(),
  name: z.string(),
  schoolType: z.string(),
  authority: z.string().nullable(),
  gradeFrom: z.number().int(),
  gradeTo: z.number().int(),
  parallelClasses: z.number().nullable(),
  places: z.number().int().nullable(),
  position: Position,
  isNew: z.boolean(),
  isMoved: z.boolean(),
  isResized: z.boolean(),
  closing: Timing.nullable(),
  opening: Year.nullable(),
});
export type PlanSchool = z.infer<typeof PlanSchool>;

const SizeRule = z.enum(['places', 'parallelClasses', 'minimumPupils', 'minimumClasses', 'minimumClassSize']);

export const Finding = z.object({
  rule: SizeRule,
  grade: z.number().int().nullable(),
  value: Rate.describe('Pupils or classes'),
  limit: z.number(),
  near: z.boolean().describe('True: within the range, so that it cannot be told on which side the school is'),
});
export type Finding = z.infer<typeof Finding>;

export const PlanWays = z.object({
  pupils: Rate.describe('Whose way is known'),
  meanMetres: Rate,
  metresOf90: Rate.describe('Nine of ten have no longer way'),
  over: Rate.describe("Pupils beyond the state's distance limit of their grade; null without a limit"),
  entitled: Rate.describe('Those, and who has only a dangerous way: planning value by atom, no decision'),
});
export type PlanWays = z.infer<typeof PlanWays>;

export const SchoolNumbers = z.object({
  pupils: Rate.describe('Public enrolment shifted by protected counts; without one, their sum'),
  spread: z
    .number()
    .int()
    .describe('± in which the number lies in 19 of 20 cases; 0 where nothing moved and nothing is forecast'),
  byGrade: z.array(z.object({ grade: z.number().int(), pupils: ProtectedCount, classes: z.number().int().nullable() })),
  capacity: z
    .object({ pupils: z.number().int(), from: z.enum(['places', 'classes']) })
    .nullable()
    .describe('The denominator: places, or parallel classes × splitter'),
  utilisation: Rate,
  findings: z.array(Finding),
  nearby: z
    .array(z.object({ rule: SizeRule, grade: z.number().int().nullable(), limit: z.number() }))
    .describe('Limits that the number keeps, but that lie within its range'),
  ways: PlanWays,
});
export type SchoolNumbers = z.infer<typeof SchoolNumbers>;

export const PlanSchoolFigures = z.object({
  school: z.string(),
  after: SchoolNumbers.nullable().describe('null: as in the plan of today, which tells all'),
  arriving: ProtectedCount.describe('Pupils who come from another school'),
  leaving: ProtectedCount,
});
export type PlanSchoolFigures = z.infer<typeof PlanSchoolFigures>;

const TypeNumbers = z.object({
  ways: PlanWays,
  dissimilarity: Rate.describe('½ Σ |bᵢ/B − nᵢ/N|, 0 = evenly mixed, 1 = apart; null without an indicator'),
});
export const PlanTypeFigures = z.object({
  schoolType: z.string(),
  before: TypeNumbers,
  after: TypeNumbers,
  moved: ProtectedCount.describe('Pupils at another school than today'),
  acrossAuthorities: ProtectedCount.describe('Of them at a school of another Schulträger'),
  unplaced: ProtectedCount.describe('Pupils of closed or full schools who find no place'),
  unknownHomes: ProtectedCount.describe(
    'Pupils of closed schools of whom the list does not tell where they live: they are sent nowhere',
  ),
});
export type PlanTypeFigures = z.infer<typeof PlanTypeFigures>;

export const PlanAssignment = z.object({
  schoolType: z.string(),
  hasDistricts: z.boolean().describe('False: the school that most of an atom attend; parents choose'),
  schools: z
    .array(z.number().int())
    .nullable()
    .describe(
      'By atom, in the order of the ground: index into schools; −1 none. null: as in the plan of today, which tells all',
    ),
  locked: z.array(z.number().int()).describe('Atoms that are locked, by number'),
});
export type PlanAssignment = z.infer<typeof PlanAssignment>;

export const childrenModes = ['today', 'ahead'] as const;

export const ChildrenAhead = z.object({
  base: SchoolYear.describe('From which pupils are forecast'),
  basis: z
    .enum(['enrolments', 'pupils', 'totals'])
    .describe('Published statistics by grade; protected counts of the list; published totals spread evenly'),
  populationDate: IsoDate.describe('Residents that entrants come from'),
  populationBasis: z.string(),
  from: Year,
  to: Year,
  rules: z.array(RuleNote).describe('Cut-off and assumptions'),
});
export type ChildrenAhead = z.infer<typeof ChildrenAhead>;

export const Plan = z.object({
  schoolYear: SchoolYear,
  year: Year,
  shownYear: Year.nullable().describe('null: when everything holds for everybody'),
  children: z
    .enum(childrenModes)
    .describe(
      'ahead: of the shown year and of the years there are as many pupils as forecast, and `before` is the same year without the variant; without a shown year figures are those of today',
    ),
  ahead: ChildrenAhead.nullable().describe('null: children as today'),
  schools: z.array(PlanSchool),
  assignments: z.array(PlanAssignment),
  figures: z.object({ schools: z.array(PlanSchoolFigures), types: z.array(PlanTypeFigures) }),
  years: z
    .array(z.object({ year: Year, pupils: z.array(Rate), findings: z.array(z.number().int()) }))
    .describe(
      'Pupils and broken rules by school. Children as today: interim years until everything holds; ahead: all years that are forecast',
    ),
});
export type Plan = z.infer<typeof Plan>;
