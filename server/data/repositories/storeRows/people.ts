/** Counts of people and of events, and the figures that check them. */
import type { Db } from '../../open.ts';
import { insertRows, type Owner, type Progress } from './rows.ts';

export interface PopulationInsert {
  edition: string;
  atom: string;
  reference_date: string;
  basis: string;
  age_from: number;
  age_to: number | null;
  sex: string;
  people: number;
}

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

export interface PupilsInsert {
  edition: string | null;
  atom: string | null;
  school: string;
  grade: number | null;
  school_year: string;
  people: number;
}

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

export interface VitalEventInsert {
  edition: string;
  atom: string;
  year: number;
  event: string;
  age_from: number | null;
  age_to: number | null;
  sex: string;
  people: number;
}

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

export interface IndicatorInsert {
  indicator: string;
  unit: string | null;
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: string;
}

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

export interface ControlTotalInsert {
  dataset: string;
  item: string;
  sum_of_areas: number;
  published: number;
}

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
