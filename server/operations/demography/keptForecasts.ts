/** Keeping a forecast: a committee decides on what it has seen, and a later import must not change that unsaid. */
import type { KeptForecast, ForecastLevers } from '../../contract/keptForecasts.ts';
import { insertKept, listKept, removeKept } from '../../data/repositories/keptForecasts.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { forecastOf } from './forecast.ts';
import type { Forecasting } from './work.ts';

/** A county keeps one a year, and some to compare. */
const MOST = 200;

type Told = Omit<KeptForecast, 'id' | 'name' | 'madeAt'>;

export async function keptForecasts(context: Operation, county: string): Promise<{ forecasts: KeptForecast[] }> {
  await chosenCounties(context, county);
  const kept = await listKept(context.database.db, county);
  return {
    // Written through the contract only.
    forecasts: kept.map(({ id, name, madeAt, told }) => ({
      ...{ id, name, madeAt: madeAt.toISOString() },
      ...(told as Told),
    })),
  };
}

export async function keepForecast(
  context: Forecasting,
  county: string,
  { name, levers }: { name: string; levers: ForecastLevers },
): Promise<KeptForecast> {
  const { db } = context.database;
  const all = await forecastOf(context, county, levers);
  if (all.baseDate === null || all.basis === null) throw nothingToKeep();
  if ((await listKept(db, county)).length >= MOST) throw full();
  // One forecast, looked at by its age groups.
  const bands: Told['bands'] = [];
  for (const { key } of all.bands)
    bands.push({ band: key, series: (await forecastOf(context, county, { ...levers, band: key })).series });
  const { baseDate, basis, method, scenario, assumptions, housing, draws } = all;
  const told: Told = { levers, baseDate, basis, method, scenario, assumptions, housing, draws, bands };
  const record = { id: context.newId(), name, madeAt: context.now() };
  await insertKept(db, county, { ...record, told });
  return { ...record, madeAt: record.madeAt.toISOString(), ...told };
}

export async function removeKeptForecast(
  context: Operation,
  county: string,
  id: string,
): Promise<Record<string, never>> {
  if (await removeKept(context.database.db, county, id, context.now())) return {};
  throw new DomainError('notFound', 'forecast.gone', {
    de: 'Diese festgehaltene Vorausberechnung gibt es nicht mehr: bitte die Seite neu laden.',
    en: 'This kept forecast is no longer there: please reload the page.',
  });
}

const nothingToKeep = () =>
  new DomainError('invalid', 'forecast.nothing', {
    de: 'Es gibt noch keine Vorausberechnung, die sich festhalten ließe: bitte Einwohner nach Alter aus wenigstens zwei Jahren importieren.',
    en: 'There is no forecast to be kept yet: please import residents by age of at least two years.',
  });

const full = () =>
  new DomainError('invalid', 'forecast.full', {
    de: `Es sind schon ${MOST} Vorausberechnungen festgehalten: bitte nicht mehr gebrauchte entfernen.`,
    en: `There are ${MOST} kept forecasts already: please remove those no longer needed.`,
  });
