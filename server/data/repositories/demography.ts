/** Residents by age and sex, and what happened to them, as stored: true counts. What leaves the server passes release() first. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { PopulationDate } from './people.ts';
import type { Sex } from '../schema/people.ts';

export interface ResidentCount {
  county: string;
  atom: string;
  date: string;
  ageFrom: number;
  ageTo: number | null;
  sex: Sex;
  people: number;
}

/** Residents by area, date, age band and sex. */
export async function residentsBySex(db: Db, dates: PopulationDate[]): Promise<ResidentCount[]> {
  if (dates.length === 0) return [];
  const wanted = sql.join(
    dates.map(({ importId, date, basis }) => sql`(${importId}::uuid, ${date}::date, ${basis}::text)`),
  );
  // One JSON text instead of a row each: a hundred thousand rows take the embedded engine seconds to hand out.
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(county, atom, date, age_from, age_to, sex, people))::text as list from (
      select p.county, p.atom, p.reference_date::text as date, p.age_from, p.age_to, p.sex, sum(p.people)::int as people
      from population p
      where (p.import_id, p.reference_date, p.basis) in (${wanted})
      group by p.county, p.atom, p.reference_date, p.age_from, p.age_to, p.sex
    ) sums`.execute(db);
  const list = JSON.parse(rows[0]?.list ?? '[]') as [string, string, string, number, number | null, Sex, number][];
  return list.map(([county, atom, date, ageFrom, ageTo, sex, people]) => ({
    ...{ county, atom, date, ageFrom, ageTo, sex, people },
  }));
}

export type VitalEvent = 'birth' | 'death' | 'in' | 'out';

export interface EventScope {
  county: string;
  layer: string;
  year: number;
  event: VitalEvent;
  importId: string;
}

/** Which events of which years are loaded, by layer. Scope: layer|year|event. */
export async function eventScopes(db: Db, counties: string[]): Promise<EventScope[]> {
  const rows = await db
    .selectFrom('current_scope')
    .where('kind', '=', 'vital-events')
    .where('county', 'in', counties)
    .select(['county', 'scope', 'import_id as importId'])
    .execute();
  return rows
    .map(({ county, scope, importId }) => {
      const [layer = '', year = '', event = ''] = scope.split('|');
      return { county, layer, year: Number(year), event: event as VitalEvent, importId };
    })
    .sort((a, b) => a.year - b.year);
}

export interface EventCount {
  county: string;
  atom: string;
  year: number;
  event: VitalEvent;
  /** Null: of all ages. */
  ageFrom: number | null;
  ageTo: number | null;
  sex: Sex;
  people: number;
}

export async function vitalEvents(db: Db, scopes: EventScope[]): Promise<EventCount[]> {
  if (scopes.length === 0) return [];
  const wanted = sql.join(
    scopes.map(({ importId, year, event }) => sql`(${importId}::uuid, ${year}::smallint, ${event}::text)`),
  );
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(county, atom, year, event, age_from, age_to, sex, people))::text as list from (
      select county, atom, year, event, age_from, age_to, sex, sum(people)::int as people
      from vital_event where (import_id, year, event) in (${wanted})
      group by county, atom, year, event, age_from, age_to, sex
    ) sums`.execute(db);
  type Row = [string, string, number, VitalEvent, number | null, number | null, Sex, number];
  return (JSON.parse(rows[0]?.list ?? '[]') as Row[]).map(
    ([county, atom, year, event, ageFrom, ageTo, sex, people]) => ({
      ...{ county, atom, year, event, ageFrom, ageTo, sex, people },
    }),
  );
}

export interface HousingProject {
  county: string;
  layer: string;
  atom: string;
  name: string;
  homes: number;
  from: number;
  to: number;
  perHome: number | null;
}

export async function listHousingProjects(db: Db, counties: string[]): Promise<HousingProject[]> {
  return db
    .selectFrom('housing_project as h')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'h.import_id').on('c.kind', '=', 'housing-projects'),
    )
    .innerJoin('atom_edition as e', 'e.id', 'h.edition')
    .where('h.county', 'in', counties)
    .select(['h.county', 'e.layer', 'h.atom', 'h.name', 'h.homes', 'h.per_home as perHome'])
    .select(['h.first_year as from', 'h.last_year as to'])
    .orderBy('h.county')
    .orderBy('h.first_year')
    .orderBy('h.seq')
    .execute();
}

/** Every edition of a layer that is in force, the newest first. */
export async function layerEditions(db: Db, counties: string[], layer: string): Promise<string[]> {
  const { rows } = await sql<{ import_id: string }>`
    select s.import_id from current_scope s
    join lateral (select valid_from from area where import_id = s.import_id limit 1) e on true
    where s.kind = 'areas' and s.county in (${sql.join(counties)}) and s.scope like ${`${layer}@%`}
    order by e.valid_from desc`.execute(db);
  return rows.map(({ import_id }) => import_id);
}
