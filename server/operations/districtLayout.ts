/** Which district of the statute each house and each atom belongs to: read once, for the answer and for planning variants. */
import { transformer } from '../../geodata/crs/transform.ts';
import { areaShapes, layerImports } from '../data/repositories/areas.ts';
import {
  atomParts,
  districtEditions,
  districtShapes,
  districtStreets,
  gemeindeNames,
  listDistricts,
  ownHouses,
  type DistrictEdition,
  type DistrictRecord,
  type HouseText,
} from '../data/repositories/districts.ts';
import { districtOfAtoms, type AtomDistrict, type DistrictHouse } from '../planning/districts/layout.ts';
import { polygonFinder } from '../planning/districts/polygons.ts';
import { streetFinder, type NamedHouse, type StreetRow } from '../planning/districts/streetRows.ts';
import { CELL_METRES } from '../planning/confidentiality/atomsInput.ts';
import { cellKey, groundFinder, partOf, type GroundArea } from '../planning/pupils/ground.ts';
import type { Operation } from '../context.ts';
import { borderLayers } from './import/formation.ts';

export interface PlacedHouse extends DistrictHouse, NamedHouse {
  point: readonly [number, number];
}

export interface PlacedDistricts {
  houses: PlacedHouse[];
  ofAtoms: Map<string, AtomDistrict>;
  /** Empty where districts are drawn. */
  rows: StreetRow[];
}

/** The newest edition of the type that is valid on the date; without one the newest. */
export function editionOn(
  editions: readonly DistrictEdition[],
  schoolType: string,
  date: string | null,
): DistrictEdition | null {
  // Newest first, as the repository lists them.
  return (
    editions.find((edition) => edition.schoolType === schoolType && (date === null || edition.validFrom <= date)) ??
    null
  );
}

/** @param atomEdition whose atoms are meant; null: of none */
export async function placeDistricts(
  context: Operation,
  county: string,
  edition: DistrictEdition,
  districts: readonly Pick<DistrictRecord, 'key'>[],
  atomEdition: string | null,
): Promise<PlacedDistricts> {
  const { db } = context.database;
  const valid = new Set(districts.map(({ key }) => key));
  const rows = (await districtStreets(db, edition)).filter(({ district }) => valid.has(district));
  const shapes = (await districtShapes(db, edition)).filter(({ key }) => valid.has(key));
  const inPolygons = polygonFinder(shapes);
  const inStreets = streetFinder(rows);
  const parts = atomEdition === null ? [] : await atomParts(db, atomEdition);
  const register = await ownHouses(db, county);
  const place = await housePlacer(context, county, parts, register);
  const houses = register.map(([street, houseNumber, town, locality, lon, lat], number): PlacedHouse => {
    const { atom, gemeinde } = place(number);
    const named = { street, houseNumber, place: town ?? '', locality, gemeinde };
    const point = [lon, lat] as const;
    return { ...named, point, atom, districts: shapes.length > 0 ? inPolygons(point) : inStreets(named) };
  });
  const keys = parts.map(({ key }) => key);
  return { houses, ofAtoms: districtOfAtoms(houses, keys), rows };
}

/**
 * Atom and Gemeinde of a house. Most cells belong to one part of one atom, which says both; only in cells that a border
 * cuts, and in cells that no atom has, the borders themselves must be asked. That spares reading them in most counties.
 */
export async function housePlacer(
  context: Operation,
  county: string,
  parts: readonly { key: string; cells: readonly string[] }[],
  register: readonly HouseText[],
): Promise<(house: number) => { atom: string | null; gemeinde: string | null }> {
  const { db } = context.database;
  const layers = await borderLayers(db, county);
  const names = await gemeindeNames(db, await layerImports(db, [county], layers.gemeinde, null));
  const nameOf = (key: string | null): string | null => (key === null ? null : (names.get(key) ?? null));
  const byCell = new Map<string, { atom: string; part: string; gemeinde: string | null }[]>();
  for (const { key, cells } of parts) {
    for (const part of cells) {
      const [cell = '', gemeinde = ''] = part.split('/', 2);
      const known = byCell.get(cell);
      const one = { atom: key, part, gemeinde: nameOf(gemeinde) };
      if (known) known.push(one);
      else byCell.set(cell, [one]);
    }
  }
  const toGrid = transformer(4326, 3035);
  const partsAt = register.map(([, , , , lon, lat]) => {
    const [e, n] = toGrid([lon, lat]);
    return (
      byCell.get(cellKey(Math.floor(n / CELL_METRES) * CELL_METRES, Math.floor(e / CELL_METRES) * CELL_METRES)) ?? []
    );
  });
  const shapes = async (layer: string | undefined): Promise<GroundArea[]> =>
    layer === undefined ? [] : areaShapes(db, await layerImports(db, [county], layer, null));
  const groundAt = partsAt.some(({ length }) => length !== 1)
    ? groundFinder(
        {
          gemeinde: await shapes(layers.gemeinde),
          planningArea: await shapes(layers.planningArea),
          district: await shapes(layers.district),
        },
        toGrid,
      )
    : null;
  return (house) => {
    const found = partsAt[house]!;
    if (found.length === 1 || groundAt === null) return found[0] ?? { atom: null, gemeinde: null };
    const [, , , , lon, lat] = register[house]!;
    const ground = groundAt([lon, lat]);
    const part = partOf(ground);
    return { atom: found.find((one) => one.part === part)?.atom ?? null, gemeinde: nameOf(ground.gemeinde) };
  };
}

/**
 * Districts in force and the district of each atom that has one. Null where the county has no districts of the type.
 *
 * @param edition of the atoms
 */
export async function districtLayout(
  context: Operation,
  county: string,
  schoolType: string,
  edition: string,
  date?: string,
): Promise<{
  districts: { key: string; name: string; schools: string[] }[];
  districtOf: Map<string, string>;
  /** Of atoms in several at once, where districts overlap. */
  overlapping: Map<string, string[]>;
} | null> {
  const { db } = context.database;
  const found = editionOn(await districtEditions(db, [county]), schoolType, date ?? null);
  if (!found) return null;
  const districts = await listDistricts(db, found, date ?? null);
  if (districts.length === 0) return null;
  const { ofAtoms } = await placeDistricts(context, county, found, districts, edition);
  return {
    districts: districts.map(({ key, name, schools }) => ({ key, name, schools })),
    districtOf: new Map(
      [...ofAtoms].flatMap(([atom, { district }]) => (district === null ? [] : [[atom, district] as const])),
    ),
    overlapping: new Map(
      [...ofAtoms].flatMap(([atom, { wholly }]) => (wholly.length < 2 ? [] : [[atom, wholly] as const])),
    ),
  };
}
