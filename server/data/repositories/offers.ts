/** Facilities and offers, offices to turn to, and who takes part in programmes, as the tables in force give them. */
import type { Db } from '../open.ts';
import { latitude, longitude } from '../spatial.ts';

export interface OfferRecord {
  county: string;
  key: string;
  name: string;
  kind: string;
  kindName: string;
  provider: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
  web: string | null;
  audience: string | null;
  ageFrom: number | null;
  ageTo: number | null;
  lon: number;
  lat: number;
}

export async function listOffers(db: Db, counties: string[]): Promise<OfferRecord[]> {
  return db
    .selectFrom('offer as o')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'o.import_id').on('c.kind', '=', 'offers'),
    )
    .where('o.county', 'in', counties)
    .select(['o.county', 'o.key', 'o.name', 'o.kind', 'o.kind_name as kindName', 'o.provider'])
    .select(['o.street', 'o.postcode', 'o.place', 'o.phone', 'o.email', 'o.web', 'o.audience'])
    .select(['o.age_from as ageFrom', 'o.age_to as ageTo'])
    .select([longitude('o.point').as('lon'), latitude('o.point').as('lat')])
    .orderBy('o.county')
    .orderBy('o.key')
    .execute();
}

export interface ContactRecord {
  county: string;
  /** Null: the whole county. */
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

export async function listContacts(db: Db, counties: string[]): Promise<ContactRecord[]> {
  return db
    .selectFrom('contact as k')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'k.import_id').on('c.kind', '=', 'contacts'),
    )
    .where('k.county', 'in', counties)
    .select(['k.county', 'k.layer', 'k.area', 'k.subject', 'k.office'])
    .select(['k.street', 'k.postcode', 'k.place', 'k.phone', 'k.email', 'k.web'])
    .orderBy('k.county')
    .orderBy('k.seq')
    .execute();
}

export interface Participation {
  county: string;
  programme: string;
  institutionKind: 'kita' | 'school';
  institution: string;
  /** Years, both included; null: since ever, and still. */
  from: number | null;
  to: number | null;
}

export async function listParticipations(db: Db, counties: string[]): Promise<Participation[]> {
  return db
    .selectFrom('programme_participation as p')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'p.import_id').on('c.kind', '=', 'programmes'),
    )
    .where('p.county', 'in', counties)
    .select(['p.county', 'p.programme', 'p.institution_kind as institutionKind', 'p.institution'])
    .select(['p.first_year as from', 'p.last_year as to'])
    .orderBy('p.county')
    .orderBy('p.seq')
    .execute();
}
