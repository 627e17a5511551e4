/** A variant as the problem of redrawing its districts: who goes where his home goes, and who stays whatever is drawn. */
import type { DistrictingProblem } from '../districting/problem.ts';
import { unlisted } from './outcome.ts';
import { capacityOf, type SchoolSizeRule } from './rules.ts';
import { assignmentAt, isClosed, openSchools, type PlanState, type WalkOf } from './state.ts';
import { areaOfPlace, NONE, type PlanWorld } from './world.ts';

export interface Districts {
  problem: DistrictingProblem;
  /** Schools of the problem, as indexes of the state. */
  schools: number[];
  /** The variant as it stands, as schools of the problem. */
  start: Int32Array;
}

/** Which rules hold hard. */
export interface HardRules {
  capacity: boolean;
  minimum: boolean;
}

/** Pupils of an atom without any: too few to count, enough to decide between equals. */
const EMPTY = 1e-4;

/** @param seatOf atom in which a place (longitude, latitude) lies; −1 none */
export function districtsOf(
  world: PlanWorld,
  state: PlanState,
  schoolType: string,
  hard: HardRules,
  sizes: SchoolSizeRule | null,
  walkOf: WalkOf,
  seatOf: (lon: number, lat: number) => number,
): Districts {
  const { rows, atoms } = world;
  const ground = world.types.get(schoolType)!;
  // Whatever grade: of a type that is open at all.
  const schools = openSchools(state, schoolType, 0);
  const at = new Map(schools.map((school, index) => [school, index]));
  const numbers = (list: ArrayLike<number>): Int32Array => Int32Array.from(list, (school) => at.get(school) ?? NONE);
  const today = numbers(ground.today);
  const start = numbers(assignmentAt(state, schoolType, ground, Infinity, Infinity));
  const locks = state.locked.get(schoolType);
  const [pupils, burden] = [new Float64Array(atoms.length), new Float64Array(atoms.length)];
  const fixedPupils = Float64Array.from(schools, (school) => Math.max(0, unlisted(world, school)));
  const fixedBurden = new Float64Array(schools.length);
  const shareOf = sharesOf(world, schoolType);
  for (const row of world.rowsByType.get(schoolType) ?? []) {
    const [place, from, people] = [rows.place[row]!, rows.school[row]!, rows.people[row]!];
    const isAtom = place !== NONE && place < atoms.length;
    const share = shareOf(place);
    const isGone = isClosed(state, from, Infinity, Infinity);
    // At the partner of a shared district they stay while the atom does; a plan that moves it moves them too, uncounted here.
    const isOfDistrict = isAtom && from === ground.today[place];
    const stays = at.get(from);
    if (isAtom && (isOfDistrict || isGone)) {
      pupils[place]! += people;
      burden[place]! += people * share;
    } else if (stays !== undefined) {
      fixedPupils[stays]! += people;
      fixedBurden[stays]! += people * share;
    }
  }
  // Where no child of the type lives nothing would speak for one school or another, and borders would wander.
  const traces = EMPTY * pupils.filter((people) => people === 0).length;
  pupils.forEach((people, atom) => (pupils[atom] = Math.max(people, EMPTY)));
  const metres = new Float64Array(atoms.length * schools.length);
  schools.forEach((school, index) => {
    walkOf(school).forEach((way, atom) => (metres[atom * schools.length + index] = way));
  });
  const problem: DistrictingProblem = {
    atoms: atoms.length,
    schools: schools.length,
    pupils,
    burden,
    fixedPupils,
    fixedBurden,
    metres,
    neighbours: world.neighbours,
    seats: Int32Array.from(schools, (school) => seatOf(state.schools[school]!.lon, state.schools[school]!.lat)),
    today,
    capacity: Float64Array.from(schools, (school) =>
      // No trace may fill the last place.
      hard.capacity ? (capacityOf(sizes, state.schools[school]!)?.pupils ?? Infinity) + traces : Infinity,
    ),
    minimum: Float64Array.from(schools, (school) => (hard.minimum ? minimumOf(sizes, state.schools[school]!) : 0)),
    locked: Int32Array.from(start, (school, atom) => (locks?.[atom] ? school : NONE)),
  };
  return { problem, schools, start };
}

/**
 * Share of burdened pupils by place. Where none may be told the mean of the others stands: no plan looks better or worse for
 * it, where a 0 would make of the unknown the least burdened.
 */
function sharesOf(world: PlanWorld, schoolType: string): (place: number) => number {
  const { burden, rows } = world;
  if (burden === null) return () => 0;
  const known = (place: number): number => {
    const area = areaOfPlace(world, place);
    return area === NONE ? Number.NaN : burden[area]!;
  };
  let [burdened, all] = [0, 0];
  for (const row of world.rowsByType.get(schoolType) ?? []) {
    const share = known(rows.place[row]!);
    if (Number.isNaN(share)) continue;
    burdened += rows.people[row]! * share;
    all += rows.people[row]!;
  }
  const mean = all === 0 ? 0 : burdened / all;
  return (place) => {
    const share = known(place);
    return Number.isNaN(share) ? mean : share;
  };
}

/** Of rules for the whole school; those for single grades are shown as findings. */
function minimumOf(
  sizes: SchoolSizeRule | null,
  { schoolType, gradeFrom, gradeTo }: { schoolType: string; gradeFrom: number; gradeTo: number },
): number {
  const least = (sizes?.minimumPupils ?? []).filter(
    (rule) =>
      (rule.schoolTypes === null || rule.schoolTypes.includes(schoolType)) &&
      rule.gradeFrom <= gradeFrom &&
      rule.gradeTo >= gradeTo,
  );
  const perClass = (sizes?.minimumClassSizes ?? []).filter(
    (rule) =>
      (rule.schoolTypes === null || rule.schoolTypes.includes(schoolType)) &&
      rule.gradeFrom <= gradeFrom &&
      rule.gradeTo >= gradeTo,
  );
  return Math.max(
    0,
    ...least.map(({ pupils }) => pupils),
    ...perClass.map(({ first }) => first * (gradeTo - gradeFrom + 1)),
  );
}
