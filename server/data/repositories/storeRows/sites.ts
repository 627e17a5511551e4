/** Schools and Kitas. */
import type { Db } from '../../open.ts';
import type { KitaTable, SchoolTable } from '../../schema/sites.ts';
import { insertRows, type Owner, type Progress, type AtPoint, type Flat } from './rows.ts';

const siteAddress = { street: 'text', postcode: 'text', place: 'text', lon: 'float8', lat: 'float8' };

export type SchoolInsert = Flat<SchoolTable, AtPoint>;

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

export type KitaInsert = Flat<KitaTable, AtPoint>;

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
      hort_places: 'int',
      occupied_hort: 'int',
      full_day_places: 'int',
      integration_places: 'int',
      guests: 'int',
      ...siteAddress,
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );
