/**
 * Where new places help most. Candidates are the homes of children: atoms, else the middle of each area.
 *
 * Nothing in the answer gives a child away: the model works with what is told anyway (see kitaReach.ts), the places of homes are
 * public, and what a site gains is told in whole places.
 */
import type { KitaSites, SiteGain } from '../../contract/kitaSites.ts';
import type { Candidates } from '../../planning/kita/opening.ts';
import type { RankedSite } from '../../planning/kita/rankSites.ts';
import { reachableOf } from '../../planning/kita/pairs.ts';
import type { Forecasting } from '../demography/work.ts';
import type { Home } from '../kitaReach/homes.ts';
import { waysTo, type Point } from '../kitaReach/ways.ts';
import { sitesGround, type SitesQuery } from './ground.ts';
import { children, metresOf, whole } from './told.ts';

/** Beyond so many homes they lie close to others: then those are left out in which fewest children live. */
const MOST_CANDIDATES = 1500;

export async function kitaSites(
  context: Forecasting,
  selection: string,
  { count = 1, ...query }: SitesQuery & { count?: number | undefined },
): Promise<KitaSites> {
  const found = await sitesGround(context, selection, query);
  const { ground, homes, tables, problem, column, metres, places, areaOfHome, told } = found;
  const numbers = candidateHomes(homes.homes);
  const points = (): Point[] => numbers.map((home) => homes.homes[home]!.point);
  const { list } = await waysTo(context, ground.chosen, tables, 'homes', points, metres);
  const rows = reachableOf({ place: list.stop, stop: list.place, metres: list.metres }, numbers.length, metres);
  const part = Int32Array.from(numbers, (home) => areaOfHome[home]!);
  const candidates: Candidates = { part, start: rows.start, point: rows.site, cost: rows.cost };
  const made = await context.onPeople({ task: 'bestSites', problem, candidates, places, group: column, count });
  const tell = ({ candidate, gain, mean }: RankedSite): SiteGain => {
    const home = numbers[candidate]!;
    const { county, point } = homes.homes[home]!;
    const area = ground.layer.areas[areaOfHome[home]!];
    return {
      ...{ county, position: point, area: area?.key ?? null, name: area?.name ?? '' },
      gain: children(gain, homes.base),
      metres: metresOf(mean),
    };
  };
  return {
    ...told,
    ...{ count, candidates: numbers.length, unserved: whole(made.unserved), metresToday: metresOf(made.mean) },
    chosen: made.chosen.map(tell),
    // Among all homes there are some that help nobody.
    ranking: made.ranking.filter(({ gain }, at) => at === 0 || gain > 0).map(tell),
    gain: whole(made.gain),
    bound: whole(made.bound),
  };
}

/** Numbers of homes, in their order: the same whatever is asked, so that ways to them are found once. */
function candidateHomes(homes: readonly Home[]): number[] {
  return [...homes.keys()]
    .sort((a, b) => homes[b]!.weight - homes[a]!.weight || a - b)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a - b);
}
