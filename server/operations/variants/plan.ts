/** What every variant starts from: the plan of today, and the ground on which it is drawn. */
import type { Response } from '../../contract/endpoint.ts';
import type { planGround, planToday } from '../../contract/variants.ts';
import { releaseProtectedFigure as figure } from '../../planning/confidentiality/release.ts';
import { emptyState } from '../../planning/variant/state.ts';
import type { Operation } from '../../context.ts';
import { comparability } from '../comparability.ts';
import { chosenCounties, sources } from '../counties.ts';
import { homeNames } from '../homeNames.ts';
import { ruleNote } from '../rules.ts';
import { planAnswer } from './answers.ts';
import { figuresToday } from './evaluate.ts';
import { countyWorld } from './world.ts';

export async function todaysPlan(context: Operation, key: string): Promise<Response<typeof planToday>> {
  const [county] = await chosenCounties(context, key);
  const world = await countyWorld(context, county!);
  const today = figuresToday(world);
  const state = emptyState(world.world);
  return {
    plan: planAnswer(world, { state, today, after: today, shownYear: null, years: [], isBesideToday: false }),
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
    sources: await sources(context, [key], ['pupils', 'schools', 'areas', 'network', 'districts', 'indicators']),
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
