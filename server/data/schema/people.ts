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
  /** null with atom null: the home lies outside the county (guests). */
  edition: string | null;
  atom: string | null;
  school: string;
  grade: number | null;
  school_year: string;
  people: number;
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

export interface ControlTotalTable {
  county: string;
  import_id: string;
  dataset: string;
  item: string;
  sum_of_areas: number;
  published: number;
}

export interface IndicatorValueTable {
  county: string;
  import_id: string;
  indicator: string;
  unit: string | null;
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: 'value' | 'missing' | 'hidden' | 'estimated';
}
