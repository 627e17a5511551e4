/** Search by name over everything that has one and a place. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface Hit {
  kind: 'area' | 'place' | 'school' | 'kita' | 'stop' | 'street';
  county: string;
  key: string;
  name: string;
  detail: string;
  lon: number;
  lat: number;
}

/** Names that begin with the words come before names that hold them; of one kind at most eight. */
export async function searchByName(db: Db, counties: string[], text: string): Promise<Hit[]> {
  const escaped = text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const anywhere = `%${escaped}%`;
  const start = `${escaped}%`;
  const list = sql.join(counties);
  const inForce = (alias: string) => sql`join current_scope cs on cs.import_id = ${sql.ref(`${alias}.import_id`)}`;
  const { rows } = await sql<Hit>`
    select kind, county, key, name, detail, lon, lat from (
      select *, row_number() over (partition by kind order by not starts, length(name), name) as place from (
        select 'area' as kind, a.county, a.key, a.name, a.layer as detail, ST_X(a.point) as lon, ST_Y(a.point) as lat,
          a.name ilike ${start} as starts
        from area a ${inForce('a')} where a.county in (${list}) and not a.is_water and a.name ilike ${anywhere}
        union all
        select 'place', p.county, p.osm_id, p.name, p.kind, ST_X(p.geom), ST_Y(p.geom), p.name ilike ${start}
        from place p ${inForce('p')} where p.county in (${list}) and p.name ilike ${anywhere}
        union all
        select 'school', s.county, s.key, s.name, coalesce(s.place, ''), ST_X(s.point), ST_Y(s.point), s.name ilike ${start}
        from school s ${inForce('s')} where s.county in (${list}) and (s.name ilike ${anywhere} or s.key = ${text})
        union all
        select 'kita', k.county, k.key, k.name, coalesce(k.place, ''), ST_X(k.point), ST_Y(k.point), k.name ilike ${start}
        from kita k ${inForce('k')} where k.county in (${list}) and (k.name ilike ${anywhere} or k.key = ${text})
        union all
        select 'stop', t.county, t.key, t.name, '', ST_X(t.point), ST_Y(t.point), t.name ilike ${start}
        from transit_stop t ${inForce('t')} where t.county in (${list}) and t.location_type in (0, 1) and t.parent is null and t.name ilike ${anywhere}
        union all
        select distinct on (r.name, r.county) 'street', r.county, r.osm_id, r.name, '', ST_X(ST_PointN(r.geom, 1)), ST_Y(ST_PointN(r.geom, 1)), r.name ilike ${start}
        from road r ${inForce('r')} where r.county in (${list}) and r.name ilike ${anywhere}
      ) hits
    ) ranked where place <= 8 order by not starts, length(name), name`.execute(db);
  return rows;
}
