/**
 * What a process remembers of the variants that were asked last: their changes, and what follows from them. Both hang on the
 * version, so that another process's change is never missed; losing them costs time, never truth.
 */
import type { Database } from '../../data/open.ts';
import { changesOf } from '../../data/repositories/variants.ts';
import type { StoredChange } from '../../planning/variant/changes.ts';
import type { Operation } from '../../context.ts';
import { replay, type Evaluated } from './evaluate.ts';
import type { CountyWorld } from './world.ts';

interface Kept {
  version: number;
  changes: StoredChange[];
  evaluated: { world: CountyWorld; result: Evaluated } | null;
}

const KEPT = 100;
const stores = new WeakMap<Database, Map<string, Kept>>();

function storeOf({ database }: Operation): Map<string, Kept> {
  const known = stores.get(database) ?? new Map<string, Kept>();
  stores.set(database, known);
  return known;
}

export interface Standing {
  changes: StoredChange[];
  evaluated: Evaluated;
}

/** The variant at a version that is stored. */
export async function standing(
  context: Operation,
  world: CountyWorld,
  { id, version }: { id: string; version: number },
): Promise<Standing> {
  const store = storeOf(context);
  const known = store.get(id);
  const kept: Kept =
    known?.version === version
      ? known
      : { version, changes: await changesUpTo(context, id, version, known), evaluated: null };
  if (kept.evaluated?.world !== world) kept.evaluated = { world, result: await replay(context, world, kept.changes) };
  keep(store, id, kept);
  return { changes: kept.changes, evaluated: kept.evaluated.result };
}

/** After it was stored. */
export function remember(
  context: Operation,
  world: CountyWorld,
  { id, version }: { id: string; version: number },
  { changes, evaluated }: Standing,
): void {
  keep(storeOf(context), id, { version, changes, evaluated: { world, result: evaluated } });
}

function keep(store: Map<string, Kept>, id: string, kept: Kept): void {
  store.delete(id);
  store.set(id, kept);
  const oldest = store.size > KEPT ? store.keys().next().value : undefined;
  if (oldest !== undefined) store.delete(oldest);
}

/** Only what is not known yet is read: a list of changes is never rewritten. */
async function changesUpTo(context: Operation, id: string, version: number, known: Kept | undefined) {
  const from = known && known.version < version ? known : null;
  const read = await changesOf(context.database.db, id, from?.version ?? 0);
  const news = read.filter((entry) => entry.version <= version).map(({ change }) => change);
  return [...(from?.changes ?? []), ...news];
}
