/**
 * The areas of a layer as the employment agency takes them for its figures of small areas: a list of keys with residents, and a grid
 * of streets with odd and even house numbers side by side. The order of columns in its contract is not public, which a text says.
 */
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';
import { ZipWriter } from '../../../geodata/formats/writeZip.ts';
import { agencyGrid } from '../../../geodata/rules/smallAreas.ts';
import { layerImports, listAreas } from '../../data/repositories/areas.ts';
import { houseNumberParts } from '../../planning/address/houseNumber.ts';
import { DomainError } from '../../planning/errors.ts';
import { agencyKeys } from '../../planning/socialSpace/agencyKeys.ts';
import { streetGrid, type GridRow, type StreetGrid } from '../../planning/socialSpace/streetGrid.ts';
import type { Operation } from '../../context.ts';
import type { ReleasedValue } from '../../planning/confidentiality/release.ts';
import { catalogueOf } from '../indicators/catalogue.ts';
import type { ChosenLayer } from '../layers.ts';
import { gridGround, leftRows, LEFT_HEADER } from './streetGrid.ts';

const KEYS = ['Gemeindekennziffer', 'Schlüssel', 'Bezeichnung', 'Einwohner'];
const side = (name: string) => [`${name} von`, 'Zusatz', `${name} bis`, 'Zusatz'];
const GRID = ['Gemeindekennziffer', 'PLZ', 'Ort', 'Straße', ...side('ungerade'), ...side('gerade'), 'Schlüssel'];

export async function agencyGridFiles(
  context: Operation,
  county: string,
  query: { layer?: string | undefined },
): Promise<{ layer: string; bytes: Uint8Array }> {
  const { layer, houses } = await gridGround(context, county, query.layer);
  const keys = keysOf(layer);
  const byGemeinde = new Map<string, typeof houses>();
  const left: StreetGrid['left'] = [];
  for (const house of houses) {
    const own = byGemeinde.get(house.gemeinde ?? '');
    if (house.gemeinde === null) left.push({ house, why: 'outside' });
    else if (own) own.push(house);
    else byGemeinde.set(house.gemeinde, [house]);
  }
  const rows: string[][] = [];
  const gemeindenOf = new Map<string, Set<string>>();
  for (const [gemeinde, own] of [...byGemeinde].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const grid = streetGrid(own);
    left.push(...grid.left);
    for (const row of grid.rows) {
      rows.push(cells(gemeinde, row, keys.get(row.area)!.key));
      gemeindenOf.set(row.area, (gemeindenOf.get(row.area) ?? new Set()).add(gemeinde));
    }
  }
  const residents = await residentsOf(context, county, layer);
  const zip = new ZipWriter(context.now());
  const file = (name: string, text: string) => {
    const writer = zip.file(name);
    writer.write(text);
    writer.end();
  };
  const listed = layer.areas.flatMap(({ key, name }) =>
    [...(gemeindenOf.get(key) ?? [])].map((gemeinde) => [
      gemeinde,
      keys.get(key)!.key,
      name,
      String(residents(key) ?? ''),
    ]),
  );
  const groups = await groupRows(context, county, layer, keys, gemeindenOf);
  file('strassenraster-zu.csv', writeCsv(KEYS, [...groups, ...listed].sort(byKey)));
  file('strassenraster-ra.csv', writeCsv(GRID, rows));
  if (left.length > 0) file('nicht-zugeordnet.csv', writeCsv(LEFT_HEADER, leftRows(left)));
  const several = layer.areas.filter(({ key }) => (gemeindenOf.get(key)?.size ?? 0) > 1).map(({ name }) => name);
  file('LIESMICH.txt', readMe(layer, residents, several));
  return { layer: layer.layer, bytes: zip.bytes() };
}

type Keys = ReadonlyMap<string, { key: string; group: string }>;

function keysOf({ layer, areas }: ChosenLayer): Keys {
  const keys = agencyKeys(areas.map(({ key, parentKey }) => ({ key, group: parentKey })));
  if (keys !== null) return keys;
  throw new DomainError('invalid', 'streetGrid.tooManyAreas', {
    de: `Die Ebene „${layer}“ hat zu viele Gebiete für die neunstelligen Schlüssel der Arbeitsagentur (999 je Gruppe): bitte eine gröbere Ebene wählen.`,
    en: `The layer '${layer}' has too many areas for the agency's keys of nine digits (999 in a group): please choose a coarser layer.`,
  });
}

const byKey = ([a = '', b = '']: readonly string[], [c = '', d = '']: readonly string[]): number =>
  a === c ? (b < d ? -1 : b > d ? 1 : 0) : a < c ? -1 : 1;

