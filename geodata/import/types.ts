/** From a file to rows that can be stored: pure, so that it runs in a worker thread and in a preview alike. */
import type { Geometry, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import type { SchoolEntryRule } from '../../server/planning/pupils/schoolEntry.ts';
import type { Problem, Sentence } from '../formats/source.ts';

export type { Problem, Sentence };

export const kinds = [
  'areas',
  'schools',
  'kitas',
  'population',
  'grid',
  'pupils',
  'pupil-list',
  'child-list',
  'gtfs',
  'vital-events',
  'roads',
  'waters',
  'places',
  'addresses',
  'indicators',
] as const;
export type Kind = (typeof kinds)[number];

/** Lists of single people: their rows stay in memory, and neither file name nor columns nor cells are stored, logged or told in errors. */
export const privateKinds: ReadonlySet<Kind> = new Set<Kind>(['pupil-list', 'child-list']);

/** What an import replaces, and is replaced by: a list of pupils and a table of counted ones say the same thing. */
export const scopeKind = (kind: Kind): Kind => (kind === 'pupil-list' ? 'pupils' : kind);

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

export interface AreaRow {
  key: string;
  name: string;
  parentLayer: string | null;
  parentKey: string | null;
  isWater: boolean;
  attributes: Record<string, string | number | boolean | null>;
  geometry: MultiPolygon | Polygon;
}

export interface PointRow {
  lon: number;
  lat: number;
}

export interface SchoolRow extends PointRow {
  key: string;
  name: string;
  schoolType: string;
  authority: string | null;
  legalStatus: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  gradeFrom: number | null;
  gradeTo: number | null;
  parallelClasses: number | null;
  places: number | null;
  allDay: string | null;
  enrolment: number | null;
}

export interface KitaRow extends PointRow {
  key: string;
  name: string;
  provider: string | null;
  providerType: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  licensedPlaces: number | null;
  usablePlaces: number | null;
  placesU3: number | null;
  placesUe3: number | null;
  occupiedU3: number | null;
  occupiedUe3: number | null;
}

export type RowSex = 'm' | 'f' | 'd' | 't';

export interface PopulationRow {
  edition: string;
  atom: string;
  date: string;
  basis: string;
  ageFrom: number;
  ageTo: number | null;
  sex: RowSex;
  people: number;
}

/** A cell of a grid and its residents. */
export interface GridRow extends AreaRow {
  people: number;
}

export interface PupilsRow {
  /** Layer and key of the area of residence; null: outside the county (guests). */
  layer: string | null;
  home: string | null;
  school: string;
  grade: number | null;
  year: string;
  people: number;
}

/** A child's address, in memory only. */
export interface ListedAddress {
  /** Row of the file, so that an address can be corrected. */
  row: number;
  /** Street, or the whole address. */
  street: string;
  houseNumber: string;
  postcode: string;
  place: string;
  /** Key of the Gemeinde (8 digits) where the list names it. */
  home: string | null;
}

export interface ListedPupil extends ListedAddress {
  /** '' for children before school. */
  school: string;
  /** Grade; of children before school the year in which they enter. */
  grade: number | null;
  traits: Record<string, string>;
}

export interface VitalEventRow {
  edition: string;
  atom: string;
  year: number;
  event: 'birth' | 'death' | 'in' | 'out';
  ageFrom: number | null;
  ageTo: number | null;
  sex: RowSex;
  people: number;
}

export interface IndicatorRow {
  indicator: string;
  unit: string | null;
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: 'value' | 'missing' | 'hidden' | 'estimated';
}

export interface LineRow {
  osmId: string;
  class: string;
  name: string | null;
  ref: string | null;
  geometry: LineString;
}

export interface LandscapeRow {
  osmId: string;
  kind: string;
  name: string | null;
  geometry: Geometry;
}

export interface PlaceRow extends PointRow {
  osmId: string;
  name: string;
  kind: string;
  population: number | null;
}

export interface AddressRow extends PointRow {
  street: string;
  houseNumber: string;
  postcode: string | null;
  place: string | null;
  /** Ortsteil */
  district: string | null;
  areaKey: string | null;
}

export interface TransitRows {
  timezone: string;
  firstDay: string;
  lastDay: string;
  stops: (PointRow & { key: string; name: string; parent: string | null; locationType: number })[];
  routes: {
    key: string;
    agency: string | null;
    shortName: string;
    longName: string | null;
    mode: 'bus' | 'rail' | 'tram' | 'ferry' | 'onDemand' | 'other';
    color: string | null;
    geometry: MultiLineString | null;
  }[];
  serviceDays: { service: string; day: string }[];
  trips: {
    key: string;
    route: string;
    service: string;
    headsign: string | null;
    shape: string | null;
    onDemand: boolean;
    firstDeparture: number;
    lastArrival: number;
    stops: number;
  }[];
  stopTimes: {
    trip: string;
    seq: number;
    stop: string;
    arrival: number;
    departure: number;
    pickupType: number;
    dropOffType: number;
  }[];
}

export type Rows =
  | {
      kind: 'areas';
      layer: string;
      label: Sentence;
      rank: number;
      validFrom: string;
      validTo: string | null;
      rows: AreaRow[];
    }
  | { kind: 'schools'; rows: SchoolRow[] }
  | { kind: 'kitas'; rows: KitaRow[] }
  | { kind: 'population'; rows: PopulationRow[] }
  | {
      kind: 'grid';
      layer: string;
      label: Sentence;
      rank: number;
      validFrom: string;
      validTo: string | null;
      basis: string;
      ageFrom: number;
      ageTo: number | null;
      rows: GridRow[];
    }
  | { kind: 'pupils'; rows: PupilsRow[] }
  | { kind: 'child-list'; date: string; rows: ListedPupil[] }
  | { kind: 'pupil-list'; year: string; rows: ListedPupil[]; unknownSchools: { text: string; pupils: number }[] }
  | { kind: 'vital-events'; rows: VitalEventRow[] }
  | { kind: 'indicators'; rows: IndicatorRow[] }
  | { kind: 'gtfs'; rows: TransitRows }
  | { kind: 'roads'; rows: LineRow[] }
  | { kind: 'waters'; rows: LandscapeRow[] }
  | { kind: 'places'; rows: PlaceRow[] }
  | { kind: 'addresses'; rows: AddressRow[] };

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
}

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
