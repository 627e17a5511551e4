/** The school planner's first questions: where do this school's pupils live, and which school would be nearest? */
import type { ObservedCatchment } from '../contract/catchments.ts';
import { pupilSums, type PupilSum } from '../data/repositories/people.ts';
import { distance, observedShares } from '../planning/catchment/observed.ts';
import { SHARE_FROM } from '../planning/catchment/choice.ts';
import { classesOf, meanMetres, metresOfShare } from '../planning/catchment/waySums.ts';
import { releaseProtected, releaseProtectedFigure } from '../planning/confidentiality/release.ts';
import { guestCounty } from '../planning/pupils/countList.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import type { ChosenLayer } from './layers.ts';
import { choosePupilLayer, isGuest, isListed, pupilBasis, pupilLayout, type PupilLayout } from './pupilLayout.ts';
import { oneSchool } from './sites.ts';
import { toldAs, waysToSchool, type WaysToSchool } from './waysToSchool.ts';

/** Metres: a mean over protected counts is no better than this. */
const MEAN_STEP = 10;
/** Metres: fine enough for a picture, and coarse beside what an atom's middle can tell. */
const WALK_CLASS = 500;

export const FINEST_FIRST = ['gemeinde', 'ortsteil', 'planungsraum', 'kreis'];

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
  const toSchool = await waysToSchool(context, school, basis.editions);
  const ways = waysOf(rows, layout, layer, school, toSchool);
  const walkOf = meanWalks(ways);
  const figures = figuresOf(ways);
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
        walkMetres: releaseProtectedFigure(walkOf(`${area.county}/${area.key}`)),
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
        walkMetres: 'hidden' as const,
      })),
    ],
    pupils: release(people + own.outside + own.unplaced),
    areasWithPupils: shares.length > 0 ? shares.length : null,
    outsidePupils: release(own.outside),
    guests: guestsByCounty(rows).map(([county, pupils]) => ({ county, pupils: releaseProtected(pupils) })),
    unplacedPupils: release(own.unplaced),
    meanStraightLineMetres: releaseProtectedFigure(figures.straight),
    ways: toldAs(toSchool.note, ways),
    meanWalkMetres: releaseProtectedFigure(figures.walk),
    walkMetresOf90: releaseProtectedFigure(figures.walkOf90),
    walkClasses: classesOf(
      ways.map(({ pupils, walkMetres }) => ({ pupils, metres: walkMetres })),
      WALK_CLASS,
    ).map(releaseProtected),
    meanDriveSeconds: releaseProtectedFigure(figures.drive),
    dangerousPupils:
      toSchool.anyDangerous && ways.some(({ measured }) => measured)
        ? release(ways.reduce((sum, { isDangerous, pupils }) => sum + (isDangerous ? pupils : 0), 0))
        : null,
    sources: await sources(context, counties, ['pupils', 'schools', 'areas', 'network']),
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

interface PupilsOfRow {
  area: string | null;
  pupils: number;
  straightMetres: number;
  walkMetres: number;
  driveSeconds: number | null;
  isDangerous: boolean;
  measured: boolean;
}

/** From the middle of the atoms' houses, else of the area; of whom neither is known is left out. */
function waysOf(
  rows: readonly PupilSum[],
  layout: PupilLayout,
  layer: ChosenLayer,
  school: { x: number; y: number },
  { from }: WaysToSchool,
): PupilsOfRow[] {
  const areas = new Map(layer.areas.map((area) => [`${area.county}/${area.key}`, area.metres]));
  return rows.flatMap((row) => {
    const atom = layout.atomOf(row);
    const area = layout.areaOf(row);
    const home: [number, number] | undefined = atom ? [atom.x, atom.y] : areas.get(area ?? '');
    if (!home) return [];
    const straightMetres = distance(home, [school.x, school.y]);
    const { walkMetres, driveSeconds, isDangerous, measured } = from(row, straightMetres);
    return [{ area, pupils: row.people, straightMetres, walkMetres, driveSeconds, isDangerous, measured }];
  });
}

const rounded = (value: number | null, step: number): number | null =>
  value === null ? null : Math.round(value / step) * step;

/** By area. */
function meanWalks(ways: readonly PupilsOfRow[]): (area: string) => number | null {
  const byArea = new Map<string | null, { pupils: number; metres: number }[]>();
  for (const { area, pupils, walkMetres: metres } of ways) {
    const own = byArea.get(area);
    if (own) own.push({ pupils, metres });
    else byArea.set(area, [{ pupils, metres }]);
  }
  return (area) => rounded(meanMetres(byArea.get(area) ?? []), MEAN_STEP);
}

function figuresOf(ways: readonly PupilsOfRow[]) {
  const of = (pick: (way: PupilsOfRow) => number) => ways.map((way) => ({ pupils: way.pupils, metres: pick(way) }));
  const driven = ways.flatMap(({ pupils, driveSeconds }) =>
    driveSeconds === null ? [] : [{ pupils, metres: driveSeconds }],
  );
  return {
    straight: rounded(meanMetres(of(({ straightMetres }) => straightMetres)), MEAN_STEP),
    walk: rounded(meanMetres(of(({ walkMetres }) => walkMetres)), MEAN_STEP),
    walkOf90: rounded(
      metresOfShare(
        of(({ walkMetres }) => walkMetres),
        0.9,
      ),
      MEAN_STEP,
    ),
    drive: rounded(meanMetres(driven), MEAN_STEP),
  };
}
