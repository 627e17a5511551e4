/** The social index: chosen indicators on one scale, how areas stand to each other, and how sure that is. */
import { z } from 'zod';
import { Count, CountySelection, Position, RuleNote, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Figure } from './indicators.ts';

/** `key:weight`, or `key:weight:strength` where more of it is no burden; parted by commas. */
export const IndexChoice = z
  .string()
  .regex(/^[a-z0-9-]+:\d{1,2}(\.\d)?(:(burden|strength))?(,[a-z0-9-]+:\d{1,2}(\.\d)?(:(burden|strength))?){0,19}$/)
  .describe('sgb2-unter-15:1,arbeitslosenanteil:2 – what the index is made of, and how much each weighs');

export const IndexIndicator = z.object({
  key: z.string(),
  name: Sentence,
  unit: z.string(),
  weight: z.number(),
  direction: z.enum(['burden', 'strength']),
  year: z.number().int().describe('Of the values: the one asked for, or the newest before it'),
  before: z.number().int().nullable().describe('From which the dynamic is told'),
});
export type IndexIndicator = z.infer<typeof IndexIndicator>;

const Derived = Figure.describe('Computed from values that are told');

export const IndexArea = z.object({
  county: z.string(),
  key: z.string(),
  name: z.string(),
  point: Position,
  people: Count,
  index: Derived.describe('Weighted mean of z: above 0 more burden than in the mean of the areas; null: left out'),
  z: z.array(Derived).describe('As `indicators`, turned towards burden'),
  rank: Derived.describe('1: most burden; equal areas share the mean of their ranks'),
  likely: z.tuple([Derived, Derived]).describe('Between which ranks the area is in the middle share of the draws'),
  weighed: z.tuple([Derived, Derived]).describe('Lowest and highest rank when a weight is halved, doubled or left out'),
  status: z.enum(['high', 'middle', 'low', 'veryLow']).nullable(),
  dynamic: z.enum(['positive', 'stable', 'negative']).nullable(),
  group: z.number().int().nullable().describe('1 (high, positive) to 12 (very low, negative)'),
  leftOut: z.enum(['few', 'missing']).nullable().describe('Why it has no index'),
  pooled: z.array(z.string()).describe('Keys of indicators whose rate is that of several years together'),
});
export type IndexArea = z.infer<typeof IndexArea>;

export const SocialIndex = z.object({
  layer: z.string(),
  year: z.number().int().nullable(),
  years: z.array(z.number().int()).describe('For which any chosen indicator has values, oldest first'),
  indicators: z.array(IndexIndicator),
  areas: z.array(IndexArea),
  variations: z
    .array(
      z.object({
        key: z.string(),
        change: z.enum(['halved', 'doubled', 'leftOut']),
        rho: Derived.describe("Spearman's ρ with the order as it is"),
      }),
    )
    .describe('One weight changed at a time'),
  leastPeople: z.number().int(),
  share: z.number().describe('Of the draws that `likely` holds'),
  draws: z
    .number()
    .int()
    .describe('How many were made: fewer than by the rule where there are many areas; 0: no index'),
  rule: RuleNote,
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type SocialIndex = z.infer<typeof SocialIndex>;

export const socialIndex = endpoint({
  method: 'get',
  path: '/api/counties/{county}/social-index',
  summary: 'A social index of chosen indicators: status, dynamic, and what its ranks hang on',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({
    layer: z.string().max(60).optional(),
    year: z.coerce.number().int().min(1900).max(2100).optional(),
    with: IndexChoice.optional(),
  }),
  response: SocialIndex,
});
