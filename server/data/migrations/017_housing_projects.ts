/** Homes that will be built, for the population forecast. */
export const statements = [
  // first_year … last_year: in which people move in, as many homes in each. per_home: people of those who come from elsewhere.
  `create table housing_project (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    edition uuid not null,
    atom text not null,
    name text not null,
    homes integer not null check (homes > 0),
    first_year smallint not null,
    last_year smallint not null,
    per_home double precision check (per_home >= 0),
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id),
    foreign key (edition, atom) references atom (edition, key),
    check (last_year >= first_year)
  )`,
];
