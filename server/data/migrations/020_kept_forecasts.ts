/** Forecasts as they were told on a day, with their assumptions: what a committee has seen stays what it was. */
export const statements = [
  `create table kept_forecast (
    id uuid primary key,
    county text not null references county (key),
    name text not null,
    made_at timestamptz not null,
    told jsonb not null,
    removed_at timestamptz
  )`,
  `create index kept_forecast_county on kept_forecast (county)`,
];
