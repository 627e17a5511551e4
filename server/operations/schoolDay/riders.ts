/** Who rides to which school with which lessons: the protected counts of a plan, by school, hours and home. */
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import { footLimits, type FootLimits } from '../../planning/transport/whoRides.ts';
import type { Access } from '../../planning/transit/doorToDoor.ts';
import type { SchoolGroup } from '../../planning/transit/load.ts';
import type { SchoolHours } from '../../data/repositories/schoolDay.ts';
import { NONE, type PlanSchool, type PlanWorld } from '../../planning/variant/world.ts';
import type { WalkOf } from '../../planning/variant/state.ts';

/** Pupils of a row of counts at a school, today's or a variant's. */
export interface Attendance {
  row: number;
  school: number;
  people: number;
}

export interface RiderGroup extends SchoolGroup {
  school: number;
  gradeFrom: number;
  gradeTo: number;
  /** Nobody has loaded the hours: those that are usual. */
  isAssumed: boolean;
}

export interface RiderFacts {
  world: PlanWorld;
  schools: readonly PlanSchool[];
  attendances: Iterable<Attendance>;
  /** Of the weekday. */
  hours: readonly Pick<SchoolHours, 'school' | 'gradeFrom' | 'gradeTo' | 'begins' | 'ends'>[];
  usual: { begins: number; ends: number; ridesFromMetres: number };
  rule: TransportRule | null;
  /** Seconds between the bell and the door, before and after lessons. */
  margin: number;
  walkOf: WalkOf;
  safeOf: WalkOf;
  accessOfAtom: (atom: number) => readonly Access[];
  accessOfSchool: (school: number) => readonly Access[];
}

export interface Riders {
  groups: RiderGroup[];
  /** People who are near enough to walk, and those of whom nobody knows where they live. */
  walking: number;
  elsewhere: number;
}

/**
 * Who lives beyond the state's distance limit, or has only a dangerous way, rides; where no limit is set, who lives beyond
 * `usual.ridesFromMetres`. They are not asked to walk all the way.
 */
export function ridersOf(facts: RiderFacts): Riders {
  const { world, schools, hours, usual, rule, margin } = facts;
  const groups: RiderGroup[] = [];
  const homesOf = new Map<RiderGroup, Map<number, number>>();
  const groupOf = schools.map(() => new Map<number, RiderGroup>());
  const limits = new Map<string, FootLimits>();
  const counts = { walking: 0, elsewhere: 0 };

  const limitsOf = (schoolType: string): FootLimits => {
    const made = limits.get(schoolType) ?? footLimits(rule, schoolType, null, usual.ridesFromMetres);
    limits.set(schoolType, made);
    return made;
  };
  /** Hours of a grade; of an unknown grade those of the school's last one, as everywhere in plans. */
  const find = (school: number, grade: number): RiderGroup => {
    const { key, gradeFrom, gradeTo } = schools[school]!;
    const at = grade === 0 ? gradeTo : grade;
    const known = groupOf[school]!.get(at);
    if (known) return known;
    const hoursOf = (of: number) => hours.find((one) => one.school === key && of >= one.gradeFrom && of <= one.gradeTo);
    const own = hoursOf(at);
    const span = own
      ? { gradeFrom: Math.max(own.gradeFrom, gradeFrom), gradeTo: Math.min(own.gradeTo, gradeTo) }
      : withoutHours(at, gradeFrom, gradeTo, hoursOf);
    // The same lessons in grades that follow each other are told as one.
    const same = groups.find(
      (group) =>
        group.school === school &&
        group.begins === (own ?? usual).begins - margin &&
        group.ends === (own ?? usual).ends + margin &&
        group.isAssumed === !own &&
        group.gradeFrom <= span.gradeTo + 1 &&
        span.gradeFrom <= group.gradeTo + 1,
    );
    const access = facts.accessOfSchool(school);
    const made: RiderGroup = same ?? {
      school,
      ...span,
      isAssumed: !own,
      stops: access.map(({ stop }) => stop),
      seconds: access.map(({ seconds }) => seconds),
      begins: (own ?? usual).begins - margin,
      ends: (own ?? usual).ends + margin,
      homes: [],
    };
    if (same) {
      same.gradeFrom = Math.min(same.gradeFrom, span.gradeFrom);
      same.gradeTo = Math.max(same.gradeTo, span.gradeTo);
    } else {
      groups.push(made);
      homesOf.set(made, new Map());
    }
    groupOf[school]!.set(at, made);
    return made;
  };
  for (const { row, school, people } of facts.attendances) {
    if (people <= 0) continue;
    const [atom, grade] = [world.rows.place[row]!, world.rows.grade[row]!];
    if (atom === NONE || atom >= world.atoms.length) {
      counts.elsewhere += people;
      continue;
    }
    const metres = facts.walkOf(school)[atom]!;
    const isFar = limitsOf(schools[school]!.schoolType).isFar(grade === 0 ? null : grade, {
      walk: metres,
      safe: facts.safeOf(school)[atom]!,
    });
    if (!isFar) {
      counts.walking += people;
      continue;
    }
    const homes = homesOf.get(find(school, grade))!;
    homes.set(atom, (homes.get(atom) ?? 0) + people);
  }
  for (const group of groups)
    group.homes = [...homesOf.get(group)!].map(([home, people]) => ({
      home,
      people,
      access: facts.accessOfAtom(home),
      walkSeconds: null,
    }));
  return { groups, ...counts };
}

/** Grades around one that have no hours either. */
function withoutHours(at: number, first: number, last: number, hoursOf: (grade: number) => unknown) {
  let [gradeFrom, gradeTo] = [at, at];
  while (gradeFrom > first && hoursOf(gradeFrom - 1) === undefined) gradeFrom--;
  while (gradeTo < last && hoursOf(gradeTo + 1) === undefined) gradeTo++;
  return { gradeFrom, gradeTo };
}
