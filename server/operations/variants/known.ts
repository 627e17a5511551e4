/** A variant that must exist, beside the world of its county; and that nobody has changed meanwhile. */
import { findCountyAndVariant, findVariant, type VariantRecord } from '../../data/repositories/variants.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { countyWorld, type CountyWorld } from './world.ts';

export async function worldOf(context: Operation, key: string): Promise<CountyWorld> {
  const [county] = await chosenCounties(context, key);
  return countyWorld(context, county!);
}

export interface VariantInWorld {
  world: CountyWorld;
  record: VariantRecord;
}

/** With one question to the database: each change of a variant begins with it. */
export async function variantInWorld(context: Operation, key: string, id: string): Promise<VariantInWorld> {
  const found = await findCountyAndVariant(context.database.db, key, id);
  // Says of the county that it is unknown.
  const world = found ? await countyWorld(context, found.county) : await worldOf(context, key);
  return { world, record: required(found?.variant ?? null) };
}

export async function knownVariant(context: Operation, county: string, id: string): Promise<VariantRecord> {
  return required(await findVariant(context.database.db, county, id));
}

function required(found: VariantRecord | null): VariantRecord {
  if (found) return found;
  throw new DomainError('notFound', 'variant.unknown', {
    de: 'Diese Planungsvariante gibt es nicht (mehr): bitte eine aus der Liste wählen.',
    en: 'There is no such planning variant (any more): please choose one from the list.',
  });
}

/** @param seen the version of If-Match; null: none was named */
export async function unchanged(
  context: Operation,
  county: string,
  id: string,
  seen: number | null,
): Promise<VariantRecord> {
  const record = await knownVariant(context, county, id);
  requireUnchanged(record, seen);
  return record;
}

export function requireUnchanged({ version }: VariantRecord, seen: number | null): void {
  if (seen === null)
    throw new DomainError('unseen', 'variant.noVersion', {
      de: 'Es fehlt, welcher Stand der Variante geändert werden soll: bitte If-Match mit ihrer Version senden.',
      en: 'It is not said which version of the variant is to be changed: please send If-Match with its version.',
    });
  if (version !== seen) throw changedMeanwhile();
}

export const changedMeanwhile = () =>
  new DomainError('changed', 'variant.changed', {
    de: 'Jemand anderes hat diese Variante inzwischen geändert: bitte den neuen Stand ansehen und die Änderung dort wiederholen, oder als Kopie weiterarbeiten.',
    en: 'Somebody else has changed this variant meanwhile: please look at the new state and repeat the change there, or go on with a copy.',
  });
