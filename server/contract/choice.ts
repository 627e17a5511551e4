/** School choice: who goes to school where, and how far a school's core area reaches. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  Position,
  ProtectedCount,
  Protection,
  Rate,
  SchoolYear,
  SourceNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const Fid = z.string().describe('county/key');

export const ChoiceArea = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  schools: z.number().int().describe('Schools of the type that lie in the area'),
  isMerged: z
    .boolean()
    .describe("Its pupils are counted with a neighbour's: a school without a number of its own here is 'hidden'"),
  pupils: ProtectedCount.describe('Pupils of the type who live here; null where the list of the year does not reach'),
  inside: ProtectedCount.describe(
    'Of them at schools of the type in the area: a true 0 where none lies here, null where the list lacks one of them',
  ),
  elsewhere: ProtectedCount.describe('Of them at schools of the type elsewhere in the county'),
  leakage: Rate.describe('elsewhere ÷ pupils; null where fewer than 30 live, or where the list lacks a school of here'),
  attended: z
    .array(z.object({ school: Fid, pupils: ProtectedCount, share: Rate.describe('Of the pupils who live here') }))
    .describe(
      "Schools with a number, most first. One that is left out has 'few' pupils here, 'hidden' where isMerged, and null where the school has no pupils of its own (schools.pupils) or belongs to another county",
    ),
});
export type ChoiceArea = z.infer<typeof ChoiceArea>;

export const CoreArea = z.object({
  areas: z
    .array(z.object({ area: Fid, level: z.number().describe('Smallest level that holds the area: 0.5, 0.8 or 0.95') }))
    .describe('Fewest areas that hold 95 % of the pupils who live in one of the areas, most pupils first'),
  extents: z.array(
    z.object({
      level: z.number(),
      areas: z.number().int(),
      pupils: ProtectedCount,
      farthestMetres: z.number().describe("To the farthest area's label point; Luftlinie, not a way"),
    }),
  ),
});
export type CoreArea = z.infer<typeof CoreArea>;

export const ChoiceSchool = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  area: Fid.nullable().describe('The area in which the school lies, its own; null: in none of the layer'),
  pupils: ProtectedCount.describe(
    'null where the list of the year holds no row of the school, though it is not known to be tiny',
  ),
  own: ProtectedCount.describe('Pupils who live in its own area; null also where it has none'),
  others: ProtectedCount.describe("Pupils from the county's other areas"),
  guests: ProtectedCount.describe('Pupils who live outside the county'),
  unplaced: ProtectedCount.describe('Pupils of whom it is not known in which area of the layer they live'),
  inflow: Rate.describe('(others + guests) ÷ (own + others + guests); null below 30'),
  core: CoreArea.nullable().describe('null where fewer than 30 pupils live in areas of the layer'),
});
export type ChoiceSchool = z.infer<typeof ChoiceSchool>;

export const SchoolChoice = z.object({
  schoolType: z.string(),
  layer: z.string(),
  year: SchoolYear,
  protection: Protection,
  areas: z.array(ChoiceArea).describe('Every area of the layer'),
  schools: z.array(ChoiceSchool).describe('Every school of the type'),
  total: z.object({
    pupils: ProtectedCount.describe('Of all schools of the type: inside + elsewhere + guests + unplaced'),
    inside: ProtectedCount,
    elsewhere: ProtectedCount,
    withoutSchool: ProtectedCount.describe('Of those elsewhere: they live in areas where no school of the type lies'),
    guests: ProtectedCount,
    unplaced: ProtectedCount,
    leakage: Rate.describe('elsewhere ÷ (inside + elsewhere)'),
  }),
  sources: z.array(SourceNote),
});
export type SchoolChoice = z.infer<typeof SchoolChoice>;

export const schoolChoice = endpoint({
  method: 'get',
  path: '/api/counties/{county}/catchments/choice',
  summary:
    'Residence × school for the pupils of a type: who stays, who leaves, who comes in; core areas of the schools',
  tag: 'Catchments',
  params: z.object({ county: CountySelection }),
  query: z.object({
    type: z.string().max(40),
    year: SchoolYear.optional(),
    layer: z.string().max(60).optional().describe('An area layer, or wohnzelle: atoms, which are no school’s own area'),
  }),
  response: SchoolChoice,
});
