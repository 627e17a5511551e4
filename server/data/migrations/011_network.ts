/** Road networks and the ways to school that were measured on them. */
export const statements = [
  // Counts what changes the map's tiles: drawings on the network and ways that were measured do not.
  `alter table county add column map_revision bigint not null default 0`,
  `update county set map_revision = revision`,
  // roads: as server/planning/network/roads.ts packs them.
  `create table network (
    import_id uuid primary key,
    county text not null,
    ways integer not null,
    roads bytea not null,
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // One row per school: whole metres and seconds from each atom of the edition, in the order of their keys; null where no way
  // leads there. basis: digest of everything that they follow from, so that only what changed is measured again.
  `create table way_to_school (
    county text not null,
    edition uuid not null,
    school text not null,
    import_id uuid not null references network (import_id),
    basis text not null,
    walk_metres integer[] not null,
    safe_metres integer[] not null,
    drive_metres integer[] not null,
    drive_seconds integer[] not null,
    primary key (county, edition, school)
  )`,
  // What the county knows better than the map: entrances of schools, footpaths that are missing there, dangerous ways.
  `create table network_edit (
    id uuid primary key,
    seq bigint generated always as identity,
    county text not null references county (key),
    kind text not null check (kind in ('entrance', 'footpath', 'dangerous')),
    school text check ((school is not null) = (kind = 'entrance')),
    note text not null,
    created_at timestamptz not null,
    geom geometry(Geometry, 4326) not null check (GeometryType(geom) = case kind when 'entrance' then 'POINT' else 'LINESTRING' end)
  )`,
  `create index network_edit_county on network_edit (county)`,
  `create index way_to_school_import on way_to_school (import_id)`,
];
