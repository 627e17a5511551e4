/** Scene Kita-Versorgung, years to come: places against forecast children, today's list and a variant with its measures. */
import { z } from 'zod';
import { CountyKey, CountySelection, IsoDate, Position, Rate, RuleNote, Sentence, SourceNote } from './common.ts';
import { Assumption } from './demography.ts';
import { endpoint } from './endpoint.ts';
import { OwnRates, RatesChoice } from './kita.ts';

const Year = z.number().int().min(2000).max(2100);
const Places = z.number().int().min(0).max(1000);
const Key = z.string().min(1).max(80);

/** Figures by year, in the order of `years`. */
const Ahead = z.object({
  children: z.array(Rate),
  demand: z.array(Rate).describe('children × target rate, places'),
  low: z.array(Rate).describe('10 of 100 futures demand less'),
  high: z.array(Rate).describe('10 of 100 futures demand more'),
  short: z.array(Rate).describe('Share of the futures in which places lack, with the measures of the variant'),
  places: z.array(z.number()).describe('Usable places with the measures of the variant'),
  placesToday: z.number().describe('Usable places of the list'),
  fullDay: z
    .object({
      demand: z.array(Rate).describe('Of the demand, for more than 35 hours a week, as parents were asked'),
      places: z.array(z.number()).describe('With the measures, as far as list and measures tell them'),
      placesToday: z.number(),
    })
    .nullable()
    .describe('null: no survey tells what parents want'),
});

export const OutlookArea = Ahead.extend({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  point: Position,
  uncertain: z.boolean().describe('Fewer people than a forecast is sure of'),
});
export type OutlookArea = z.infer<typeof OutlookArea>;

/** A Kita that a variant changes. */
export const MeasuredKita = z.object({
  key: Key,
  name: z.string(),
  kind: z.enum(['kitaOpen', 'kitaPlaces', 'kitaClose']),
  from: Year,
  position: Position,
  placesU3: z.number().nullable().describe('From then on'),
  placesUe3: z.number().nullable(),
  fullDay: z.number().nullable().describe('Of these for more than 35 hours a week; null: not said'),
  before: z.object({ placesU3: z.number().nullable(), placesUe3: z.number().nullable() }),
});
export type MeasuredKita = z.infer<typeof MeasuredKita>;

export const KitaVariant = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  measures: z.array(MeasuredKita).describe('In force, oldest first'),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  undoes: z.enum(['kita', 'school']).nullable().describe('What the last change is about'),
});
export type KitaVariant = z.infer<typeof KitaVariant>;

export const KitaOutlook = z.object({
  layer: z.string(),
  group: z.string(),
  targetRate: z.number(),
  baseDate: IsoDate.nullable().describe('Residents that the forecast starts from; null: there is none'),
  basis: z.string().nullable(),
  method: z.enum(['cohortComponent', 'cohortChange']).nullable(),
  scenario: z.enum(['low', 'middle', 'high']),
  draws: z.number().int(),
  years: z.array(Year).describe('Ends of years, the base first'),
  variant: KitaVariant.nullable(),
  ownRates: OwnRates,
  areas: z.array(OutlookArea),
  total: Ahead,
  rule: RuleNote.nullable(),
  assumptions: z.array(Assumption),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type KitaOutlook = z.infer<typeof KitaOutlook>;

const Asked = z.object({
  group: z.string().max(10).optional(),
  layer: z.string().max(60).optional(),
  rate: z.coerce.number().min(0).max(1.5).optional().describe('Target rate instead of the default'),
  rates: RatesChoice,
  scenario: z.enum(['low', 'middle', 'high']).optional(),
});

export const kitaOutlook = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/outlook',
  summary: 'Children, demand, places and gap of the years to come, with the measures of a variant',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: Asked.extend({ variant: z.uuid().optional() }),
  response: KitaOutlook,
});

export const KitaMonths = z.object({
  layer: z.string(),
  group: z.string(),
  area: z.string().nullable().describe('county/key; null: all'),
  year: Year.nullable().describe('null: nothing can be forecast here'),
  years: z.array(Year).describe('That can be asked'),
  months: z
    .array(z.object({ month: z.number().int(), children: Rate, demand: Rate }))
    .describe('At the end of each month, January first'),
  peak: z.number().int().nullable().describe('Month of the highest demand'),
  rule: RuleNote.nullable().describe('The cut-off date that ends the time in Kita'),
});
export type KitaMonths = z.infer<typeof KitaMonths>;

export const kitaMonths = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/months',
  summary: 'Demand of a year to come month by month, with its peak before school begins',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: Asked.extend({
    area: z.string().max(80).optional().describe('county/key'),
    year: z.coerce.number().int().min(2000).max(2100).optional(),
  }),
  response: KitaMonths,
});

export const NewKitaChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('kitaOpen'),
    name: z.string().trim().min(1).max(120),
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
    placesU3: Places,
    placesUe3: Places,
    fullDay: Places.optional().describe('Of these for more than 35 hours a week'),
    from: Year,
  }),
  z.object({
    kind: z.literal('kitaPlaces'),
    kita: Key,
    placesU3: Places,
    placesUe3: Places,
    fullDay: Places.optional().describe('Of these for more than 35 hours a week; left out: as many as before'),
    from: Year,
  }),
  z.object({ kind: z.literal('kitaClose'), kita: Key, from: Year }),
  z.object({ kind: z.enum(['undo', 'redo']) }),
]);
export type NewKitaChange = z.infer<typeof NewKitaChange>;

export const changeKitas = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants/{id}/kitas',
  summary: 'Open, resize or close a Kita in a variant (If-Match: its version); the outlook comes back',
  tag: 'Kita',
  params: z.object({ county: CountyKey, id: z.uuid() }),
  query: Asked,
  body: NewKitaChange,
  ifMatch: true,
  response: KitaOutlook,
});
