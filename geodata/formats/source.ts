/** What every reader takes and gives. Readers are pure: bytes in, rows or features out; no file system, no network. */
import type { Geometry } from 'geojson';

/** One sentence for a person, in both languages of the screen. */
export interface Sentence {
  de: string;
  en: string;
}

/** Something a person must know about a file or one of its rows. `row` is the 1-based line or feature number in the file. */
export interface Problem {
  code: string;
  text: Sentence;
  row?: number;
  column?: string;
}

/** The whole source cannot be used. The sentence says what is wrong and what to do. */
export class SourceError extends Error {
  readonly code: string;
  readonly text: Sentence;
  constructor(code: string, text: Sentence) {
    super(text.en);
    this.name = 'SourceError';
    this.code = code;
    this.text = text;
  }
}

/** One file of a source: `path` is relative to the source's root with forward slashes, never absolute, never with `..`. */
export interface SourceMember {
  path: string;
  bytes: Uint8Array;
}

/** What a person hands in: a single file, or the members of a folder or a zip. `name` is the file's own name. */
export interface Source {
  name: string;
  members: SourceMember[];
}

/** A table as text: no cell is interpreted yet, so keys keep their leading zeros. */
export interface TableSource {
  kind: 'table';
  /** Sheet or file name. */
  name: string;
  /** One name per column; several header rows are joined with ' | '. Never empty: unnamed columns are 'Spalte 3'. */
  columns: string[];
  rows: TableRow[];
  /**
   * How the text was read, for the preview: 'windows-1252', ';', 3 header rows … `decimal` is set where the format fixes how numbers
   * are written (XLSX: '.'); elsewhere it is guessed per column with `guessDecimalMark`.
   */
  reading: { encoding: string; delimiter: string | null; headerRows: number; decimal?: '.' | ',' };
  /** Free text above and below the table (title, source, licence of an official table). */
  preamble: string[];
  footer: string[];
  problems: Problem[];
}

export interface TableRow {
  /** 1-based line (CSV) or row (XLSX) in the file. */
  row: number;
  /** As many as the table has columns, without surrounding blanks (official tables indent names by level). */
  cells: string[];
}

export interface SourceFeature {
  /** 1-based position in the file. */
  row: number;
  /** null where the source has none. Coordinates in the CRS of the source, x (east) first. */
  geometry: Geometry | null;
  properties: Record<string, string | number | boolean | null>;
}

/** Geometry with attributes, still in the source's own CRS. */
export interface FeatureSource {
  kind: 'features';
  /** Layer, object or file name. */
  name: string;
  features: SourceFeature[];
  /** `from: 'format'` where the format itself fixes it (GeoJSON by RFC 7946 is only presumed: then 'unstated'). */
  crs: { epsg: number | null; from: 'file' | 'format' | 'unstated' };
  problems: Problem[];
}
