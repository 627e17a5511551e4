/** How the addresses of a list were found. Its texts are for the person who sent the list, and for nobody else. */
import type { ListedPupil } from '../../../geodata/import/rows.ts';
import type { MatchQuality } from '../../planning/address/geocode.ts';
import { DomainError } from '../../planning/errors.ts';
import { OUTSIDE, type CountedList, type PlacedPupil } from '../../planning/pupils/countList.ts';
import type { Ground } from '../../planning/pupils/ground.ts';

export interface Placement {
  qualities: Record<MatchQuality, number>;
  outside: number;
  atoms: number;
  unmatched: Unmatched[];
  unknownSchools: { text: string; pupils: number }[];
}

export interface Unmatched {
  row: number;
  address: string;
  quality: MatchQuality;
}

const LEAST_KNOWN: MatchQuality[] = ['none', 'ambiguous', 'place', 'street'];
/** Most rows of a preview that are shown to be corrected. */
const SHOWN_UNMATCHED = 1000;

export function unmatched(rows: readonly ListedPupil[], placed: readonly PlacedPupil[]): Unmatched[] {
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

/** What a count would say of a list that cannot be counted. */
export function uncounted(
  placed: readonly PlacedPupil[],
  groundAt: (point: readonly [number, number]) => Ground,
): Pick<CountedList, 'qualities' | 'outside' | 'atoms'> {
  const qualities = { exact: 0, similar: 0, street: 0, place: 0, ambiguous: 0, none: 0 };
  let outside = 0;
  for (const { quality, point, stated } of placed) {
    qualities[quality]++;
    if (point ? groundAt(point).gemeinde === null : stated?.startsWith(OUTSIDE)) outside++;
  }
  return { qualities, outside, atoms: [] };
}

/** The list is long enough, but not what was found of it. How many that are is not said: a refusal is stored with its job. */
export const tooFewPlaced = (minimum: number): DomainError =>
  new DomainError('invalid', 'too-few-placed', {
    de: `Zu wenige Kinder der Liste ließen sich an einem Haus des Kreises zählen; gezeigt werden dürfen Gruppen ab ${minimum}: bitte in der Vorschau die Adressen berichtigen oder die Liste des ganzen Kreises laden.`,
    en: `Too few children of the list could be counted at a house of the county; groups may be shown from ${minimum} on: please correct the addresses in the preview or import the list of the whole county.`,
  });
