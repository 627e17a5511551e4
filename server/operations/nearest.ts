/** Which school of a type is nearest: by the way on foot where a road network is loaded, else by straight line. */
import { mapPositions, transformer } from '../../geodata/crs/transform.ts';
import type { NearestCatchments } from '../contract/catchments.ts';
import { outline } from '../data/repositories/areas.ts';
import { pupilAtoms } from '../data/repositories/people.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import { atomPoints, territories, costsToSchools } from '../data/repositories/ways.ts';
import { nearestCells, nearestSite } from '../planning/catchment/nearest.ts';
import { homeCells } from '../planning/catchment/homeCells.ts';
import { areasByWay, least, type HomeWays } from '../planning/catchment/nearestByWay.ts';
import { estimatedWalk } from '../planning/transport/distanceBand.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { FINEST_FIRST } from './catchments.ts';
import { chooseLayer, countyAreas, type ChosenLayer } from './layers.ts';
import { pupilBasis, pupilLayout } from './pupilLayout.ts';
import { schoolsOfType } from './sites.ts';
import { newestAtoms, wayNote } from './waysToSchool.ts';

interface Question {
  counties: string[];
  epsg: number;
  schools: SchoolRecord[];
  layer: ChosenLayer;
  by: NearestCatchments['by'];
}

export async function nearestCatchments(
  context: Operation,
  selection: string,
  query: { type: string; layer?: string | undefined; by?: NearestCatchments['by'] | undefined },
): Promise<NearestCatchments> {
  const chosen = await chosenCounties(context, selection);
  const counties = chosen.map(({ key }) => key);
  const schools = await schoolsOfType(context, counties, query.type);
  const layer = await chooseLayer(context, counties, query.layer, FINEST_FIRST);
  const by = query.by ?? 'walk';
  const question = { counties, epsg: Math.min(...chosen.map(({ epsg }) => epsg)), schools, layer, by };
  // Ways are measured inside a county: of several, a neighbour's school may be nearer than any of them.
  const found = (counties.length === 1 ? await byWay(context, question) : null) ?? (await byLine(context, question));
  return {
    schoolType: query.type,
    layer: layer.layer,
    ...found,
    sources: await sources(context, counties, [
      'schools',
      'areas',
      ...(found.ways.method === 'network' ? ['network'] : []),
    ]),
  };
}

type Found = Pick<NearestCatchments, 'by' | 'areas' | 'cells' | 'ways'>;

const identity = (school: { county: string; key: string }) => `${school.county}/${school.key}`;

async function byLine(context: Operation, { counties, epsg, schools, layer }: Question): Promise<Found> {
  const note = await wayNote(context, counties[0]!, false);
  const sites = schools.map((school) => ({ key: identity(school), metres: [school.x, school.y] as [number, number] }));
  const names = new Map(schools.map((school) => [identity(school), school]));
  const shape = await outline(context.database.db, await countyAreas(context, counties), epsg);
  const toWgs84 = transformer(epsg, 4326);
  return {
    by: 'walk',
    ways: note,
    areas: layer.areas.flatMap((area) => {
      const nearest = nearestSite(area.metres, sites);
      const school = nearest && names.get(nearest.site);
      if (!school) return [];
      const straightLineMetres = Math.round(nearest.metres);
      const walkMetres = Math.round(estimatedWalk(nearest.metres, note.detourFactor));
      return [
        { ...named(area), school: school.key, homesShare: null, straightLineMetres, walkMetres, driveSeconds: null },
      ];
    }),
    cells: collection(
      (shape ? nearestCells(sites, shape) : []).map(({ site, geometry }) => ({
        school: names.get(site)!,
        geometry: mapPositions(geometry, ([x = 0, y = 0]) => toWgs84([x, y])),
      })),
    ),
  };
}

/** Null where no ways are measured. */
async function byWay(context: Operation, { counties, epsg, schools, layer, by }: Question): Promise<Found | null> {
  const { db } = context.database;
  const newest = await newestAtoms(context, counties);
  if (newest === null) return null;
  const { editions, year } = newest;
  const stored = await costsToSchools(db, editions, schools, by);
  // Of a school that is not measured yet nobody knows whether it is the nearest.
  if (stored.length < schools.length * editions.length) return null;
  const costs = new Map(stored.map(({ school, cost }) => [school, cost]));
  const layout = await pupilLayout(context, counties, await pupilBasis(context, counties, year), layer);
  const atoms = new Map((await pupilAtoms(db, editions, counties)).map((atom) => [atom.key, atom]));
  const homes = (await atomPoints(db, editions)).map(
    ({ key, edition }, index): HomeWays & { place: [number, number] } => {
      const { county, home, houses, x, y } = atoms.get(key)!;
      const area = layout.areaOf({ county, edition, atom: key, home });
      return { place: [x, y], area, houses, costs: schools.map((school) => costs.get(school.key)?.[index] ?? null) };
    },
  );
  const byArea = areasByWay(homes);
  const owned = homeCells(homes.map(({ place }) => place)).flatMap((cell, index) => {
    const nearest = least(homes[index]!.costs);
    return cell && nearest ? [{ school: schools[nearest.site]!.key, geojson: JSON.stringify(cell) }] : [];
  });
  const byKey = new Map(schools.map((school) => [school.key, school]));
  const shapes = await territories(db, owned, await countyAreas(context, counties), epsg);
  return {
    by,
    ways: await wayNote(context, counties[0]!, true),
    areas: layer.areas.flatMap((area) => {
      const found = byArea.get(identity(area));
      if (!found) return [];
      const school = schools[found.site]!;
      return [
        {
          ...named(area),
          school: school.key,
          homesShare: found.share,
          straightLineMetres: Math.round(Math.hypot(area.metres[0] - school.x, area.metres[1] - school.y)),
          walkMetres: by === 'walk' ? Math.round(found.cost) : null,
          driveSeconds: by === 'drive' ? Math.round(found.cost) : null,
        },
      ];
    }),
    cells: collection(shapes.map(({ school, geometry }) => ({ school: byKey.get(school)!, geometry }))),
  };
}

const named = ({ county, key, name }: { county: string; key: string; name: string }) => ({ county, key, name });

function collection(cells: { school: SchoolRecord; geometry: unknown }[]): NearestCatchments['cells'] {
  return {
    type: 'FeatureCollection',
    features: cells.map(({ school, geometry }) => ({
      type: 'Feature',
      id: identity(school),
      properties: { fid: identity(school), school: school.key, name: school.name },
      geometry,
    })),
  };
}
