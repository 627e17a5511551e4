/** The ways on foot from homes to Kitas: kept while the counties' data stay as they are. */
import type { WayNote } from '../../contract/common.ts';
import { askedMetres } from '../../planning/kita/reachRule.ts';
import type { Database } from '../../data/open.ts';
import type { County } from '../../data/repositories/counties.ts';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import type { PopulationDate } from '../../data/repositories/people.ts';
import type { KitaRecord } from '../../data/repositories/sites.ts';
import { networksInForce, packedRoads } from '../../data/repositories/ways.ts';
import type { WayList } from '../../planning/kita/pairs.ts';
import type { Operation } from '../../context.ts';
import { estimatedWalks } from '../estimatedWalks.ts';
import { linesOf } from '../import/measureWays.ts';
import { toldAs, wayNote } from '../waysToSchool.ts';
import { homesOf, type Home, type Homes } from './homes.ts';

export type Point = [longitude: number, latitude: number];

export interface KitaWays {
  /** Of homes (place) and Kitas (stop), by their numbers. */
  list: WayList;
  note: WayNote;
}

/** A longer distance asks for more ways: they are found once up to each of these, in metres. */
const SPANS = [5000, 10_000, 20_000, askedMetres.most];
/** Each holds a few megabytes, and so do the ways of each. */
const KEPT = 4;

interface Kept {
  homes: Promise<Homes>;
  /** By what is walked to, and how far. */
  ways: Map<string, Promise<KitaWays>>;
}

const stores = new WeakMap<Database, Map<string, Kept>>();

/** @param most metres; the list may hold longer ways */
export const kitaWays = (
  context: Operation,
  chosen: readonly County[],
  tables: readonly Pick<PopulationDate, 'county' | 'layer'>[],
  kitas: readonly KitaRecord[],
  most: number,
): Promise<KitaWays & { homes: Homes }> =>
  waysTo(context, chosen, tables, 'kitas', () => kitas.map(({ lon, lat }): Point => [lon, lat]), most);

/**
 * @param name of what is walked to: the same while the counties' data stay as they are
 * @param stops where it stands
 */
export async function waysTo(
  context: Operation,
  chosen: readonly County[],
  tables: readonly Pick<PopulationDate, 'county' | 'layer'>[],
  name: string,
  stops: (homes: readonly Home[]) => Point[],
  most: number,
): Promise<KitaWays & { homes: Homes }> {
  const store = stores.get(context.database) ?? new Map<string, Kept>();
  stores.set(context.database, store);
  const revision = chosen.map((county) => `${county.key}@${county.revision}`).join('+');
  const key = [revision, ...tables.map(({ county, layer }) => `${county}/${layer}`)].join(' ');
  let kept = store.get(key);
  if (!kept) {
    kept = { homes: homesOf(context, tables), ways: new Map() };
    kept.homes.catch(() => store.delete(key));
    store.set(key, kept);
    const oldest = store.size > KEPT ? store.keys().next().value : undefined;
    if (oldest !== undefined) store.delete(oldest);
  }
  const { ways } = kept;
  const homes = await kept.homes;
  const span = SPANS.find((metres) => metres >= most) ?? most;
  const id = `${name} ${span}`;
  let own = ways.get(id);
  if (!own) {
    own = waysUpTo(context, chosen, homes.homes, stops(homes.homes), span);
    own.catch(() => ways.delete(id));
    ways.set(id, own);
    const oldest = ways.size > KEPT ? ways.keys().next().value : undefined;
    if (oldest !== undefined) ways.delete(oldest);
  }
  return { homes, ...(await own) };
}

/** Each county's homes on its own road network: ways across its border are known as far as that reaches. */
async function waysUpTo(
  context: Operation,
  chosen: readonly County[],
  homes: readonly Home[],
  stops: Point[],
  most: number,
): Promise<KitaWays> {
  const [place, stop, metres]: [number[], number[], number[]] = [[], [], []];
  const notes: WayNote[] = [];
  for (const { key } of chosen) {
    const numbers = [...homes.keys()].filter((home) => homes[home]!.county === key);
    const own = await waysOfCounty(
      context,
      key,
      numbers.map((home) => homes[home]!.point),
      stops,
      most,
    );
    own.list.place.forEach((home, index) => {
      place.push(numbers[home]!);
      stop.push(own.list.stop[index]!);
      metres.push(own.list.metres[index]!);
    });
    notes.push(own.note);
  }
  const note = notes.find(({ method }) => method === 'network') ?? notes[0]!;
  return { list: { place: Int32Array.from(place), stop: Int32Array.from(stop), metres }, note };
}

async function waysOfCounty(
  context: Operation,
  county: string,
  places: Point[],
  stops: Point[],
  most: number,
): Promise<KitaWays> {
  const { db } = context.database;
  const [network] = await networksInForce(db, [county]);
  const note = await wayNote(context, county, network !== undefined);
  const estimated = (from: Point[], to: Point[]) => estimatedWalks(from, to, most, note.detourFactor);
  if (!network) return { list: estimated(places, stops), note };
  const measured = await context.onRoads({
    task: 'near',
    roads: await packedRoads(db, network.importId),
    edits: linesOf(await listNetworkEdits(db, [county])),
    ...{ places, stops, most },
  });
  // What the network does not know, as a new street, is no reason for nobody to get there.
  const [homes, kitas] = [new Set(measured.place), new Set(measured.stop)];
  const lost = [...places.keys()].filter((place) => !homes.has(place));
  const rest = estimated(
    lost.map((place) => places[place]!),
    stops,
  );
  const remote = [...stops.keys()].filter((stop) => !kitas.has(stop));
  const known = [...homes];
  const others = estimated(
    known.map((place) => places[place]!),
    remote.map((stop) => stops[stop]!),
  );
  return {
    list: {
      place: Int32Array.from([
        ...measured.place,
        ...Array.from(rest.place, (home) => lost[home]!),
        ...Array.from(others.place, (home) => known[home]!),
      ]),
      stop: Int32Array.from([...measured.stop, ...rest.stop, ...Array.from(others.stop, (kita) => remote[kita]!)]),
      metres: [...measured.metres, ...rest.metres, ...others.metres],
    },
    note: measured.place.length === 0 ? toldAs(note, [{ measured: false }]) : note,
  };
}
