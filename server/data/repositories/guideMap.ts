/** Background of the school guide's map: what is stored, simplified so that it is small, as GeoJSON. */
import type { Feature, Geometry } from 'geojson';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../open.ts';
import { parseGeometry } from '../spatial.ts';

export type GuideFeature = Feature<Geometry, Record<string, string | number>>;

/** Degrees: about 10 m for borders, which must still meet, and 25 m for what only tells where one is. */
const FINE = 0.0001;
const COARSE = 0.00025;
/** Square degrees: about 6 ha of water and 25 ha of wood; smaller ones are specks at the guide's zooms. */
const LEAST_WATER = 8e-6;
const LEAST_WOOD = 3.3e-5;

const inForce = (alias: string) => sql`join current_scope cs on cs.import_id = ${sql.ref(`${alias}.import_id`)}`;

async function features(db: Db, from: RawBuilder<unknown>, tolerance: number): Promise<GuideFeature[]> {
  const { rows } = await sql<{ properties: Record<string, string | number>; geometry: string | null }>`
    select properties, ST_AsGeoJSON(ST_Simplify(geom, ${tolerance}::float8), 5) as geometry from (${from}) f`.execute(
    db,
  );
  return rows.flatMap(({ properties, geometry }) =>
    geometry === null ? [] : [{ type: 'Feature' as const, properties, geometry: parseGeometry(geometry) }],
  );
}

const noFeatures = (): Promise<GuideFeature[]> => Promise.resolve([]);

export const guideAreas = (db: Db, imports: string[]): Promise<GuideFeature[]> =>
  imports.length === 0
    ? noFeatures()
    : features(
        db,
        sql`select jsonb_build_object('key', key, 'name', name) as properties, geom from area
          where import_id in (${sql.join(imports)}) and not is_water order by key`,
        FINE,
      );

/** Drawn districts of an edition, with the schools that share each. */
export const guideDistricts = (
  db: Db,
  { importId, schoolType }: { importId: string; schoolType: string },
): Promise<GuideFeature[]> =>
  features(
    db,
    sql`select jsonb_build_object('name', name, 'type', school_type, 'schools', array_to_string(schools, ',')) as properties, geom
      from school_district where import_id = ${importId}::uuid and school_type = ${schoolType} and geom is not null order by key`,
    FINE,
  );

export const guideWoods = (db: Db, county: string): Promise<GuideFeature[]> =>
  features(
    db,
    sql`select '{}'::jsonb as properties, l.geom from landscape l ${inForce('l')}
      where l.county = ${county} and l.kind = 'wood' and ST_Area(l.geom) > ${LEAST_WOOD}::float8`,
    COARSE,
  );

export const guideWaters = (db: Db, county: string): Promise<GuideFeature[]> =>
  features(
    db,
    sql`select jsonb_build_object('kind', l.kind) as properties, l.geom from landscape l ${inForce('l')}
      where l.county = ${county} and (l.kind = 'river' or (l.kind = 'water' and ST_Area(l.geom) > ${LEAST_WATER}::float8))`,
    COARSE,
  );

/** Down to the roads that join villages: classes are collected into one geometry each. */
export const guideRoads = (db: Db, county: string): Promise<GuideFeature[]> =>
  features(
    db,
    sql`select jsonb_build_object('class', class) as properties, ST_LineMerge(ST_Collect(geom)) as geom
      from (select r.class, r.geom from road r ${inForce('r')}
        where r.county = ${county} and r.class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'rail')) r
      group by class`,
    COARSE,
  );

export const guidePlaces = (db: Db, county: string): Promise<GuideFeature[]> =>
  features(
    db,
    sql`select jsonb_build_object('name', p.name, 'kind', p.kind, 'population', coalesce(p.population, 0)) as properties, p.geom
      from place p ${inForce('p')} where p.county = ${county} and p.kind in ('city', 'town', 'village', 'suburb')`,
    COARSE,
  );
