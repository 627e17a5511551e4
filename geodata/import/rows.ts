/** What a file becomes: rows by kind, as they are stored. */
import type { Geometry, LineString, MultiPolygon, Polygon } from 'geojson';
import type { Roads } from '../../server/planning/network/roads.ts';
import type { StreetRow } from '../../server/planning/districts/streetRows.ts';
import type { AttributeGroup, AttributeType } from '../schoolAttributes/known.ts';
import type { AttributeValue } from '../schoolAttributes/values.ts';
import type { Sentence } from '../formats/source.ts';
import type { ContactRow, OfferRow, ProgrammeRow } from './offersRows.ts';
import type { AllDayPlacesRow, EnrolmentRow, FamilyDayCareRow, KitaCandidateRow, TargetRateRow } from './placesRows.ts';
import type { SchoolHoursRow, SchoolRidersRow, TransitRows, TransportCostRow, VehicleRow } from './transitRows.ts';

export * from './offersRows.ts';
export * from './placesRows.ts';
export * from './transitRows.ts';

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
  hortPlaces: number | null;
  occupiedHort: number | null;
  fullDayPlaces: number | null;
  integrationPlaces: number | null;
  guests: number | null;
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
  /** 'kreis' with the county's key as area: the figure of the whole county, in whatever layers it has. */
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: 'value' | 'missing' | 'hidden' | 'estimated';
  /** Of a rate or a mean: what it is made of, where the file tells it; in people or whatever is counted. */
  numerator: number | null;
  denominator: number | null;
}

/** What a file tells of an indicator beside its values; null: nothing. */
export interface IndicatorDefinitionRow {
  /** As in the rows. */
  indicator: string;
  unit: string | null;
  /** A count is summed, a rate and a mean never are. */
  measure: 'count' | 'rate' | 'mean' | null;
  description: string | null;
  numerator: string | null;
  denominator: string | null;
  /** Is more of it a burden, a strength, or neither? */
  direction: 'burden' | 'strength' | 'neutral' | null;
  source: string | null;
  licence: string | null;
  method: string | null;
  /** 'published': told as it is; 'social': few people are hidden. */
  protection: 'published' | 'social' | null;
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

export interface DistrictRow {
  key: string;
  name: string;
  schoolType: string;
  /** Keys; several share the district. */
  schools: string[];
  validFrom: string;
  validTo: string | null;
  /** Null where the district came as a list of streets. */
  geometry: MultiPolygon | Polygon | null;
}

/** A row of the statute's list; several where a cell names several ranges of house numbers. */
export interface DistrictStreetRow extends StreetRow {
  schoolType: string;
}

/** Homes of an area, as many in each of the years. */
export interface HousingProjectRow {
  edition: string;
  atom: string;
  name: string;
  homes: number;
  from: number;
  to: number;
  /** People per home of those who come from elsewhere; null: as the assumptions have it. */
  perHome: number | null;
}

/** What a school is told to have: the column as it was understood, and the value. */
export interface SchoolAttributeRow {
  school: string;
  /** Key of a usual attribute, else of the column's name. */
  attribute: string;
  /** As written, without unit. */
  name: string;
  group: AttributeGroup;
  type: AttributeType;
  unit: string | null;
  value: AttributeValue;
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
  | { kind: 'indicators'; rows: IndicatorRow[]; definitions: IndicatorDefinitionRow[] }
  | { kind: 'school-hours'; rows: SchoolHoursRow[] }
  | { kind: 'vehicles'; rows: VehicleRow[] }
  | { kind: 'transport-costs'; rows: TransportCostRow[] }
  | { kind: 'school-riders'; rows: SchoolRidersRow[] }
  | { kind: 'housing-projects'; rows: HousingProjectRow[] }
  | { kind: 'enrolments'; rows: EnrolmentRow[] }
  | { kind: 'all-day-places'; rows: AllDayPlacesRow[] }
  | { kind: 'family-day-care'; rows: FamilyDayCareRow[] }
  | { kind: 'target-rates'; rows: TargetRateRow[] }
  | { kind: 'kita-candidates'; rows: KitaCandidateRow[] }
  | { kind: 'offers'; rows: OfferRow[] }
  | { kind: 'contacts'; rows: ContactRow[] }
  | { kind: 'programmes'; rows: ProgrammeRow[] }
  | { kind: 'school-attributes'; rows: SchoolAttributeRow[] }
  | { kind: 'gtfs'; rows: TransitRows }
  | { kind: 'roads'; rows: LineRow[] }
  | { kind: 'network'; roads: Roads }
  | { kind: 'waters'; rows: LandscapeRow[] }
  | { kind: 'places'; rows: PlaceRow[] }
  | { kind: 'addresses'; rows: AddressRow[] }
  | { kind: 'districts'; rows: DistrictRow[]; streets: DistrictStreetRow[] };
