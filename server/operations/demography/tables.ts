/** The tables of residents and events that a county has, on the areas of today: read once for each state of its data. */
import type { AreaRecord } from '../../data/repositories/areas.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import {
  eventScopes,
  listHousingProjects,
  residentsBySex,
  vitalEvents,
  type EventCount,
  type HousingProject,
  type ResidentCount,
} from '../../data/repositories/demography.ts';
import { populationDates, type PopulationDate } from '../../data/repositories/people.ts';
import type { Operation } from '../../context.ts';
import { Keeper, stateOf } from '../keeper.ts';
import { chooseLayer, crosswalk } from '../layers.ts';
import { layeringOf } from './layering.ts';

export interface StockTable {
  date: string;
  basis: string;
  /** Index of the area in `areas`, beside each count. */
  counts: (ResidentCount & { area: number })[];
}

export interface DemographyTables {
  /** Layer whose areas the residents are counted by. */
  layer: string;
  areas: AreaRecord[];
  /** Oldest first, one for each date. */
  stocks: StockTable[];
  /** The whole county in finer ages, where a coarser layer tells them, and which. */
  control: StockTable[];
  controlLayer: string | null;
  /** Of the areas; `area` null: of the whole county, by its index in `counties`. */
  events: (EventCount & { area: number | null; county: string })[];
  /** What will be built, on the areas in which it is: shares that sum to 1. */
  projects: (HousingProject & { areas: { area: number; share: number }[] })[];
  /** Areas of former editions whose people were carried to the area that they lie in today, and rows that went nowhere. */
  carried: number;
  lost: number;
}

/** Tables of a large county hold some tens of megabytes. */
const kept = new Keeper<DemographyTables | null>(3);

/** Null where no residents are loaded. */
export async function demographyTables(context: Operation, counties: County[]): Promise<DemographyTables | null> {
  return kept.get(context.database, stateOf(counties), () => read(context, counties));
}

