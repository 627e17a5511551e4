/** Migrations in order; a migration that has run anywhere is never changed. */
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import * as counties from './001_counties.ts';
import * as areas from './002_areas.ts';
import * as sites from './003_sites.ts';
import * as people from './004_people.ts';
import * as transit from './005_transit.ts';
import * as baseMap from './006_base_map.ts';
import * as countyExtent from './007_county_extent.ts';
import * as addressDistrict from './008_address_district.ts';
import * as protectedPupils from './009_protected_pupils.ts';
import * as atomFormation from './010_atom_formation.ts';
import * as network from './011_network.ts';
import * as districts from './012_districts.ts';
import * as variants from './013_variants.ts';
import * as tripBlocks from './014_trip_blocks.ts';
import * as schoolHours from './015_school_hours.ts';
import * as claimsAndRiders from './016_claims_and_riders.ts';
import * as housingProjects from './017_housing_projects.ts';
import * as enrolments from './018_enrolments.ts';
import * as kitaSupply from './019_kita_supply.ts';
import * as keptForecasts from './020_kept_forecasts.ts';
import * as indicators from './021_indicators.ts';
import * as offers from './022_offers.ts';
import * as schoolAttributes from './023_school_attributes.ts';
import * as contacts from './024_contacts.ts';

const steps: Record<string, { statements: string[] }> = {
  '001_counties': counties,
  '002_areas': areas,
  '003_sites': sites,
  '004_people': people,
  '005_transit': transit,
  '006_base_map': baseMap,
  '007_county_extent': countyExtent,
  '008_address_district': addressDistrict,
  '009_protected_pupils': protectedPupils,
  '010_atom_formation': atomFormation,
  '011_network': network,
  '012_districts': districts,
  '013_variants': variants,
  '014_trip_blocks': tripBlocks,
  '015_school_hours': schoolHours,
  '016_claims_and_riders': claimsAndRiders,
  '017_housing_projects': housingProjects,
  '018_enrolments': enrolments,
  '019_kita_supply': kitaSupply,
  '020_kept_forecasts': keptForecasts,
  '021_indicators': indicators,
  '022_offers': offers,
  '023_school_attributes': schoolAttributes,
  '024_contacts': contacts,
};

/** Asked first, since the migrator reads the whole catalogue: a fifth of a second at each start. */
async function isUpToDate(db: Kysely<never>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(
    db,
  );
  if (!rows[0]?.there) return false;
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return JSON.stringify(done.rows.map(({ name }) => name)) === JSON.stringify(Object.keys(steps));
}

export async function migrate(db: Kysely<never>): Promise<void> {
  if (await isUpToDate(db)) return;
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(steps).map(([name, { statements }]) => [
      name,
      {
        up: async (tx) => {
          for (const statement of statements) await sql.raw(statement).execute(tx);
        },
      },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The migration failed.', { cause: error });
}
