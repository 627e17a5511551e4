/**
 * Scene Kita-Versorgung: what can be reached. Beside the plain gap of an area stand the places that are really within reach of
 * its children, and how many of them remain without a place in the best possible assignment.
 */
import { z } from 'zod';
import {
  Count,
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  ProtectedCount,
  Rate,
  RuleNote,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { RatesChoice } from './kita.ts';

const Accessibility = Rate.describe(
  'Places within reach per demanded place (E2SFCA); of an area the mean over its homes, weighted by their demand',
);
const Unserved = Rate.describe('Demand without a place in the best possible assignment: places that lack');
const Outside = Rate.describe('Demand with a place outside its own area in that assignment');

const Figures = z.object({
  children: Count,
  demand: Rate.describe('children × target rate, places; as in the plain gap'),
  places: z.number().describe('Usable places of the Kitas inside'),
  gap: Rate.describe('places − demand, the plain gap'),
  accessibility: Accessibility,
  unserved: Unserved,
  outside: Outside,
});

export const KitaReachArea = Figures.extend({ county: CountyKey, key: z.string(), name: z.string(), point: Position });
export type KitaReachArea = z.infer<typeof KitaReachArea>;

export const ReachedKita = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  position: Position,
  area: z.string().nullable().describe('Key of the area it lies in'),
  places: z.number().describe('Usable places that the age group may take'),
  assigned: Rate.describe('Of them taken in the best possible assignment'),
  free: Rate.describe('Left over: what the other age groups leave of the places, too'),
});
export type ReachedKita = z.infer<typeof ReachedKita>;

export const KitaReach = z.object({
  layer: z.string(),
  date: IsoDate.nullable().describe('Reference date of the children'),
  basis: z.string().nullable(),
  group: z.string(),
  targetRate: z.number(),
  metres: z.number().describe('Accepted metres on foot'),
  choices: z.array(z.number()).describe('Metres that the rule set offers'),
  steps: z
    .array(z.object({ upTo: z.number(), weight: z.number() }))
    .describe('Zones around a Kita in metres, and what a child of each counts there; beyond the last nothing'),
  rule: RuleNote,
  ways: WayNote,
  areas: z.array(KitaReachArea),
  total: Figures,
  kitas: z.array(ReachedKita),
  bottleneck: z
    .object({
      children: Rate.describe('Demand of all age groups that reaches no other places than these'),
      places: Rate.describe('Places that it reaches; children − places = demand without a place'),
      kitas: z.array(z.string()).describe('county/key of the Kitas that have these places'),
      areas: z.array(z.string()).describe('county/key of the areas where these children live'),
    })
    .nullable()
    .describe('Why not more children have a place; null where all have one, or nothing is known'),
  homes: z
    .array(z.object({ point: Position, accessibility: Accessibility, unserved: ProtectedCount }))
    .describe("Modelled shares of their area's children: whole places, 'few' below `base`"),
  base: z.number().int().describe('Below it no home tells a number'),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type KitaReach = z.infer<typeof KitaReach>;

export const kitaReach = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/reach',
  summary: 'Places within reach of the children of each area, and who remains without one in the best assignment',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: z.object({
    group: z.string().max(10).optional(),
    layer: z.string().max(60).optional(),
    date: IsoDate.optional(),
    rate: z.coerce.number().min(0).max(1.5).optional().describe('Target rate instead of the default'),
    rates: RatesChoice,
    metres: z.coerce.number().int().optional().describe("Accepted metres on foot instead of the rule's, 100 to 50,000"),
  }),
  response: KitaReach,
});
