/** Profiles of social spaces: for each area of a layer what is known of it, beside the county and the year before. */
import { z } from 'zod';
import { Count, CountySelection, Position, Rate, Sentence, SourceNote } from './common.ts';
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

export const SpaceProfiles = z.object({
  layer: z.string(),
  areas: z.array(ProfileArea),
  indicators: z.array(ProfileIndicator).describe('Those with values of their own on the layer'),
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
