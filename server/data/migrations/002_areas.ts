/** Planning geography in editions, and the atoms on which counts of people hang. Geometry EPSG:4326; areas in m². */
export const statements = [
  `create table area_layer (
    county text not null references county (key),
    key text not null,
    label jsonb not null,
    rank integer not null,
    primary key (county, key)
  )`,
  `create table area (
    county text not null,
    import_id uuid not null,
    layer text not null,
    key text not null,
    name text not null,
    parent_layer text,
    parent_key text,
    valid_from date not null,
    valid_to date,
    is_water boolean not null default false,
    square_metres double precision not null,
    attributes jsonb not null default '{}',
    point geometry(Point, 4326) not null,
    geom geometry(MultiPolygon, 4326) not null,
    primary key (import_id, key, is_water),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (county, layer) references area_layer (county, key),
    check (valid_to is null or valid_to > valid_from)
  )`,
  `create index area_geom on area using gist (geom)`,
  `create index area_layer_key on area (county, layer, key)`,
  `create table area_successor (
    county text not null references county (key),
    import_id uuid not null references data_import (id),
    layer text not null,
    from_key text not null,
    to_key text not null,
    change_date date not null,
    weight double precision not null check (weight >= 0 and weight <= 1),
    primary key (import_id, from_key, to_key, change_date)
  )`,
  `create table atom_edition (
    id uuid primary key,
    county text not null references county (key),
    layer text not null,
    import_id uuid not null references data_import (id),
    unique (county, id)
  )`,
  `create table atom (
    county text not null,
    edition uuid not null,
    key text not null,
    primary key (edition, key),
    foreign key (county, edition) references atom_edition (county, id)
  )`,
];
