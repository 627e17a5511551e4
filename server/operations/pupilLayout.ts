/** Protected counts of pupils on any layer of areas: every area is a union of atoms, so that sums of any two layers agree. */
import { areasOfAtoms, pupilAtoms, pupilYears, type PupilAtom, type PupilSum } from '../data/repositories/people.ts';
import { layerImports } from '../data/repositories/areas.ts';
import { DomainError } from '../planning/errors.ts';
import { OUTSIDE } from '../planning/pupils/countList.ts';
import type { Operation } from '../context.ts';
import { crosswalk, type ChosenLayer } from './layers.ts';

/** The school year in view, and how its pupils were counted. */
export interface PupilBasis {
  year: string;
  /** Layer whose keys name the homes. */
  layer: string;
  editions: string[];
  protection: { base: number; minimum: number };
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
    return { year: found.year, layer, editions, protection: { base, minimum } };
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
  const own = new Set(atoms.map((atom) => areaOf({ ...atom, atom: atom.key })));
  const touched = isFiner
    ? layer.areas.map(({ county, key }) => `${county}/${key}`)
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
