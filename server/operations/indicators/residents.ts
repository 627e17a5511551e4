/** Indicators counted from the residents by age, told as far as the scene of residents tells them. */
import { residentIndicators, type ResidentIndicator } from '../../../geodata/indicators/residents.ts';
import type { IndicatorDefinition } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { County } from '../../data/repositories/counties.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import { releaseCount, releaseFigure, type ReleasedValue } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import { balancing } from '../demography/balance.ts';
import { bandCounts } from '../demography/counts.ts';
import { demographyGround, hiddenIn, type DemographyGround } from '../demography/ground.ts';
import { demographyTables, type StockTable } from '../demography/tables.ts';
import { populationPolicy } from '../policies.ts';
import type { IndicatorTable, KnownIndicator, ToldCell } from './known.ts';

const SCALE = { Personen: 1, '%': 100, 'je 100': 100, 'je 1.000': 1000 } as const;

export async function residentKnown(context: Operation, counties: readonly County[]): Promise<KnownIndicator[]> {
  const tables = await demographyTables(context, [...counties]);
  if (tables === null || tables.stocks.length === 0) return [];
  const keys = counties.map(({ key }) => key);
  const there = await listLayers(context.database.db, keys);
  const size = (layer: string) => there.filter(({ key }) => key === layer).reduce((sum, { areas }) => sum + areas, 0);
  // A finer layer than that by which they are counted cannot be told.
  const layers = [...new Set(there.map(({ key }) => key))].filter((layer) => size(layer) <= tables.areas.length);
  const stocks = newestOfYear(tables.stocks);
  const groups = Int32Array.from(tables.areas.keys());
  const moved = new Set(
    tables.events.flatMap(({ event, year, area }) => (area !== null && event === 'in' ? [year] : [])),
  );
  const yearsFor = ({ of, per }: ResidentIndicator): number[] =>
    stocks
      .filter((stock) =>
        [of, per].every((span) => span === null || span === 'moves' || bandCounts(stock, span, groups, groups.length)),
      )
      .map(yearOf)
      .filter((year) => of !== 'moves' || moved.has(year));
  return residentIndicators.flatMap((indicator): KnownIndicator[] => {
    const years = yearsFor(indicator);
    if (years.length === 0) return [];
    return [
      {
        definition: define(indicator, stocks),
        layers: layers.map((layer) => ({ layer, years })),
        imports: [],
        kinds: indicator.of === 'moves' ? ['population', 'vital-events'] : ['population'],
        table: (layer) => tableOf(context, keys.join('+'), indicator, years, layer),
      },
    ];
  });
}

const yearOf = ({ date }: StockTable): number => Number(date.slice(0, 4));

/** Of several dates in a year the last one counts. */
function newestOfYear(stocks: readonly StockTable[]): StockTable[] {
  const byYear = new Map<number, StockTable>();
  for (const stock of stocks) byYear.set(yearOf(stock), stock);
  return [...byYear.values()];
}

function define(indicator: ResidentIndicator, stocks: readonly StockTable[]): IndicatorDefinition {
  const { key, name, description, numerator, denominator, unit, per } = indicator;
  const bases = [...new Set(stocks.map(({ basis }) => basis))].join(', ');
  return {
    ...{ key, name, description, numerator, denominator, unit },
    measure: per === null ? 'count' : 'rate',
    direction: 'neutral',
    ...{ source: bases, licence: null, formula: null, ready: true },
    method: { de: `Aus den Einwohnern nach Alter (${bases}).`, en: `From the residents by age (${bases}).` },
    protection: 'residents',
    origin: 'computed',
  };
}

async function tableOf(
  context: Operation,
  selection: string,
  indicator: ResidentIndicator,
  years: number[],
  layer: string,
): Promise<IndicatorTable> {
  const ground = await demographyGround(context, selection, layer);
  const stocks = newestOfYear(ground.tables!.stocks).filter((stock) => years.includes(yearOf(stock)));
  const tell = await telling(context, ground, indicator);
  const whole = indicator.per === null ? null : await counting(context, ground, indicator.per);
  const column = (group: number | null): ToldCell[] =>
    years.map((_, index) => {
      const behind = whole?.(stocks[index]!, group);
      return {
        value: tell(stocks[index]!, group),
        isEstimated: false,
        behind: typeof behind === 'number' ? behind : null,
      };
    });
  return {
    layer,
    years,
    areas: new Map(ground.layer.areas.map(({ county, key }, group) => [`${county}/${key}`, column(group)])),
    whole: column(null),
    notices: breaks(stocks),
  };
}

