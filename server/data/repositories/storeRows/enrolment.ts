/** Published school statistics, and places of all-day care. */
import type { Db } from '../../open.ts';
import type { AllDayPlaceTable, EnrolmentTable } from '../../schema/enrolment.ts';
import { insertRows, type Flat, type Owner, type Progress } from './rows.ts';

export const insertEnrolments = (
  db: Db,
  owner: Owner,
  rows: Flat<EnrolmentTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'enrolment',
    owner,
    {
      ...{ school: 'text', school_year: 'text', grade: 'int' },
      ...{ people: 'int', classes: 'int', deferred: 'int' },
    },
    rows,
    null,
    progress,
  );

export const insertAllDayPlaces = (
  db: Db,
  owner: Owner,
  rows: Flat<AllDayPlaceTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'all_day_place',
    owner,
    { seq: 'int', school: 'text', places: 'int', from_year: 'int' },
    rows,
    null,
    progress,
  );
