/** Statutory school districts (Schulbezirke): by school type and validity, as polygons or as the statute's list of streets. */
export const statements = [
  // schools: keys; several share a district. geom null: the district came as streets.
  `create table school_district (
    county text not null,
    import_id uuid not null,
    school_type text not null,
    key text not null,
    name text not null,
    schools text[] not null check (cardinality(schools) > 0),
    valid_from date not null,
    valid_to date,
    square_metres double precision,
    geom geometry(MultiPolygon, 4326),
    primary key (import_id, school_type, key),
    foreign key (county, import_id) references data_import (county, id),
    check (valid_to is null or valid_to > valid_from)
  )`,
  `create index school_district_geom on school_district using gist (geom)`,
  // A row of the statute. place, locality, street: as written, '' = all of them; numbers null = from the first, to the last.
  `create table district_street (
    county text not null,
    import_id uuid not null,
    school_type text not null,
    district text not null,
    seq integer not null,
    place text not null,
    locality text not null,
    street text not null,
    number_from text,
    number_to text,
    parity text not null check (parity in ('all', 'odd', 'even')),
    primary key (import_id, school_type, district, seq),
    foreign key (import_id, school_type, district) references school_district (import_id, school_type, key) on delete cascade
  )`,
];
