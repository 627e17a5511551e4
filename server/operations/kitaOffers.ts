/** What Kitas and childminders offer, and what a county's own rates ask for: read once while its data stay as they are. */
import type { Database } from '../data/open.ts';
import type { County } from '../data/repositories/counties.ts';
import { listKitas, type KitaRecord } from '../data/repositories/sites.ts';
import type { Operation } from '../context.ts';
import { dayCareOffers } from './dayCare.ts';
import { ownRates, type OwnRates } from './kitaRates.ts';
import type { ChosenLayer } from './layers.ts';

export interface Offers {
  /** Kitas of the list, then family day care. */
  kitas: KitaRecord[];
  rates: OwnRates | null;
}

const kept = new WeakMap<Database, Map<string, Promise<Offers>>>();
/** Of a large county each holds some hundred kilobytes. */
const KEPT = 12;

/**
 * @param shown layer by whose areas Kitas are told
 * @param tables layers of the residents' tables
 */
export function offersOf(
  context: Operation,
  chosen: readonly County[],
  shown: ChosenLayer,
  tables: readonly string[],
): Promise<Offers> {
  const known = kept.get(context.database) ?? new Map<string, Promise<Offers>>();
  kept.set(context.database, known);
  const id = [shown.layer, ...chosen.map(({ key, revision }) => `${key}@${revision}`)].join(' ');
  const there = known.get(id);
  if (there) return there;
  const made = read(
    context,
    chosen.map(({ key }) => key),
    shown,
    tables,
  );
  known.set(id, made);
  const oldest = known.size > KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  made.catch(() => known.delete(id));
  return made;
}

async function read(
  context: Operation,
  counties: string[],
  shown: ChosenLayer,
  tables: readonly string[],
): Promise<Offers> {
  const kitas = await listKitas(context.database.db, counties, shown.imports);
  return {
    kitas: [...kitas, ...(await dayCareOffers(context, counties, shown))],
    rates: await ownRates(context, counties, tables),
  };
}
