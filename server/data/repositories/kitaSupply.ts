/** Day care, target rates and sites to be compared, as the tables in force give them. */
import type { Db } from '../open.ts';
import { latitude, longitude } from '../spatial.ts';

export interface FamilyDayCare {
  county: string;
  layer: string;
  area: string;
  placesU3: number;
  placesUe3: number;
}

export async function familyDayCare(db: Db, counties: string[]): Promise<FamilyDayCare[]> {
  return db
    .selectFrom('family_day_care as f')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'f.import_id').on('c.kind', '=', 'family-day-care'),
    )
    .where('f.county', 'in', counties)
    .select(['f.county', 'f.layer', 'f.area', 'f.places_u3 as placesU3', 'f.places_ue3 as placesUe3'])
    .orderBy('f.county')
    .orderBy('f.seq')
    .execute();
}

export interface TargetRate {
  county: string;
  /** With `area`; null: the whole county. */
  layer: string | null;
  area: string | null;
  /** Completed years, both included. */
  ageFrom: number;
  ageTo: number;
  /** Places per child, 0 … 1. */
  rate: number;
  /** Part of them for more than 35 hours a week; null: not asked. */
  fullDay: number | null;
}

export async function targetRates(db: Db, counties: string[]): Promise<TargetRate[]> {
  return db
    .selectFrom('target_rate as t')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 't.import_id').on('c.kind', '=', 'target-rates'),
    )
    .where('t.county', 'in', counties)
    .select(['t.county', 't.layer', 't.area', 't.age_from as ageFrom', 't.age_to as ageTo', 't.rate'])
    .select('t.full_day as fullDay')
    .orderBy('t.county')
    .orderBy('t.seq')
    .execute();
}

export interface KitaCandidate {
  county: string;
  key: string;
  name: string;
  lon: number;
  lat: number;
}

export async function kitaCandidates(db: Db, counties: string[]): Promise<KitaCandidate[]> {
  return db
    .selectFrom('kita_candidate as k')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'k.import_id').on('c.kind', '=', 'kita-candidates'),
    )
    .where('k.county', 'in', counties)
    .select(['k.county', 'k.key', 'k.name', longitude('k.point').as('lon'), latitude('k.point').as('lat')])
    .orderBy('k.county')
    .orderBy('k.key')
    .execute();
}
