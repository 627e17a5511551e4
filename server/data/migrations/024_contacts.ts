/** Offices to turn to: for a subject, in an area or the whole county. */
export const statements = [
  // layer and area null: of the whole county. web becomes a link.
  `create table contact (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    layer text,
    area text,
    subject text not null,
    office text not null,
    street text,
    postcode text,
    place text,
    phone text,
    email text,
    web text check (web ~ '^https?://'),
    check ((layer is null) = (area is null)),
    primary key (import_id, seq),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
