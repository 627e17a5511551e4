/** Schools as lists name them. */
import { normaliseName } from './columns.ts';
import type { SchoolFacts } from './types.ts';

/** By number, else by name where only one school has it. */
export function schoolFinder(schools: readonly SchoolFacts[]): (text: string) => SchoolFacts | undefined {
  const byKey = new Map(schools.map((school) => [school.key, school]));
  const byName = new Map<string, SchoolFacts | null>();
  for (const school of schools) {
    const name = normaliseName(school.name);
    byName.set(name, byName.has(name) ? null : school);
  }
  return (text) => byKey.get(text) ?? byName.get(normaliseName(text)) ?? undefined;
}
