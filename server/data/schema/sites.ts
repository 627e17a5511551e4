import type { Geom } from './areas.ts';

export interface SchoolTable {
  county: string;
  import_id: string;
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
  point: Geom;
}

export interface KitaTable {
  county: string;
  import_id: string;
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
  hort_places: number | null;
  occupied_hort: number | null;
  full_day_places: number | null;
  integration_places: number | null;
  guests: number | null;
  point: Geom;
}
