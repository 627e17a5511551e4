/** Claims to transport measured at the door, and who rides by the county's own tables. */
export const statements = [
  // By what the claims of a list's pupils were measured: of each school the digest of network, entrances and rule. Null: nothing was
  // measured. The claims themselves are traits of the counts.
  `alter table pupil_edition add column door_basis jsonb`,
  // Of the last list by what claims were told first, also where it was taken back.
  `alter table atom_memory add column door_basis jsonb`,
  // tickets: season tickets in stock; counted: pupils counted on board on a day. Of a whole school, without grade or home.
  `create table school_riders (
    county text not null,
    import_id uuid not null,
    school text not null,
    tickets integer check (tickets >= 0),
    counted integer check (counted >= 0),
    primary key (import_id, school),
    foreign key (county, import_id) references data_import (county, id),
    check (tickets is not null or counted is not null)
  )`,
];
