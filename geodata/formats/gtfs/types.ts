/** A timetable as GTFS tells it, with the big tables as parallel typed arrays. */
import type { Problem } from '../source.ts';

export interface GtfsAgency {
  id: string;
  name: string;
  url: string;
  timezone: string;
}

export interface GtfsStop {
  id: string;
  name: string;
  code: string;
  lat: number;
  lon: number;
  /** 0 stop, 1 station, 2 entrance, 3 node, 4 boarding area. */
  locationType: number;
  parentStation: string | null;
  platformCode: string;
  wheelchairBoarding: number;
}

export interface GtfsRoute {
  id: string;
  agencyId: string;
  shortName: string;
  longName: string;
  /** Basic (0–12) or extended (100–1702) type. */
  type: number;
  color: string;
}

export interface GtfsTrip {
  id: string;
  /** Index into routes. */
  route: number;
  serviceId: string;
  headsign: string;
  shortName: string;
  directionId: number | null;
  shapeId: string | null;
  blockId: string | null;
  wheelchairAccessible: number;
}

/** No time is stated for this stop; the trip passes it between its neighbours. */
export const NO_TIME = -1;

/** Row i is one stop of one trip; sorted by trip, then by sequence. Indexes point into `trips` and `stops`. */
export interface StopTimes {
  length: number;
  trip: Uint32Array;
  stop: Uint32Array;
  sequence: Uint32Array;
  /** Seconds after midnight of the service day, beyond 86,400 for trips of the night; NO_TIME where none is stated. */
  arrival: Int32Array;
  departure: Int32Array;
  /** 0 regular, 1 none, 2 by phone, 3 by asking the driver. */
  pickupType: Uint8Array;
  dropOffType: Uint8Array;
  /** Trip t has its rows from offsets[t] up to, not including, offsets[t + 1]. */
  offsets: Uint32Array;
}

export interface GtfsCalendar {
  serviceId: string;
  /** Monday first. */
  days: boolean[];
  startDate: string;
  endDate: string;
}

export interface GtfsCalendarDate {
  serviceId: string;
  date: string;
  /** Runs on this day although the week says no, or the other way round. */
  added: boolean;
}

export interface GtfsFrequency {
  trip: number;
  start: number;
  end: number;
  headway: number;
  exact: boolean;
}

export interface GtfsShape {
  id: string;
  coordinates: [number, number][];
}

export interface GtfsTransfer {
  from: string;
  to: string;
  type: number;
  minTime: number | null;
}

export interface GtfsFeedInfo {
  publisher: string;
  url: string;
  language: string;
  startDate: string | null;
  endDate: string | null;
  version: string;
}

export interface GtfsFeed {
  agencies: GtfsAgency[];
  /** Of all times; one that exists. */
  timezone: string;
  stops: GtfsStop[];
  routes: GtfsRoute[];
  trips: GtfsTrip[];
  stopTimes: StopTimes;
  calendar: GtfsCalendar[];
  calendarDates: GtfsCalendarDate[];
  frequencies: GtfsFrequency[];
  shapes: GtfsShape[];
  transfers: GtfsTransfer[];
  feedInfo: GtfsFeedInfo | null;
  problems: Problem[];
}
