/**
 * Runs in the worker that read the file: pupils become protected counts before anything leaves it. What goes on from here
 * holds neither a true count nor, except for the person's own preview, an address.
 */
import type { Highs } from 'highs';
import { transformer } from '../../../geodata/crs/transform.ts';
import type { Prepared } from '../../../geodata/import/types.ts';
import type { ListedPupil, PupilsRow, Rows } from '../../../geodata/import/rows.ts';
import type { Borders } from '../../data/schema/people.ts';
import type { MatchQuality } from '../../planning/address/geocode.ts';
import { atomMinimum, type PupilCount } from '../../planning/confidentiality/protect.ts';
import {
  countList,
  OUTSIDE,
  type CountedAtom,
  type CountedList,
  type CountOptions,
  type PlacedPupil,
} from '../../planning/pupils/countList.ts';
import { countTable } from '../../planning/pupils/countTable.ts';
import { groundFinder } from '../../planning/pupils/ground.ts';
import type { Measure } from '../../planning/pupils/measures.ts';
import { DomainError } from '../../planning/errors.ts';
import { begin } from './formation.ts';
import type { Homes } from './homes.ts';
import { placePupils, readRegister } from './placePupils.ts';
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
  /** The edition whose list formed the atoms first, or the scope of one of the same import; null: this one. */
  formedBy: string | null;
  atoms: AtomRow[];
  counts: PupilCount[];
}

export interface Unmatched {
  row: number;
  address: string;
  quality: MatchQuality;
}

/** How the addresses of a list were found. The texts are for the person who sent the list, and for nobody else. */
export interface Placement {
  qualities: Record<MatchQuality, number>;
  outside: number;
  atoms: number;
  unmatched: Unmatched[];
  unknownSchools: { text: string; pupils: number }[];
}

export type ReadyRows =
  | Exclude<Rows, { kind: 'pupils' | 'pupil-list' | 'child-list' }>
  | { kind: 'protected-pupils'; editions: ProtectedEdition[] };

export type Ready = Omit<Prepared, 'rows'> & { rows: ReadyRows; placement: Placement | null };

const LEAST_KNOWN: MatchQuality[] = ['none', 'ambiguous', 'place', 'street'];
/** Most rows of a preview that are shown to be corrected. */
const SHOWN_UNMATCHED = 1000;

interface Counting {
  /** What cannot be placed is then told, to be corrected. */
  preview: boolean;
  highs: Highs;
  /** What is measured at the doors of a list's pupils. */
  measures?: readonly Measure[];
}

export function protectPupils(prepared: Prepared, homes: Homes | null, counting: Counting): Ready {
  const { rows } = prepared;
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
  { preview, highs, measures = [] }: Counting,
): Ready {
  if (homes?.of !== 'list') throw noRegister(prepared);
  const register = readRegister(homes.register);
  const own = register.filter(({ county }) => !county);
  if (own.length === 0 || homes.layers.gemeinde.length === 0) throw noRegister(prepared);
  const placed = placePupils(rows, register, homes);
  const formation = formationOf(homes, homes.begun.borders);
  const begun = begin(homes.begun.before, formation, homes.layerNames);
  const groundAt = groundFinder(homes.layers, transformer(4326, 3035));
  const counted = countList(
    placed,
    own.map(({ point }) => point),
    groundAt,
    { ...optionsOf(homes, schoolYear, highs), kept: begun.kept, measures },
  );
  // 'cell/Gemeinde/planning area/district'
  const gemeinden = ({ cells }: CountedAtom) => [...new Set(cells.map((part) => part.split('/')[1] ?? ''))].sort();
  const edition = editionOf(scope, homes.homeLayer, { ...formation, ...begun }, counted, gemeinden);
  return {
    ...prepared,
    notes: [...prepared.notes, ...notesOf(counted), ...begun.notes],
    rows: { kind: 'protected-pupils', editions: [edition] },
    placement: {
      qualities: counted.qualities,
      outside: counted.outside,
      atoms: counted.atoms.length,
      unmatched: preview ? unmatched(rows, placed) : [],
      unknownSchools: preview ? unknownSchools : [],
    },
  };
}

