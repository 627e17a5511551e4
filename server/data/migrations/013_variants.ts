/** Planning variants: a base and typed changes, append-only; and the ground on which atoms are moved. */
export const statements = [
  // Every place of the county belongs to one atom of the edition, so that districts are unions of them without holes.
  // neighbours: atoms that share a border, not only a corner.
  `create table atom_ground (
    county text not null,
    edition uuid not null,
    key text not null,
    neighbours text[] not null,
    square_metres double precision not null,
    geom geometry(MultiPolygon, 4326) not null,
    primary key (edition, key),
    foreign key (edition, key) references atom (edition, key) on delete cascade
  )`,
  `create index atom_ground_geom on atom_ground using gist (geom)`,
  // version: number of the last change, of whatever kind; who writes names the one he has seen.
  `create table variant (
    id uuid primary key,
    county text not null references county (key),
    version integer not null,
    name text not null,
    status text not null,
    notes text not null,
    school_year text not null,
    copied_from uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz
  )`,
  `create index variant_county on variant (county)`,
  // kind 'undo' and 'redo' are changes too: nothing is ever taken out of the list.
  `create table variant_change (
    variant uuid not null references variant (id) on delete cascade,
    version integer not null,
    kind text not null,
    change jsonb not null,
    made_at timestamptz not null,
    primary key (variant, version)
  )`,
];
