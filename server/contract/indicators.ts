/** The indicator store: definitions, and their values by area and year. */
import { z } from 'zod';
import { CountyKey, CountySelection, Position, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

/** In the unit of the indicator; passed by release(). */
export const Figure = z
  .union([z.number().brand<'released'>(), z.literal('hidden')])
  .nullable()
  .describe("In the indicator's unit: a number, 'hidden' (not shown) or null (no data). 0 is a true zero.");
export type Figure = z.infer<typeof Figure>;

export const Measure = z
  .enum(['count', 'rate', 'mean'])
  .describe('A count is summed over areas; a rate and a mean never are');
export type Measure = z.infer<typeof Measure>;
export const Direction = z.enum(['burden', 'strength', 'neutral']).describe('What more of it means for planning');
export type Direction = z.infer<typeof Direction>;

export const IndicatorDefinition = z.object({
  key: z.string().describe('Stable within the county, in addresses too'),
  name: Sentence,
  description: Sentence.nullable(),
  numerator: Sentence.nullable(),
  denominator: Sentence.nullable(),
  unit: z.string().describe("'%', 'je 1.000', 'Anzahl' …; '' where nothing is said"),
  measure: Measure,
  direction: Direction,
  source: z.string().nullable(),
  licence: z.string().nullable(),
  method: Sentence.nullable(),
  protection: z
    .enum(['published', 'social', 'residents'])
    .describe(
      'published: as published; social: few people hidden (settings of the county); residents: as residents by age are',
    ),
  origin: z.enum(['imported', 'computed', 'derived']),
  formula: z.string().nullable().describe('Of a derived one: names of others in square brackets'),
  ready: z
    .boolean()
    .describe('One of the usual indicators of municipal education monitoring, defined with the product'),
});
export type IndicatorDefinition = z.infer<typeof IndicatorDefinition>;

export const IndicatorLayer = z.object({
  layer: z.string().describe("'kreis': the whole county"),
  years: z.array(z.number().int()).describe('Oldest first'),
});

export const Indicator = IndicatorDefinition.extend({
  layers: z.array(IndicatorLayer).describe('For which there are values, coarse to fine'),
  shareOfPeople: z.boolean().describe('A rate whose cases are some of the people behind it'),
});
export type Indicator = z.infer<typeof Indicator>;

const InCounties = z.object({ county: CountySelection });

export const listIndicators = endpoint({
  method: 'get',
  path: '/api/counties/{county}/indicators',
  summary: 'All indicators: definition, layers and years',
  tag: 'Social spaces',
  params: InCounties,
  query: z.object({}),
  response: z.object({ indicators: z.array(Indicator), notices: z.array(Sentence) }),
});

export const IndicatorArea = z.object({
  county: z.string(),
  key: z.string(),
  name: z.string(),
  point: Position,
  values: z.array(Figure).describe('As `years`'),
  estimated: z.array(z.number().int()).describe('Years whose value is an estimate'),
});
export type IndicatorArea = z.infer<typeof IndicatorArea>;

export const IndicatorValues = z.object({
  indicator: Indicator,
  layer: z.string(),
  years: z.array(z.number().int()).describe('Oldest first'),
  areas: z.array(IndicatorArea),
  whole: z.array(Figure).describe('Of the whole county, as `years`; null: not told'),
  carried: z
    .string()
    .nullable()
    .describe(
      'Layer from which the values were carried by the people who live in both; null: the values are of this layer',
    ),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type IndicatorValues = z.infer<typeof IndicatorValues>;

export const indicatorValues = endpoint({
  method: 'get',
  path: '/api/counties/{county}/indicators/values',
  summary: 'One indicator: all its values on a layer, by area and year',
  tag: 'Social spaces',
  params: InCounties,
  query: z.object({ key: z.string().max(200), layer: z.string().max(60).optional() }),
  response: IndicatorValues,
});

export const exportIndicators = endpoint({
  method: 'get',
  path: '/api/counties/{county}/indicators/export',
  summary: 'All indicators, or one, as files: values and definitions (CSV, JSON) and a DCAT-AP.de record',
  tag: 'Social spaces',
  params: InCounties,
  query: z.object({ key: z.string().max(200).optional() }),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/zip',
});

export const NewIndicator = z.object({
  name: z.string().trim().min(1).max(160),
  formula: z.string().trim().min(1).max(1000).describe('For example: 100 * [SGB II unter 15] / [Einwohner unter 15]'),
  unit: z.string().trim().max(40),
  measure: Measure,
  direction: Direction,
  description: z.string().trim().max(2000).nullable(),
});
export type NewIndicator = z.infer<typeof NewIndicator>;

export const addIndicator = endpoint({
  method: 'post',
  path: '/api/counties/{county}/indicators',
  summary: 'Derive an indicator from others by a formula; units and cycles are checked',
  tag: 'Social spaces',
  params: z.object({ county: CountyKey }),
  query: z.object({}),
  body: NewIndicator,
  response: IndicatorDefinition,
  status: 201,
});

export const removeIndicator = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/indicators/{key}',
  summary: 'Remove a derived indicator',
  tag: 'Social spaces',
  params: z.object({ county: CountyKey, key: z.string().max(200) }),
  query: z.object({}),
  response: z.object({}),
});
