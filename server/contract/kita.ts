/** Scene Kita-Versorgung: places against children per area and age group. gap = usable places − demand. */
import { z } from 'zod';
import {
  Count,
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  Rate,
  RuleNote,
  Sentence,
  SourceNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const AgeGroup = z.object({
  key: z.string().describe('u3, ue3, u2, ue2, all, hort'),
  label: Sentence,
  ageFrom: z.number().describe('Completed years, inclusive'),
  ageTo: z.number().describe('Completed years, inclusive; the school-entry cohort counts in part: cohortShare'),
  cohorts: z.number().describe('Number of cohorts in the group on the reference date, for example 3.5'),
  defaultTargetRate: z.number().describe('Demand per child, 0…1'),
});
export type AgeGroup = z.infer<typeof AgeGroup>;

export const RatesChoice = z
  .enum(['own', 'state'])
  .optional()
  .describe('state: the rates of the rule set, though the county has its own');

export const OwnRates = z
  .object({ layer: z.string().nullable().describe('Of the areas with rates of their own; null: one for the county') })
  .nullable()
  .describe('The county reckons with its own target rates; null: with those of the rule set');

/** What the places are used for, as far as the list of Kitas tells it. */
const Use = {
  licensed: z.number().nullable().describe('Places of the licences (Betriebserlaubnis), all ages'),
  occupied: Count.describe('Children in the places of the group (belegt)'),
  use: Rate.describe('occupied ÷ usable places of the Kitas that tell how many are there'),
  participation: Rate.describe('Children in care ÷ children of the area (Betreuungsquote); day care is not in it'),
};

/** What is kept apart from the plain gap. */
const Apart = {
  dayCare: z.number().nullable().describe('Of the places those of family day care; null: none is loaded'),
  integration: z.number().nullable().describe('Of the places those for children with disabilities, as the list tells'),
  fullDay: z
    .object({ demand: Rate, places: z.number().nullable(), gap: Rate })
    .nullable()
    .describe('Of demand and places those for more than 35 hours a week, as far as survey and list tell them'),
  lacking: Rate.describe(
    'Children without a place that fits, at least: total, caps by age and hours solved together inside the area',
  ),
};

export const SupplyArea = z.object({
  ...Use,
  ...Apart,
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  children: Count,
  demand: Rate.describe('children × target rate, places'),
  places: z.number().describe('Usable places of the Kitas inside the area, and of family day care'),
  gap: Rate.describe('places − demand; negative = places lack'),
  coverage: Rate.describe('places ÷ children'),
  kitas: z.number().int(),
});
export type SupplyArea = z.infer<typeof SupplyArea>;

export const KitaSupply = z.object({
  layer: z.string(),
  date: IsoDate.nullable().describe('Reference date of the children'),
  basis: z.string().nullable(),
  dates: z.array(z.object({ date: IsoDate, basis: z.string() })).describe('Newest first'),
  groups: z.array(AgeGroup),
  group: z.string(),
  targetRate: z.number(),
  rule: RuleNote.nullable(),
  areas: z.array(SupplyArea),
  ownRates: OwnRates,
  total: z.object({
    ...Use,
    ...Apart,
    ...{ children: Count, demand: Rate, places: z.number(), gap: Rate, coverage: Rate },
    guests: Count.describe('Children in care who live outside the county; null: the list does not tell them'),
  }),
  unassignedPlaces: z.number().int().describe('Usable places that the list gives to no age group; not in the gap'),
  kitasWithoutPlaces: z.number().int().describe('Kitas whose list entry has no number of places'),
  kitasOutside: z.number().int().describe('Kitas that lie in no area of the layer'),
  notices: z.array(Sentence),
  series: z
    .array(z.object({ date: IsoDate, key: z.string(), children: Count, demand: Rate, gap: Rate }))
    .describe('Per area and date, and key "" for the total; places as of today'),
  sources: z.array(SourceNote),
});
export type KitaSupply = z.infer<typeof KitaSupply>;

export const kitaSupply = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/supply',
  summary: 'Children, demand, places and gap per area for an age group',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: z.object({
    group: z.string().max(10).optional(),
    layer: z.string().max(60).optional(),
    date: IsoDate.optional(),
    rate: z.coerce.number().min(0).max(1.5).optional().describe('Target rate instead of the default'),
    rates: RatesChoice,
  }),
  response: KitaSupply,
});
