/** What must be known of a county before its pupils can be counted: addresses, borders, settings, secret. */
import { transformer } from '../../../geodata/crs/transform.ts';
import { addressedKinds, type Kind } from '../../../geodata/import/types.ts';
import { areaShapes, layerImports, listAreas, listLayers } from '../../data/repositories/areas.ts';
import { listCounties } from '../../data/repositories/counties.ts';
import { addressTexts, countySecret } from '../../data/repositories/pupilLists.ts';
import { listSchools } from '../../data/repositories/sites.ts';
import { listBefore, type Before, type ListKind } from '../../data/repositories/formations.ts';
import type { Borders } from '../../data/schema/people.ts';
import type { Db } from '../../data/open.ts';
import { DEFAULT_PROTECTION, type ProtectionSettings } from '../../planning/confidentiality/settings.ts';
import type { GroundArea } from '../../planning/pupils/ground.ts';
import type { AreaPlace } from '../../planning/pupils/countTable.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import { freshSecret } from './countySecret.ts';
import { doorsOf, type Doors } from './doors.ts';
import { borderLayers, bordersOf } from './formation.ts';

/** Goes to the worker that counts. */
export type Homes = TableHomes | ListHomes;

interface AnyHomes {
  county: string;
  settings: ProtectionSettings;
  secret: string;
  /** Keys of schools that are told no finer than the Gemeinde. */
  sensitive: string[];
  /** Key and place of each school, EPSG:3035 metres. */
  schoolPoints: (readonly [string, { n: number; e: number }])[];
  /** Layer whose keys name a pupil's home where no atom does. */
  homeLayer: string;
  layerNames: Record<string, Sentence>;
}

/** What atoms begin with (formation.ts). */
interface Begun {
  borders: Borders;
  before: Before | null;
}

/** For a table that is already counted. */
interface TableHomes extends AnyHomes {
  of: 'table';
  /** By layer. */
  places: Record<string, AreaPlace[]>;
  begun: Record<string, Begun>;
}

/** For a list of people with their addresses. */
export interface ListHomes extends AnyHomes {
  of: 'list';
  begun: Begun;
  layers: { gemeinde: GroundArea[]; planningArea: GroundArea[]; district: GroundArea[] };
  /** JSON texts (addressTexts). */
  register: string[];
  /** What ways on foot are measured with; null: nothing is measured. */
  doors: Doors | null;
  /** Row of the list → the address that a person wrote instead. */
  corrections: Record<string, string>;
}

export const protectionOf = (settings: Record<string, unknown>): ProtectionSettings => ({
  ...DEFAULT_PROTECTION,
  ...(settings['protection'] as Partial<ProtectionSettings> | undefined),
});

/** Null where the county does not exist yet: then nothing can be counted either, and the reader says what is missing. */
export async function homesOf(
  context: Operation,
  county: string,
  kind: Kind,
  corrections: Record<string, string>,
  preview: boolean,
): Promise<Homes | null> {
  if (kind !== 'pupils' && !addressedKinds.has(kind)) return null;
  const { db } = context.database;
  const known = (await listCounties(db, [county]))[0];
  if (!known) return null;
  const settings = protectionOf(known.settings);
  const schools = await listSchools(db, [county]);
  const layers = await listLayers(db, [county]);
  const roles = await borderLayers(db, county);
  const common = {
    county,
    settings,
    secret: await countySecret(db, county, freshSecret(context.newId)),
    sensitive: schools
      .filter(
        ({ key, schoolType }) =>
          settings.sensitiveTypes.includes(schoolType) || settings.sensitiveSchools.includes(key),
      )
      .map(({ key }) => key),
    schoolPoints: schools.map(({ key, lon, lat }) => [key, gridPoint([lon, lat])] as const),
    homeLayer: roles.gemeinde,
    layerNames: Object.fromEntries(layers.map(({ key, label }) => [key, label])),
  };
  if (kind === 'pupils') {
    const [places, begun]: [TableHomes['places'], TableHomes['begun']] = [{}, {}];
    for (const { key } of layers) {
      places[key] = await placesOf(db, county, key);
      begun[key] = {
        borders: await bordersOf(db, county, { gemeinde: key }),
        before: await listBefore(db, county, 'pupils', key),
      };
    }
    return { ...common, of: 'table', places, begun };
  }
  const shapes = (layer: string | undefined) => (layer === undefined ? [] : shapesOf(db, county, layer));
  return {
    ...common,
    of: 'list',
    begun: {
      borders: await bordersOf(db, county, roles),
      before: await listBefore(db, county, kind as ListKind, roles.gemeinde),
    },
    layers: {
      gemeinde: await shapes(roles.gemeinde),
      planningArea: await shapes(roles.planningArea),
      district: await shapes(roles.district),
    },
    register: await addressTexts(db, county),
    // A preview counts only, and measures nothing.
    doors: kind === 'pupil-list' && !preview ? await doorsOf(db, county) : null,
    corrections,
  };
}

async function shapesOf(db: Db, county: string, layer: string): Promise<GroundArea[]> {
  const shapes = await areaShapes(db, await layerImports(db, [county], layer, null));
  return shapes.map(({ key, name, geometry }) => ({ key, name, geometry }));
}

async function placesOf(db: Db, county: string, layer: string): Promise<AreaPlace[]> {
  const areas = await listAreas(db, await layerImports(db, [county], layer, null), [county]);
  return areas.map(({ key, point }) => ({ key, ...gridPoint(point) }));
}

const toGrid = transformer(4326, 3035);

function gridPoint(point: [number, number]): { n: number; e: number } {
  const [e, n] = toGrid(point).map(Math.round) as [number, number];
  return { n, e };
}
