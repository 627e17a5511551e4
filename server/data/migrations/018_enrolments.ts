/** Published school statistics and places of all-day care, for the enrolment forecast. */
export const statements = [
  // deferred: of the first grade those who were put back the year before.
  `create table enrolment (
    county text not null,
    import_id uuid not null,
    school text not null,
    school_year text not null,
    grade smallint not null check (grade between 1 and 13),
    people integer not null check (people >= 0),
    classes integer check (classes >= 0),
    deferred integer check (deferred >= 0),
    primary key (import_id, school_year, school, grade),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // from_year: in which the school year begins; null: there already.
  `create table all_day_place (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    school text not null,
    places integer not null check (places >= 0),
    from_year smallint,
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
