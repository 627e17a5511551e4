import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Sentence } from '../../planning/types.ts';

/** JSON goes in as text (PGlite and pg serialise objects differently) and comes out parsed. */
export type Json<T> = JSONColumnType<T & object, string, string>;

export interface CountyTable {
  key: string;
  name: string;
  state: string | null;
  epsg: number;
  is_sample: boolean;
  revision: ColumnType<number, number | undefined, number>;
  /** Of what tiles are drawn from. */
  map_revision: ColumnType<number, number | undefined, number>;
  /** west, south, east, north of the areas in force; kept up to date with the revision. */
  bbox: ColumnType<[number, number, number, number] | null, string | null | undefined, string | null>;
  settings: ColumnType<Record<string, unknown>, string | undefined, string>;
  created_at: Date;
}

export interface DataImportTable {
  id: string;
  seq: Generated<number>;
  county: string;
  kind: string;
  file_name: string;
  sha256: string;
  options: Json<Record<string, string>>;
  source: string | null;
  licence: string | null;
  reference_date: string | null;
  read: number;
  stored: number;
  rejected: number;
  problems: Json<{ code: string; text: Sentence; row?: number; column?: string }[]>;
  notes: Json<Sentence[]>;
  imported_at: Date;
  undone_at: Date | null;
}

export interface ImportScopeTable {
  import_id: string;
  county: string;
  kind: string;
  scope: string;
}

export interface RuleSetTable {
  county: string;
  subject: string;
  state: string;
  valid_from: string;
  paragraph: string;
  source: string;
  confidence: 'sure' | 'likely' | 'unsure' | 'unset';
  summary: Json<Sentence>;
  rule_values: Json<Record<string, unknown>>;
}

export interface ColumnMappingTable {
  county: string;
  kind: string;
  layout: string;
  mapping: Json<Record<string, string>>;
  saved_at: Date;
}

export interface JobTable {
  id: string;
  county: string;
  status: 'running' | 'done' | 'failed';
  phase: Json<Sentence>;
  progress: number;
  report: JSONColumnType<object | null, string | null, string | null>;
  problem: JSONColumnType<object | null, string | null, string | null>;
  started_at: Date;
  updated_at: Date;
}

export interface CountySecretTable {
  county: string;
  secret: string;
}
