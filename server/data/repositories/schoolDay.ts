/** Hours of schools and vehicles of lines, as the county's tables in force give them. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface SchoolHours {
  county: string;
  school: string;
  /** 1 Monday … 7 Sunday. */
  weekdays: number[];
  gradeFrom: number;
  gradeTo: number;
  /** Seconds after midnight. */
  begins: number;
  ends: number;
}

export async function schoolHours(db: Db, counties: string[]): Promise<SchoolHours[]> {
  if (counties.length === 0) return [];
  return db
    .selectFrom('school_hours as h')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'h.import_id').on('c.kind', '=', 'school-hours'),
    )
    .where('h.county', 'in', counties)
    .select([
      'h.county',
      'h.school',
      'h.weekdays',
      'h.grade_from as gradeFrom',
      'h.grade_to as gradeTo',
      'h.begins',
      'h.ends',
    ])
    .orderBy(sql`h.school collate "C"`)
    .orderBy('h.grade_from')
    .orderBy('h.seq')
    .execute();
}

export interface LineVehicle {
  line: string;
  /** Of the trip's first stop, seconds after midnight; null: every trip of the line. */
  departure: number | null;
  vehicle: string | null;
  seats: number;
  standing: number;
  /** On board beside pupils. */
  others: number;
}

export async function lineVehicles(db: Db, counties: string[]): Promise<LineVehicle[]> {
  if (counties.length === 0) return [];
  return db
    .selectFrom('line_vehicle as v')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'v.import_id').on('c.kind', '=', 'vehicles'),
    )
    .where('v.county', 'in', counties)
    .select(['v.line', 'v.departure', 'v.vehicle', 'v.seats', 'v.standing', 'v.others'])
    .orderBy('v.seq')
    .execute();
}

export interface TransportCosts {
  /** Euros for a vehicle and year, a kilometre, a ticket and year; null: not stated. */
  vehicle: number | null;
  kilometre: number | null;
  ticket: number | null;
}

export async function transportCosts(db: Db, counties: string[]): Promise<TransportCosts> {
  const costs: TransportCosts = { vehicle: null, kilometre: null, ticket: null };
  if (counties.length === 0) return costs;
  const rows = await db
    .selectFrom('transport_cost as t')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 't.import_id').on('c.kind', '=', 'transport-costs'),
    )
    .where('t.county', 'in', counties)
    .select(['t.item', 't.euros'])
    .execute();
  for (const { item, euros } of rows) costs[item] = euros;
  return costs;
}

/** Who rides, by 'county/school', as the counties keep it. */
export async function schoolRiders(
  db: Db,
  counties: string[],
): Promise<Map<string, { tickets: number | null; counted: number | null }>> {
  if (counties.length === 0) return new Map();
  const rows = await db
    .selectFrom('school_riders as r')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'r.import_id').on('c.kind', '=', 'school-riders'),
    )
    .where('r.county', 'in', counties)
    .select(['r.county', 'r.school', 'r.tickets', 'r.counted'])
    .execute();
  return new Map(rows.map(({ county, school, ...riders }) => [`${county}/${school}`, riders]));
}
