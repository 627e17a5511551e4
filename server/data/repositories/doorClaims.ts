/** Claims to transport that were measured at the doors of a list's pupils, as stored. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { PlanRow } from './variants.ts';

/** Of a home, school and grade how many are in each band that was measured at their doors. */
export interface DoorCounts {
  sure: number;
  marginal: number;
  none: number;
}

/**
 * @param trait under which the bands were counted
 * @returns by claimKey(); rows of which no band is told are missing
 */
export async function doorCounts(db: Db, edition: string, trait: string): Promise<Map<string, DoorCounts>> {
  const { rows } = await sql<DoorCounts & Pick<PlanRow, 'atom' | 'school' | 'grade'>>`
    select atom, school, grade,
      coalesce(sum(people) filter (where traits->>${trait} = 'sure'), 0)::int as sure,
      coalesce(sum(people) filter (where traits->>${trait} = 'marginal'), 0)::int as marginal,
      coalesce(sum(people) filter (where traits->>${trait} = 'none'), 0)::int as none
    from pupils
    where edition = ${edition} and atom is not null and traits->>${trait} in ('sure', 'marginal', 'none')
    group by atom, school, grade`.execute(db);
  return new Map(rows.map(({ sure, marginal, none, ...row }) => [claimKey(row), { sure, marginal, none }]));
}

export const claimKey = ({ atom, school, grade }: Pick<PlanRow, 'atom' | 'school' | 'grade'>): string =>
  JSON.stringify([atom, school, grade]);

/** By what the claims of an edition were measured at the doors; null: they were not. */
export async function doorBasisOf(db: Db, edition: string): Promise<Record<string, string> | null> {
  const row = await db
    .selectFrom('pupil_edition')
    .where('edition', '=', edition)
    .select('door_basis')
    .executeTakeFirst();
  return row?.door_basis ?? null;
}
