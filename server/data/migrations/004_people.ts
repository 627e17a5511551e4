/** Counts of people, on atoms only. age_to null = open upwards; sex t = total. */
export const statements = [
  `create table population (
    county text not null,
    import_id uuid not null,
    edition uuid not null,
    atom text not null,
    reference_date date not null,
    basis text not null,
    age_from smallint not null,
    age_to smallint,
    sex char(1) not null check (sex in ('m', 'f', 'd', 't')),
    people integer not null check (people >= 0),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (edition, atom) references atom (edition, key)
  )`,
  `create index population_import on population (import_id, reference_date, age_from)`,
  `create table pupils (
    county text not null,
    import_id uuid not null,
    edition uuid,
    atom text,
    school text not null,
    grade smallint,
    school_year text not null,
    people integer not null check (people >= 0),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (edition, atom) references atom (edition, key)
  )`,
  `create index pupils_school on pupils (import_id, school)`,
  `create index pupils_atom on pupils (import_id, atom)`,
  `create table vital_event (
    county text not null,
    import_id uuid not null,
    edition uuid not null,
    atom text not null,
    year smallint not null,
    event text not null check (event in ('birth', 'death', 'in', 'out')),
    age_from smallint,
    age_to smallint,
    sex char(1) not null check (sex in ('m', 'f', 'd', 't')),
    people integer not null check (people >= 0),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (edition, atom) references atom (edition, key)
  )`,
  `create index vital_event_import on vital_event (import_id, year)`,
  // Figures for the whole county that came in the same table: a check on the sums, never added to them.
  `create table control_total (
    county text not null,
    import_id uuid not null,
    dataset text not null,
    item text not null,
    sum_of_areas integer not null,
    published integer not null,
    primary key (import_id, dataset, item),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  `create table indicator_value (
    county text not null,
    import_id uuid not null,
    indicator text not null,
    unit text,
    layer text not null,
    area text not null,
    year smallint not null,
    value double precision,
    status text not null check (status in ('value', 'missing', 'hidden', 'estimated')),
    primary key (import_id, indicator, layer, area, year),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
