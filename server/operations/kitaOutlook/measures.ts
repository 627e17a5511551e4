/** Measures for Kitas in a variant: a planner's wish becomes a change that is written down, or one sentence why it cannot be. */
import type { KitaVariant, NewKitaChange } from '../../contract/kitaOutlook.ts';
import type { County } from '../../data/repositories/counties.ts';
import { areasAt, type KitaRecord } from '../../data/repositories/sites.ts';
import { appendChange, changesOf, type VariantRecord } from '../../data/repositories/variants.ts';
import { DomainError } from '../../planning/errors.ts';
import { isKitaChange, kitasIn, type KitaChange, type OpenKita } from '../../planning/kita/measures.ts';
import { historyOf, type History, type PlanChange, type StoredChange } from '../../planning/variant/changes.ts';
import type { Operation } from '../../context.ts';
import { placesOfKita } from '../sites.ts';
import { changedMeanwhile, knownVariant, requireUnchanged } from '../variants/known.ts';
import { backOrForth, checkLength } from '../variants/variants.ts';

/** Years ahead in which a measure may begin. */
const MOST_YEARS_AHEAD = 30;

export interface Measures {
  record: VariantRecord;
  history: History<PlanChange>;
  /** In force, oldest first. */
  changes: KitaChange[];
}

export async function measuresOf(context: Operation, county: string, id: string): Promise<Measures> {
  const record = await knownVariant(context, county, id);
  return withHistory(
    record,
    (await changesOf(context.database.db, id)).map(({ change }) => change),
  );
}

function withHistory(record: VariantRecord, stored: readonly StoredChange[]): Measures {
  const history: History<PlanChange> = historyOf(stored);
  return { record, history, changes: history.done.filter(isKitaChange) };
}

/** Kitas of today that changes name, and what they add. */
export interface Site {
  key: string;
  name: string;
  lon: number;
  lat: number;
}

export function sitesOf(kitas: readonly KitaRecord[], changes: readonly KitaChange[]): Map<string, Site> {
  const opened = changes.filter((change) => change.kind === 'kitaOpen');
  return new Map(
    [...kitas, ...opened.map((change: OpenKita) => ({ ...change, key: change.kita }))].map(
      ({ key, name, lon, lat }) => [key, { key, name, lon, lat }],
    ),
  );
}

/** Area of the shown layer in which each opened house stands, by its key. */
export async function areasOfOpened(
  context: Operation,
  county: string,
  areaImports: string[],
  changes: readonly KitaChange[],
): Promise<Map<string, string>> {
  const opened = changes.filter((change) => change.kind === 'kitaOpen');
  return areasAt(
    context.database.db,
    county,
    areaImports,
    opened.map(({ kita, lon, lat }) => ({ key: kita, lon, lat })),
  );
}

/** @param kitas of the county, as the list has them; `base`: the last year that cannot be changed any more */
export async function changeMeasures(
  context: Operation,
  county: County,
  kitas: readonly KitaRecord[],
  base: number,
  { id, seen, wish }: { id: string; seen: number | null; wish: NewKitaChange },
): Promise<Measures> {
  const record = await knownVariant(context, county.key, id);
  requireUnchanged(record, seen);
  const stored = (await changesOf(context.database.db, id)).map(({ change }) => change);
  checkLength(stored);
  const before = withHistory(record, stored);
  const change = isBack(wish) ? backOrForth(before.history, wish.kind) : newMeasure(county, kitas, base, before, wish);
  const now = context.now();
  if (!(await appendChange(context.database.db, record, change, now))) throw changedMeanwhile();
  return withHistory({ ...record, version: record.version + 1, updatedAt: now }, [...stored, change]);
}

type Back = Extract<NewKitaChange, { kind: 'undo' | 'redo' }>;
const isBack = (wish: NewKitaChange): wish is Back => wish.kind === 'undo' || wish.kind === 'redo';

const invalid = (code: string, de: string, en: string) => new DomainError('invalid', code, { de, en });

