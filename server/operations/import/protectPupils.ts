/**
 * Runs in the worker that read the file: pupils become protected counts before anything leaves it. What goes on from here
 * holds neither a true count nor, except for the person's own preview, an address.
 */
import type { Highs } from 'highs';
import { transformer } from '../../../geodata/crs/transform.ts';
import type { Prepared } from '../../../geodata/import/types.ts';
import type { PupilsRow, Rows } from '../../../geodata/import/rows.ts';
import type { Borders } from '../../data/schema/people.ts';
import { TooFewPupilsError } from '../../planning/confidentiality/atomsInput.ts';
import { atomMinimum, type PupilCount } from '../../planning/confidentiality/protect.ts';
import {
  countList,
  OUTSIDE,
  type CountedAtom,
  type CountedList,
  type CountOptions,
} from '../../planning/pupils/countList.ts';
import { countTable } from '../../planning/pupils/countTable.ts';
import { groundFinder } from '../../planning/pupils/ground.ts';
import type { Measure } from '../../planning/pupils/measures.ts';
import { DomainError } from '../../planning/errors.ts';
import type { DoorBasis } from './doors.ts';
import { begin } from './formation.ts';
import type { Homes } from './homes.ts';
import { tooFewPlaced, uncounted, unmatched, type Placement } from './placement.ts';
import { placePupils, readRegister } from './placePupils.ts';
import { listNotes, tableGuests } from './pupilNotes.ts';
import { secretChance } from './countySecret.ts';

/** An atom as it is stored. */
export interface AtomRow extends Omit<CountedAtom, 'point'> {
  areas: string[];
  lon: number;
  lat: number;
}

/** One school year, or the children before school on one reference date, protected. */
export interface ProtectedEdition {
  scope: string;
  homeLayer: string;
  base: number;
  minimum: number;
  borders: Borders;
  /** By what claims were measured at the doors; null: they were not. */
  doorBasis: DoorBasis | null;
  /** By what they were told first for this year, in this reading or an earlier one. */
  firstDoors: DoorBasis | null;
  /** The edition whose list formed the atoms first, or the scope of one of the same import; null: this one. */
  formedBy: string | null;
  atoms: AtomRow[];
  counts: PupilCount[];
}

export type { Placement };

export type ReadyRows =
  | Exclude<Rows, { kind: 'pupils' | 'pupil-list' | 'child-list' }>
  | { kind: 'protected-pupils'; editions: ProtectedEdition[] };

export type Ready = Omit<Prepared, 'rows'> & { rows: ReadyRows; placement: Placement | null };

interface Counting {
  /** What cannot be placed is then told, to be corrected. */
  preview: boolean;
  highs: Highs;
  /**
   * What is measured at the doors of a list's pupils.
   *
   * @param houses where the county's houses stand, degrees
   * @param least houses of an atom that a band must hold
   * @param schools of which something may be told
   */
  measuresAt?: (
    houses: readonly (readonly [number, number])[],
    least: number,
    schools: ReadonlySet<string>,
  ) => readonly Measure[];
}

export function protectPupils(prepared: Prepared, homes: Homes | null, counting: Counting): Ready {
  const { rows } = prepared;
  // A preview of a list whose columns are still to be assigned: there is nothing to count yet.
  if (prepared.scopes.length === 0 && (rows.kind === 'pupil-list' || rows.kind === 'child-list'))
    return { ...prepared, rows: { kind: 'protected-pupils', editions: [] }, placement: null };
  if (rows.kind === 'pupils') return table(rows.rows, prepared, homes, counting.highs);
  if (rows.kind === 'pupil-list')
    return list(prepared, { ...rows, scope: rows.year, schoolYear: beginOf(rows.year) }, homes, counting);
  if (rows.kind === 'child-list')
    return list(prepared, { ...rows, scope: rows.date, schoolYear: null, unknownSchools: [] }, homes, counting);
  return { ...prepared, rows, placement: null };
}

/** '2025/26' begins in 2025. */
const beginOf = (schoolYear: string): number => Number(schoolYear.slice(0, 4));

function optionsOf(
  { settings, sensitive, schoolPoints, secret }: Homes,
  schoolYear: number | null,
  highs: Highs,
): Omit<CountOptions, 'kept'> {
  const { base, minimum, usualShare, homogeneousMinimum } = settings;
  return {
    base,
    minimum: atomMinimum(minimum, base),
    usualShare,
    homogeneousMinimum,
    sensitive: new Set(sensitive),
    schoolPoints: new Map(schoolPoints),
    chanceOf: secretChance(secret),
    schoolYear,
    highs,
  };
}

function table(rows: readonly PupilsRow[], prepared: Prepared, homes: Homes | null, highs: Highs): Ready {
  const editions: ProtectedEdition[] = [];
  const notes = [...prepared.notes];
  const ready = (): Ready => ({ ...prepared, notes, rows: { kind: 'protected-pupils', editions }, placement: null });
  if (homes?.of !== 'table') return ready();
  const areasOfGemeinde = homes.places[homes.homeLayer]?.length ?? 0;
  for (const year of prepared.scopes) {
    const ofYear = rows.filter((row) => row.year === year);
    const layer = ofYear.find((row) => row.layer !== null)?.layer ?? homes.homeLayer;
    const places = homes.places[layer] ?? [];
    const { borders = {}, before = null } = homes.begun[layer] ?? {};
    // Several years in one table: each goes on from the one before.
    const last = editions.findLast(({ homeLayer }) => homeLayer === layer);
    const begun = begin(
      last ? { ...last, year: last.scope, formedBy: last.formedBy ?? last.scope } : before,
      formationOf(homes, borders),
      homes.layerNames,
    );
    const counted = countTable(
      ofYear.map(({ home, school, grade, people }) => ({ home: home ?? OUTSIDE, school, grade, people })),
      places,
      {
        ...optionsOf(homes, beginOf(year), highs),
        kept: begun.kept,
        finerThanGemeinde: places.length > areasOfGemeinde,
      },
    );
    if (!last) notes.push(...begun.notes);
    notes.push(...tableGuests(year, counted.counts));
    editions.push(editionOf(year, layer, { ...formationOf(homes, borders), ...begun }, counted, ({ cells }) => cells));
  }
  return ready();
}

