/** The school planner's first questions: where do this school's pupils live, and which school would be nearest? */
import { mapPositions, transformer } from '../../geodata/crs/transform.ts';
import type { NearestCatchments, ObservedCatchment } from '../contract/catchments.ts';
import { outline } from '../data/repositories/areas.ts';
import { pupilSums, type PupilSum } from '../data/repositories/people.ts';
import { listSchools } from '../data/repositories/sites.ts';
import { nearestCells, nearestSite } from '../planning/catchment/nearest.ts';
import { distance, meanDistance, observedShares } from '../planning/catchment/observed.ts';
import { releaseProtected, releaseProtectedFigure } from '../planning/confidentiality/release.ts';
import { DomainError } from '../planning/errors.ts';
import { guestCounty } from '../planning/pupils/countList.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { chooseLayer, countyAreas, type ChosenLayer } from './layers.ts';
import { choosePupilLayer, isGuest, isListed, pupilBasis, pupilLayout, type PupilLayout } from './pupilLayout.ts';
import { oneSchool } from './sites.ts';

/** Pupils of an area from which a share of them means something: below, one base is more than a tenth. */
const SHARE_FROM = 30;
/** Metres: a mean over protected counts is no better than this. */
const MEAN_STEP = 10;

const FINEST_FIRST = ['gemeinde', 'ortsteil', 'planungsraum', 'kreis'];

interface HomeSums {
  /** People by `county/key`. */
  byArea: Map<string, number>;
  /** Guests, and those of whom it is not known in which area they live. */
  outside: number;
  unplaced: number;
}

export function sumByArea(rows: readonly PupilSum[], { areaOf }: Pick<PupilLayout, 'areaOf'>): HomeSums {
  const sums: HomeSums = { byArea: new Map(), outside: 0, unplaced: 0 };
  for (const row of rows) {
    const area = areaOf(row);
    if (area !== null) sums.byArea.set(area, (sums.byArea.get(area) ?? 0) + row.people);
    else if (isGuest(row.home)) sums.outside += row.people;
    else sums.unplaced += row.people;
  }
  return sums;
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
  const layer = await choosePupilLayer(context, counties, basis, query.layer, FINEST_FIRST);
  const layout = await pupilLayout(context, counties, basis, layer);
  const rows = await pupilSums(db, basis.editions, { key: school.key });
  const own = sumByArea(rows, layout);
  const all = sumByArea(await pupilSums(db, basis.editions, { type: school.schoolType }), layout);
  const shares = observedShares(layer.areas, [school.x, school.y], own.byArea, all.byArea);
  const people = shares.reduce((sum, { pupils }) => sum + pupils, 0);
  const listed = isListed(rows, school, basis);
  const release = (sum: number) => (listed ? releaseProtected(sum) : null);
  // Pupils who are counted by the Gemeinde alone may give a number to one without an atom of its own.
  const isMerged = (fid: string) => listed && layout.hidden.has(fid) && !own.byArea.has(fid);
  const merged = layer.areas.filter(({ county, key }) => isMerged(`${county}/${key}`));
  return {
    school: school.key,
    layer: layer.layer,
    year: basis.year,
    protection: basis.protection,
    areas: [
      ...shares.map((area) => ({
        county: area.county,
        key: area.key,
        name: area.name,
        point: area.point,
        pupils: releaseProtected(area.pupils),
        areaPupils: releaseProtected(area.areaPupils),
        share: area.areaPupils < SHARE_FROM ? null : releaseProtectedFigure(area.share),
        straightLineMetres: Math.round(area.straightLineMetres),
      })),
      ...merged.map(({ county, key, name, point, metres }) => ({
        county,
        key,
        name,
        point,
        pupils: 'hidden' as const,
        areaPupils: 'hidden' as const,
        share: 'hidden' as const,
        straightLineMetres: Math.round(distance(metres, [school.x, school.y])),
      })),
    ],
    pupils: release(people + own.outside + own.unplaced),
    areasWithPupils: shares.length > 0 ? shares.length : null,
    outsidePupils: release(own.outside),
    guests: guestsByCounty(rows).map(([county, pupils]) => ({ county, pupils: releaseProtected(pupils) })),
    unplacedPupils: release(own.unplaced),
    meanStraightLineMetres: releaseProtectedFigure(meanWay(rows, layout, layer, school)),
    sources: await sources(context, counties, ['pupils', 'schools', 'areas']),
  };
}

function guestsByCounty(rows: readonly PupilSum[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { home, people } of rows) {
    const county = guestCounty(home);
    if (county !== null) sums.set(county, (sums.get(county) ?? 0) + people);
  }
  return [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** Pupil-weighted mean of the straight lines from the middle of the atoms' houses, else of the area; metres. */
function meanWay(
  rows: readonly PupilSum[],
  layout: PupilLayout,
  layer: ChosenLayer,
  school: { x: number; y: number },
): number | null {
  const areas = new Map(layer.areas.map((area) => [`${area.county}/${area.key}`, area.metres]));
  const ways = rows.flatMap((row) => {
    const atom = layout.atomOf(row);
    const home: [number, number] | undefined = atom ? [atom.x, atom.y] : areas.get(layout.areaOf(row) ?? '');
    return home ? [{ pupils: row.people, straightLineMetres: distance(home, [school.x, school.y]) }] : [];
  });
  const mean = meanDistance(ways);
  return mean === null ? null : Math.round(mean / MEAN_STEP) * MEAN_STEP;
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
