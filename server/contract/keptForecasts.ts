/** Forecasts that were kept: what was told, with the assumptions it rests on, as it stood on the day. */
import { z } from 'zod';
import { CountyKey, IsoDate } from './common.ts';
import { Assumption, ForecastQuery, HousingProject, Projected, Scenario } from './demography.ts';
import { endpoint } from './endpoint.ts';

/** What was asked: the levers, and from when on. */
export const ForecastLevers = ForecastQuery.pick({
  base: true,
  scenario: true,
  births: true,
  arrivals: true,
  departures: true,
  deaths: true,
  housing: true,
});
export type ForecastLevers = z.infer<typeof ForecastLevers>;

export const KeptForecast = z.object({
  id: z.uuid(),
  name: z.string(),
  madeAt: z.iso.datetime(),
  levers: ForecastLevers,
  baseDate: IsoDate,
  basis: z.string(),
  method: z.enum(['cohortComponent', 'cohortChange']),
  scenario: Scenario,
  assumptions: z.array(Assumption),
  housing: z.array(HousingProject),
  draws: z.number().int(),
  bands: z
    .array(z.object({ band: z.string(), series: z.array(Projected) }))
    .describe('Of the whole county, as it was told then'),
});
export type KeptForecast = z.infer<typeof KeptForecast>;

const InCounty = z.object({ county: CountyKey });

export const listKeptForecasts = endpoint({
  method: 'get',
  path: '/api/counties/{county}/forecasts',
  summary: 'Forecasts that were kept, newest first, with their assumptions and what they told',
  tag: 'Population',
  params: InCounty,
  query: z.object({}),
  response: z.object({ forecasts: z.array(KeptForecast) }),
});

export const KeepForecast = z.object({ name: z.string().trim().min(1).max(120), levers: ForecastLevers });

export const keepForecast = endpoint({
  method: 'post',
  path: '/api/counties/{county}/forecasts',
  summary: 'Keep a forecast: its assumptions and what it tells of the whole county',
  tag: 'Population',
  params: InCounty,
  query: z.object({}),
  body: KeepForecast,
  response: KeptForecast,
  status: 201,
});

export const removeKeptForecast = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/forecasts/{id}',
  summary: 'Remove a forecast that was kept',
  tag: 'Population',
  params: z.object({ county: CountyKey, id: z.uuid() }),
  query: z.object({}),
  response: z.object({}),
});
