/** Rows of timetables, and of what a school day needs beside them. */
import type { MultiLineString } from 'geojson';
import type { PointRow } from './rows.ts';

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
    /** Trips of one vehicle, in which passengers stay seated. */
    block: string | null;
    /** Seconds after midnight: every so many seconds instead of at the trip's own times. */
    headways: { from: number; to: number; seconds: number }[];
    /** Of a day of service. */
    departures: number;
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

export interface SchoolHoursRow {
  school: string;
  /** 1 Monday … 7 Sunday. */
  weekdays: number[];
  gradeFrom: number;
  gradeTo: number;
  /** Seconds after midnight. */
  begins: number;
  ends: number;
}

export interface VehicleRow {
  /** As the timetable names it. */
  line: string;
  /** Of the trip's first stop, seconds after midnight; null: every trip of the line. */
  departure: number | null;
  vehicle: string | null;
  seats: number;
  standing: number;
  /** On board beside pupils. */
  others: number;
}

export const costItems = ['vehicle', 'kilometre', 'ticket'] as const;

export interface TransportCostRow {
  /** A vehicle for a year, a kilometre driven, a ticket for a year. */
  item: (typeof costItems)[number];
  euros: number;
}

/** At least one of the numbers is known. */
export interface SchoolRidersRow {
  school: string;
  /** Season tickets in stock. */
  tickets: number | null;
  /** Pupils counted on board on a day. */
  counted: number | null;
}
