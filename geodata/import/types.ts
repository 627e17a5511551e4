/** From a file to rows that can be stored: pure, so that it runs in a worker thread and in a preview alike. */
import type { NamedStreet } from '../../server/planning/districts/streetRows.ts';
import type { SchoolEntryRule } from '../../server/planning/pupils/schoolEntry.ts';
import type { Problem, Sentence } from '../formats/source.ts';
import type { Rows } from './rows.ts';

export type { Problem, Sentence };

export const kinds = [
  'areas',
  'schools',
  'kitas',
  'population',
  'resident-register',
  'grid',
  'pupils',
  'pupil-list',
  'child-list',
  'gtfs',
  'vital-events',
  'roads',
  'network',
  'waters',
  'places',
  'addresses',
  'districts',
  'indicators',
  'official-table',
  'school-hours',
  'vehicles',
  'dedicated-services',
  'transport-costs',
  'school-riders',
  'housing-projects',
  'enrolments',
  'all-day-places',
  'family-day-care',
  'target-rates',
  'kita-candidates',
  'offers',
  'contacts',
  'programmes',
  'school-attributes',
] as const;
export type Kind = (typeof kinds)[number];

/** Lists of single people: their rows stay in memory, and neither file name nor columns nor cells are stored, logged or told in errors. */
export const privateKinds: ReadonlySet<Kind> = new Set<Kind>(['pupil-list', 'child-list', 'resident-register']);

/** Of these the ones with addresses, whose counts are protected at the import. */
export const addressedKinds: ReadonlySet<Kind> = new Set<Kind>(['pupil-list', 'child-list']);

/**
 * What an import replaces, and is replaced by: a list of pupils and a table of counted ones say the same thing, and dedicated
 * services are a timetable beside the others. A register is a table of residents that is counted here. Official tables are indicators.
 */
export const scopeKind = (kind: Kind): Kind => sameAs[kind] ?? kind;

const sameAs: Partial<Record<Kind, Kind>> = {
  'pupil-list': 'pupils',
  'dedicated-services': 'gtfs',
  'resident-register': 'population',
  'official-table': 'indicators',
};

/** A column (or attribute) a kind understands. `names` are tried in order on the normalised header. */
export interface Field {
  key: string;
  label: Sentence;
  required: boolean;
  names: RegExp[];
  /** What most values of the column must look like; without it any text will do. */
  accepts?: RegExp;
  help?: Sentence;
}

export interface KindDefinition {
  kind: Kind;
  label: Sentence;
  description: Sentence;
  formats: string[];
  fields: Field[];
  options: { key: string; label: Sentence; example: string; required?: true }[];
  prepare(context: PrepareContext): Promise<Prepared>;
}

/** What is known of the county before the import. */
export interface CountyFacts {
  key: string;
  epsg: 25832 | 25833;
  /** west, south, east, north in EPSG:4326; null while the county has no areas. */
  bbox: [number, number, number, number] | null;
  /** Atoms that can carry counts: layer, edition start and keys. */
  atoms: { edition: string; layer: string; validFrom: string; validTo: string | null; keys: string[] }[];
  schools: SchoolFacts[];
  /** The state's cut-off date; null where none is entered. */
  schoolEntry: SchoolEntryRule | null;
  /** Streets of the address register; asked for only where a list of streets is read. */
  streets?: NamedStreet[];
}

export interface SchoolFacts {
  key: string;
  name: string;
  schoolType: string;
  gradeFrom: number | null;
  gradeTo: number | null;
}

export interface PrepareRequest {
  kind: Kind;
  name: string;
  bytes: Uint8Array;
  options: Record<string, string>;
  /** field → column, chosen by a person; null = remembered, else recognised. */
  mapping: Record<string, string> | null;
  /** Layout of columns → the mapping that somebody has chosen for it before. */
  remembered: Record<string, Record<string, string>>;
  county: CountyFacts;
  /** A preview answers an open question about the CRS with its best candidate; an import refuses. */
  preview: boolean;
  /** ISO date, for defaults that need a day. */
  today: string;
}

export interface CrsDecision {
  epsg: number | null;
  from: 'file' | 'option' | 'guess' | 'format';
  certain: boolean;
  /** Northing (or latitude) stands first. */
  swapped: boolean;
  candidates: { epsg: number; label: Sentence; distanceKm: number }[];
  sentence: Sentence;
}

export interface ControlTotal {
  dataset: string;
  item: string;
  sumOfAreas: number;
  published: number;
}

export interface Prepared {
  kind: Kind;
  format: string;
  /** What the rows say something about; each scope replaces its predecessor. */
  scopes: string[];
  referenceDate: string | null;
  read: number;
  stored: number;
  rejected: number;
  skipped: number;
  problems: Problem[];
  problemCount: number;
  notes: Sentence[];
  columns: { name: string; examples: string[] }[];
  mapping: Record<string, string>;
  mappingRemembered: boolean;
  layers: string[];
  crs: CrsDecision | null;
  controlTotals: ControlTotal[];
  rows: Rows;
}

export interface PrepareContext extends PrepareRequest {
  report: Report;
  digest: Digest;
}

/** One text for each text, from which nobody comes back to it: made with a key of this run that is forgotten with it. */
export type Digest = (text: string) => string;

/** What is known of a table or layer as soon as it is open. */
export interface FileFacts {
  format: string;
  columns: { name: string; examples: string[] }[];
  mapping: Record<string, string>;
  mappingRemembered: boolean;
  layers: string[];
}

/** Collects what must be said; keeps the first 200 problems and counts the rest. */
export class Report {
  static readonly LIMIT = 200;
  readonly problems: Problem[] = [];
  readonly notes: Sentence[] = [];
  problemCount = 0;
  rejected = 0;
  skipped = 0;
  read = 0;
  /** Kept for a preview that finds a fault only later: its columns can then still be assigned by hand. */
  file: FileFacts | null = null;
  crs: CrsDecision | null = null;

  reject(code: string, de: string, en: string, where: { row?: number; column?: string } = {}): void {
    this.rejected++;
    this.warn(code, de, en, where);
  }

  warn(code: string, de: string, en: string, where: { row?: number; column?: string } = {}): void {
    this.problemCount++;
    if (this.problems.length < Report.LIMIT) this.problems.push({ code, text: { de, en }, ...where });
  }

  note(de: string, en: string): void {
    this.notes.push({ de, en });
  }
}
