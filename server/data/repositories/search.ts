/** Search by name over everything that has one and a place. */
import { sql, type RawBuilder } from 'kysely';
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

const spelledOut = { Ä: 'ae', ä: 'ae', Ö: 'oe', ö: 'oe', Ü: 'ue', ü: 'ue', ß: 'ss' };

/** 'Großhelm' is found by 'grosshelm', too: spelled out by hand, since the engines' collations differ in umlauts. */
function folded(name: string): RawBuilder<string> {
  const replaced = Object.entries(spelledOut).reduce(
    (inner, [letter, letters]) => sql<string>`replace(${inner}, ${sql.lit(letter)}, ${sql.lit(letters)})`,
    sql<string>`${sql.ref(name)}`,
  );
  return sql<string>`lower(${replaced})`;
}

const fold = (text: string): string =>
  Object.entries(spelledOut)
    .reduce((inner, [letter, letters]) => inner.replaceAll(letter, letters), text)
    .toLowerCase();

/** Names that begin with the words come before names that hold them; of one kind at most eight. */
export async function searchByName(db: Db, counties: string[], text: string): Promise<Hit[]> {
  const escaped = fold(text).replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const anywhere = `%${escaped}%`;
  const start = `${escaped}%`;
  const list = sql.join(counties);
  const inForce = (alias: string) => sql`join current_scope cs on cs.import_id = ${sql.ref(`${alias}.import_id`)}`;
  const { rows } = await sql<Hit>`
    select kind, county, key, name, detail, lon, lat from (
      select *, row_number() over (partition by kind order by not starts, length(name), name) as place from (
        select 'area' as kind, a.county, a.key, a.name, a.layer as detail, ST_X(a.point) as lon, ST_Y(a.point) as lat,
          ${folded('a.name')} like ${start} as starts
        from area a ${inForce('a')} where cs.kind = 'areas' and a.county in (${list}) and not a.is_water and ${folded('a.name')} like ${anywhere}
        union all
        select 'place', p.county, p.osm_id, p.name, p.kind, ST_X(p.geom), ST_Y(p.geom), ${folded('p.name')} like ${start}
        from place p ${inForce('p')} where p.county in (${list}) and ${folded('p.name')} like ${anywhere}
        union all
        select 'school', s.county, s.key, s.name, coalesce(s.place, ''), ST_X(s.point), ST_Y(s.point), ${folded('s.name')} like ${start}
        from school s ${inForce('s')} where s.county in (${list}) and (${folded('s.name')} like ${anywhere} or s.key = ${text})
        union all
        select 'kita', k.county, k.key, k.name, coalesce(k.place, ''), ST_X(k.point), ST_Y(k.point), ${folded('k.name')} like ${start}
        from kita k ${inForce('k')} where k.county in (${list}) and (${folded('k.name')} like ${anywhere} or k.key = ${text})
        union all
        select 'stop', t.county, t.key, t.name, '', ST_X(t.point), ST_Y(t.point), ${folded('t.name')} like ${start}
        from transit_stop t ${inForce('t')} where t.county in (${list}) and t.location_type in (0, 1) and t.parent is null and ${folded('t.name')} like ${anywhere}
        union all
        select distinct on (r.name, r.county) 'street', r.county, r.osm_id, r.name, '', ST_X(ST_PointN(r.geom, 1)), ST_Y(ST_PointN(r.geom, 1)), ${folded('r.name')} like ${start}
        from road r ${inForce('r')} where r.county in (${list}) and ${folded('r.name')} like ${anywhere}
      ) hits
    ) ranked where place <= 8 order by not starts, length(name), name`.execute(db);
  return rows;
}
