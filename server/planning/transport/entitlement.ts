/**
 * Entitlement to school transport (Anspruch auf Schülerbeförderung) by a state's rule: what a way on foot to the deciding
 * school is worth, and which school decides. Planning figures: an authority's decision looks at the one door. Metres, people.
 */
import { band, type Band, type DistanceLimit, type TransportRule } from './distanceBand.ts';

/** On foot, one way. */
export interface FootWay {
  /** The shortest; null: not known. */
  walk: number | null;
  /** The shortest that passes no dangerous way; null: only dangerous ones lead there. */
  safe: number | null;
}

export interface Claim {
  /** With the county's tolerance. */
  band: Band;
  /** By the comparator at the limit itself, without tolerance. */
  entitled: boolean;
}

const UNKNOWN: Claim = { band: 'unknown', entitled: false };
const SURE: Claim = { band: 'sure', entitled: true };
const NONE: Claim = { band: 'none', entitled: false };
const ABOVE: Claim = { band: 'marginal', entitled: true };
const BELOW: Claim = { band: 'marginal', entitled: false };

/** Of a way, by its limit: the rule's limitFor() the pupil's school type and grade. */
export function claimOf(
  limit: DistanceLimit | null,
  { walk, safe }: FootWay,
  { tolerance, dangerousWay = 'entitles' }: Pick<TransportRule, 'tolerance' | 'dangerousWay'>,
): Claim {
  if (limit === null || walk === null) return UNKNOWN;
  const shortest = byLength(limit, walk, tolerance);
  if (safe === walk || dangerousWay === 'ignored') return shortest;
  const around = safe === null ? SURE : byLength(limit, safe, tolerance);
  if (dangerousWay === 'entitles') return around;
  return shortest.band === 'none' && around.band !== 'none' ? BELOW : shortest;
}

function byLength(limit: DistanceLimit, metres: number, tolerance: number): Claim {
  const found = band(metres, limit, tolerance);
  if (found === 'sure') return SURE;
  if (found === 'none') return NONE;
  return band(metres, limit, 0) === 'sure' ? ABOVE : BELOW;
}

/**
 * The school whose distance decides, and whether the attended one lies farther than it need.
 *
 * @param attended index of the school
 * @param others schools that could be attended instead: of the type, for the grade, with places where the rule asks for them; or
 *   those of the pupil's statutory district
 * @param metresTo on foot from the home; null: not known
 */
export function decidingSchool(
  { decidingSchool: by = 'attended' }: Pick<TransportRule, 'decidingSchool'>,
  attended: number,
  others: readonly number[],
  metresTo: (school: number) => number | null,
): { school: number; farther: boolean } {
  const own = metresTo(attended);
  let nearest = attended;
  let least = own ?? Infinity;
  for (const school of own === null ? [] : others) {
    const metres = metresTo(school) ?? Infinity;
    if (metres < least) [nearest, least] = [school, metres];
  }
  return { school: by === 'attended' ? attended : nearest, farther: nearest !== attended };
}

/** Does a claim in the grade hang on the parents' income too? */
export function isMeansTested(
  { meansTested = [] }: Pick<TransportRule, 'meansTested'>,
  schoolType: string,
  grade: number | null,
): boolean {
  return meansTested.some(
    ({ gradeFrom, gradeTo, schoolTypes }) =>
      grade !== null &&
      grade >= gradeFrom &&
      grade <= gradeTo &&
      (schoolTypes === null || schoolTypes.includes(schoolType)),
  );
}
