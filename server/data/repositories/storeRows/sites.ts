/** Schools and Kitas. */
import type { Db } from '../../open.ts';
import { insertRows, type Owner, type Progress } from './rows.ts';

const siteAddress = { street: 'text', postcode: 'text', place: 'text', lon: 'float8', lat: 'float8' };

export interface SchoolInsert {
  key: string;
  name: string;
  school_type: string;
  authority: string | null;
  legal_status: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  grade_from: number | null;
  grade_to: number | null;
  parallel_classes: number | null;
  places: number | null;
  all_day: string | null;
  enrolment: number | null;
  lon: number;
  lat: number;
}

export const insertSchools = (db: Db, owner: Owner, rows: SchoolInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'school',
    owner,
    {
      key: 'text',
      name: 'text',
      school_type: 'text',
      authority: 'text',
      legal_status: 'text',
      grade_from: 'int',
      grade_to: 'int',
      parallel_classes: 'float8',
      places: 'int',
      all_day: 'text',
      enrolment: 'int',
      ...siteAddress,
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );

export interface KitaInsert {
  key: string;
  name: string;
  provider: string | null;
  provider_type: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  licensed_places: number | null;
  usable_places: number | null;
  places_u3: number | null;
  places_ue3: number | null;
  occupied_u3: number | null;
  occupied_ue3: number | null;
  lon: number;
  lat: number;
}

export const insertKitas = (db: Db, owner: Owner, rows: KitaInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'kita',
    owner,
    {
      key: 'text',
      name: 'text',
      provider: 'text',
      provider_type: 'text',
      licensed_places: 'int',
      usable_places: 'int',
      places_u3: 'int',
      places_ue3: 'int',
      occupied_u3: 'int',
      occupied_ue3: 'int',
      ...siteAddress,
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );
