/** Counties and their imports. Every row of every later table belongs to a county and to the import that brought it. */
export const statements = [
  `create table county (
    key text primary key check (key ~ '^([0-9]{5}|DE)$'),
    name text not null,
    state text,
    epsg integer not null check (epsg in (25832, 25833)),
    is_sample boolean not null default false,
    revision bigint not null default 0,
    settings jsonb not null default '{}',
    created_at timestamptz not null
  )`,
  `create table data_import (
    id uuid primary key,
    seq bigint generated always as identity unique,
    county text not null references county (key),
    kind text not null,
    file_name text not null,
    sha256 text not null,
    options jsonb not null,
    source text,
    licence text,
    reference_date date,
    read integer not null,
    stored integer not null,
    rejected integer not null,
    problems jsonb not null,
    notes jsonb not null,
    imported_at timestamptz not null,
    undone_at timestamptz,
    unique (county, id)
  )`,
  // What an import says something about: a layer in an edition, a reference date, a school year. Loading the same scope
  // again replaces it; undoing the newer import brings the older one back.
  `create table import_scope (
    import_id uuid not null,
    county text not null,
    kind text not null,
    scope text not null,
    primary key (import_id, scope),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  `create index import_scope_lookup on import_scope (county, kind, scope)`,
  `create view current_scope as
    select distinct on (s.county, s.kind, s.scope) s.county, s.kind, s.scope, s.import_id
    from import_scope s join data_import i on i.id = s.import_id
    where i.undone_at is null
    order by s.county, s.kind, s.scope, i.seq desc`,
  `create table rule_set (
    county text not null references county (key),
    subject text not null,
    state text not null,
    valid_from date not null,
    paragraph text not null,
    source text not null,
    confidence text not null check (confidence in ('sure', 'likely', 'unsure', 'unset')),
    summary jsonb not null,
    rule_values jsonb not null,
    primary key (county, subject, valid_from)
  )`,
  `create table column_mapping (
    county text not null references county (key),
    kind text not null,
    layout text not null,
    mapping jsonb not null,
    saved_at timestamptz not null,
    primary key (county, kind, layout)
  )`,
  `create table job (
    id uuid primary key,
    county text not null,
    status text not null check (status in ('running', 'done', 'failed')),
    phase jsonb not null,
    progress double precision not null,
    report jsonb,
    problem jsonb,
    started_at timestamptz not null,
    updated_at timestamptz not null
  )`,
];
