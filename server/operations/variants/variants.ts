/** Planning variants: begun, changed, described, copied, removed; nobody overwrites what he has not seen. */
import type { NewChange, Variant, VariantHead, VariantStatus, VariantText } from '../../contract/variants.ts';
import type { Sentence } from '../../contract/common.ts';
import {
  appendChange,
  changesOf,
  countVariants,
  insertChanges,
  insertVariant,
  listVariants,
  raiseVersion,
  removeVariant as remove,
  type VariantRecord,
} from '../../data/repositories/variants.ts';
import { pupilYears } from '../../data/repositories/people.ts';
import { DomainError } from '../../planning/errors.ts';
import type { StoredChange } from '../../planning/variant/changes.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import { shownOf, type Asked, type Shown } from './ahead.ts';
import { changeEntry, planAnswer } from './answers.ts';
import { replay, told, type Evaluated } from './evaluate.ts';
import { remember, standing } from './kept.ts';
import { newChange } from './newChange.ts';
import { changedMeanwhile, knownVariant, requireUnchanged, unchanged, variantInWorld } from './known.ts';
import type { CountyWorld } from './world.ts';

/** A school year begins in August (months from 0). */
const FIRST_MONTH = 7;
/** A county has them in hundreds over the years, not in thousands. */
const MOST_VARIANTS = 1000;
const MOST_CHANGES = 10_000;

