/** Ways to sites that a variant proposes: measured when first asked for, and kept while the county's data stay as they are. */
import { createHash } from 'node:crypto';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import { networksInForce, packedRoads } from '../../data/repositories/ways.ts';
import { transformer } from '../../../geodata/crs/transform.ts';
import type { Database } from '../../data/open.ts';
import { estimatedWalk } from '../../planning/transport/distanceBand.ts';
import type { PlanChange } from '../../planning/variant/changes.ts';
import type { PlanState, WalkOf } from '../../planning/variant/state.ts';
import type { Operation } from '../../context.ts';
import { linesOf } from '../import/measureWays.ts';
import { NO_SAFE_WAY } from '../../planning/variant/world.ts';
import type { CountyWorld } from './world.ts';

interface SiteWays {
  walk: Int32Array;
  safe: Int32Array;
}

export interface StateWays {
  walkOf: (state: PlanState) => WalkOf;
  safeOf: (state: PlanState) => WalkOf;
}

const kept = new WeakMap<Database, Map<string, Promise<SiteWays>>>();
const KEPT = 200;

const placeOf = ({ lon, lat }: { lon: number; lat: number }): string => `${lon} ${lat}`;

/** Everything that the state of these changes may ask for; all sites that are new to it are measured at once. */
export async function waysOfState(
  context: Operation,
  county: CountyWorld,
  changes: readonly PlanChange[],
): Promise<StateWays> {
  const sites = new Map<string, { lon: number; lat: number }>();
  for (const change of changes)
    if (change.kind === 'open' || change.kind === 'move') sites.set(placeOf(change), change);
  const ways = new Map<string, SiteWays>();
  await Promise.all([...sites].map(async ([place, site]) => ways.set(place, await siteWays(context, county, site))));
  const { world } = county;
  const of =
    (which: 'walk' | 'safe') =>
    (state: PlanState): WalkOf =>
    (school) =>
      state.relocated.has(school) ? ways.get(placeOf(state.schools[school]!))![which] : world[which][school]!;
  return { walkOf: of('walk'), safeOf: of('safe') };
}

function siteWays(context: Operation, county: CountyWorld, site: { lon: number; lat: number }): Promise<SiteWays> {
  const known = kept.get(context.database) ?? new Map<string, Promise<SiteWays>>();
  kept.set(context.database, known);
  const key = createHash('sha256')
    .update(`${county.county.key} ${county.county.revision} ${county.edition} ${placeOf(site)}`)
    .digest('base64');
  const found = known.get(key);
  if (found) return found;
  const made = measure(context, county, site);
  known.set(key, made);
  const oldest = known.size > KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  made.catch(() => known.delete(key));
  return made;
}

async function measure(
  context: Operation,
  { county, world, places, ways }: CountyWorld,
  { lon, lat }: { lon: number; lat: number },
): Promise<SiteWays> {
  const { db } = context.database;
  const [x, y] = transformer(4326, county.epsg)([lon, lat]);
  const estimated = Int32Array.from(places, ([ax, ay]) =>
    Math.round(estimatedWalk(Math.hypot(ax - x, ay - y), ways.detourFactor)),
  );
  const [network] = await networksInForce(db, [county.key]);
  if (!network) return { walk: estimated, safe: estimated };
  const [measured] = await context.onRoads({
    task: 'ways',
    roads: await packedRoads(db, network.importId),
    sites: [{ key: 'new', entrances: [[lon, lat]] }],
    homes: world.atoms.map((atom): [number, number] => [atom.lon, atom.lat]),
    edits: linesOf(await listNetworkEdits(db, [county.key])),
  });
  const { walkMetres, safeMetres } = measured!;
  const walk = estimated.map((metres, atom) => (walkMetres[atom]! < 0 ? metres : walkMetres[atom]!));
  const safe = walk.map((metres, atom) =>
    walkMetres[atom]! < 0 ? metres : safeMetres[atom]! < 0 ? NO_SAFE_WAY : safeMetres[atom]!,
  );
  return { walk, safe };
}
