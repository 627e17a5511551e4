/**
 * Claims measured at the door while a list is read: of each pupil whose house is known the band of the way on foot to the
 * attended school, by the rule that holds.
 *
 * A line through an atom is on the map: where few of its houses lie on one side, their pupils would be told almost by house.
 * Of such an atom nothing is told for the school and grade, and the pupils count as spread over all its houses, as without
 * doors (wholePeople.ts).
 */
import type { FootWays } from '../network/ways.ts';
import { UNKNOWN_BAND, type Measure } from '../pupils/measures.ts';
import { limitFor, type Band, type DistanceLimit, type TransportRule } from './distanceBand.ts';
import { claimOf, type FootWay } from './entitlement.ts';

/** The trait under which a claim is counted. */
export const CLAIM_TRAIT = 'claim';

export interface DoorSchool {
  key: string;
  schoolType: string;
}

/**
 * @param least houses of an atom that a band must hold to be told beside another one
 * @param walksTo ways on foot to schools, by index, from houses, in their order
 */
export function doorClaims(
  rule: TransportRule,
  schools: readonly DoorSchool[],
  least: number,
  walksTo: (asked: readonly { school: number; houses: Int32Array }[]) => readonly FootWays[],
): Measure {
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  return {
    name: CLAIM_TRAIT,
    bands: ['sure', 'marginal', 'none'],
    begin: ({ pupils, housesOf }) => {
      const atomsOf = schools.map(() => new Set<string>());
      for (const { atom, school } of pupils) atomsOf[schoolAt.get(school) ?? -1]?.add(atom);
      const asked = atomsOf.map((atoms, school) => ({
        school,
        houses: Int32Array.from([...atoms].flatMap((atom) => housesOf.get(atom) ?? [])),
      }));
      const ways = walksTo(asked).map((walks, index) => waysOf(asked[index]!.houses, walks));
      const bandOf = (limit: DistanceLimit, school: number, house: number): Band => {
        const way = ways[school]!.get(house);
        return way ? claimOf(limit, way, rule).band : UNKNOWN_BAND;
      };
      const cuts = new Map<string, boolean>();
      const isCut = (atom: string, school: number, limit: DistanceLimit): boolean => {
        const key = JSON.stringify([atom, school, rule.limits.indexOf(limit)]);
        const known = cuts.get(key);
        if (known !== undefined) return known;
        const sides = new Map<Band, number>();
        for (const house of housesOf.get(atom) ?? []) {
          const side = bandOf(limit, school, house);
          sides.set(side, (sides.get(side) ?? 0) + 1);
        }
        const found = sides.size > 1 && Math.min(...sides.values()) < least;
        cuts.set(key, found);
        return found;
      };
      return ({ atom, school: key, grade, house }) => {
        const school = schoolAt.get(key);
        const limit = school === undefined ? null : limitFor(rule, schools[school]!.schoolType, grade);
        if (school === undefined || limit === null || house === null || isCut(atom, school, limit)) return null;
        const band = bandOf(limit, school, house);
        return band === UNKNOWN_BAND ? null : band;
      };
    },
  };
}

function waysOf(houses: Int32Array, { walkMetres, safeMetres }: FootWays): ReadonlyMap<number, FootWay> {
  const ways = new Map<number, FootWay>();
  houses.forEach((house, at) => {
    const [walk, safe] = [walkMetres[at]!, safeMetres[at]!];
    if (walk >= 0) ways.set(house, { walk, safe: safe < 0 ? null : safe });
  });
  return ways;
}
