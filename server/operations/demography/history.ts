/** From tables as they came to the stocks and events that a forecast is made from: single years, both sexes, every area. */
import { DomainError } from '../../planning/errors.ts';
import type { ForecastAssumptions } from '../../planning/forecast/assumptions.ts';
import { motherhoodByAge } from '../../planning/forecast/assumptions.ts';
import {
  asOneArea,
  cellOf,
  cells,
  sumOf,
  type Flows,
  type History,
  type Shape,
  type YearEvents,
} from '../../planning/forecast/people.ts';
import { openAge, singleYears, type AgeBand } from '../../planning/forecast/singleYears.ts';
import type { DemographyTables, StockTable } from './tables.ts';

type Events = DemographyTables['events'];

/** A table that is open from here on tells nothing of children: it is a total. */
const CHILDREN = 2;

/** @throws DomainError where a table leaves an age out */
export function historyOf(tables: DemographyTables, basis: string, assumptions: ForecastAssumptions): History | null {
  const tellsAges = (stock: StockTable) => stock.basis === basis && lowestOpen([stock]) > CHILDREN;
  const stocks = tables.stocks.filter(tellsAges);
  const control = tables.control.filter(tellsAges);
  if (stocks.length === 0) return null;
  const sexes = stocks.every(({ counts }) => counts.every(({ sex }) => sex !== 't')) ? 2 : 1;
  const shape: Shape = { areas: tables.areas.length, sexes, ages: agesOf(control, stocks) };
  const history: History = { shape, stocks: [], events: [] };
  for (const stock of stocks) {
    const year = Number(stock.date.slice(0, 4));
    const like = control.length > 0 ? single(nearest(control, stock.date), { ...shape, areas: 1 }, null, tables) : null;
    // Of several dates in a year the last one counts.
    history.stocks = history.stocks.filter((entry) => entry.year !== year);
    history.stocks.push({ year, people: single(stock, shape, like, tables) });
  }
  history.events = eventsOf(tables.events, history, motherhoodByAge(assumptions, shape.ages), tables);
  return history;
}

/** Up to the lowest open age of all tables; the control tells the years above it too. */
function agesOf(control: StockTable[], stocks: StockTable[]): number {
  return Math.max(control.length > 0 ? lowestOpen(control) : 0, lowestOpen(stocks)) + 1;
}

const lowestOpen = (tables: StockTable[]): number =>
  Math.min(
    ...tables.map(({ counts }) => openAge(bandsOf(counts)) ?? Math.max(...counts.map(({ ageTo }) => ageTo ?? 0)) + 1),
  );

const bandsOf = (counts: { ageFrom: number; ageTo: number | null; people: number }[]): AgeBand[] =>
  counts.map(({ ageFrom, ageTo, people }) => ({ from: ageFrom, to: ageTo, people }));

function nearest(tables: StockTable[], date: string): StockTable {
  const days = (table: StockTable) => Math.abs(Date.parse(table.date) - Date.parse(date));
  return tables.reduce((best, table) => (days(table) < days(best) ? table : best));
}

/** Men first; of no sex: one half each. */
const sexOf = (sex: string): number | null => (sex === 'm' ? 0 : sex === 'f' ? 1 : null);

function single(stock: StockTable, shape: Shape, like: Float64Array | null, tables: DemographyTables): Float64Array {
  const people = new Float64Array(cells(shape));
  const bands: AgeBand[][] = Array.from({ length: shape.areas * shape.sexes }, () => []);
  for (const count of stock.counts) {
    const sex = shape.sexes === 1 ? 0 : sexOf(count.sex);
    const area = shape.areas === 1 ? 0 : count.area;
    for (const each of sex === null ? [0, 1] : [sex]) {
      add(
        bands[area * shape.sexes + each]!,
        count.ageFrom,
        count.ageTo,
        sex === null ? count.people / 2 : count.people,
      );
    }
  }
  bands.forEach((list, index) => {
    if (list.length === 0) return;
    const sex = index % shape.sexes;
    const proportions = like?.subarray(sex * shape.ages, (sex + 1) * shape.ages) ?? null;
    try {
      people.set(singleYears(list, shape.ages, proportions), index * shape.ages);
    } catch (error) {
      if (error instanceof RangeError) throw missingAge(tables, Math.floor(index / shape.sexes), stock, error.message);
      throw error;
    }
  });
  return people;
}

/** The same band of merged areas is one. */
function add(bands: AgeBand[], from: number, to: number | null, people: number): void {
  const same = bands.find((band) => band.from === from && band.to === to);
  if (same) same.people += people;
  else bands.push({ from, to, people });
}

function missingAge(tables: DemographyTables, area: number, { date }: StockTable, what: string): DomainError {
  const name = tables.areas[area]?.name ?? '';
  const [, age = '', times = ''] = /age (\d+) is told (\d+) times/.exec(what) ?? [];
  const missing = times === '0';
  return new DomainError('conflict', 'demography.ages', {
    de: missing
      ? `Bei „${name}“ fehlt am ${date} das Alter ${age}: bitte die Tabelle mit allen Altersjahren noch einmal importieren.`
      : `Bei „${name}“ steht am ${date} das Alter ${age} in mehreren Altersgruppen: bitte die Tabelle ohne überschneidende Gruppen noch einmal importieren.`,
    en: missing
      ? `'${name}' lacks age ${age} on ${date}: please import the table with all ages again.`
      : `'${name}' tells age ${age} in several groups on ${date}: please import the table without overlapping groups again.`,
  });
}

