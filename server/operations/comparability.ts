/** What must be said beside counts of atoms: which lists they cannot be compared with, and which borders came after them. */
import { listLayers } from '../data/repositories/areas.ts';
import { areasImportedSince, formations, type Formation, type ListKind } from '../data/repositories/formations.ts';
import type { Operation } from '../context.ts';
import type { Sentence } from '../planning/types.ts';
import { borderLayers, bordersOf, changedBorders } from './import/formation.ts';

/** @param editions those in view */
export async function comparability(
  context: Operation,
  counties: string[],
  kinds: ListKind[],
  editions: readonly string[],
): Promise<Sentence[]> {
  const all = await formations(context.database.db, counties, kinds);
  const shown = all.filter(({ edition }) => editions.includes(edition));
  // A table that came counted by area has no atoms that a list's could be compared with.
  const others = all.filter(({ county, kind, formedBy }) =>
    shown.some((one) => one.county === county && one.kind === kind && one.formedBy !== formedBy),
  );
  return [...formedOtherwise(shown, others), ...(await newBorders(context, shown))];
}

function formedOtherwise(shown: readonly Formation[], others: readonly Formation[]): Sentence[] {
  if (others.length === 0) return [];
  const years = [...new Set(others.map(({ year }) => year))].sort().join(', ');
  const own = [...new Set(shown.map(({ year }) => year))].join(', ');
  return [
    {
      de: `Die Wohnzellen von ${own} sind in anderen Grenzen oder mit anderen Einstellungen gebildet als die von ${years}: vergleichbar sind nur Zahlen je Gemeinde und gröber.`,
      en: `The atoms of ${own} were formed inside other borders or with other settings than those of ${years}: only numbers by municipality and coarser can be compared.`,
    },
  ];
}

async function newBorders(context: Operation, shown: readonly Formation[]): Promise<Sentence[]> {
  const { db } = context.database;
  const notices: Sentence[] = [];
  for (const { county, year, kind, borders, importId, homeLayer } of shown) {
    if (Object.keys(borders).length === 0 || !(await areasImportedSince(db, county, importId))) continue;
    // A counted table knows the areas that it was counted by, and no others.
    const layers = kind === 'pupils' ? { gemeinde: homeLayer } : await borderLayers(db, county);
    const now = await bordersOf(db, county, layers);
    const changed = changedBorders(borders, now);
    if (changed.length === 0) continue;
    const names = new Map((await listLayers(db, [county])).map(({ key, label }) => [key, label]));
    notices.push({
      de: `Die Grenzen der Ebene ${changed.map((key) => `„${names.get(key)?.de ?? key}“`).join(', ')} sind neuer als die Liste ${year}: ihre Gebiete sind aus ganzen Wohnzellen der früheren Grenzen zusammengesetzt. Eine neue Liste bildet sie in den neuen Grenzen.`,
      en: `The borders of the layer ${changed.map((key) => `'${names.get(key)?.en ?? key}'`).join(', ')} are newer than the list ${year}: their areas are put together from whole atoms of the former borders. A new list forms them inside the new ones.`,
    });
  }
  return notices;
}