function newMeasure(
  county: County,
  kitas: readonly KitaRecord[],
  base: number,
  { history, changes }: Measures,
  wish: Exclude<NewKitaChange, Back>,
): KitaChange {
  checkYear(base, wish.from);
  if (wish.kind !== 'kitaClose' && wish.placesU3 + wish.placesUe3 === 0)
    throw invalid(
      'kita.noPlaces',
      'Ohne Plätze ist es keine Kita: bitte Plätze unter oder ab 3 Jahren angeben, oder die Kita schließen.',
      'Without places it is no Kita: please give places under or from 3 years, or close the Kita.',
    );
  if (wish.kind !== 'kitaClose' && (wish.fullDay ?? 0) > wish.placesU3 + wish.placesUe3)
    throw invalid(
      'kita.fullDay',
      'Ganztagsplätze sind ein Teil der Plätze: bitte höchstens so viele angeben, wie es Plätze gibt.',
      'Full-day places are part of the places: please give at most as many as there are places.',
    );
  if (wish.kind === 'kitaOpen') {
    checkPlace(county, wish);
    const opened = [...history.done, ...history.undone].filter((change) => change.kind === 'kitaOpen');
    const taken = new Set([...kitas.map(({ key }) => key), ...opened.map(({ kita }) => kita)]);
    let number = 1;
    while (taken.has(`neu-${number}`)) number++;
    return { ...wish, kita: `neu-${number}` };
  }
  const name = sitesOf(kitas, changes).get(wish.kita)?.name;
  if (name === undefined)
    throw invalid(
      'kita.unknown',
      `Die Kita „${wish.kita}“ gibt es hier nicht: bitte eine aus der Liste wählen.`,
      `There is no Kita '${wish.kita}' here: please choose one from the list.`,
    );
  if (changes.some((change) => change.kind === 'kitaClose' && change.kita === wish.kita))
    throw invalid(
      'kita.closedAlready',
      `„${name}“ schließt in dieser Variante schon: bitte die Schließung zurücknehmen, um sie zu ändern.`,
      `'${name}' closes in this variant already: please undo the closing to change it.`,
    );
  const opening = changes.find((change) => change.kind === 'kitaOpen' && change.kita === wish.kita);
  if (opening && wish.from < opening.from)
    throw invalid(
      'kita.notYetOpen',
      `„${name}“ öffnet in dieser Variante erst ${opening.from}: bitte dieses Jahr oder ein späteres wählen.`,
      `'${name}' opens in this variant in ${opening.from} only: please choose that year or a later one.`,
    );
  return wish;
}

function checkYear(base: number, from: number): void {
  if (from > base && from <= base + MOST_YEARS_AHEAD) return;
  throw invalid(
    'kita.year',
    `Eine Maßnahme beginnt nach dem ${base}, dem Jahr der Einwohnerzahlen, und höchstens ${MOST_YEARS_AHEAD} Jahre später: bitte ein anderes Jahr wählen.`,
    `A measure begins after ${base}, the year of the residents, and at most ${MOST_YEARS_AHEAD} years later: please choose another year.`,
  );
}

function checkPlace({ bbox }: County, { lon, lat }: { lon: number; lat: number }): void {
  if (bbox === null) return;
  const [west, south, east, north] = bbox;
  if (lon >= west && lon <= east && lat >= south && lat <= north) return;
  throw invalid(
    'kita.elsewhere',
    'Der Standort liegt nicht im Kreis: bitte auf der Karte im Kreis setzen.',
    'The site does not lie in the county: please set it on the map inside the county.',
  );
}

/** What is told of a variant: its measures, and what taking back would be about. */
export function variantTold({ record, history, changes }: Measures, kitas: readonly KitaRecord[]): KitaVariant {
  const sites = sitesOf(kitas, changes);
  const today = kitas.map((kita) => ({ key: kita.key, ...placesOfKita(kita) }));
  const last = history.done.at(-1);
  return {
    ...{ id: record.id, name: record.name, version: record.version },
    measures: changes.flatMap((change, index) => {
      const site = sites.get(change.kita);
      if (!site) return [];
      const before = kitasIn(today, changes.slice(0, index), Infinity).kitas.find(({ key }) => key === change.kita);
      const isClosing = change.kind === 'kitaClose';
      return [
        {
          ...{ key: site.key, name: site.name, kind: change.kind, from: change.from },
          position: [site.lon, site.lat] as [number, number],
          placesU3: isClosing ? 0 : change.placesU3,
          placesUe3: isClosing ? 0 : change.placesUe3,
          fullDay: isClosing ? 0 : (change.fullDay ?? null),
          before: { placesU3: before?.u3 ?? null, placesUe3: before?.ue3 ?? null },
        },
      ];
    }),
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    undoes: last ? (isKitaChange(last) ? 'kita' : 'school') : null,
  };
}
