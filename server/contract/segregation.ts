/** Residence and school: how an indicator of residence is spread over areas, and over the schools by where their pupils live. */
import { z } from 'zod';
import { CountyKey, CountySelection, Position, ProtectedCount, Protection, Rate, SchoolYear } from './common.ts';
import { Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Figure, Indicator } from './indicators.ts';

const Dissimilarity = Rate.describe(
  'D, 0…1, rounded to 0.001: the share of either group that would have to move for both to be spread alike; null: no data, or one group only',
);

export const ResidentsApart = z.object({
  year: z.number().int(),
  areas: z.number().int().describe('With a value that is told and known people behind it; the others are left out'),
  dissimilarity: Dissimilarity,
  isolation: Rate.describe('Mean share of the group in the area of somebody of the group (xPx*)'),
});
export type ResidentsApart = z.infer<typeof ResidentsApart>;

export const PupilsApart = z.object({
  schoolYear: SchoolYear,
  year: z
    .number()
    .int()
    .describe('Of the values of the indicator: of the calendar year in which the school year began, or the nearest'),
  pupils: ProtectedCount.describe('All pupils of the type'),
  areas: z.number().int().describe('In which some of them live'),
  counted: ProtectedCount.describe(
    'Of them: they live in an area with a value, and their school of reference is known (without `expected`: whatever that is)',
  ),
  mean: Figure.describe('Mean of the indicator over the homes of those who are counted'),
  homes: Dissimilarity.describe('D over the areas in which they live'),
  attended: Dissimilarity.describe('D over the schools that they attend; never above `homes`'),
  expected: Dissimilarity.describe(
    'D over the schools of reference; never above `homes`; null: not known for enough of them',
  ),
});
export type PupilsApart = z.infer<typeof PupilsApart>;

export const SchoolApart = z.object({
  pupils: ProtectedCount.describe('Of those who are counted: they attend the school'),
  mean: Figure.describe('Mean of the indicator over their homes; null below 30 pupils'),
  expectedPupils: ProtectedCount.describe('Of those who are counted: it is their school of reference'),
  expectedMean: Figure.describe('Mean of the indicator over their homes; null below 30 pupils'),
  difference: Figure.describe('mean − expectedMean'),
});
export type SchoolApart = z.infer<typeof SchoolApart>;

export const Segregation = z.object({
  indicator: Indicator,
  schoolType: z.string(),
  layer: z.string(),
  reference: z
    .enum(['district', 'nearest'])
    .describe(
      'The school of reference: of the school district, or the nearest of the type by straight line from the home',
    ),
  residents: z.array(ResidentsApart).describe('By year of the indicator, oldest first'),
  years: z.array(PupilsApart).describe('By school year with pupils, oldest first'),
  schools: z.array(
    z.object({
      county: CountyKey,
      key: z.string(),
      name: z.string(),
      position: Position,
      years: z.array(SchoolApart).describe('As `years`'),
    }),
  ),
  protection: Protection,
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type Segregation = z.infer<typeof Segregation>;

export const segregation = endpoint({
  method: 'get',
  path: '/api/counties/{county}/segregation',
  summary:
    'An indicator of residence beside that of the schools’ pupils by their homes: means and dissimilarity over time',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({
    key: z.string().max(200).describe('A rate of which the counted are a part of those behind it'),
    type: z.string().max(40).describe('School type'),
    layer: z.string().max(60).optional(),
  }),
  response: Segregation,
});
