/** The sample county in memory. All coordinates are metres in EPSG:25832, rounded to centimetres. */
export type Point = [number, number];
/** First ring outside (counter-clockwise), further rings holes. */
export type PolygonRings = Point[][];

export interface SampleOptions {
  seed: number;
  /** Multiplies residents, houses, pupils and places; never areas or sites. */
  scale: number;
}

export interface SampleArea {
  key: string;
  name: string;
  polygons: PolygonRings[];
  /** Residents at the end of the last year. */
  residents: number;
}

export interface SampleMunicipality extends SampleArea {
  /** Index into `planningAreas`. */
  planningArea: number;
  postcode: string;
  /** Indexes into `localities`, the seat first. */
  localities: number[];
}

export interface SampleLocality {
  name: string;
  municipality: number;
  centre: Point;
  residents: number;
  kind: 'town' | 'village' | 'hamlet';
  /** Radius of the built-up area, in metres. */
  radius: number;
}

export interface SampleAddress {
  street: string;
  houseNumber: number;
  suffix: string;
  locality: number;
  municipality: number;
  point: Point;
  dwellings: number;
  /** 0 the oldest street of the place, 1 the newest: families live rather in the newer ones. */
  newness: number;
}

export interface River {
  name: string;
  rank: 1 | 2 | 3;
  line: Point[];
}

export interface Lake {
  name: string;
  ring: Point[];
}

export type RoadClass =
  | 'motorway'
  | 'motorway_link'
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'living_street'
  | 'track'
  | 'footway';

export interface RoadEdge {
  from: number;
  to: number;
  kind: RoadClass;
  /** 'L 3101'; empty for streets. */
  ref: string;
  name: string;
  bridge: boolean;
  oneway: boolean;
  /** Index into `localities` inside a place, -1 outside. */
  locality: number;
}

export interface RoadNetwork {
  x: number[];
  y: number[];
  edges: RoadEdge[];
}

export type SchoolType = 'GS' | 'RS' | 'TGS' | 'GYM' | 'FÖS' | 'BS';

export interface SampleSchool {
  key: string;
  name: string;
  type: SchoolType;
  authority: string;
  address: number;
  gradeFrom: number;
  gradeTo: number;
  parallelClasses: number;
  places: number;
  /** Places of the Hort (after-school care), 0 where there is none. */
  afterSchoolPlaces: number;
  /** Index into `transit.stops`. */
  stop: number;
}

export interface SampleKita {
  key: string;
  name: string;
  provider: string;
  providerKind: 'kommunal' | 'frei';
  address: number;
  licensed: number;
  usable: number;
  /** Caps by age; they may add up to more than the total, as licences do. */
  placesUnder3: number;
  placesFrom3: number;
  occupiedUnder3: number;
  occupiedFrom3: number;
}

export interface SamplePupil {
  home: number;
  age: number;
  grade: number;
  school: number;
}

export interface SampleKitaChild {
  home: number;
  age: number;
  kita: number;
}

export interface SampleYoungChild {
  home: number;
  /** Completed years on the last day of LAST_YEAR. */
  age: number;
}

export const AGES = 101;
export const FIRST_YEAR = 2016;
export const LAST_YEAR = 2025;
export const SCHOOL_YEAR = '2025/26';

/** Counts by [municipality][year - FIRST_YEAR][sex 0 male, 1 female][age 0 … 100, the last open-ended]. */
export type PeopleTable = Int32Array[][][];

export interface SamplePopulation {
  residents: PeopleTable;
  /** By the age reached in the year (birth-year method); the first year has none. */
  births: PeopleTable;
  deaths: PeopleTable;
  arrivals: PeopleTable;
  departures: PeopleTable;
}

export interface SampleStop {
  id: string;
  name: string;
  point: Point;
  parent: string;
  kind: 'stop' | 'station';
  platform: string;
}

export interface SampleRoute {
  id: string;
  shortName: string;
  longName: string;
  agency: string;
  /** GTFS route_type: 3 bus, 2 rail. */
  type: 2 | 3;
  /** Rufbus: has to be phoned for. */
  onDemand: boolean;
}

export interface SampleTrip {
  id: string;
  route: string;
  service: string;
  direction: 0 | 1;
  headsign: string;
  shape: string;
  /** Index into `stops` and seconds after midnight. */
  stops: { stop: number; arrival: number; departure: number; travelled: number }[];
}

export interface SampleTransit {
  agencies: { id: string; name: string }[];
  stops: SampleStop[];
  routes: SampleRoute[];
  trips: SampleTrip[];
  shapes: { id: string; points: Point[] }[];
}

export interface SampleIndicator {
  level: 'gemeinde' | 'planungsraum' | 'kreis';
  area: number;
  year: number;
  indicator: string;
  value: number;
  unit: string;
  denominator: number;
}

export interface SampleCounty {
  key: string;
  name: string;
  options: SampleOptions;
  county: SampleArea;
  planningAreas: SampleArea[];
  municipalities: SampleMunicipality[];
  localities: SampleLocality[];
  rivers: River[];
  lakes: Lake[];
  woods: PolygonRings[];
  roads: RoadNetwork;
  railways: Point[][];
  addresses: SampleAddress[];
  population: SamplePopulation;
  schools: SampleSchool[];
  kitas: SampleKita[];
  pupils: SamplePupil[];
  kitaChildren: SampleKitaChild[];
  /** All before school, whether they go to a Kita or not. */
  youngChildren: SampleYoungChild[];
  transit: SampleTransit;
  indicators: SampleIndicator[];
}
