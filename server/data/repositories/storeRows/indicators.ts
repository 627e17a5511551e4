/** Values of indicators and what their files tell of them. */
import type { Db } from '../../open.ts';
import type { IndicatorDefinitionTable, IndicatorValueTable } from '../../schema/indicators.ts';
import { insertRows, type Flat, type Owner, type Progress } from './rows.ts';

export type IndicatorInsert = Flat<IndicatorValueTable>;

export const insertIndicators = (db: Db, owner: Owner, rows: IndicatorInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'indicator_value',
    owner,
    {
      ...{ indicator: 'text', unit: 'text', layer: 'text', area: 'text', year: 'int', value: 'float8', status: 'text' },
      ...{ numerator: 'float8', denominator: 'float8' },
    },
    rows,
    null,
    progress,
  );

export type IndicatorDefinitionInsert = Flat<IndicatorDefinitionTable>;

export const insertIndicatorDefinitions = (db: Db, owner: Owner, rows: IndicatorDefinitionInsert[]): Promise<void> =>
  insertRows(db, 'indicator_definition', owner, { indicator: 'text', told: 'jsonb' }, rows, null, () => undefined);
