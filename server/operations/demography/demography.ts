/** Who lives where by age and sex, since when, and how that came about. */
import type { Demography } from '../../contract/demography.ts';
import { releaseCount, releaseFigure, type ReleasedValue } from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import { bands } from '../../planning/forecast/bands.ts';
import type { Operation } from '../../context.ts';
import { sources } from '../counties.ts';
import { populationPolicy } from '../policies.ts';
import { balancing } from './balance.ts';
import { bandCounts } from './counts.ts';
import { bandContract, chosenArea, chosenBand, demographyGround, hiddenIn, type DemographyGround } from './ground.ts';
import { notices } from './notices.ts';
import { pyramids, type AgeRow } from './pyramid.ts';
import type { DemographyTables, StockTable } from './tables.ts';

interface Query {
  layer?: string | undefined;
  area?: string | undefined;
  date?: string | undefined;
  band?: string | undefined;
}

/** Years that a change is told over. */
const BACK = 5;

export async function demographyOf(context: Operation, selection: string, query: Query): Promise<Demography> {
  const ground = await demographyGround(context, selection, query.layer);
  const { keys, layer, tables, groupOf } = ground;
  const from = await sources(context, keys, ['population', 'vital-events', 'areas']);
  if (tables === null || tables.stocks.length === 0) return empty(ground, from);
  const groups = layer.areas.length;
  const stock = chosenStock(tables, query.date);
  const policy = populationPolicy(stock.basis);
  const counts = (of: StockTable, band: { from: number; to: number | null }) => bandCounts(of, band, groupOf, groups);
  const told = bands.filter((band) => counts(stock, band) !== null);
  const band = chosenBand(query.band, told);
  const area = chosenArea(ground, query.area);
  const beforeDate = `${Number(stock.date.slice(0, 4)) - BACK}${stock.date.slice(4)}`;
  const before = tables.stocks.find(({ date, basis }) => date === beforeDate && basis === stock.basis);
  const people = counts(stock, { from: 0, to: null })!;
  const children = counts(stock, band)!;
  const earlier = before ? counts(before, band) : null;
  const hidesIn = await hiddenIn(context, ground, tables.stocks);
  const released = (of: StockTable, list: Float64Array, group: number | null, span: AgeRow): ReleasedValue =>
    hidesIn(of)(span, group) ? 'hidden' : releaseCount(populationPolicy(of.basis), list[group ?? groups]!);
  const figures = (group: number | null) => {
    const young = released(stock, children, group, band);
    const everybody = released(stock, people, group, { from: 0, to: null });
    const isHidden = young === 'hidden' || everybody === 'hidden';
    return {
      people: everybody,
      children: young,
      share: isHidden
        ? 'hidden'
        : Number(everybody) > 0
          ? releaseFigure(policy, Number(young) / Number(everybody), [])
          : null,
      before: before && earlier ? released(before, earlier, group, band) : null,
    } as const;
  };
  return {
    layer: layer.layer,
    dates: [...tables.stocks].reverse().map(({ date, basis }) => ({ date, basis })),
    date: stock.date,
    basis: stock.basis,
    bands: told.map(bandContract),
    area: query.area ?? null,
    areas: layer.areas.map(({ county, key, name, point }, index) => ({ county, key, name, point, ...figures(index) })),
    total: figures(null),
    beforeDate: before?.date ?? null,
    band: band.key,
    pyramid: pyramids(policy, stock, groupOf, groups, hidesIn(stock))(area),
    series: tables.stocks.map((of, index) => {
      return {
        date: of.date,
        basis: of.basis,
        broken: index > 0 && tables.stocks[index - 1]!.basis !== of.basis,
        people: told.map((one) => {
          const list = counts(of, one);
          return list === null ? null : released(of, list, area, one);
        }),
      };
    }),
    balance: balancing(policy, tables, groupOf, groups)(area),
    notices: notices(tables, groupOf, stock.basis),
    sources: from,
  };
}

function chosenStock({ stocks }: DemographyTables, date: string | undefined): StockTable {
  const stock = date === undefined ? stocks.at(-1) : stocks.find((candidate) => candidate.date === date);
  if (stock) return stock;
  const newest = stocks.slice(-3).map((known) => known.date);
  throw new DomainError('notFound', 'population.unknownDate', {
    de: `Zum ${date} sind keine Einwohner geladen: bitte einen Stichtag wählen, zum Beispiel ${newest.join(', ')}.`,
    en: `No residents are loaded for ${date}: please choose a reference date, for example ${newest.join(', ')}.`,
  });
}

function empty({ layer }: DemographyGround, from: Demography['sources']): Demography {
  const nothing = { people: null, children: null, share: null, before: null };
  return {
    layer: layer.layer,
    ...{ dates: [], date: null, basis: null, bands: [], area: null, band: 'u3', beforeDate: null },
    ...{ pyramid: [], series: [], balance: [] },
    areas: layer.areas.map(({ county, key, name, point }) => ({ county, key, name, point, ...nothing })),
    total: nothing,
    notices: [
      {
        de: 'Es sind noch keine Einwohner nach Alter geladen: bitte unter „Daten“ importieren.',
        en: "No residents by age are loaded yet: please import them under 'Data'.",
      },
    ],
    sources: from,
  };
}
