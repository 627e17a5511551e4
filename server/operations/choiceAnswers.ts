/** What leaves of a school choice: every number a sum of protected counts, what is not known null, never 0. */
import type { ChoiceArea, ChoiceSchool, CoreArea, SchoolChoice } from '../contract/choice.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import {
  inflow,
  leakage,
  SHARE_FROM,
  shareOf,
  type Intake,
  type SchoolChoice as Choice,
} from '../planning/catchment/choice.ts';
import { coreAreas } from '../planning/catchment/coreAreas.ts';
import { distance } from '../planning/catchment/observed.ts';
import {
  PUBLISHED,
  releaseCount,
  releaseProtected,
  releaseProtectedFigure,
  type ReleasedCount,
  type ReleasedValue,
} from '../planning/confidentiality/release.ts';
import type { ChosenLayer } from './layers.ts';

export const fidOf = ({ county, key }: { county: string; key: string }): string => `${county}/${key}`;

export interface ListedSchool extends SchoolRecord {
  fid: string;
  /** The area of the layer in which it lies. */
  area: string | null;
  /** Does the list of the year hold its pupils? */
  isListed: boolean;
}

export interface ChoiceView {
  layer: ChosenLayer;
  schools: ListedSchool[];
  choice: Choice;
  /** Areas whose pupils are counted with a neighbour's. */
  merged: ReadonlySet<string>;
  /** Atoms are too small to be a school's own area. */
  hasOwnAreas: boolean;
}

/** Counties whose list names schools of the type. */
const reachedBy = ({ schools }: ChoiceView): Set<string> =>
  new Set(schools.filter(({ isListed }) => isListed).map(({ county }) => county));

/** A sum in an area: where its pupils are counted with a neighbour's, none of them is not "few". */
const counted = (sum: number, isMerged: boolean): ReleasedCount =>
  sum === 0 && isMerged ? 'hidden' : releaseProtected(sum);

/** A share beside its count: unknown or hidden as that is. */
const rate = (count: ReleasedCount, share: number | null): ReleasedValue =>
  count === null || count === 'hidden' ? count : releaseProtectedFigure(share);

export function areaAnswers(view: ChoiceView): ChoiceArea[] {
  const reached = reachedBy(view);
  return view.layer.areas.map((area) => areaAnswer(view, area, reached.has(area.county)));
}

function areaAnswer(view: ChoiceView, area: ChosenLayer['areas'][number], isReached: boolean): ChoiceArea {
  const { choice, schools, merged, hasOwnAreas } = view;
  const { county, key, name, point } = area;
  const fid = fidOf(area);
  const isMerged = merged.has(fid);
  const residents = choice.areas.get(fid) ?? { pupils: 0, inside: 0, elsewhere: 0 };
  const here = schools.filter((school) => school.area === fid);
  const pupils = isReached ? counted(residents.pupils, isMerged) : null;
  const isInsideKnown = isReached && hasOwnAreas && here.every((school) => school.isListed);
  const attended = [...(choice.matrix.get(fid) ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    county,
    key,
    name,
    point,
    schools: here.length,
    isMerged,
    pupils,
    inside: !isInsideKnown
      ? null
      : here.length === 0
        ? // Which schools lie where is public.
          releaseCount(PUBLISHED, 0)
        : counted(residents.inside, isMerged),
    elsewhere: isReached && hasOwnAreas ? counted(residents.elsewhere, isMerged) : null,
    leakage: isInsideKnown ? rate(pupils, leakage(residents)) : null,
    attended: attended.map(([school, people]) => ({
      school,
      pupils: releaseProtected(people),
      share: releaseProtectedFigure(shareOf(people, residents.pupils)),
    })),
  };
}

export function schoolAnswer(view: ChoiceView, school: ListedSchool): ChoiceSchool {
  const { county, key, name, area, fid } = school;
  const intake = view.choice.schools.get(fid) ?? { pupils: 0, own: 0, others: 0, guests: 0, unplaced: 0 };
  const release = (sum: number) => (school.isListed ? releaseProtected(sum) : null);
  const own = school.isListed && area !== null ? counted(intake.own, view.merged.has(area)) : null;
  return {
    county,
    key,
    name,
    area,
    pupils: release(intake.pupils),
    own,
    others: release(intake.others),
    guests: release(intake.guests),
    unplaced: release(intake.unplaced),
    inflow: rate(own, inflow(intake)),
    core: coreAnswer(view, school, intake),
  };
}

function coreAnswer({ layer, choice }: ChoiceView, school: ListedSchool, { own, others }: Intake): CoreArea | null {
  if (own + others < SHARE_FROM) return null;
  const { levelOf, extents } = coreAreas(
    layer.areas.map((area) => ({
      key: fidOf(area),
      pupils: choice.matrix.get(fidOf(area))?.get(school.fid) ?? 0,
      metres: distance(area.metres, [school.x, school.y]),
    })),
  );
  return {
    areas: [...levelOf].map(([area, level]) => ({ area, level })),
    extents: extents.map(({ pupils, farthestMetres, ...extent }) => ({
      ...extent,
      pupils: releaseProtected(pupils),
      farthestMetres: Math.round(farthestMetres),
    })),
  };
}

export function totalAnswer(view: ChoiceView): SchoolChoice['total'] {
  const { choice, schools, hasOwnAreas } = view;
  const isKnown = reachedBy(view).size > 0;
  const intakes = [...choice.schools.values()];
  const sum = (of: keyof Intake) => intakes.reduce((total, intake) => total + intake[of], 0);
  const release = (people: number) => (isKnown ? releaseProtected(people) : null);
  const [inside, elsewhere] = [sum('own'), sum('others')];
  const withSchool = new Set(schools.map(({ area }) => area));
  const without = [...choice.areas].filter(([area]) => !withSchool.has(area));
  return {
    pupils: release(sum('pupils')),
    inside: hasOwnAreas ? release(inside) : null,
    elsewhere: hasOwnAreas ? release(elsewhere) : null,
    withoutSchool: hasOwnAreas ? release(without.reduce((people, [, { pupils }]) => people + pupils, 0)) : null,
    guests: release(sum('guests')),
    unplaced: release(sum('unplaced')),
    leakage: isKnown && hasOwnAreas ? releaseProtectedFigure(shareOf(elsewhere, inside + elsewhere)) : null,
  };
}
