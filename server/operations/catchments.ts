/** The school planner's first questions: where do this school's pupils live, and which school would be nearest? */
import { mapPositions, transformer } from '../../geodata/crs/transform.ts';
import type { NearestCatchments, ObservedCatchment } from '../contract/catchments.ts';
import { outline } from '../data/repositories/areas.ts';
import { pupilsOfSchool, pupilsOfType, pupilYears } from '../data/repositories/people.ts';
import { listSchools } from '../data/repositories/sites.ts';
import { nearestCells, nearestSite } from '../planning/catchment/nearest.ts';
import { meanDistance, observedShares } from '../planning/catchment/observed.ts';
import {
  mostFirst,
  releaseCount,
  releaseFigure,
  releaseMean,
  releaseTotal,
} from '../planning/confidentiality/release.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { chooseLayer, countyAreas, crosswalk } from './layers.ts';
import { pupilPolicy } from './policies.ts';
import { oneSchool } from './sites.ts';

/** Metres to which a mean distance is rounded, and to which where it would tell a hidden area. */
const MEAN_STEPS = { fine: 100, coarse: 500 };

const FINEST_FIRST = ['gemeinde', 'ortsteil', 'planungsraum', 'kreis'];

/** The school year asked for, else the newest, with the layer on which its pupils are counted. */
export async function pupilBasis(
  context: Operation,
  counties: string[],
  year: string | undefined,
): Promise<{ year: string; layer: string }> {
  const years = await pupilYears(context.database.db, counties);
  const found = years.find((entry) => (year === undefined || entry.year === year) && entry.layer !== null);
  if (found?.layer) return { year: found.year, layer: found.layer };
  throw new DomainError('notFound', 'pupils.missing', {
    de:
      year === undefined
        ? 'Es sind noch keine Schülerzahlen nach Wohngebiet geladen: bitte unter „Daten“ importieren.'
        : `Für das Schuljahr ${year} sind keine Schülerzahlen geladen: vorhanden sind ${years.map((entry) => entry.year).join(', ') || 'keine'}.`,
    en:
      year === undefined
        ? "No pupils by residence are loaded yet: please import them under 'Data'."
        : `No pupils are loaded for the school year ${year}: there are ${years.map((entry) => entry.year).join(', ') || 'none'}.`,
  });
}

/** Sums per area of the chosen layer; people whose home lies in none of them are outside. */
export function sumByArea(
  rows: { county: string; atom: string | null; people: number }[],
  walk: Map<string, string>,
): { byArea: Map<string, number>; outside: number } {
  const byArea = new Map<string, number>();
  let outside = 0;
  for (const { county, atom, people } of rows) {
    const area = atom === null ? undefined : walk.get(`${county}/${atom}`);
    if (area === undefined) outside += people;
    else byArea.set(`${county}/${area}`, (byArea.get(`${county}/${area}`) ?? 0) + people);
  }
  return { byArea, outside };
}

export async function observedCatchment(
  context: Operation,
  selection: string,
  query: { school: string; year?: string | undefined; layer?: string | undefined },
): Promise<ObservedCatchment> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const school = await oneSchool(context, counties, query.school);
  const basis = await pupilBasis(context, [school.county], query.year);
  const { db } = context.database;
  const layer = await chooseLayer(context, counties, query.layer ?? basis.layer, FINEST_FIRST);
  const walk = await crosswalk(context, counties, basis.layer, layer);
  const own = sumByArea(await pupilsOfSchool(db, [school.county], school.key, basis.year), walk);
  const all = sumByArea(await pupilsOfType(db, counties, school.schoolType, basis.year), walk);
  const shares = observedShares(layer.areas, [school.x, school.y], own.byArea, all.byArea);
  const people = shares.map(({ pupils }) => pupils);
  return {
    school: school.key,
    layer: layer.layer,
    year: basis.year,
    areas: shares
      .map((area) => ({
        county: area.county,
        key: area.key,
        name: area.name,
        point: area.point,
        pupils: releaseCount(pupilPolicy, area.pupils),
        areaPupils: releaseCount(pupilPolicy, area.areaPupils),
        share: releaseFigure(pupilPolicy, area.share, [area.pupils, area.areaPupils]),
        straightLineMetres: Math.round(area.straightLineMetres),
      }))
      .sort((a, b) => mostFirst(a.pupils, b.pupils) || a.straightLineMetres - b.straightLineMetres),
    pupils: releaseTotal(pupilPolicy, [...people, own.outside]),
    areasWithPupils: shares.length,
    outsidePupils: releaseCount(pupilPolicy, own.outside),
    meanStraightLineMetres: releaseMean(pupilPolicy, meanDistance(shares), people, MEAN_STEPS),
    sources: await sources(context, counties, ['pupils', 'schools', 'areas']),
  };
}

export async function nearestCatchments(
  context: Operation,
  selection: string,
  query: { type: string; layer?: string | undefined },
): Promise<NearestCatchments> {
  const chosen = await chosenCounties(context, selection);
  const counties = chosen.map(({ key }) => key);
  const { db } = context.database;
  const schools = await listSchools(db, counties, { type: query.type });
  if (schools.length === 0) {
    throw new DomainError('notFound', 'schools.noneOfType', {
      de: `Es gibt hier keine Schule der Schulart „${query.type}“: bitte eine andere wählen.`,
      en: `There is no school of the type '${query.type}' here: please choose another one.`,
    });
  }
  const layer = await chooseLayer(context, counties, query.layer, FINEST_FIRST);
  const identity = (school: { county: string; key: string }) => `${school.county}/${school.key}`;
  const sites = schools.map((school) => ({ key: identity(school), metres: [school.x, school.y] as [number, number] }));
  const names = new Map(schools.map((school) => [identity(school), school]));
  return {
    schoolType: query.type,
    layer: layer.layer,
    areas: layer.areas.flatMap((area) => {
      const nearest = nearestSite(area.metres, sites);
      const school = nearest && names.get(nearest.site);
      return school
        ? [
            {
              county: area.county,
              key: area.key,
              name: area.name,
              school: school.key,
              straightLineMetres: Math.round(nearest.metres),
            },
          ]
        : [];
    }),
    cells: {
      type: 'FeatureCollection',
      features: await cells(context, Math.min(...chosen.map(({ epsg }) => epsg)), counties, sites, names),
    },
    sources: await sources(context, counties, ['schools', 'areas']),
  };
}

async function cells(
  context: Operation,
  epsg: number,
  counties: string[],
  sites: { key: string; metres: [number, number] }[],
  schools: Map<string, { county: string; key: string; name: string }>,
): Promise<unknown[]> {
  const shape = await outline(context.database.db, await countyAreas(context, counties), epsg);
  if (!shape) return [];
  const toWgs84 = transformer(epsg, 4326);
  return nearestCells(sites, shape).map(({ site, geometry }) => {
    const school = schools.get(site);
    return {
      type: 'Feature',
      id: site,
      properties: { fid: site, school: school?.key ?? site, name: school?.name ?? site },
      geometry: mapPositions(geometry, ([x = 0, y = 0]) => toWgs84([x, y])),
    };
  });
}
