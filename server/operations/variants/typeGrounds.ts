/** Where the pupils of each school type are led today: by statutory districts, else by where most of an atom's go. */
import type { PlanRows, PlanAtom, PlanSchool, TypeGround } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import { sharedAllowed, type DistrictRule } from '../../planning/districts/rule.ts';
import { districtLayout } from '../districtLayout.ts';

interface Given {
  schools: readonly PlanSchool[];
  rows: PlanRows;
  atoms: readonly PlanAtom[];
  houses: readonly { key: string }[];
  walk: readonly Int32Array[];
}

export async function typeGrounds(
  context: Operation,
  county: string,
  { edition, year }: { edition: string; year: number },
  rule: DistrictRule | null,
  given: Given,
): Promise<Map<string, TypeGround>> {
  const types = [...new Set(given.schools.map(({ schoolType }) => schoolType))].sort();
  const grounds = new Map<string, TypeGround>();
  const mayOverlap = (schoolType: string) => rule !== null && sharedAllowed(rule, schoolType) === true;
  for (const schoolType of types) {
    // Of the list's school year: what comes later is a plan, not where these children go. A first statute counts once in force.
    const day = context.now().toISOString().slice(0, 10);
    const layout =
      (await districtLayout(context, county, schoolType, edition, `${year}-08-01`)) ??
      (await districtLayout(context, county, schoolType, edition, day));
    const observed = observedGround(given, schoolType);
    grounds.set(
      schoolType,
      layout === null ? observed : districtGround(given, layout, mayOverlap(schoolType), observed.today),
    );
  }
  return grounds;
}

/**
 * Of a shared district an atom's school is the one that most of its pupils attend. Districts that overlap share what lies in
 * both, where the law allows it; else an overlap is a fault of the statute, and the atom counts to one of them.
 */
function districtGround(
  { schools, atoms }: Given,
  { districts, districtOf, overlapping }: NonNullable<Awaited<ReturnType<typeof districtLayout>>>,
  mayOverlap: boolean,
  observed: Int16Array,
): TypeGround {
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  const schoolsOf = new Map(
    districts.map(({ key, schools: keys }) => [key, keys.flatMap((school) => schoolAt.get(school) ?? [])]),
  );
  const shared = new Map<number, readonly number[]>();
  const today = Int16Array.from(atoms, ({ key }, atom) => {
    const among = (mayOverlap ? overlapping.get(key) : undefined) ?? [districtOf.get(key) ?? ''];
    const own = [...new Set(among.flatMap((district) => schoolsOf.get(district) ?? []))];
    if (own.length > 1) shared.set(atom, own);
    return own.find((school) => school === observed[atom]) ?? own[0] ?? -1;
  });
  return { hasDistricts: true, today, shared };
}

function observedGround({ schools, rows, atoms, walk }: Given, schoolType: string): TypeGround {
  const own = schools.flatMap((school, index) => (school.schoolType === schoolType ? [index] : []));
  const attended = new Map<number, Map<number, number>>();
  rows.people.forEach((people, row) => {
    const [atom, school] = [rows.place[row]!, rows.school[row]!];
    if (atom < 0 || atom >= atoms.length || schools[school]!.schoolType !== schoolType) return;
    const counts = attended.get(atom) ?? new Map<number, number>();
    counts.set(school, (counts.get(school) ?? 0) + people);
    attended.set(atom, counts);
  });
  const nearer = (atom: number) => (a: number, b: number) => walk[a]![atom]! - walk[b]![atom]!;
  const today = Int16Array.from(atoms, (_, atom) => {
    const counts = attended.get(atom);
    if (!counts) return [...own].sort(nearer(atom))[0] ?? -1;
    return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || nearer(atom)(a, b))[0]!;
  });
  return { hasDistricts: false, today, shared: new Map() };
}
