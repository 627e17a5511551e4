/** Protected counts of pupils on any layer of areas: every area is a union of atoms, so that sums of any two layers agree. */
import {
  areasOfAtoms,
  areasReached,
  pupilAtoms,
  pupilYears,
  type PupilAtom,
  type PupilSum,
} from '../data/repositories/people.ts';
import { layerImports, listAreas } from '../data/repositories/areas.ts';
import { DomainError } from '../planning/errors.ts';
import { OUTSIDE } from '../planning/pupils/countList.ts';
import type { Protection } from '../contract/common.ts';
import type { Operation } from '../context.ts';
import { comparability } from './comparability.ts';
import { chooseLayer, crosswalk, type ChosenLayer } from './layers.ts';

/** The school year in view, and how its pupils were counted. */
export interface PupilBasis {
  year: string;
  /** Layer whose keys name the homes. */
  layer: string;
  editions: string[];
  protection: Protection;
}

/** The school year asked for, else the newest. */
export async function pupilBasis(
  context: Operation,
  counties: string[],
  year: string | undefined,
): Promise<PupilBasis> {
  const years = await pupilYears(context.database.db, counties);
  const found = years.find((entry) => year === undefined || entry.year === year);
  if (found) {
    const { layer, base, minimum } = found;
    const editions = years.filter((entry) => entry.year === found.year).map(({ edition }) => edition);
    const notices = await comparability(context, counties, ['pupils', 'pupil-list'], editions);
    return { year: found.year, layer, editions, protection: { base, minimum, notices } };
  }
  throw new DomainError('notFound', 'pupils.missing', {
    de:
      year === undefined
        ? 'Es sind noch keine Schülerzahlen nach Wohngebiet geladen: bitte unter „Daten“ importieren.'
        : `Für das Schuljahr ${year} sind keine Schülerzahlen geladen: vorhanden sind ${years.map((entry) => entry.year).join(', ') || 'keine'}.`,
    en:
      year === undefined
        ? "No pupils by residence are loaded yet: please import them under 'Data'."
        : `No pupils are loaded for the school year ${year}: there are ${years.map((entry) => entry.year).join(', ') || 'none'}.`,
  });
}

/**
 * Does the list name the school? Rows that were rounded to 0 are not stored: without any, the list holds none of its
 * pupils or fewer than the base, and only a school that is known to be as small as that may be taken for the latter.
 */
export const isListed = (
  rows: readonly PupilSum[],
  { enrolment }: { enrolment: number | null },
  { protection }: PupilBasis,
): boolean => rows.length > 0 || (enrolment !== null && enrolment < protection.base);

/** The atoms themselves as a layer: the finest in which pupils are shown. */
export const ATOM_LAYER = 'wohnzelle';

/** An area layer, or the atoms of the year. */
export async function choosePupilLayer(
  context: Operation,
  counties: string[],
  basis: PupilBasis,
  wanted: string | undefined,
  preferred: string[],
): Promise<ChosenLayer> {
  if (wanted !== ATOM_LAYER) return chooseLayer(context, counties, wanted ?? basis.layer, preferred);
  const { db } = context.database;
  const homes = await listAreas(db, await layerImports(db, counties, basis.layer, null), counties);
  const names = new Map(homes.map(({ county, key, name }) => [`${county}/${key}`, name]));
  const atoms = (await pupilAtoms(db, basis.editions, counties)).filter(({ houses }) => houses > 0);
  if (atoms.length === 0) {
    throw new DomainError('notFound', 'layer.noAtoms', {
      de: `Für das Schuljahr ${basis.year} gibt es keine Wohnzellen: seine Schülerzahlen kamen schon gezählt je Gebiet.`,
      en: `There are no atoms for the school year ${basis.year}: its pupils came counted by area.`,
    });
  }
  const areas = atoms.map(({ county, key, home, lon, lat, x, y }) => ({
    county,
    layer: ATOM_LAYER,
    key,
    name: `${names.get(`${county}/${home}`) ?? home} ${Number(key.split('-').at(-1))}`,
    parentLayer: basis.layer,
    parentKey: home,
    squareMetres: 0,
    point: [lon, lat] as [number, number],
    metres: [x, y] as [number, number],
    bbox: [lon, lat, lon, lat] as [number, number, number, number],
    validFrom: '',
    validTo: null,
  }));
  return { layer: ATOM_LAYER, imports: [], areas };
}

export interface PupilLayout {
  /** `county/key` of the area in which a row's pupils live; null: outside, or not known in which. */
  areaOf: (row: Pick<PupilSum, 'county' | 'edition' | 'atom' | 'home'>) => string | null;
  atomOf: (row: Pick<PupilSum, 'edition' | 'atom'>) => PupilAtom | null;
  /** `county/key` of areas that have homes and no atom of their own: their pupils are counted with a neighbour's. */
  hidden: ReadonlySet<string>;
}

export const isGuest = (home: string): boolean => home === OUTSIDE || home.startsWith(`${OUTSIDE}/`);

/**
 * An area of the home layer, or one made up of such areas, has the atoms that stand for its homes; one of a finer layer
 * those whose middle lies in it.
 */
export async function pupilLayout(
  context: Operation,
  counties: string[],
  { layer: homeLayer, editions }: PupilBasis,
  layer: ChosenLayer,
): Promise<PupilLayout> {
  const { db } = context.database;
  if (layer.layer === ATOM_LAYER) return atomLayout(await pupilAtoms(db, editions, counties));
  const homes = await crosswalk(context, counties, homeLayer, layer);
  const atoms = await pupilAtoms(db, editions, counties);
  const atomByKey = new Map(atoms.map((atom) => [`${atom.edition}/${atom.key}`, atom]));
  const isFiner = homes.size === 0 && homeLayer !== layer.layer;
  const imports = isFiner ? await layerImports(db, counties, layer.layer, null) : [];
  const points = new Map(
    (await areasOfAtoms(db, editions, imports)).map(({ edition, atom, area }) => [`${edition}/${atom}`, area]),
  );
  const areaOf: PupilLayout['areaOf'] = ({ county, edition, atom, home }) => {
    const area = isFiner
      ? atom === null
        ? undefined
        : points.get(`${edition}/${atom}`)
      : homes.get(`${county}/${home}`);
    return area === undefined ? null : `${county}/${area}`;
  };
  const own = new Set(atoms.flatMap((atom) => areaOf({ ...atom, atom: atom.key }) ?? []));
  const touched = isFiner
    ? await areasReached(db, editions, imports, [...own])
    : atoms.flatMap(({ county, areas }) =>
        areas.flatMap((key) => {
          const area = homes.get(`${county}/${key}`);
          return area === undefined ? [] : [`${county}/${area}`];
        }),
      );
  return {
    areaOf,
    atomOf: ({ edition, atom }) => (atom === null ? null : (atomByKey.get(`${edition}/${atom}`) ?? null)),
    hidden: new Set(touched.filter((area) => !own.has(area))),
  };
}

function atomLayout(atoms: readonly PupilAtom[]): PupilLayout {
  const byKey = new Map(atoms.map((atom) => [`${atom.edition}/${atom.key}`, atom]));
  return {
    areaOf: ({ county, atom }) => (atom === null ? null : `${county}/${atom}`),
    atomOf: ({ edition, atom }) => byKey.get(`${edition}/${atom ?? ''}`) ?? null,
    hidden: new Set(),
  };
}
