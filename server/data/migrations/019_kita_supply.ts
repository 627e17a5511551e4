/** What Kita planning asks of offers and demand beside the list's places: Hort, hours, guests, day care, surveyed rates, sites to be compared. */
export const statements = [
  // full_day_places: of the usable ones, those for more than 35 hours a week; guests: children in care who live outside the county.
  `alter table kita
    add column hort_places integer check (hort_places >= 0),
    add column occupied_hort integer check (occupied_hort >= 0),
    add column full_day_places integer check (full_day_places >= 0),
    add column integration_places integer check (integration_places >= 0),
    add column guests integer check (guests >= 0)`,
  // Places of childminders by area: where one of them lives stays out.
  `create table family_day_care (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    layer text not null,
    area text not null,
    places_u3 integer not null check (places_u3 >= 0),
    places_ue3 integer not null check (places_ue3 >= 0),
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  // layer, area null: the whole county. rate: places per child; full_day: part of them for more than 35 hours a week.
  `create table target_rate (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    layer text,
    area text,
    age_from smallint not null check (age_from >= 0),
    age_to smallint not null check (age_to >= age_from),
    rate double precision not null check (rate between 0 and 1),
    full_day double precision check (full_day between 0 and 1),
    primary key (import_id, seq),
    check ((layer is null) = (area is null)),
    foreign key (county, import_id) references data_import (county, id)
  )`,
  `create table kita_candidate (
    county text not null,
    import_id uuid not null,
    key text not null,
    name text not null,
    point geometry(Point, 4326) not null,
    primary key (import_id, key),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
