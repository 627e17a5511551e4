import type { ColumnType } from 'kysely';
import type { Geom } from './areas.ts';
import type { KeptAtom } from '../../planning/confidentiality/atomsInput.ts';
import type { Json } from './counties.ts';

export type Sex = 'm' | 'f' | 'd' | 't';

export interface PopulationTable {
  county: string;
  import_id: string;
  edition: string;
  atom: string;
  reference_date: string;
  basis: string;
  age_from: number;
  age_to: number | null;
  sex: Sex;
  people: number;
}

export interface PupilsTable {
  county: string;
  import_id: string;
  edition: string;
  /** Null: known no finer than `home` (sensitive schools, addresses that are only a village, guests). */
  atom: string | null;
  /** Key in the edition's home layer; '' nobody knows where, 'outside' or another county's key for guests. */
  home: string;
  /** '' for children before school. */
  school: string;
  /** Grade; of children before school the year in which they enter. */
  grade: number | null;
  /** What else is counted, e.g. { allDay: 'yes' }. */
  traits: Json<Record<string, string>>;
  school_year: string;
  /** Protected: a multiple of the edition's base. */
  people: number;
}

export interface PupilEditionTable {
  edition: string;
  county: string;
  import_id: string;
  /** Of children before school the reference date. */
  school_year: string;
  home_layer: string;
  base: number;
  minimum: number;
  borders: Json<Borders>;
  /** Of each school by what claims were measured at the doors (operations/import/doors.ts). */
  door_basis: Json<Record<string, string>> | null;
  /** The edition whose list formed these atoms first; later ones keep or merge them. */
  formed_by: string;
  audit: ColumnType<StoredAudit | null, never, string | null>;
  audited_at: ColumnType<Date | null, never, Date | null>;
}

/** Layer and digest of its areas, by what atoms take it for. */
export type Borders = Partial<Record<'gemeinde' | 'planningArea' | 'district', string>>;

/** What an attacker with every published number could still tell of the stored rows. */
export interface StoredAudit {
  /** Rows that are stored, and how many of them were attacked. */
  rows: number;
  attacked: number;
  /** Fewest whole numbers that a row may still be. */
  narrowest: number;
  /** Rows that may be fewer than the base. */
  below: number;
}

/** The atoms of the last list of a kind, in force or taken back. */
export interface AtomMemoryTable {
  county: string;
  kind: string;
  home_layer: string;
  edition: string;
  formed_by: string;
  year: string;
  borders: Json<Borders>;
  base: number;
  minimum: number;
  atoms: Json<KeptAtom[]>;
  /** Of each school by what its claims were told first for this list. */
  door_basis: Json<Record<string, string>> | null;
}

export interface PupilAtomTable {
  county: string;
  import_id: string;
  edition: string;
  key: string;
  home: string;
  planning_area: string | null;
  district: string | null;
  areas: string[];
  /** 'cell/Gemeinde/planning area/district', or areas where pupils came as a counted table. */
  cells: string[];
  houses: number;
  point: Geom;
  geom: Geom;
}

export interface VitalEventTable {
  county: string;
  import_id: string;
  edition: string;
  atom: string;
  year: number;
  event: 'birth' | 'death' | 'in' | 'out';
  age_from: number | null;
  age_to: number | null;
  sex: Sex;
  people: number;
}

export interface HousingProjectTable {
  county: string;
  import_id: string;
  seq: number;
  edition: string;
  atom: string;
  name: string;
  homes: number;
  first_year: number;
  last_year: number;
  per_home: number | null;
}

export interface ControlTotalTable {
  county: string;
  import_id: string;
  dataset: string;
  item: string;
  sum_of_areas: number;
  published: number;
}
