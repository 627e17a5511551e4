/** Rows of what there is in a county: facilities and offers, offices to turn to, and who takes part in programmes. */
import type { PointRow } from './rows.ts';

export interface OfferRow extends PointRow {
  key: string;
  name: string;
  /** Key of its kind, and the kind as written. */
  kind: string;
  kindName: string;
  provider: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
  /** With https:// or http://. */
  web: string | null;
  audience: string | null;
  ageFrom: number | null;
  ageTo: number | null;
}

/** An office, and for what and where it is responsible. */
export interface ContactRow {
  /** Layer and key of its area; null: the whole county. */
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

/** A Kita or school takes part in a programme. */
export interface ProgrammeRow {
  programme: string;
  institutionKind: 'kita' | 'school';
  institution: string;
  /** Years, both included; null: since ever, and still. */
  from: number | null;
  to: number | null;
}
