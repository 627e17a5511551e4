/** Protected counts row by row, as they are published, for the attack on them. */
import type { Db } from '../open.ts';

export interface ProtectedRow {
  atom: string | null;
  home: string;
  school: string;
  grade: number | null;
  traits: Record<string, string>;
  people: number;
}

/** In an order of their own, so that a sample of them is the same each time. */
export async function protectedRows(db: Db, edition: string): Promise<ProtectedRow[]> {
  return db
    .selectFrom('pupils')
    .where('edition', '=', edition)
    .select(['atom', 'home', 'school', 'grade', 'traits', 'people'])
    .orderBy('home')
    .orderBy('atom')
    .orderBy('school')
    .orderBy('grade')
    .orderBy('traits')
    .execute();
}
