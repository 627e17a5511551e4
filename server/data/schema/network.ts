import type { Generated } from 'kysely';
import type { Geom } from './areas.ts';

export interface NetworkTable {
  import_id: string;
  county: string;
  ways: number;
  roads: Uint8Array;
}

export interface WayToSchoolTable {
  county: string;
  edition: string;
  school: string;
  /** Of the network. */
  import_id: string;
  basis: string;
  walk_metres: (number | null)[];
  safe_metres: (number | null)[];
  drive_metres: (number | null)[];
  drive_seconds: (number | null)[];
}

export interface NetworkEditTable {
  id: string;
  seq: Generated<string>;
  county: string;
  kind: 'entrance' | 'footpath' | 'dangerous';
  /** Of an entrance. */
  school: string | null;
  note: string;
  created_at: Date;
  geom: Geom;
}
