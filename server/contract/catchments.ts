/** Scene Einzugsbereiche: where a school's pupils live, and which school would be nearest. */
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
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const ObservedArea = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  pupils: ProtectedCount.describe('Pupils of this school who live here'),
  areaPupils: ProtectedCount.describe('All pupils of the same school type who live here'),
  share: Rate.describe('pupils ÷ areaPupils; null where fewer than 30 live'),
  straightLineMetres: z.number().nullable().describe("From the area's label point to the school; Luftlinie, not a way"),
  walkMetres: Rate.describe("Pupil-weighted mean way on foot of the school's pupils who live here"),
});
export type ObservedArea = z.infer<typeof ObservedArea>;

export const ObservedCatchment = z.object({
  school: z.string(),
  layer: z.string(),
  year: SchoolYear,
  protection: Protection,
  areas: z
    .array(ObservedArea)
    .describe(
      "Areas for which a number is shown, most first; then, 'hidden', those whose few pupils are counted with a neighbour",
    ),
  pupils: ProtectedCount.describe(
    'null where the list of the year holds no row of the school, though it is not known to be tiny',
  ),
  areasWithPupils: z.number().int().nullable().describe('Areas with a number; null where no number is shown'),
  outsidePupils: ProtectedCount.describe('Guests: pupils who live outside the county'),
  guests: z
    .array(z.object({ county: CountyKey, pupils: ProtectedCount }))
    .describe('Of them those whose county is known, most first; counties with few are left out'),
  unplacedPupils: ProtectedCount.describe('Pupils of whom it is not known in which area of the layer they live'),
  meanStraightLineMetres: Rate.describe('Pupil-weighted mean of the straight lines, metres'),
  ways: WayNote,
  meanWalkMetres: Rate.describe('Pupil-weighted mean of the ways on foot'),
  walkMetresOf90: Rate.describe('Way on foot that nine of ten pupils do not exceed'),
  dangerousPupils: ProtectedCount.describe(
    'Pupils whose shortest way on foot passes along a way marked as dangerous; null where no way does',
  ),
  walkClasses: z.array(ProtectedCount).describe('Pupils by way on foot, in classes of 500 m from 0 on'),
  meanDriveSeconds: Rate.describe('Pupil-weighted mean of the quickest ways by car; null without a road network'),
  sources: z.array(SourceNote),
});
export type ObservedCatchment = z.infer<typeof ObservedCatchment>;

export const observedCatchment = endpoint({
  method: 'get',
  path: '/api/counties/{county}/catchments/observed',
  summary: 'Where the pupils of a school live: number, share of the area, straight line',
  tag: 'Catchments',
  params: z.object({ county: CountySelection }),
  query: z.object({ school: z.string().max(80), year: SchoolYear.optional(), layer: z.string().max(60).optional() }),
  response: ObservedCatchment,
});

export const NearestCatchments = z.object({
  schoolType: z.string(),
  by: z.enum(['walk', 'drive']).describe("'walk' too where by car was asked for and no road network is loaded"),
  layer: z.string().nullable(),
  areas: z.array(
    z.object({
      county: CountyKey,
      key: z.string(),
      name: z.string(),
      school: z.string(),
      homesShare: z
        .number()
        .nullable()
        .describe(
          'Part of the houses for which it is the nearest; for the others another school is. Null by straight line',
        ),
      straightLineMetres: z.number(),
      walkMetres: z
        .number()
        .nullable()
        .describe(
          'Mean of the ways on foot from the houses to their nearest school; estimated by straight line; null by car',
        ),
      driveSeconds: z.number().nullable().describe('The same of the quickest ways by car; null on foot'),
    }),
  ),
  ways: WayNote,
  cells: z
    .looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
    .describe('Per school the part of the county that is nearest to it (properties.school, properties.name)'),
  sources: z.array(SourceNote),
});
export type NearestCatchments = z.infer<typeof NearestCatchments>;

export const nearestCatchments = endpoint({
  method: 'get',
  path: '/api/counties/{county}/catchments/nearest',
  summary: 'Nearest school of a type, by the way on foot or by straight line: per area, and as cells of the county',
  tag: 'Catchments',
  params: z.object({ county: CountySelection }),
  query: z.object({
    type: z.string().max(40),
    layer: z.string().max(60).optional(),
    by: z.enum(['walk', 'drive']).optional(),
  }),
  response: NearestCatchments,
});
