/** The county's own base map and its addresses. */
const layer = (name: string, columns: string, geometry: string) => [
  `create table ${name} (
    county text not null,
    import_id uuid not null,
    ${columns},
    geom geometry(${geometry}, 4326) not null,
    foreign key (county, import_id) references data_import (county, id)
  )`,
  `create index ${name}_geom on ${name} using gist (geom)`,
  `create index ${name}_import on ${name} (import_id)`,
];

export const statements = [
  ...layer('road', 'osm_id text not null, class text not null, name text, ref text', 'LineString'),
  ...layer('landscape', `osm_id text not null, kind text not null, name text`, 'Geometry'),
  ...layer('place', 'osm_id text not null, name text not null, kind text not null, population integer', 'Point'),
  ...layer(
    'address',
    'street text not null, house_number text not null, postcode text, place text, area_key text',
    'Point',
  ),
  `create index address_street on address (county, street)`,
];
