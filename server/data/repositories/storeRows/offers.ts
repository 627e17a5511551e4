/** Facilities and offers, offices to turn to, and who takes part in programmes. */
import type { Db } from '../../open.ts';
import type { ContactTable, OfferTable, ProgrammeParticipationTable } from '../../schema/offers.ts';
import { insertRows, type AtPoint, type Flat, type Owner, type Progress } from './rows.ts';

export const insertOffers = (
  db: Db,
  owner: Owner,
  rows: Flat<OfferTable, AtPoint>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'offer',
    owner,
    {
      ...{ key: 'text', name: 'text', kind: 'text', kind_name: 'text', provider: 'text' },
      ...{ street: 'text', postcode: 'text', place: 'text', phone: 'text', email: 'text', web: 'text' },
      ...{ audience: 'text', age_from: 'int', age_to: 'int', lon: 'float8', lat: 'float8' },
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );

export const insertContacts = (db: Db, owner: Owner, rows: Flat<ContactTable>[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'contact',
    owner,
    {
      ...{ seq: 'int', layer: 'text', area: 'text', subject: 'text', office: 'text' },
      ...{ street: 'text', postcode: 'text', place: 'text', phone: 'text', email: 'text', web: 'text' },
    },
    rows,
    null,
    progress,
  );

export const insertProgrammes = (
  db: Db,
  owner: Owner,
  rows: Flat<ProgrammeParticipationTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'programme_participation',
    owner,
    {
      ...{ seq: 'int', programme: 'text', institution_kind: 'text', institution: 'text' },
      ...{ first_year: 'int', last_year: 'int' },
    },
    rows,
    null,
    progress,
  );
