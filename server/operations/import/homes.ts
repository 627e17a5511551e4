/** What must be known of a county before its pupils can be counted: addresses, borders, settings, secret. */
import { transformer } from '../../../geodata/crs/transform.ts';
import { privateKinds, type Kind } from '../../../geodata/import/types.ts';
import { areaShapes, layerImports, listAreas, listLayers } from '../../data/repositories/areas.ts';
import { listCounties } from '../../data/repositories/counties.ts';
import { addressTexts, countySecret } from '../../data/repositories/pupilLists.ts';
import { listSchools } from '../../data/repositories/sites.ts';
import type { Db } from '../../data/open.ts';
import { DEFAULT_PROTECTION, type ProtectionSettings } from '../../planning/confidentiality/settings.ts';
import type { GroundArea } from '../../planning/pupils/ground.ts';
import type { AreaPlace } from '../../planning/pupils/countTable.ts';
import type { Operation } from '../../context.ts';
import { newSecret } from './secretRandom.ts';

/** Goes to the worker that counts. */
export interface Homes {
  county: string;
  settings: ProtectionSettings;
  secret: string;
  /** Keys of schools that are told no finer than the Gemeinde. */
  sensitive: string[];
  /** Layer whose keys name a pupil's home where no atom does. */
  homeLayer: string;
  layers: { gemeinde: GroundArea[]; planningArea: GroundArea[]; district: GroundArea[] };
  /** JSON texts (addressTexts). */
  register: string[];
  /** Row of the list → the address that a person wrote instead. */
  corrections: Record<string, string>;
  /** By layer, for tables that are already counted. */
  places: Record<string, AreaPlace[]>;
  areasOfGemeinde: number;
}

/** Tried in order: what a county calls the communities that its pupils come from. */
const HOME_LAYERS = ['gemeinde', 'bezirk', 'ortsteil', 'planungsraum', 'kreis'];
const DISTRICT = /bezirk$/;

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
): Promise<Homes | null> {
  if (kind !== 'pupils' && !privateKinds.has(kind)) return null;
  const { db } = context.database;
  const known = (await listCounties(db, [county]))[0];
  if (!known) return null;
  const settings = protectionOf(known.settings);
  const schools = await listSchools(db, [county]);
  const keys = (await listLayers(db, [county])).map(({ key }) => key);
  const homeLayer = HOME_LAYERS.find((key) => keys.includes(key)) ?? keys.at(-1) ?? 'gemeinde';
  const common = {
    county,
    settings,
    secret: await countySecret(db, county, newSecret()),
    sensitive: schools
      .filter(
        ({ key, schoolType }) =>
          settings.sensitiveTypes.includes(schoolType) || settings.sensitiveSchools.includes(key),
      )
      .map(({ key }) => key),
    homeLayer,
    corrections,
  };
  if (kind === 'pupils') {
    const places = Object.fromEntries(
      await Promise.all(keys.map(async (key) => [key, await placesOf(db, county, key)] as const)),
    );
    const areasOfGemeinde = (places[homeLayer] ?? []).length;
    return {
      ...common,
      layers: { gemeinde: [], planningArea: [], district: [] },
      register: [],
      places,
      areasOfGemeinde,
    };
  }
  const district = keys.find((key) => key !== homeLayer && key !== 'bezirk' && DISTRICT.test(key));
  const layers = {
    gemeinde: await shapesOf(db, county, homeLayer),
    planningArea: homeLayer === 'planungsraum' ? [] : await shapesOf(db, county, 'planungsraum'),
    district: district === undefined ? [] : await shapesOf(db, county, district),
  };
  return {
    ...common,
    layers,
    register: await addressTexts(db, county),
    places: {},
    areasOfGemeinde: layers.gemeinde.length,
  };
}

async function shapesOf(db: Db, county: string, layer: string): Promise<GroundArea[]> {
  const shapes = await areaShapes(db, await layerImports(db, [county], layer, null));
  return shapes.map(({ key, geometry }) => ({ key, geometry }));
}

async function placesOf(db: Db, county: string, layer: string): Promise<AreaPlace[]> {
  const toGrid = transformer(4326, 3035);
  const areas = await listAreas(db, await layerImports(db, [county], layer, null), [county]);
  return areas.map(({ key, point }) => {
    const [e, n] = toGrid(point).map(Math.round) as [number, number];
    return { key, n, e };
  });
}