interface ListToCount extends Pick<Extract<Rows, { kind: 'pupil-list' }>, 'rows' | 'unknownSchools'> {
  scope: string;
  /** Calendar year in which the school year begins; null for children before school. */
  schoolYear: number | null;
}

function list(
  prepared: Prepared,
  { scope, schoolYear, rows, unknownSchools }: ListToCount,
  homes: Homes | null,
  { preview, highs, measuresAt = () => [] }: Counting,
): Ready {
  if (homes?.of !== 'list') throw noRegister(prepared);
  const register = readRegister(homes.register);
  const ownAt = new Map<number, number>();
  register.forEach(({ county }, row) => county || ownAt.set(row, ownAt.size));
  const own = register.filter(({ county }) => !county);
  if (own.length === 0 || homes.layers.gemeinde.length === 0) throw noRegister(prepared);
  const placed = placePupils(rows, register, homes);
  const formation = formationOf(homes, homes.begun.borders);
  const begun = begin(homes.begun.before, formation, homes.layerNames);
  const groundAt = groundFinder(homes.layers, transformer(4326, 3035));
  const placement = ({ qualities, outside, atoms }: Pick<CountedList, 'qualities' | 'outside' | 'atoms'>) => ({
    qualities,
    outside,
    atoms: atoms.length,
    unmatched: preview ? unmatched(rows, placed) : [],
    unknownSchools: preview ? unknownSchools : [],
  });
  const options = { ...optionsOf(homes, schoolYear, highs), kept: begun.kept };
  const { before } = homes.begun;
  const earlier = before?.year === scope ? before.doorBasis : null;
  const doorBasis = tellable(homes.doors?.basis ?? {}, earlier);
  try {
    const points = own.map(({ point }) => point);
    const atHouses = placed.map(({ house, ...pupil }) => ({ ...pupil, house: ownAt.get(house ?? -1) ?? null }));
    const measures = preview ? [] : measuresAt(points, formation.minimum, new Set(Object.keys(doorBasis)));
    const counted = countList(atHouses, points, groundAt, { ...options, measures });
    // 'cell/Gemeinde/planning area/district'
    const gemeinden = ({ cells }: CountedAtom) => [...new Set(cells.map((part) => part.split('/')[1] ?? ''))].sort();
    const edition = {
      ...editionOf(scope, homes.homeLayer, { ...formation, ...begun }, counted, gemeinden),
      doorBasis: homes.doors && doorBasis,
      firstDoors: homes.doors || earlier ? { ...doorBasis, ...earlier } : null,
    };
    return {
      ...prepared,
      notes: [...prepared.notes, ...listNotes(counted, edition.base, homes.layers), ...begun.notes],
      rows: { kind: 'protected-pupils', editions: [edition] },
      placement: placement(counted),
    };
  } catch (error) {
    if (!(error instanceof TooFewPupilsError) || rows.length < formation.minimum) throw error;
    const refusal = tooFewPlaced(formation.minimum);
    if (!preview) throw refusal;
    // The addresses that were not found can be corrected, and the list is then long enough.
    return {
      ...prepared,
      stored: 0,
      notes: [...prepared.notes, refusal.text],
      rows: { kind: 'protected-pupils', editions: [] },
      placement: placement(uncounted(placed, groundAt)),
    };
  }
}

/**
 * Claims of a school are told once for a year: after a changed way or limit the same children, told again, would show in which of few
 * houses between the old line and the new one somebody lives.
 */
const tellable = (basis: DoorBasis, earlier: DoorBasis | null): DoorBasis =>
  Object.fromEntries(Object.entries(basis).filter(([school, by]) => (earlier?.[school] ?? by) === by));

const formationOf = ({ settings: { base, minimum } }: Homes, borders: Borders) => ({
  borders,
  base,
  minimum: atomMinimum(minimum, base),
});

function editionOf(
  scope: string,
  homeLayer: string,
  { base, minimum, borders, formedBy }: Pick<ProtectedEdition, 'base' | 'minimum' | 'borders' | 'formedBy'>,
  { atoms, counts }: Pick<CountedList, 'atoms' | 'counts'>,
  areasOf: (atom: CountedAtom) => string[],
): ProtectedEdition {
  const toDegrees = transformer(3035, 4326);
  return {
    scope,
    homeLayer,
    base,
    minimum,
    borders,
    doorBasis: null,
    firstDoors: null,
    formedBy,
    atoms: atoms.map((atom) => {
      const { point, ...rest } = atom;
      const [lon, lat] = toDegrees([point.e, point.n]);
      return { ...rest, areas: areasOf(atom), lon, lat };
    }),
    counts,
  };
}

/** Neither the list's name nor its content is told. */
function noRegister({ rows }: Prepared): DomainError {
  return new DomainError('invalid', `${rows.kind}.noRegister`, {
    de: 'Es sind noch keine Adressen oder keine Gemeinden geladen, an denen Wohnorte gefunden werden könnten: bitte zuerst beides importieren.',
    en: 'No addresses or no municipalities are loaded yet by which homes could be found: please import both first.',
  });
}
