/** Rows of pupils and places as offices publish and plan them: school statistics, all-day care, day care, target rates, plots. */
import type { PointRow } from './rows.ts';

/** Published school statistics. */
export interface EnrolmentRow {
  school: string;
  year: string;
  grade: number;
  people: number;
  classes: number | null;
  /** Of the first grade those who were put back the year before. */
  deferred: number | null;
}

export interface AllDayPlacesRow {
  school: string;
  places: number;
  /** In which the school year begins; null: there already. */
  from: number | null;
}

/** Places of childminders (Kindertagespflege) by area. */
export interface FamilyDayCareRow {
  layer: string;
  area: string;
  placesU3: number;
  placesUe3: number;
}

/** Of the whole county where no area is named. */
export interface TargetRateRow {
  layer: string | null;
  area: string | null;
  ageFrom: number;
  ageTo: number;
  /** Places per child, 0 … 1. */
  rate: number;
  fullDay: number | null;
}

/** A plot that could get a Kita. */
export interface KitaCandidateRow extends PointRow {
  key: string;
  name: string;
}
