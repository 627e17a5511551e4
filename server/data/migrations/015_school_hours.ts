/** When lessons begin and end, and which vehicles drive: what no timetable says, as the county's own tables. */
export const statements = [
  // weekdays: 1 Monday … 7 Sunday. begins, ends: seconds after midnight.
  `create table school_hours (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    school text not null,
    weekdays smallint[] not null check (cardinality(weekdays) > 0),
    grade_from smallint not null,
    grade_to smallint not null,
    begins integer not null,
    ends integer not null,
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id),
    check (grade_to >= grade_from),
    check (ends > begins)
  )`,
  // departure: of the trip's first stop, seconds after midnight; null: every trip of the line. others: on board beside pupils.
  `create table line_vehicle (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    line text not null,
    departure integer,
    vehicle text,
    seats smallint not null check (seats > 0),
    standing smallint not null check (standing >= 0),
    others smallint not null check (others >= 0),
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // euros: for a vehicle and year, a kilometre, a ticket and year.
  `create table transport_cost (
    county text not null,
    import_id uuid not null,
    item text not null check (item in ('vehicle', 'kilometre', 'ticket')),
    euros double precision not null check (euros >= 0),
    primary key (import_id, item),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
