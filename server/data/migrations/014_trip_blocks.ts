/** Trips of one vehicle, and trips by headway, as the timetable search needs them. */
export const statements = [
  // headways: [{"from": s, "to": s, "seconds": s}], seconds after midnight, instead of the trip's own times; departures: of a day.
  `alter table transit_trip
    add column block text,
    add column headways jsonb not null default '[]',
    add column departures integer not null default 1`,
];