function unmatched(rows: readonly ListedPupil[], placed: readonly PlacedPupil[]): Unmatched[] {
  return (
    rows
      .flatMap(({ row, street, houseNumber, postcode, place: town }, i): Unmatched[] => {
        const { quality, stated } = placed[i]!;
        if (quality === 'exact' || quality === 'similar' || stated?.startsWith(OUTSIDE)) return [];
        const address = [`${street} ${houseNumber}`.trim(), `${postcode} ${town}`.trim()]
          .filter((part) => part !== '')
          .join(', ');
        return [{ row, address, quality }];
      })
      // What is least known first.
      .sort((a, b) => LEAST_KNOWN.indexOf(a.quality) - LEAST_KNOWN.indexOf(b.quality) || a.row - b.row)
      .slice(0, SHOWN_UNMATCHED)
  );
}

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
    formedBy,
    atoms: atoms.map((atom) => {
      const { point, ...rest } = atom;
      const [lon, lat] = toDegrees([point.e, point.n]);
      return { ...rest, areas: areasOf(atom), lon, lat };
    }),
    counts,
  };
}

/** Notes are stored and shown to anybody: shares of the whole list, and the protected number of those outside. */
function notesOf({ qualities, counts, atoms, crossed }: CountedList): Prepared['notes'] {
  const all = Object.values(qualities).reduce((sum, pupils) => sum + pupils, 0);
  const share = (pupils: number) =>
    pupils === 0 || pupils * 100 >= all ? `${Math.floor((pupils * 100) / all)} %` : '< 1 %';
  const { exact, similar, street, place: village, ambiguous, none } = qualities;
  const byCounty = new Map<string, number>();
  for (const { gemeinde, people } of counts)
    if (gemeinde.startsWith(OUTSIDE)) byCounty.set(gemeinde, (byCounty.get(gemeinde) ?? 0) + people);
  const guests = [...byCounty.values()].reduce((sum, people) => sum + people, 0);
  const known = [...byCounty].flatMap(([home, people]) => (home === OUTSIDE ? [] : [`${home.slice(-5)}: ${people}`]));
  const [fromDe, fromEn] = ['davon aus Kreis', 'of them from county'].map((words) =>
    known.length === 0 ? '' : ` (${words} ${known.sort().join(', ')})`,
  );
  const notes = [
    {
      de: `Adressen: ${share(exact)} genau, ${share(similar)} ähnlich geschrieben, ${share(street)} nur Straße, ${share(village)} nur Ort, ${share(ambiguous + none)} mehrdeutig oder nicht gefunden; außerhalb des Kreises wohnen (geschützte Zahl): ${guests === 0 ? 'wenige oder keine' : `${guests}${fromDe}`}.`,
      en: `Addresses: ${share(exact)} exact, ${share(similar)} spelt otherwise, ${share(street)} street only, ${share(village)} place only, ${share(ambiguous + none)} ambiguous or not found; outside the county live (protected number): ${guests === 0 ? 'few or none' : `${guests}${fromEn}`}.`,
    },
    {
      de: `Gezählt in ${atoms.length} Wohnzellen; gespeichert sind nur geschützte Zahlen, die Adressen sind vergessen.`,
      en: `Counted in ${atoms.length} atoms; only protected numbers are stored, the addresses are forgotten.`,
    },
  ];
  const total = crossed.district + crossed.planningArea + crossed.gemeinde;
  if (total === 0) return notes;
  return [
    ...notes,
    {
      de: `Wohnzellen, die über eine Grenze reichen, weil auf einer Seite zu wenige Kinder wohnen: ${crossed.district} über die eines Schulbezirks, ${crossed.planningArea} über die eines Planungsraums, ${crossed.gemeinde} über die einer Gemeinde.`,
      en: `Atoms that reach across a border because too few children live on one side: ${crossed.district} across that of a school district, ${crossed.planningArea} of a planning area, ${crossed.gemeinde} of a municipality.`,
    },
  ];
}

/** Neither the list's name nor its content is told. */
function noRegister({ rows }: Prepared): DomainError {
  return new DomainError('invalid', `${rows.kind}.noRegister`, {
    de: 'Es sind noch keine Adressen oder keine Gemeinden geladen, an denen Wohnorte gefunden werden könnten: bitte zuerst beides importieren.',
    en: 'No addresses or no municipalities are loaded yet by which homes could be found: please import both first.',
  });
}
