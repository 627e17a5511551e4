/** Where the children of an area are taken to live: at its atoms, else at its label point. */
import { layerImports, listAreas } from '../../data/repositories/areas.ts';
import {
  areasOfAtoms,
  childDates,
  pupilAtoms,
  pupilSums,
  pupilYears,
  type PopulationDate,
  type PupilAtom,
} from '../../data/repositories/people.ts';
import type { Operation } from '../../context.ts';

export interface Home {
  county: string;
  /** `county/key` of the area of the residents' table. */
  area: string;
  point: [longitude: number, latitude: number];
  /** Share of the area's children, in proportion to those of its other homes. */
  weight: number;
}

export type HomeBasis = 'children' | 'houses' | 'point';

export interface Homes {
  homes: Home[];
  /** Of the areas: by what their children are spread. */
  basisOf: Map<string, HomeBasis>;
  /** Of the lists whose atoms these are; null without any. */
  base: number | null;
  /** Reference date of the children's list, where one is used. */
  listDate: string | null;
}

/** @param tables of residents, one for each county: the areas are theirs */
export async function homesOf(
  context: Operation,
  tables: readonly Pick<PopulationDate, 'county' | 'layer'>[],
): Promise<Homes> {
  const all: Homes = { homes: [], basisOf: new Map(), base: null, listDate: null };
  for (const table of tables) {
    const own = await homesOfCounty(context, table);
    all.homes.push(...own.homes);
    own.basisOf.forEach((basis, area) => all.basisOf.set(area, basis));
    if (own.base !== null) all.base = Math.max(all.base ?? 0, own.base);
    all.listDate ??= own.listDate;
  }
  return all;
}

async function homesOfCounty(
  context: Operation,
  { county, layer }: Pick<PopulationDate, 'county' | 'layer'>,
): Promise<Homes> {
  const { db } = context.database;
  const imports = await layerImports(db, [county], layer, null);
  const areas = await listAreas(db, imports, [county]);
  const children = (await childDates(db, [county])).find(({ cellAtoms }) => cellAtoms > 0);
  const list = children ?? (await pupilYears(db, [county])).find(({ cellAtoms }) => cellAtoms > 0);
  const editions = list ? [list.edition] : [];
  const areaOf = new Map((await areasOfAtoms(db, editions, imports)).map(({ atom, area }) => [atom, area]));
  const counts = new Map<string, number>();
  for (const { atom, people } of children ? await pupilSums(db, editions, { key: '' }) : [])
    if (atom !== null) counts.set(atom, (counts.get(atom) ?? 0) + people);
  const atomsOf = new Map<string, PupilAtom[]>();
  for (const atom of await pupilAtoms(db, editions, [county])) {
    const area = areaOf.get(atom.key);
    if (area === undefined || atom.houses === 0) continue;
    const known = atomsOf.get(area);
    if (known) known.push(atom);
    else atomsOf.set(area, [atom]);
  }
  const basisOf = new Map<string, HomeBasis>();
  const homes = areas.flatMap(({ key, point }): Home[] => {
    const area = `${county}/${key}`;
    const atoms = atomsOf.get(key) ?? [];
    const isCounted = atoms.some((atom) => (counts.get(atom.key) ?? 0) > 0);
    basisOf.set(area, isCounted ? 'children' : atoms.length > 0 ? 'houses' : 'point');
    if (atoms.length === 0) return [{ county, area, point, weight: 1 }];
    return atoms.map((atom) => ({
      county,
      area,
      point: [atom.lon, atom.lat],
      weight: isCounted ? (counts.get(atom.key) ?? 0) : atom.houses,
    }));
  });
  return { homes, basisOf, base: list?.base ?? null, listDate: children?.year ?? null };
}