const head = ({ status, createdAt, updatedAt, ...record }: VariantRecord): VariantHead => ({
  ...record,
  // Written through the contract only.
  status: status as VariantStatus,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

export async function variantList(context: Operation, county: string): Promise<{ variants: VariantHead[] }> {
  await chosenCounties(context, county);
  return { variants: (await listVariants(context.database.db, county)).map(head) };
}

interface Beginning {
  name: string;
  copyOf?: string | undefined;
  /** Of the copied one: its changes up to there. */
  version?: number | undefined;
}

export const startVariant = (context: Operation, county: string, beginning: Beginning): Promise<VariantHead> =>
  appendToCopy(context, county, beginning, []);

/** A new variant, of another's changes and then these. */
export async function appendToCopy(
  context: Operation,
  county: string,
  { name, copyOf, version }: Beginning,
  more: readonly StoredChange[],
): Promise<VariantHead> {
  const { db } = context.database;
  const schoolYear = await beginningYear(context, county);
  if ((await countVariants(db, county)) >= MOST_VARIANTS)
    throw new DomainError('invalid', 'variant.full', {
      de: `Es gibt schon ${MOST_VARIANTS} Varianten: bitte nicht mehr gebrauchte entfernen.`,
      en: `There are ${MOST_VARIANTS} variants already: please remove those no longer needed.`,
    });
  const origin = copyOf === undefined ? null : await knownVariant(context, county, copyOf);
  const changes = origin === null ? [] : await changesOf(db, origin.id);
  const seen = changes.filter((change) => version === undefined || change.version <= version);
  const copied = [...seen.map(({ change }) => change), ...more];
  const id = context.newId();
  const now = context.now();
  await db.transaction().execute(async (tx) => {
    await insertVariant(
      tx,
      {
        id,
        county,
        name,
        // A copy of a decided variant is not decided.
        status: 'variant',
        notes: origin?.notes ?? '',
        schoolYear: origin?.schoolYear ?? schoolYear,
        copiedFrom: origin?.id ?? null,
      },
      now,
    );
    await insertChanges(tx, { county, id }, 0, copied, now);
    if (copied.length > 0) await raiseVersion(tx, { county, id, version: 0 }, {}, now, copied.length);
  });
  return head(await knownVariant(context, county, id));
}

/** Of the list of pupils; measures for Kitas need none: then the one that runs. */
async function beginningYear(context: Operation, county: string): Promise<string> {
  await chosenCounties(context, county);
  const [list] = await pupilYears(context.database.db, [county]);
  if (list) return list.year;
  const now = context.now();
  const year = now.getUTCFullYear() - (now.getUTCMonth() < FIRST_MONTH ? 1 : 0);
  return `${year}/${String(year + 1).slice(2)}`;
}

export async function variant(context: Forecasting, county: string, id: string, asked: Asked): Promise<Variant> {
  const { world, record } = await variantInWorld(context, county, id);
  const { evaluated } = await standing(context, world, record);
  return answer(world, record, evaluated, await shownOf(context, world, asked), []);
}

function answer(
  world: CountyWorld,
  record: VariantRecord,
  evaluated: Evaluated,
  shown: Shown,
  notices: readonly Sentence[],
): Variant {
  const { done, undone, state } = evaluated;
  return {
    ...head(record),
    changes: done.map(changeEntry),
    canUndo: done.length > 0,
    canRedo: undone.length > 0,
    notices: [...notices, ...shown.notices, ...missing(state.missing, record, world)],
    plan: planAnswer(world, told(world, evaluated, shown)),
  };
}

/** A newer list of pupils may have other atoms, a newer list of schools other schools. */
export function missing(
  { atoms, schools }: Evaluated['state']['missing'],
  { schoolYear }: VariantRecord,
  world: CountyWorld,
): Sentence[] {
  const sentences: Sentence[] = [];
  if (atoms > 0)
    sentences.push({
      de: `${atoms} Wohnzellen dieser Variante gibt es in der Schülerliste ${world.schoolYear} nicht mehr (begonnen mit ${schoolYear}): ihre Zuordnung wirkt nicht. Bitte neu zuordnen.`,
      en: `${atoms} atoms of this variant are no longer in the list of pupils ${world.schoolYear} (begun with ${schoolYear}): their assignment has no effect. Please assign them again.`,
    });
  if (schools.length > 0)
    sentences.push({
      de: `Schulen dieser Variante stehen nicht mehr in der Schulliste: ${[...new Set(schools)].join(', ')}. Ihre Änderungen wirken nicht.`,
      en: `Schools of this variant are no longer in the list of schools: ${[...new Set(schools)].join(', ')}. Their changes have no effect.`,
    });
  return sentences;
}

export async function changeVariant(
  context: Forecasting,
  county: string,
  id: string,
  seen: number | null,
  wish: NewChange,
  asked: Asked,
): Promise<Variant> {
  const { world, record } = await variantInWorld(context, county, id);
  requireUnchanged(record, seen);
  const { changes, evaluated: before } = await standing(context, world, record);
  const { change, notices } = await made(context, world, before, wish);
  checkLength(changes);
  // Worked out before it is written: what cannot be is not stored.
  const all = [...changes, change];
  const after = await replay(context, world, all);
  const next = { ...record, version: record.version + 1, updatedAt: context.now() };
  const result = answer(world, next, after, await shownOf(context, world, asked), notices);
  if (!(await appendChange(context.database.db, record, change, next.updatedAt))) throw changedMeanwhile();
  remember(context, world, next, { changes: all, evaluated: after });
  return result;
}

const isBack = (wish: NewChange): wish is Extract<NewChange, { kind: 'undo' | 'redo' }> =>
  wish.kind === 'undo' || wish.kind === 'redo';

async function made(
  context: Operation,
  world: CountyWorld,
  before: Evaluated,
  wish: NewChange,
): Promise<{ change: StoredChange; notices: Sentence[] }> {
  if (!isBack(wish)) return newChange(context, world, before, wish);
  return { change: backOrForth(before, wish.kind), notices: [] };
}

/** @throws DomainError where there is nothing to take back, or to bring again */
export function backOrForth({ done, undone }: Pick<Evaluated, 'done' | 'undone'>, kind: 'undo' | 'redo'): StoredChange {
  if ((kind === 'undo' ? done : undone).length > 0) return { kind };
  throw new DomainError('invalid', 'variant.nothingLeft', {
    de: kind === 'undo' ? 'Es gibt nichts mehr zurückzunehmen.' : 'Es gibt nichts wiederherzustellen.',
    en: kind === 'undo' ? 'There is nothing left to undo.' : 'There is nothing to redo.',
  });
}

export function checkLength(changes: readonly unknown[]): void {
  if (changes.length < MOST_CHANGES) return;
  throw new DomainError('invalid', 'variant.long', {
    de: `Diese Variante hat schon ${MOST_CHANGES} Änderungen: bitte als Kopie weiterarbeiten.`,
    en: `This variant has ${MOST_CHANGES} changes already: please go on with a copy.`,
  });
}

export async function describeVariant(
  context: Operation,
  county: string,
  id: string,
  seen: number | null,
  text: VariantText,
): Promise<VariantHead> {
  const record = await unchanged(context, county, id, seen);
  const set = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined)) as VariantText;
  const { name = record.name, status = record.status, notes = record.notes } = set;
  const now = context.now();
  if (!(await raiseVersion(context.database.db, record, { name, status, notes }, now))) throw changedMeanwhile();
  return head(await knownVariant(context, county, id));
}

export async function removeVariant(
  context: Operation,
  county: string,
  id: string,
  seen: number | null,
): Promise<Record<string, never>> {
  const record = await unchanged(context, county, id, seen);
  if (!(await remove(context.database.db, county, id, record.version, context.now()))) throw changedMeanwhile();
  return {};
}
