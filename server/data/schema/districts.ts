import type { Geom } from './areas.ts';

export interface SchoolDistrictTable {
  county: string;
  import_id: string;
  school_type: string;
  key: string;
  name: string;
  /** Keys; several share the district. */
  schools: string[];
  valid_from: string;
  valid_to: string | null;
  square_metres: number | null;
  /** Null where it came as a list of streets. */
  geom: Geom | null;
}

export interface DistrictStreetTable {
  county: string;
  import_id: string;
  school_type: string;
  district: string;
  seq: number;
  /** As written; '' = all of them. */
  place: string;
  locality: string;
  street: string;
  number_from: string | null;
  number_to: string | null;
  parity: 'all' | 'odd' | 'even';
}
