/**
 * Counts of pupils are protected once, at their import, and hang on atoms that were formed for it. True counts that were
 * stored before cannot be told apart from protected ones: they go, and their lists must be imported again.
 */
export const statements = [
  `delete from pupils`,
  `update data_import set undone_at = now() where kind = 'pupils' and undone_at is null`,
  // What an edition of atoms was made with. home_layer: the layer whose keys stand in pupil_atom.home and pupils.home.
  `create table pupil_edition (
    edition uuid primary key,
    county text not null,
    import_id uuid not null,
    school_year text not null,
    home_layer text not null,
    base smallint not null check (base > 0),
    minimum smallint not null check (minimum > 0),
    -- What the last audit found, and when it ran.
    audit jsonb,
    audited_at timestamptz,
    foreign key (county, import_id) references data_import (county, id),
    foreign key (county, edition) references atom_edition (county, id)
  )`,
  // cells: parts of the 100 m grid (EPSG:3035) with an address, whether a pupil lives there or not; areas: those that it touches.
  `create table pupil_atom (
    county text not null,
    import_id uuid not null,
    edition uuid not null,
    key text not null,
    home text not null,
    planning_area text,
    district text,
    areas text[] not null,
    cells text[] not null,
    houses integer not null,
    point geometry(Point, 4326),
    geom geometry(MultiPolygon, 4326),
    primary key (edition, key),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (edition, key) references atom (edition, key)
  )`,
  `create index pupil_atom_geom on pupil_atom using gist (geom)`,
  `create index pupil_atom_import on pupil_atom (import_id)`,
  // home: an area of the home layer; '' nobody knows where, 'outside' or another county's key for guests.
  `alter table pupils add column home text not null default ''`,
  `alter table pupils alter column home drop default`,
  `alter table pupils add column traits jsonb not null default '{}'`,
  // From it and the true counts come the random numbers of the rounding: the same list is protected the same way again.
  `create table county_secret (
    county text primary key references county (key),
    secret text not null
  )`,
];
