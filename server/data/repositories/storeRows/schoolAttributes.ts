/** What schools have and offer. */
import type { Db } from '../../open.ts';
import type { SchoolAttributeTable } from '../../schema/schoolAttributes.ts';
import { insertRows, type Flat, type Owner, type Progress } from './rows.ts';

export const insertSchoolAttributes = (
  db: Db,
  owner: Owner,
  rows: Flat<SchoolAttributeTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'school_attribute',
    owner,
    {
      ...{ seq: 'int', school: 'text', attribute: 'text', name: 'text', theme: 'text', type: 'text', unit: 'text' },
      value: 'jsonb',
    },
    rows,
    null,
    progress,
  );