async function read(context: Operation, chosen: County[]): Promise<DemographyTables | null> {
  const counties = chosen.map((county) => county.key);
  const { db } = context.database;
  const dates = await populationDates(db, counties);
  const layers = await listLayers(db, counties);
  const size = (layer: string) => layers.filter(({ key }) => key === layer).reduce((sum, { areas }) => sum + areas, 0);
  const layer = layerOf(dates, counties, size);
  if (layer === null) return null;
  const { areas } = await chooseLayer(context, counties, layer, []);
  const at = new Map(areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const carry = await carriedAreas(context, chosen, layer, at);
  const placed = new Set<string>();
  let lost = 0;
  const place = (county: string, atom: string): number | undefined => {
    const fid = `${county}/${atom}`;
    const today = at.get(fid) ?? carry.get(fid);
    if (today === undefined) lost++;
    else if (!at.has(fid)) placed.add(fid);
    return today;
  };
  const tables = await stockTables(context, onOneDate(dates, layer, counties));
  const stocks = tables.map(({ counts, ...table }) => ({
    ...table,
    counts: withoutSums(counts).flatMap((count) => {
      const area = place(count.county, count.atom);
      return area === undefined ? [] : [{ ...count, area }];
    }),
  }));
  const whole = [...new Set(dates.map((entry) => entry.layer))].find(
    (key) => key !== layer && size(key) === counties.length,
  );
  const control = whole === undefined ? [] : await stockTables(context, onOneDate(dates, whole, counties));
  const scopes = await eventScopes(db, counties);
  const own = await vitalEvents(
    db,
    scopes.filter((scope) => scope.layer === layer),
  );
  const ofCounty = await vitalEvents(
    db,
    scopes.filter((scope) => scope.layer === whole),
  );
  const events = [
    ...own.flatMap((event): DemographyTables['events'] => {
      const area = place(event.county, event.atom);
      return area === undefined ? [] : [{ ...event, area }];
    }),
    ...ofCounty.map((event) => ({ ...event, area: null })),
  ];
  const projects = await placedProjects(context, counties, layer, areas, place);
  return {
    layer,
    areas,
    projects,
    stocks,
    control: control.map((table) => ({
      ...table,
      counts: withoutSums(table.counts).map((count) => ({ ...count, area: 0 })),
    })),
    controlLayer: whole ?? null,
    events,
    carried: placed.size,
    lost,
  };
}

/** A project that is told on a coarser layer lies in all areas of its area: each has an equal part of it. */
async function placedProjects(
  context: Operation,
  counties: string[],
  layer: string,
  areas: AreaRecord[],
  place: (county: string, atom: string) => number | undefined,
): Promise<DemographyTables['projects']> {
  const projects = await listHousingProjects(context.database.db, counties);
  const walks = new Map<string, Map<string, string>>();
  for (const coarse of new Set(projects.map((project) => project.layer).filter((key) => key !== layer)))
    walks.set(coarse, await crosswalk(context, counties, layer, await chooseLayer(context, counties, coarse, [])));
  return projects.map((project) => {
    const walk = walks.get(project.layer);
    const own = walk
      ? areas.flatMap(({ county, key }, index) =>
          county === project.county && walk.get(`${county}/${key}`) === project.atom ? [index] : [],
        )
      : [place(project.county, project.atom)].filter((area) => area !== undefined);
    return { ...project, areas: own.map((area) => ({ area, share: 1 / own.length })) };
  });
}

/** The layer of the newest residents, the finest where several have them. */
function layerOf(dates: PopulationDate[], counties: string[], size: (layer: string) => number): string | null {
  const everywhere = dates.filter(({ layer, date }) =>
    counties.every((county) =>
      dates.some((other) => other.county === county && other.layer === layer && other.date === date),
    ),
  );
  const [best] = [...everywhere].sort((a, b) => size(b.layer) - size(a.layer) || b.date.localeCompare(a.date));
  return best?.layer ?? null;
}

/** One table for each date and county: where there are several bases, that of the newest date. */
function onOneDate(dates: PopulationDate[], layer: string, counties: string[]): PopulationDate[] {
  const own = dates.filter((entry) => entry.layer === layer);
  const preferred = own[0]?.basis;
  const chosen = new Map<string, PopulationDate>();
  for (const entry of own) {
    const id = `${entry.date}|${entry.county}`;
    if (!chosen.has(id) || entry.basis === preferred) chosen.set(id, entry);
  }
  const list = [...chosen.values()];
  return list.filter(({ date }) =>
    counties.every((county) => list.some((entry) => entry.county === county && entry.date === date)),
  );
}

async function stockTables(
  context: Operation,
  dates: PopulationDate[],
): Promise<{ date: string; basis: string; counts: ResidentCount[] }[]> {
  const byDate = new Map<string, ResidentCount[]>();
  for (const count of await residentsBySex(context.database.db, dates)) {
    const list = byDate.get(count.date);
    if (list) list.push(count);
    else byDate.set(count.date, [count]);
  }
  return [...byDate]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([date, counts]) => ({ date, basis: dates.find((entry) => entry.date === date)!.basis, counts }));
}

/** Sums beside their parts, as "0 to 2" beside 0, 1 and 2, would count children twice. */
function withoutSums(counts: readonly ResidentCount[]): ResidentCount[] {
  const byArea = new Map<string, ResidentCount[]>();
  for (const count of counts) {
    const id = `${count.county}/${count.atom}|${count.sex}`;
    const list = byArea.get(id);
    if (list) list.push(count);
    else byArea.set(id, [count]);
  }
  const end = ({ ageTo }: ResidentCount): number => ageTo ?? Infinity;
  return [...byArea.values()].flatMap((rows) =>
    rows.filter((row) => {
      if (row.ageTo === row.ageFrom) return true;
      const parts = rows
        .filter((other) => other !== row && other.ageFrom >= row.ageFrom && end(other) <= end(row))
        .sort((a, b) => a.ageFrom - b.ageFrom);
      let next = row.ageFrom;
      for (const part of parts) if (part.ageFrom <= next) next = Math.max(next, end(part) + 1);
      return next <= end(row);
    }),
  );
}

/** Areas of former editions → index of the area of today in which they lie (merged Gemeinden). */
async function carriedAreas(
  context: Operation,
  counties: readonly County[],
  layer: string,
  at: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const carried = new Map<string, number>();
  for (const county of counties) {
    const layering = await layeringOf(context, county, layer);
    const keys = [...layering.at.keys()];
    for (const [former, number] of layering.carried) {
      const today = at.get(`${county.key}/${keys[number]!}`);
      if (today !== undefined) carried.set(`${county.key}/${former}`, today);
    }
  }
  return carried;
}
