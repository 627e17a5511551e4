import type { Geom } from './areas.ts';

/** kind: key of a usual kind, else of the kind as written. */
export interface OfferTable {
  county: string;
  import_id: string;
  key: string;
  name: string;
  kind: string;
  kind_name: string;
  provider: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
  web: string | null;
  audience: string | null;
  age_from: number | null;
  age_to: number | null;
  point: Geom;
}

/** layer and area null: of the whole county. */
export interface ContactTable {
  county: string;
  import_id: string;
  seq: number;
  layer: string | null;
  area: string | null;
  subject: string;
  office: string;
  street: string | null;
  postcode: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
  web: string | null;
}

/** Years, both included; null: since ever, and still. */
export interface ProgrammeParticipationTable {
  county: string;
  import_id: string;
  seq: number;
  programme: string;
  institution_kind: 'kita' | 'school';
  institution: string;
  first_year: number | null;
  last_year: number | null;
}
