/**
 * Runs in the worker that read the file: pupils become protected counts before anything leaves it. What goes on from here
 * holds neither a true count nor, except for the person's own preview, an address.
 */
import { transformer } from '../../../geodata/crs/transform.ts';
import type { ListedPupil, Prepared, PupilsRow, Rows } from '../../../geodata/import/types.ts';
import { createGeocoder, type MatchQuality } from '../../planning/address/geocode.ts';
import { buildRegister, type AddressRow } from '../../planning/address/register.ts';
import { normalisePostcode } from '../../planning/address/normalise.ts';
import { atomMinimum, type PupilCount } from '../../planning/confidentiality/protect.ts';
import {
  countList,
  guestFrom,
  OUTSIDE,
  UNKNOWN,
  type CountedAtom,
  type CountedList,
  type CountOptions,
  type PlacedPupil,
} from '../../planning/pupils/countList.ts';
import { countTable } from '../../planning/pupils/countTable.ts';
import { groundFinder } from '../../planning/pupils/ground.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Homes } from './homes.ts';
import { secretRandom } from './secretRandom.ts';

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

export function protectPupils(prepared: Prepared, homes: Homes | null, preview: boolean): Ready {
  const { rows } = prepared;
  if (rows.kind === 'pupils') return { ...prepared, rows: table(rows.rows, prepared, homes), placement: null };
  if (rows.kind === 'pupil-list')
    return list(prepared, { scope: rows.year, rows: rows.rows, unknownSchools: rows.unknownSchools }, homes, preview);
  if (rows.kind === 'child-list')
    return list(prepared, { scope: rows.date, rows: rows.rows, unknownSchools: [] }, homes, preview);
  return { ...prepared, rows, placement: null };
}

function optionsOf({ settings, sensitive, secret }: Homes): CountOptions {
  const { base, minimum, usualShare, homogeneousMinimum } = settings;
  return {
    base,
    minimum: atomMinimum(minimum, base),
    usualShare,
    homogeneousMinimum,
    sensitive: new Set(sensitive),
    randomFor: (counts) => secretRandom(secret, JSON.stringify(counts)),
  };
}

function table(rows: readonly PupilsRow[], prepared: Prepared, homes: Homes | null): ReadyRows {
  const editions: ProtectedEdition[] = [];
  if (!homes) return { kind: 'protected-pupils', editions };
  for (const year of prepared.scopes) {
    const ofYear = rows.filter((row) => row.year === year);
    const layer = ofYear.find((row) => row.layer !== null)?.layer ?? homes.homeLayer;
    const places = homes.places[layer] ?? [];
    const counted = countTable(
      ofYear.map(({ home, school, grade, people }) => ({ home: home ?? OUTSIDE, school, grade, people })),
      places,
      { ...optionsOf(homes), finerThanGemeinde: places.length > homes.areasOfGemeinde },
    );
    editions.push(editionOf(year, layer, homes, counted, ({ cells }) => cells));
  }
  return { kind: 'protected-pupils', editions };
}

function list(
  prepared: Prepared,
  {
    scope,
    rows,
    unknownSchools,
  }: Pick<Extract<Rows, { kind: 'pupil-list' }>, 'rows' | 'unknownSchools'> & { scope: string },
  homes: Homes | null,
  preview: boolean,
): Ready {
  const register = (homes?.register ?? []).flatMap((text) => JSON.parse(text) as RegisterText[]).map(addressRow);
  if (!homes || register.length === 0 || homes.layers.gemeinde.length === 0) throw noRegister(prepared);
  const placed = place(rows, register, homes);
  const groundAt = groundFinder(homes.layers, transformer(4326, 3035));
  const counted = countList(
    placed,
    register.map(({ point }) => point),
    groundAt,
    optionsOf(homes),
  );
  // 'cell/Gemeinde/planning area/district'
  const gemeinden = ({ cells }: CountedAtom) => [...new Set(cells.map((part) => part.split('/')[1] ?? ''))].sort();
  const edition = editionOf(scope, homes.homeLayer, homes, counted, gemeinden);
  return {
    ...prepared,
    notes: [...prepared.notes, ...notesOf(counted)],
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

type RegisterText = [string, string, string | null, string | null, string | null, number, number];

const addressRow = ([street, houseNumber, postcode, place, district, lon, lat]: RegisterText): AddressRow => ({
  street,
  houseNumber,
  postcode,
  place: place ?? '',
  district,
  point: [lon, lat],
});

function place(rows: readonly ListedPupil[], register: readonly AddressRow[], homes: Homes): PlacedPupil[] {
  const index = buildRegister(register);
  const geocode = createGeocoder(index);
  const postcodes = new Set(index.localities.map(({ postcode }) => postcode));
  const gemeinden = new Set(homes.layers.gemeinde.map(({ key }) => key));
  const statedHome = ({ home, postcode }: ListedPupil): string => {
    if (home !== null)
      return gemeinden.has(home) ? home : home.startsWith(homes.county) ? UNKNOWN : guestFrom(home.slice(0, 5));
    // A postcode that no house of the county has: the child lives elsewhere.
    const code = normalisePostcode(postcode);
    return code !== null && !postcodes.has(code) ? OUTSIDE : UNKNOWN;
  };
  return rows.map((row): PlacedPupil => {
    const corrected = homes.corrections[String(row.row)];
    const address = corrected === undefined ? row : { street: corrected, houseNumber: '', postcode: '', place: '' };
    const { quality, point } = geocode(address);
    return { school: row.school, grade: row.grade, traits: row.traits, quality, point, stated: statedHome(row) };
  });
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

function editionOf(
  scope: string,
  homeLayer: string,
  { settings: { base, minimum } }: Homes,
  { atoms, counts }: Pick<CountedList, 'atoms' | 'counts'>,
  areasOf: (atom: CountedAtom) => string[],
): ProtectedEdition {
  const toDegrees = transformer(3035, 4326);
  return {
    scope,
    homeLayer,
    base,
    minimum: atomMinimum(minimum, base),
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
  const guests = counts
    .filter(({ gemeinde }) => gemeinde.startsWith(OUTSIDE))
    .reduce((sum, { people }) => sum + people, 0);
  const notes = [
    {
      de: `Adressen: ${share(exact)} genau, ${share(similar)} ähnlich geschrieben, ${share(street)} nur Straße, ${share(village)} nur Ort, ${share(ambiguous + none)} mehrdeutig oder nicht gefunden; außerhalb des Kreises wohnen (geschützte Zahl): ${guests === 0 ? 'wenige oder keine' : guests}.`,
      en: `Addresses: ${share(exact)} exact, ${share(similar)} spelt otherwise, ${share(street)} street only, ${share(village)} place only, ${share(ambiguous + none)} ambiguous or not found; outside the county live (protected number): ${guests === 0 ? 'few or none' : guests}.`,
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
      de: `Grenzen, über die hinweg zusammengefasst wurde, weil dort zu wenige Kinder wohnen: ${crossed.district} von Schulbezirken, ${crossed.planningArea} von Planungsräumen, ${crossed.gemeinde} von Gemeinden.`,
      en: `Borders that were crossed because too few children live there: ${crossed.district} of school districts, ${crossed.planningArea} of planning areas, ${crossed.gemeinde} of municipalities.`,
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
