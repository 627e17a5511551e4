/**
 * Where new places help most. Candidates are the homes of children: atoms, else the middle of each area.
 *
 * Nothing in the answer gives a child away: the model works with what is told anyway (see kitaReach.ts), the places of homes are
 * public, and what a site gains is told in whole places.
 */
import type { KitaSites, SiteGain } from '../../contract/kitaSites.ts';
import { releaseProtectedFigure } from '../../planning/confidentiality/release.ts';
import type { Candidates, SiteGain as Gain } from '../../planning/kita/newSites.ts';
import { reachableOf } from '../../planning/kita/pairs.ts';
import type { Forecasting } from '../demography/work.ts';
import { waysTo, type Point } from '../kitaReach/ways.ts';
import { sitesGround, type SitesQuery } from './ground.ts';

/** Homes of more demand are looked at first; beyond so many they lie close to others. */
const MOST_CANDIDATES = 1500;

const whole = (children: number) => releaseProtectedFigure(Math.round(children));

export async function kitaSites(
  context: Forecasting,
  selection: string,
  { count = 1, ...query }: SitesQuery & { count?: number | undefined },
): Promise<KitaSites> {
  const found = await sitesGround(context, selection, query);
  const { ground, homes, tables, problem, column, metres, places, areaOfHome, told } = found;
  const { groups, children } = problem;
  const numbers = candidateHomes(children, groups);
  const points = (): Point[] => numbers.map((home) => homes.homes[home]!.point);
  const name = `homes ${numbers.length} ${numbers.reduce((hash, home) => (hash * 31 + home) | 0, 7)}`;
  const { list } = await waysTo(context, ground.chosen, tables, name, points, metres);
  const rows = reachableOf({ place: list.stop, stop: list.place, metres: list.metres }, numbers.length, metres);
  const candidates: Candidates = { start: rows.start, point: rows.site, cost: rows.cost };
  const cap = Float64Array.from({ length: groups }, (_, group) => (column < 0 || group === column ? Infinity : 0));
  const made = await context.onPeople({ task: 'newSites', problem, candidates, places: { total: places, cap }, count });
  const tell = ({ candidate, gain, metres: way }: Gain): SiteGain => {
    const home = numbers[candidate]!;
    const { county, point } = homes.homes[home]!;
    const area = ground.layer.areas[areaOfHome[home]!];
    return {
      ...{ county, position: point, area: area?.key ?? null, name: area?.name ?? '' },
      gain: whole(gain),
      metres: releaseProtectedFigure(way === null ? null : Math.round(way)),
    };
  };
  return {
    ...told,
    ...{ count, candidates: numbers.length, unserved: whole(made.unserved) },
    chosen: made.chosen.map(tell),
    ranking: made.ranking.map(tell),
    gain: whole(made.gain),
    bound: whole(made.bound),
  };
}

/** Numbers of homes with demand, in their order; of too many those with most. */
function candidateHomes(children: ArrayLike<number>, groups: number): number[] {
  const demand = new Float64Array(children.length / groups);
  for (let each = 0; each < children.length; each++) demand[Math.floor(each / groups)]! += children[each]!;
  return [...demand.keys()]
    .filter((home) => demand[home]! > 0)
    .sort((a, b) => demand[b]! - demand[a]! || a - b)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a - b);
}