/**
 * How many of these ages may live in an area at the end of a year, or of the nearest one that is known: its told residents × the share
 * of the ages in the county. An estimate, since what it weighs could be divided by it; null: not to be told apart.
 */
export async function residentsBehind(
  context: Operation,
  selection: string,
  layer: string,
  span: { from: number; to: number | null },
): Promise<(area: string, year: number) => number | null> {
  const ground = await demographyGround(context, selection, layer);
  const stocks = newestOfYear(ground.tables?.stocks ?? []);
  if (stocks.length === 0) return () => null;
  const groups = new Map(ground.layer.areas.map(({ county, key }, group) => [`${county}/${key}`, group]));
  const everybody = await counting(context, ground, { from: 0, to: null });
  const all = ground.layer.areas.length;
  const shares = new Map(
    stocks.map((stock) => {
      const [part, whole] = [span, { from: 0, to: null }].map(
        (ages) => bandCounts(stock, ages, ground.groupOf, all)?.[all],
      );
      return [stock, part !== undefined && whole ? part / whole : null];
    }),
  );
  return (area, year) => {
    const group = groups.get(area);
    const gap = (stock: StockTable) => Math.abs(yearOf(stock) - year);
    const nearest = stocks.reduce((best, stock) => (gap(stock) < gap(best) ? stock : best));
    const [people, share] = [group === undefined ? null : everybody(nearest, group), shares.get(nearest) ?? null];
    return typeof people !== 'number' || share === null ? null : Math.round(people * share);
  };
}

type Tell = (stock: StockTable, group: number | null) => ReleasedValue;

async function telling(
  context: Operation,
  ground: DemographyGround,
  { of, per, unit }: ResidentIndicator,
): Promise<Tell> {
  const people = of === 'moves' ? moves(ground) : await counting(context, ground, of);
  if (per === null) return people;
  const whole = await counting(context, ground, per);
  return (stock, group) => {
    const [part, all] = [people(stock, group), whole(stock, group)];
    if (part === 'hidden' || all === 'hidden') return 'hidden';
    if (part === null || all === null || all === 0) return null;
    // Of two numbers that are told.
    return releaseFigure(populationPolicy(stock.basis), (part / all) * SCALE[unit], []);
  };
}

async function counting(
  context: Operation,
  ground: DemographyGround,
  span: Exclude<ResidentIndicator['per'], null>,
): Promise<Tell> {
  const hidesIn = await hiddenIn(context, ground, ground.tables!.stocks);
  const groups = ground.layer.areas.length;
  const known = new Map<StockTable, Float64Array | null>();
  return (stock, group) => {
    if (!known.has(stock)) known.set(stock, bandCounts(stock, span, ground.groupOf, groups));
    const list = known.get(stock);
    if (!list) return null;
    return hidesIn(stock)(span, group) ? 'hidden' : releaseCount(populationPolicy(stock.basis), list[group ?? groups]!);
  };
}

/** In less out, each as the balance of the residents tells it. */
function moves({ tables, groupOf, layer }: DemographyGround): Tell {
  const known = new Map<string, ReturnType<ReturnType<typeof balancing>>>();
  const balances = new Map<string, ReturnType<typeof balancing>>();
  return (stock, group) => {
    const policy = populationPolicy(stock.basis);
    const of = balances.get(policy.kind) ?? balancing(policy, tables!, groupOf, layer.areas.length);
    balances.set(policy.kind, of);
    const id = `${policy.kind} ${group}`;
    const balance = known.get(id) ?? of(group);
    known.set(id, balance);
    const { arrivals = null, departures = null } = balance.find(({ year }) => year === yearOf(stock)) ?? {};
    if (arrivals === 'hidden' || departures === 'hidden') return 'hidden';
    return arrivals === null || departures === null ? null : releaseFigure(policy, arrivals - departures, []);
  };
}

function breaks(stocks: readonly StockTable[]): Sentence[] {
  return stocks.slice(1).flatMap((stock, index): Sentence[] => {
    const before = stocks[index]!;
    if (before.basis === stock.basis) return [];
    return [
      {
        de: `Zwischen ${yearOf(before)} und ${yearOf(stock)} wechselt die Grundlage (${before.basis}, ${stock.basis}): die Veränderung ist keine der Einwohner allein.`,
        en: `Between ${yearOf(before)} and ${yearOf(stock)} the basis changes (${before.basis}, ${stock.basis}): the change is not one of the residents alone.`,
      },
    ];
  });
}
