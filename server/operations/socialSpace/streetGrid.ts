/** The areas of a layer as streets and house numbers, as a table: what the register of addresses and the borders say. */
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';
import { housesByArea } from '../../data/repositories/addresses.ts';
import { layerImports } from '../../data/repositories/areas.ts';
import { houseNumberParts } from '../../planning/address/houseNumber.ts';
import { DomainError } from '../../planning/errors.ts';
import { streetGrid, type GridHouse, type GridRow, type StreetGrid } from '../../planning/socialSpace/streetGrid.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { chooseLayer, type ChosenLayer } from '../layers.ts';

export const LEFT_HEADER = ['PLZ', 'Ort', 'Straße', 'Hinweis'];
const HEADER = [
  ...['Gebiet', 'PLZ', 'Ort', 'Straße', 'Hausnummer von', 'Zusatz von', 'Hausnummer bis', 'Zusatz bis'],
  ...['gerade/ungerade/alle', 'Gebietsname', 'Hinweis'],
];
const SIDE = { all: 'alle', odd: 'ungerade', even: 'gerade' } as const;

const WHY = {
  outside: (numbers: string) =>
    `In keinem Gebiet liegt: ${numbers}. Bitte die Grenzen der Ebene und die Koordinaten der Häuser prüfen.`,
  unreadable: (numbers: string) =>
    `Nicht zu lesen ist: ${numbers}. Bitte im Adressverzeichnis berichtigen oder von Hand zuordnen.`,
  contested: (numbers: string) =>
    `Diese Nummer haben Häuser in mehreren Gebieten: ${numbers}. Bitte von Hand zuordnen oder im Adressverzeichnis nach Ort und PLZ trennen.`,
} as const;

export async function streetGridFile(
  context: Operation,
  selection: string,
  query: { layer?: string | undefined },
): Promise<{ layer: string; csv: string }> {
  const { layer, houses } = await gridGround(context, selection, query.layer);
  const names = new Map(layer.areas.map(({ key, name }) => [key, name]));
  const { rows, left } = streetGrid(houses);
  const behind = leftRows(left).map(([postcode, place, street, note]) => [
    ...['', postcode, place, street],
    ...['', '', '', '', '', '', note],
  ]);
  return { layer: layer.layer, csv: writeCsv(HEADER, [...rows.map((row) => cells(row, names)), ...behind]) };
}

/** @throws DomainError where no register of addresses is loaded */
export async function gridGround(
  context: Operation,
  selection: string,
  wanted: string | undefined,
): Promise<{ layer: ChosenLayer; houses: (GridHouse & { gemeinde: string | null })[] }> {
  const { db } = context.database;
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const layer = await chooseLayer(context, counties, wanted, [
    ...['sozialraum', 'planungsraum', 'ortsteil', 'gemeinde'],
  ]);
  const houses = await housesByArea(db, counties, layer.imports, await layerImports(db, counties, 'gemeinde', null));
  if (houses.length === 0) {
    throw new DomainError('notFound', 'streetGrid.noRegister', {
      de: 'Für das Straßenraster fehlen die Adressen: bitte unter „Daten“ die Hauskoordinaten des Kreises einlesen.',
      en: "The street grid lacks addresses: please import the county's address register under 'Data'.",
    });
  }
  return { layer, houses };
}

function cells({ area, postcode, place, street, range }: GridRow, names: ReadonlyMap<string, string>): string[] {
  const ends = range ? [range.from, range.to].map(houseNumberParts) : [];
  const numbers = [0, 1].flatMap((end) => [String(ends[end]?.number ?? ''), ends[end]?.suffix ?? '']);
  return [area, postcode, place, street, ...numbers, SIDE[range?.parity ?? 'all'], names.get(area) ?? '', ''];
}

/** Behind the areas: for each street the houses that stand in no row, so that nothing is lost unseen. */
export function leftRows(left: StreetGrid['left']): [postcode: string, place: string, street: string, note: string][] {
  const groups = new Map<string, { house: GridHouse; why: keyof typeof WHY; numbers: Set<string> }>();
  for (const { house, why } of left) {
    const key = `${why}|${house.place}|${house.street}|${house.postcode}`;
    const group = groups.get(key);
    if (group) group.numbers.add(house.houseNumber);
    else groups.set(key, { house, why, numbers: new Set([house.houseNumber]) });
  }
  return [...groups.values()].map(({ house: { postcode, place, street }, why, numbers }) => [
    postcode,
    place,
    street,
    WHY[why]([...numbers].join(', ')),
  ]);
}
