/** A timetable as GTFS gives it. Times are seconds after midnight of the service day and may exceed 86400. */
export const statements = [
  `create table transit_feed (
    import_id uuid primary key,
    county text not null,
    timezone text not null,
    first_day date not null,
    last_day date not null,
    foreign key (county, import_id) references data_import (county, id)
  )`,
  `create table transit_stop (
    county text not null,
    import_id uuid not null references transit_feed (import_id),
    key text not null,
    name text not null,
    parent text,
    location_type smallint not null,
    point geometry(Point, 4326) not null,
    primary key (import_id, key)
  )`,
  `create index transit_stop_point on transit_stop using gist (point)`,
  `create table transit_route (
    county text not null,
    import_id uuid not null references transit_feed (import_id),
    key text not null,
    agency text,
    short_name text not null,
    long_name text,
    mode text not null,
    color text,
    geom geometry(MultiLineString, 4326),
    primary key (import_id, key)
  )`,
  `create index transit_route_geom on transit_route using gist (geom)`,
  `create table transit_service_day (
    import_id uuid not null references transit_feed (import_id),
    service text not null,
    day date not null,
    primary key (import_id, day, service)
  )`,
  `create table transit_trip (
    import_id uuid not null references transit_feed (import_id),
    key text not null,
    route text not null,
    service text not null,
    headsign text,
    shape text,
    on_demand boolean not null,
    first_departure integer not null,
    last_arrival integer not null,
    stops integer not null,
    primary key (import_id, key)
  )`,
  `create index transit_trip_service on transit_trip (import_id, service)`,
  `create table transit_stop_time (
    import_id uuid not null references transit_feed (import_id),
    trip text not null,
    seq integer not null,
    stop text not null,
    arrival integer not null,
    departure integer not null,
    pickup_type smallint not null,
    drop_off_type smallint not null,
    primary key (import_id, trip, seq)
  )`,
];
