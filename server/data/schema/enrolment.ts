/** deferred: of the first grade those who were put back the year before. */
export interface EnrolmentTable {
  county: string;
  import_id: string;
  school: string;
  school_year: string;
  grade: number;
  people: number;
  classes: number | null;
  deferred: number | null;
}

/** from_year: in which the school year begins; null: there already. */
export interface AllDayPlaceTable {
  county: string;
  import_id: string;
  seq: number;
  school: string;
  places: number;
  from_year: number | null;
}
