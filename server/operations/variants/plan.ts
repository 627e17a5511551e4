/** What every variant starts from: the plan of today, and the ground on which it is drawn. */
import type { Response } from '../../contract/endpoint.ts';
import type { planGround, planToday } from '../../contract/variants.ts';
import { releaseProtectedFigure as figure } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import { comparability } from '../comparability.ts';
import { chosenCounties, sources } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import { KINDS as forecastKinds } from '../enrolment/outlook.ts';
import { homeNames } from '../homeNames.ts';
import { ruleNote } from '../rules.ts';
import { planAnswer } from './answers.ts';
import { lookAhead, shownOf, type Asked } from './ahead.ts';
import { told, unchanged } from './evaluate.ts';
import { countyWorld } from './world.ts';

const KINDS = ['pupils', 'schools', 'areas', 'network', 'districts', 'indicators'];

/** Without any change; of today, or of a year to come. */
export async function todaysPlan(context: Forecasting, key: string, asked: Asked): Promise<Response<typeof planToday>> {
  const [county] = await chosenCounties(context, key);
  const world = await countyWorld(context, county!);
  const { year, ahead } = await shownOf(context, world, asked);
  // Of today every year is the same.
  const shown = { year: ahead === null ? null : year, ahead };
  return {
    plan: planAnswer(world, { ...told(world, unchanged(world), shown), isBesideToday: false }),
    lookAhead: await lookAhead(context, world),
    protection: {
      ...world.protection,
      notices: await comparability(context, [key], ['pupils', 'pupil-list'], [world.edition]),
    },
    ways: world.ways,
    rules: world.ruleRecords.map(ruleNote),
    burden: world.burdenBy,
    choice: world.choice.map(({ schoolType, from, to, misplaced, misplacedByNearest, low, high, schools }) => ({
      schoolType,
      from,
      to,
      misplaced: figure(misplaced),
      misplacedByNearest: figure(misplacedByNearest),
      low: figure(low),
      high: figure(high),
      schools,
    })),
    sources: await sources(context, [key], ahead === null ? KINDS : [...KINDS, ...forecastKinds]),
  };
}

export async function groundOfPlan(context: Operation, key: string): Promise<Response<typeof planGround>> {
  const [county] = await chosenCounties(context, key);
  const { world, ground } = await countyWorld(context, county!);
  const names = await homeNames(context, key);
  return {
    atoms: world.atoms.map(({ key: atom, area, lon, lat }) => {
      const home = world.areas[area]!;
      return {
        key: atom,
        name: `${names.get(home) ?? home} ${Number(atom.split('-').at(-1))}`,
        home,
        point: [lon, lat],
      };
    }),
    arcs: ground.arcs,
    sides: ground.sides,
    polygons: ground.polygons,
  };
}
