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
