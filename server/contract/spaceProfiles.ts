/** Profiles of social spaces: for each area of a layer what is known of it, beside the county and the year before. */
import { z } from 'zod';
import { Count, CountySelection, IsoDate, Position, Rate, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Direction, Figure, Measure } from './indicators.ts';

export const ProfileIndicator = z.object({
  key: z.string(),
  name: Sentence,
  unit: z.string(),
  measure: Measure,
  direction: Direction,
  years: z.array(z.number().int()).describe('Oldest first, at most the last ten'),
  whole: z.array(Figure).describe('Of the whole county, as `years`'),
  areas: z.array(z.array(Figure)).describe('As `areas` of the answer, then as `years`'),
});
export type ProfileIndicator = z.infer<typeof ProfileIndicator>;

export const ProfileArea = z.object({
  county: z.string(),
  key: z.string(),
  name: z.string(),
  point: Position,
  kitas: z.array(z.object({ name: z.string(), places: z.number().int().nullable() })),
  schools: z.array(
    z.object({ name: z.string(), schoolType: z.string(), pupils: Count, places: z.number().int().nullable() }),
  ),
});
export type ProfileArea = z.infer<typeof ProfileArea>;

export const ProfileSupply = z.object({
  group: z.string(),
  label: Sentence,
  date: z.string().nullable(),
  areas: z
    .array(z.object({ children: Count, demand: Rate, places: z.number(), gap: Rate }))
    .describe('As `areas` of the answer'),
});
export type ProfileSupply = z.infer<typeof ProfileSupply>;

const ProfileResidents = z.object({
  sides: z.array(z.array(Count)).describe('Male and female, or all together; each as `ages`'),
  residents: z.array(Count).describe('Of all ages, as `dates`'),
});

export const ProfilePopulation = z.object({
  date: IsoDate.describe('Of the pyramids'),
  basis: z.string(),
  ages: z.array(z.object({ ageFrom: z.number().int(), ageTo: z.number().int().nullable() })).describe('Youngest first'),
  dates: z
    .array(
      z.object({
        date: IsoDate,
        broken: z.boolean().describe('Another basis than the date before: no change may be read from it'),
      }),
    )
    .describe('Oldest first, at most the last ten'),
  whole: ProfileResidents,
  areas: z.array(ProfileResidents).describe('As `areas` of the answer'),
});
export type ProfilePopulation = z.infer<typeof ProfilePopulation>;

export const SpaceProfiles = z.object({
  layer: z.string(),
  areas: z.array(ProfileArea),
  indicators: z.array(ProfileIndicator).describe('Those with values of their own on the layer'),
  population: ProfilePopulation.nullable().describe('null: no residents by age are loaded'),
  supply: z.array(ProfileSupply).describe('Kita places by age group'),
  schoolTypes: z.array(z.object({ key: z.string(), label: Sentence })),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type SpaceProfiles = z.infer<typeof SpaceProfiles>;

export const spaceProfiles = endpoint({
  method: 'get',
  path: '/api/counties/{county}/space-profiles',
  summary: 'Profiles of all social spaces of a layer: indicators, Kita places, schools',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: SpaceProfiles,
});

export const spaceProfilesPdf = endpoint({
  method: 'get',
  path: '/api/counties/{county}/space-profiles.pdf',
  summary: 'The same as one PDF to print: a tagged A4 page for each area, with a bookmark',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({
    layer: z.string().max(60).optional(),
    areas: z
      .string()
      .max(6000)
      .optional()
      .describe('county/key of the areas wanted, with commas between; left out: all'),
    indicators: z
      .string()
      .max(6000)
      .optional()
      .describe('Keys of the indicators wanted, with commas between; left out: all'),
    lang: z.enum(['de', 'en']).optional(),
  }),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/pdf',
});
