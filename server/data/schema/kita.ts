import type { Geom } from './areas.ts';

export interface FamilyDayCareTable {
  county: string;
  import_id: string;
  seq: number;
  layer: string;
  area: string;
  places_u3: number;
  places_ue3: number;
}

/** layer, area null: the whole county. rate: places per child; full_day: part of them for more than 35 hours a week. */
export interface TargetRateTable {
  county: string;
  import_id: string;
  seq: number;
  layer: string | null;
  area: string | null;
  age_from: number;
  age_to: number;
  rate: number;
  full_day: number | null;
}

export interface KitaCandidateTable {
  county: string;
  import_id: string;
  key: string;
  name: string;
  point: Geom;
}
