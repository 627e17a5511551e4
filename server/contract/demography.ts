/** Scene Bevölkerung: who lives where by age and sex, how that came about, and how it may go on. */
import { z } from 'zod';
import { Count, CountyKey, CountySelection, IsoDate, Position, Rate, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

const AreaName = z.object({ county: CountyKey, key: z.string(), name: z.string(), point: Position });

export const AgeBand = z.object({
  key: z.string().describe('all, u3, 3-5, u6, 6-9, 10-15, 16-18, 19-64, 65+'),
  label: Sentence,
  ageFrom: z.number().int().describe('Completed years at the end of the year'),
  ageTo: z.number().int().nullable().describe('Inclusive; null = open'),
});
export type AgeBand = z.infer<typeof AgeBand>;

/** One bar of a pyramid: as narrow as the table tells it. Without sexes both are null and `people` holds all. */
export const PyramidRow = z.object({
  ageFrom: z.number().int(),
  ageTo: z.number().int().nullable(),
  male: Count,
  female: Count,
  people: Count,
});
export type PyramidRow = z.infer<typeof PyramidRow>;

/** Of one year: what happened, and what the two stocks say; nothing is made to fit. */
export const Balance = z.object({
  year: z.number().int(),
  births: Count,
  deaths: Count,
  arrivals: Count,
  departures: Count,
  change: Rate.describe('People at the end of the year − at the end of the year before; null where one is missing'),
  remainder: Rate.describe('change − (births − deaths + arrivals − departures); null where a part is missing'),
  broken: z.boolean().describe('The two stocks have another basis: the remainder is the break'),
});
export type Balance = z.infer<typeof Balance>;

export const Demography = z.object({
  layer: z.string(),
  dates: z.array(z.object({ date: IsoDate, basis: z.string() })).describe('Newest first'),
  date: IsoDate.nullable(),
  basis: z.string().nullable(),
  bands: z.array(AgeBand),
  area: z
    .string()
    .nullable()
    .describe('county/key of the area that pyramid, series and balance tell; null: all of them'),
  areas: z.array(
    AreaName.extend({
      people: Count.describe('Of all ages'),
      children: Count.describe('Of the chosen band'),
      share: Rate.describe('children ÷ people'),
      before: Count.describe('Of the chosen band five years before, on the same basis'),
    }),
  ),
  total: z.object({ people: Count, children: Count, share: Rate, before: Count }),
  beforeDate: IsoDate.nullable(),
  band: z.string(),
  pyramid: z.array(PyramidRow).describe('Youngest first'),
  series: z
    .array(
      z.object({
        date: IsoDate,
        basis: z.string(),
        broken: z.boolean().describe('Another basis than the date before: no change may be read from it'),
        people: z.array(Count).describe('As `bands`; null where the table is too coarse'),
      }),
    )
    .describe('Oldest first'),
  balance: z.array(Balance).describe('Oldest first; years of which anything is known'),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type Demography = z.infer<typeof Demography>;

export const demography = endpoint({
  method: 'get',
  path: '/api/counties/{county}/demography',
  summary: 'Residents by age and sex, their series over the years, and the balance of each year',
  tag: 'Population',
  params: z.object({ county: CountySelection }),
  query: z.object({
    layer: z.string().max(60).optional(),
    area: z.string().max(80).optional().describe('county/key'),
    date: IsoDate.optional(),
    band: z.string().max(10).optional(),
  }),
  response: Demography,
});

/** Of 100 futures 10 lie below `low`, 10 above `high`. */
export const Projected = z.object({
  year: z.number().int(),
  middle: Rate.describe('With the middle rates, without chance'),
  low: Rate.describe('10 of 100 futures lie below'),
  high: Rate.describe('10 of 100 futures lie above'),
});
export type Projected = z.infer<typeof Projected>;

export const Assumption = z.object({
  key: z.enum(['births', 'arrivals', 'departures', 'deaths']),
  label: Sentence,
  /** What the rates of the past years say, in words people use. */
  value: Rate.describe('children per woman; people a year; remaining years of life at birth'),
  unit: Sentence,
  factor: z.number().describe('By how much the rates are multiplied'),
  fromYear: z.number().int(),
  toYear: z.number().int(),
});
export type Assumption = z.infer<typeof Assumption>;

export const Scenario = z.enum(['low', 'middle', 'high']);
export type Scenario = z.infer<typeof Scenario>;

export const HousingProject = z.object({
  name: z.string(),
  layer: z.string(),
  area: z.string().describe('county/key'),
  homes: z.number().int(),
  from: z.number().int().describe('First year in which people move in'),
  to: z.number().int().describe('Last one, inclusive'),
});
export type HousingProject = z.infer<typeof HousingProject>;

export const Forecast = z.object({
  layer: z.string(),
  baseDate: IsoDate.nullable(),
  basis: z.string().nullable(),
  bases: z.array(IsoDate).describe('Dates from which it can be forecast, newest first'),
  method: z
    .enum(['cohortComponent', 'cohortChange'])
    .describe('cohortChange: births, deaths and moves are not known (Hamilton–Perry)'),
  years: z.array(z.number().int()).describe('Base year first'),
  bands: z.array(AgeBand),
  band: z.string(),
  year: z.number().int().describe('That the areas and the pyramid tell'),
  scenario: Scenario,
  assumptions: z.array(Assumption),
  housing: z.array(HousingProject),
  draws: z.number().int(),
  smallArea: z.number().int().describe('Areas with fewer people are marked as uncertain'),
  area: z.string().nullable(),
  areas: z.array(
    AreaName.extend({
      people: Count.describe('Of all ages in the base year'),
      base: Rate.describe('Of the band in the base year'),
      middle: Rate,
      low: Rate,
      high: Rate,
      change: Rate.describe('middle ÷ base − 1'),
      uncertain: z.boolean(),
    }),
  ),
  total: z.object({ people: Count, base: Rate, middle: Rate, low: Rate, high: Rate, change: Rate }),
  series: z.array(Projected).describe('Of the area (or all) and the band, base year first'),
  past: z.array(z.object({ year: z.number().int(), people: Rate })).describe('Counted before, on the same basis'),
  pyramid: z
    .array(z.object({ age: z.number().int(), baseMale: Rate, baseFemale: Rate, male: Rate, female: Rate }))
    .describe(
      'Single years (the last one open) in the base year and in `year`; without sexes male holds all, female is null',
    ),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type Forecast = z.infer<typeof Forecast>;

const Factor = z.coerce.number().min(0).max(3);

/** What is asked of a forecast; everything that is not said is as the county's assumptions have it. */
export const ForecastQuery = z.object({
  layer: z.string().max(60).optional(),
  area: z.string().max(80).optional(),
  base: IsoDate.optional(),
  until: z.coerce.number().int().min(1990).max(2100).optional(),
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  band: z.string().max(10).optional(),
  scenario: Scenario.optional(),
  births: Factor.optional().describe('Multiplies the births'),
  arrivals: Factor.optional().describe('Multiplies those who move in'),
  departures: Factor.optional().describe('Multiplies those who move out'),
  deaths: Factor.optional().describe('Multiplies the risks of death'),
  housing: z.enum(['with', 'without']).optional(),
});
export type ForecastQuery = z.infer<typeof ForecastQuery>;

export const forecast = endpoint({
  method: 'get',
  path: '/api/counties/{county}/forecast',
  summary: 'Residents of the coming years by area and age, with the interval of many futures',
  tag: 'Population',
  params: z.object({ county: CountySelection }),
  query: ForecastQuery,
  response: Forecast,
});

const Errors = z.object({
  wape: z.number().describe('Sum of absolute errors ÷ sum of what came'),
  mape: z.number().nullable().describe('Mean of absolute relative errors over areas with anybody'),
  malpe: z.number().nullable().describe('Mean of signed relative errors: above 0 too many were forecast'),
});

export const ForecastProof = z.object({
  layer: z.string(),
  bases: z.array(IsoDate).describe('Past dates from which it was forecast, oldest first'),
  bands: z.array(AgeBand),
  rows: z.array(
    z.object({
      band: z.string(),
      horizon: z.number().int().describe('Years from the base'),
      forecasts: z.number().int().describe('Areas × bases'),
      errors: Errors,
      naive: Errors.describe('As last year: the base stays as it is'),
      coverage: z.number().nullable().describe('Share of what came that lay within low … high (80 of 100 expected)'),
    }),
  ),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type ForecastProof = z.infer<typeof ForecastProof>;

export const forecastProof = endpoint({
  method: 'get',
  path: '/api/counties/{county}/forecast/proof',
  summary: 'Forecasts from past years against what came, beside "as last year"',
  tag: 'Population',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: ForecastProof,
});
