/** Counts of people and of events, and the figures that check them. */
import type { Db } from '../../open.ts';
import type {
  ControlTotalTable,
  IndicatorValueTable,
  PopulationTable,
  PupilsTable,
  VitalEventTable,
} from '../../schema/people.ts';
import { insertRows, type Owner, type Progress, type Flat } from './rows.ts';

export type PopulationInsert = Flat<PopulationTable>;

export const insertPopulation = (db: Db, owner: Owner, rows: PopulationInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'population',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      reference_date: 'date',
      basis: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export type PupilsInsert = Flat<PupilsTable>;

export const insertPupils = (db: Db, owner: Owner, rows: PupilsInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'pupils',
    owner,
    { edition: 'uuid', atom: 'text', school: 'text', grade: 'int', school_year: 'text', people: 'int' },
    rows,
    null,
    progress,
  );

export type VitalEventInsert = Flat<VitalEventTable>;

export const insertVitalEvents = (db: Db, owner: Owner, rows: VitalEventInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'vital_event',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      year: 'int',
      event: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export type IndicatorInsert = Flat<IndicatorValueTable>;

export const insertIndicators = (db: Db, owner: Owner, rows: IndicatorInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'indicator_value',
    owner,
    { indicator: 'text', unit: 'text', layer: 'text', area: 'text', year: 'int', value: 'float8', status: 'text' },
    rows,
    null,
    progress,
  );

export type ControlTotalInsert = Flat<ControlTotalTable>;

export const insertControlTotals = (db: Db, owner: Owner, rows: ControlTotalInsert[]): Promise<void> =>
  insertRows(
    db,
    'control_total',
    owner,
    { dataset: 'text', item: 'text', sum_of_areas: 'int', published: 'int' },
    rows,
    null,
    () => undefined,
  );