function eventsOf(events: Events, history: History, motherhood: Float64Array, tables: DemographyTables): YearEvents[] {
  const byYear = new Map<number, Events>();
  for (const event of events) {
    const list = byYear.get(event.year);
    if (list) list.push(event);
    else byYear.set(event.year, [event]);
  }
  return [...byYear.keys()]
    .sort((a, b) => a - b)
    .map((year): YearEvents => {
      const own = byYear.get(year)!;
      const people = nearestStock(history, year);
      const flows = (kind: 'death' | 'in' | 'out') => {
        const rows = own.filter(({ event }) => event === kind);
        return rows.length > 0 ? flowsOf(rows, history.shape, people, tables) : null;
      };
      const born = own.filter(({ event }) => event === 'birth');
      return {
        year,
        ...birthsOf(born, history.shape, people, motherhood, tables),
        deaths: flows('death'),
        arrivals: flows('in'),
        departures: flows('out'),
      };
    });
}

function nearestStock({ stocks }: History, year: number): Float64Array {
  return stocks.reduce((best, stock) => (Math.abs(stock.year - year) < Math.abs(best.year - year) ? stock : best))
    .people;
}

/** Where areas tell it, their own rows; else the county's, spread over its areas as their people are. */
function flowsOf(rows: Events, shape: Shape, people: Float64Array, tables: DemographyTables): Flows {
  const { sexes, ages } = shape;
  const size = sexes * ages;
  const fine = rows.filter(({ area }) => area !== null);
  const used = fine.length > 0 ? fine : rows;
  const told = used.some(({ ageFrom }) => ageFrom !== null);
  const flows: Flows = { byAge: told ? new Float64Array(cells(shape)) : null, total: new Float64Array(shape.areas) };
  for (const row of used) {
    const sex = sexes === 1 ? 0 : sexOf(row.sex);
    const within: number[] = [];
    const members = row.area === null ? areasOf(tables, row.county) : [row.area];
    for (const area of members) {
      for (const each of sex === null ? [0, 1].slice(0, sexes) : [sex]) {
        const first = Math.min(row.ageFrom ?? 0, ages - 1);
        const last = Math.min(row.ageFrom === null ? ages - 1 : (row.ageTo ?? ages - 1), ages - 1);
        for (let age = first; age <= last; age++) within.push(cellOf(shape, area, each, age));
      }
    }
    const weight = within.reduce((sum, at) => sum + people[at]!, 0);
    for (const at of within) {
      const share = row.people * (weight > 0 ? people[at]! / weight : 1 / within.length);
      if (flows.byAge) flows.byAge[at]! += share;
      flows.total[Math.floor(at / size)]! += share;
    }
  }
  return flows;
}

function areasOf(tables: DemographyTables, county: string): number[] {
  return tables.areas.flatMap((area, index) => (area.county === county ? [index] : []));
}

/** A mother is no child: rows with ages below tell the children's age, which is none. */
const YOUNGEST_MOTHER = 12;

function birthsOf(
  rows: Events,
  shape: Shape,
  people: Float64Array,
  motherhood: Float64Array,
  tables: DemographyTables,
): Pick<YearEvents, 'births' | 'byMother'> {
  if (rows.length === 0) return { births: null, byMother: null };
  const { areas, sexes, ages } = shape;
  const fine = rows.filter(({ area }) => area !== null);
  const used = fine.length > 0 ? fine : rows;
  const isMother = (row: Events[number]) =>
    row.ageFrom !== null && (row.ageTo === null || row.ageTo >= YOUNGEST_MOTHER);
  const told = used.some(isMother);
  const births = new Float64Array(areas);
  const byMother = told ? new Float64Array(areas * ages) : null;
  for (const row of used) {
    const members = row.area === null ? areasOf(tables, row.county) : [row.area];
    const mother = isMother(row);
    const [from, to] = mother ? [row.ageFrom!, row.ageTo ?? ages - 1] : [0, ages - 1];
    const weights = members.map((area) =>
      Float64Array.from({ length: ages }, (_, age) =>
        age < from || age > to ? 0 : people[cellOf(shape, area, sexes - 1, age)]! * (motherhood[age]! + 1e-9),
      ),
    );
    const all = weights.reduce((sum, list) => sum + sumOf(list), 0);
    members.forEach((area, index) => {
      const share = all > 0 ? sumOf(weights[index]!) / all : 1 / members.length;
      births[area]! += row.people * share;
      if (byMother && mother && all > 0)
        weights[index]!.forEach((weight, age) => (byMother[area * ages + age]! += (row.people * weight) / all));
    });
  }
  return { births, byMother };
}

/** The whole county as one area: its rates are those that the areas are benchmarked to. */
export function countyHistory({ shape, stocks, events }: History): History {
  const total = (list: Float64Array | null) => (list ? Float64Array.of(sumOf(list)) : null);
  const flows = (of: Flows | null): Flows | null =>
    of ? { byAge: of.byAge ? asOneArea(shape, of.byAge) : null, total: Float64Array.of(sumOf(of.total)) } : null;
  const mothers = (list: Float64Array | null) => {
    if (!list) return null;
    const sum = new Float64Array(shape.ages);
    list.forEach((count, at) => (sum[at % shape.ages]! += count));
    return sum;
  };
  return {
    shape: { ...shape, areas: 1 },
    stocks: stocks.map(({ year, people }) => ({ year, people: asOneArea(shape, people) })),
    events: events.map((entry) => ({
      year: entry.year,
      births: total(entry.births),
      byMother: mothers(entry.byMother),
      deaths: flows(entry.deaths),
      arrivals: flows(entry.arrivals),
      departures: flows(entry.departures),
    })),
  };
}
