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
import { waysTo, type Point } from '../kitaReach/ways.ts';
import { sitesGround, type SitesQuery } from './ground.ts';
import { children, metresOf, whole } from './told.ts';

/** Homes of more demand are looked at first; beyond so many they lie close to others. */
const MOST_CANDIDATES = 1500;

export async function kitaSites(
  context: Forecasting,
  selection: string,
  { count = 1, ...query }: SitesQuery & { count?: number | undefined },
): Promise<KitaSites> {
  const found = await sitesGround(context, selection, query);
  const { ground, homes, tables, problem, column, metres, places, areaOfHome, told } = found;
  const { groups } = problem;
  const numbers = candidateHomes(problem.children, groups);
  const points = (): Point[] => numbers.map((home) => homes.homes[home]!.point);
  const name = `homes ${numbers.length} ${numbers.reduce((hash, home) => (hash * 31 + home) | 0, 7)}`;
  const { list } = await waysTo(context, ground.chosen, tables, name, points, metres);
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
    ranking: made.ranking.map(tell),
    gain: whole(made.gain),
    bound: whole(made.bound),
  };
}

/** Numbers of homes with demand, in their order; of too many those with most. */
function candidateHomes(demanded: ArrayLike<number>, groups: number): number[] {
  const demand = new Float64Array(demanded.length / groups);
  for (let each = 0; each < demanded.length; each++) demand[Math.floor(each / groups)]! += demanded[each]!;
  return [...demand.keys()]
    .filter((home) => demand[home]! > 0)
    .sort((a, b) => demand[b]! - demand[a]! || a - b)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a - b);
}
