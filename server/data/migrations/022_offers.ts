/** What there is in a county: facilities and offers, and which Kitas and schools take part in programmes. */
export const statements = [
  // kind: key of a usual kind, else of the kind as written (kind_name). web becomes a link.
  `create table offer (
    county text not null,
    import_id uuid not null,
    key text not null,
    name text not null,
    kind text not null,
    kind_name text not null,
    provider text,
    street text,
    postcode text,
    place text,
    phone text,
    email text,
    web text check (web ~ '^https?://'),
    audience text,
    age_from integer check (age_from >= 0),
    age_to integer check (age_to >= age_from),
    point geometry(Point, 4326) not null,
    primary key (import_id, key),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // Years, both included; null: since ever, and still. institution: its key, which a later list may no longer know.
  `create table programme_participation (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    programme text not null,
    institution_kind text not null check (institution_kind in ('kita', 'school')),
    institution text not null,
    first_year integer,
    last_year integer check (last_year >= first_year),
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
