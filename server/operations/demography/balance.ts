/** What happened in each year, and what the stocks say: the difference is shown, never made to fit. */
import type { Balance } from '../../contract/demography.ts';
import { releaseCount, releaseFigure, type Policy } from '../../planning/confidentiality/release.ts';
import { bandCounts } from './counts.ts';
import type { DemographyTables, StockTable } from './tables.ts';

const kinds = ['birth', 'death', 'in', 'out'] as const;
type Kind = (typeof kinds)[number];

/** Of one area (null: all), oldest year first. What happened is summed up once for all of them. */
export function balancing(
  policy: Policy,
  tables: DemographyTables,
  groupOf: Int32Array,
  groups: number,
): (group: number | null) => Balance[] {
  const sums = eventSums(tables, groupOf, groups);
  const years = [...new Set([...sums.values()].flatMap((ofYear) => [...ofYear.keys()]))].sort((a, b) => a - b);
  const residents = new Map<StockTable, Float64Array>();
  const everybody = (stock: StockTable): Float64Array => {
    const known = residents.get(stock) ?? bandCounts(stock, { from: 0, to: null }, groupOf, groups)!;
    residents.set(stock, known);
    return known;
  };
  const stockAt = (year: number) => tables.stocks.find(({ date }) => date === `${year}-12-31`);
  return (group) =>
    years.map((year): Balance => {
      const lists = kinds.map((kind) => sums.get(kind)?.get(year) ?? null);
      const own = lists.map((list) =>
        list === null || Number.isNaN(list[group ?? groups]!) ? null : list[group ?? groups]!,
      );
      const [now, before] = [stockAt(year), stockAt(year - 1)];
      const stock = (table: typeof now) => (table ? everybody(table)[group ?? groups]! : null);
      const [after, earlier] = [stock(now), stock(before)];
      const change = after === null || earlier === null ? null : after - earlier;
      const [born, died, came, left] = own as [number | null, number | null, number | null, number | null];
      const complete = change !== null && born !== null && died !== null && came !== null && left !== null;
      // A small number of one area is also the whole less the others: then no area of the layer tells that year.
      const behind = group === null ? [] : lists.flatMap((list) => (list ? [...list.subarray(0, groups)] : []));
      const told = (people: number | null) =>
        behind.length === 0 ? releaseCount(policy, people) : releaseFigure(policy, people, behind);
      return {
        year,
        births: told(born),
        deaths: told(died),
        arrivals: told(came),
        departures: told(left),
        change: releaseFigure(policy, change, []),
        remainder: complete ? releaseFigure(policy, change - (born - died + came - left), behind) : null,
        broken: now !== undefined && before !== undefined && now.basis !== before.basis,
      };
    });
}

/** Events by kind and year; each by group, the last one is all. Of the whole county only: NaN for the groups. */
function eventSums(
  { events }: DemographyTables,
  groupOf: Int32Array,
  groups: number,
): Map<Kind, Map<number, Float64Array>> {
  const fine = new Set(events.filter(({ area }) => area !== null).map(({ event, year }) => `${event}|${year}`));
  const sums = new Map<Kind, Map<number, Float64Array>>();
  for (const { event, year, area, people } of events) {
    const isFine = fine.has(`${event}|${year}`);
    // Where areas tell it, the county's own row says the same once more.
    if (isFine && area === null) continue;
    const ofKind = sums.get(event) ?? new Map<number, Float64Array>();
    sums.set(event, ofKind);
    const list = ofKind.get(year) ?? new Float64Array(groups + 1).fill(isFine ? 0 : Number.NaN, 0, groups);
    ofKind.set(year, list);
    const group = area === null ? -1 : groupOf[area]!;
    if (group >= 0) list[group]! += people;
    list[groups]! += people;
  }
  return sums;
}
