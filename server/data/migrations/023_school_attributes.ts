/** What schools have and offer, and how their offices are reached. Nothing of people: neither names nor numbers. */
export const statements = [
  // attribute: key of a usual one, else of the column's name (name: as written). value: number, true or false, text, list of words.
  `create table school_attribute (
    county text not null,
    import_id uuid not null,
    seq integer not null,
    school text not null,
    attribute text not null,
    name text not null,
    theme text not null check (theme in ('equipment', 'offer', 'contact', 'other')),
    type text not null check (type in ('number', 'yesNo', 'words', 'text', 'address', 'phone', 'email', 'web')),
    unit text,
    value jsonb not null,
    primary key (import_id, school, attribute),
    foreign key (county, import_id) references data_import (county, id)
  )`,
];
