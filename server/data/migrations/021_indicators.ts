/** What is known of an indicator beside its values: as its files tell it, and as the county itself writes it down. */
export const statements = [
  `alter table indicator_value add column numerator double precision`,
  `alter table indicator_value add column denominator double precision`,
  // told: as the file says it; the rows name the indicator in its words.
  `create table indicator_definition (
    county text not null,
    import_id uuid not null,
    indicator text not null,
    told jsonb not null,
    primary key (import_id, indicator),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // Derived by formula, or what the county has put right of an imported one. Nothing is forgotten: a removed one stays with its date.
  `create table own_indicator (
    id uuid primary key,
    county text not null references county (key),
    key text not null,
    told jsonb not null,
    made_at timestamptz not null,
    removed_at timestamptz
  )`,
  `create unique index own_indicator_key on own_indicator (county, key) where removed_at is null`,
];
