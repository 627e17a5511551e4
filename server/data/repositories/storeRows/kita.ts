/** What Kita planning asks beside the list of Kitas. */
import type { Db } from '../../open.ts';
import type { FamilyDayCareTable, KitaCandidateTable, TargetRateTable } from '../../schema/kita.ts';
import { insertRows, type AtPoint, type Flat, type Owner, type Progress } from './rows.ts';

export const insertFamilyDayCare = (
  db: Db,
  owner: Owner,
  rows: Flat<FamilyDayCareTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'family_day_care',
    owner,
    { seq: 'int', layer: 'text', area: 'text', places_u3: 'int', places_ue3: 'int' },
    rows,
    null,
    progress,
  );

export const insertTargetRates = (
  db: Db,
  owner: Owner,
  rows: Flat<TargetRateTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'target_rate',
    owner,
    {
      ...{ seq: 'int', layer: 'text', area: 'text', age_from: 'int', age_to: 'int' },
      ...{ rate: 'float8', full_day: 'float8' },
    },
    rows,
    null,
    progress,
  );

export const insertKitaCandidates = (
  db: Db,
  owner: Owner,
  rows: Flat<KitaCandidateTable, AtPoint>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'kita_candidate',
    owner,
    { key: 'text', name: 'text', lon: 'float8', lat: 'float8' },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );
