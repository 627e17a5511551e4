/** Planning variants: a base and typed changes, append-only. */
export const statements = [
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
    removed_at timestamptz,
    unique (county, id)
  )`,
  `create index variant_county on variant (county)`,
  // kind 'undo' and 'redo' are changes too: nothing is ever taken out of the list.
  `create table variant_change (
    county text not null,
    variant uuid not null,
    version integer not null,
    kind text not null,
    change jsonb not null,
    made_at timestamptz not null,
    primary key (variant, version),
    foreign key (county, variant) references variant (county, id) on delete cascade
  )`,
];
