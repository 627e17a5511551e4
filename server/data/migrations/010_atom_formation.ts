/**
 * Atoms are kept from list to list while borders and settings stay, so that lists can be compared. Which list formed them
 * first, and inside which borders, stays with each edition.
 */
export const statements = [
  // What earlier versions told of lists row by row.
  `update data_import set problems = '[]', notes = '[]' where kind in ('pupil-list', 'child-list')`,
  `delete from job where status <> 'running'`,
  // Layer and digest of its areas, by what the atoms take it for: gemeinde, planningArea, district.
  `alter table pupil_edition add column borders jsonb not null default '{}'`,
  `alter table pupil_edition alter column borders drop default`,
  `alter table pupil_edition add column formed_by uuid`,
  `update pupil_edition set formed_by = edition`,
  `alter table pupil_edition alter column formed_by set not null`,
  // The atoms of the last list of each kind, without a count, also after it was taken back: whoever saw it must not be
  // shown others that part them. home_layer: a table that came counted forms its atoms of the areas of one layer.
  `create table atom_memory (
    county text not null references county (key),
    kind text not null,
    home_layer text not null,
    edition uuid not null,
    formed_by uuid not null,
    year text not null,
    borders jsonb not null,
    base smallint not null,
    minimum smallint not null,
    atoms jsonb not null,
    primary key (county, kind, home_layer)
  )`,
];
