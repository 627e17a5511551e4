import type { Geom } from './areas.ts';

export interface TransitFeedTable {
  import_id: string;
  county: string;
  timezone: string;
  first_day: string;
  last_day: string;
}

export interface TransitStopTable {
  county: string;
  import_id: string;
  key: string;
  name: string;
  parent: string | null;
  location_type: number;
  point: Geom;
}

export interface TransitRouteTable {
  county: string;
  import_id: string;
  key: string;
  agency: string | null;
  short_name: string;
  long_name: string | null;
  mode: 'bus' | 'rail' | 'tram' | 'ferry' | 'onDemand' | 'other';
  color: string | null;
  geom: Geom;
}

export interface TransitServiceDayTable {
  import_id: string;
  service: string;
  day: string;
}

export interface Headway {
  from: number;
  to: number;
  seconds: number;
}

export interface TransitTripTable {
  import_id: string;
  key: string;
  route: string;
  service: string;
  headsign: string | null;
  shape: string | null;
  on_demand: boolean;
  first_departure: number;
  last_arrival: number;
  stops: number;
  block: string | null;
  headways: Headway[];
  departures: number;
}

export interface TransitStopTimeTable {
  import_id: string;
  trip: string;
  seq: number;
  stop: string;
  arrival: number;
  departure: number;
  pickup_type: number;
  drop_off_type: number;
}

/** weekdays: 1 Monday … 7 Sunday; begins, ends: seconds after midnight. */
export interface SchoolHoursTable {
  county: string;
  import_id: string;
  seq: number;
  school: string;
  weekdays: number[];
  grade_from: number;
  grade_to: number;
  begins: number;
  ends: number;
}

/** departure: of the first stop, seconds after midnight; null: every trip of the line. */
export interface LineVehicleTable {
  county: string;
  import_id: string;
  seq: number;
  line: string;
  departure: number | null;
  vehicle: string | null;
  seats: number;
  standing: number;
  others: number;
}

/** euros: for a vehicle and year, a kilometre, a ticket and year. */
export interface TransportCostTable {
  county: string;
  import_id: string;
  item: 'vehicle' | 'kilometre' | 'ticket';
  euros: number;
}

/** tickets: season tickets in stock; counted: pupils counted on board on a day. */
export interface SchoolRidersTable {
  county: string;
  import_id: string;
  school: string;
  tickets: number | null;
  counted: number | null;
}