/** The group above the areas has a row of its own in each Gemeinde. */
async function groupRows(
  context: Operation,
  county: string,
  { areas }: ChosenLayer,
  keys: Keys,
  gemeindenOf: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[][]> {
  const { db } = context.database;
  const parent = areas.find(({ parentLayer }) => parentLayer !== null)?.parentLayer ?? null;
  const above = parent === null ? [] : await listAreas(db, await layerImports(db, [county], parent, null), [county]);
  const nameOf = new Map(above.map(({ key, name }) => [key, name]));
  const parents = new Map<string, Set<string | null>>();
  for (const { key, parentKey } of areas) {
    const { group } = keys.get(key)!;
    parents.set(group, (parents.get(group) ?? new Set()).add(parentKey));
  }
  // A group of areas of several parents has no name but its key.
  const named = (group: string): string => {
    const [one = null, ...others] = parents.get(group) ?? [];
    return one === null || others.length > 0 ? group : (nameOf.get(one) ?? one);
  };
  const own = new Set([...keys.values()].map(({ key }) => key));
  const rows = new Map<string, string[]>();
  for (const { key } of areas) {
    const { group } = keys.get(key)!;
    if (own.has(group)) continue;
    for (const gemeinde of gemeindenOf.get(key) ?? [])
      rows.set(`${gemeinde} ${group}`, [gemeinde, group, named(group), '']);
  }
  return [...rows.values()];
}

function cells(gemeinde: string, { postcode, place, street, range }: GridRow, key: string): string[] {
  const { lastOdd, lastEven } = agencyGrid;
  const numbers = range
    ? [range.odd, range.even].flatMap((ends) => (ends ? ends.flatMap(written) : ['', '', '', '']))
    : ['1', '', String(lastOdd), '', '2', '', String(lastEven), ''];
  return [gemeinde, postcode, place, street, ...numbers, key];
}

const written = (code: number): [string, string] => {
  const { number, suffix } = houseNumberParts(code);
  return [String(number), suffix];
};

/** Of the newest date; what is not told is left empty. */
async function residentsOf(
  context: Operation,
  county: string,
  { layer }: ChosenLayer,
): Promise<(area: string) => ReleasedValue> {
  const { known } = await catalogueOf(context, county);
  const residents = known.get('einwohner');
  if (!residents?.layers.some((one) => one.layer === layer)) return () => null;
  const { areas } = await residents.table(layer);
  return (area) => {
    const value = areas.get(`${county}/${area}`)?.at(-1)?.value;
    return typeof value === 'number' ? value : null;
  };
}

function readMe(
  { layer, areas }: ChosenLayer,
  residents: (area: string) => ReleasedValue,
  several: readonly string[],
): string {
  const { source, leastResidents } = agencyGrid;
  const small = areas.filter(({ key }) => Number(residents(key) ?? Infinity) < leastResidents).map(({ name }) => name);
  const unknown = areas.filter(({ key }) => residents(key) === null).map(({ name }) => name);
  return [
    `Straßenraster für die kleinräumigen Daten der Bundesagentur für Arbeit, Ebene „${layer}“.`,
    '',
    'strassenraster-zu.csv: Schlüssel, Bezeichnung und Einwohner der Gebiete.',
    'strassenraster-ra.csv: Straßen mit ungeraden und geraden Hausnummern und dem Schlüssel ihres Gebiets.',
    'nicht-zugeordnet.csv (wenn vorhanden): Häuser, die von Hand zuzuordnen sind.',
    '',
    'Vor dem Versand: Die Reihenfolge der Spalten steht in der Anlage 1 des Vertrags mit der Arbeitsagentur, die nicht öffentlich ist.',
    'Bitte die Spalten danach ordnen und die Kopfzeile so behandeln, wie es dort steht.',
    'Schlüssel, die nicht neunstellig waren, sind hier in der Reihenfolge der Gebiete vergeben: kommt ein Gebiet hinzu, ändern sich die dahinter.',
    'Für eine Zeitreihe die Gebiete mit eigenen neunstelligen Schlüsseln laden.',
    'Die Einwohnerzahl ist die des neuesten geladenen Stichtags; verlangt ist die des 31.12. des Vorjahres.',
    ...(several.length > 0
      ? ['', `In mehreren Gemeinden liegen, mit den Einwohnern des ganzen Gebiets bei jeder: ${several.join(', ')}.`]
      : []),
    ...(small.length > 0
      ? ['', `Unter ${leastResidents} Einwohnern, bitte mit einem Nachbargebiet zusammenlegen: ${small.join(', ')}.`]
      : []),
    ...(unknown.length > 0 ? ['', `Ohne Einwohnerzahl, bitte nachtragen: ${unknown.join(', ')}.`] : []),
    '',
    `Quelle der Vorgaben: ${source}.`,
    '',
  ].join('\r\n');
}
