/**
 * Where new places help most. Candidates are the county's own list of plots, else the homes of children: atoms, else the middle of
 * each area.
 *
 * Nothing in the answer gives a child away: the model works with what is told anyway (see kitaReach.ts), the places of homes are
 * public, and what a site gains is told in whole places.
 */
import type { KitaSites, SiteGain } from '../../contract/kitaSites.ts';
import { kitaCandidates, type KitaCandidate } from '../../data/repositories/kitaSupply.ts';
import { areasAt } from '../../data/repositories/sites.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Candidates } from '../../planning/kita/opening.ts';
import type { RankedSite } from '../../planning/kita/rankSites.ts';
import { reachableOf } from '../../planning/kita/pairs.ts';
import type { Forecasting } from '../demography/work.ts';
import type { Home } from '../kitaReach/homes.ts';
import { waysTo, type Point } from '../kitaReach/ways.ts';
import { sitesGround, type SitesGround, type SitesQuery } from './ground.ts';
import { children, metresOf, whole } from './told.ts';

/** Beyond so many homes they lie close to others: then those are left out in which fewest children live. */
const MOST_CANDIDATES = 1500;

export async function kitaSites(
  context: Forecasting,
  selection: string,
  { count = 1, from, ...query }: SitesQuery & { count?: number | undefined; from?: 'list' | 'homes' | undefined },
): Promise<KitaSites> {
  const found = await sitesGround(context, selection, query);
  const { ground, homes, tables, problem, column, metres, places, told } = found;
  const plots = await kitaCandidates(context.database.db, ground.counties);
  const isOfList = from === 'list' || (from === undefined && plots.length > 0);
  if (isOfList && plots.length === 0) throw noList();
  const sites = isOfList ? await listedSites(context, ground, plots) : homeSites(found);
  const points = (): Point[] => sites.map(({ position }) => position);
  const { list } = await waysTo(context, ground.chosen, tables, isOfList ? 'plots' : 'homes', points, metres);
  const rows = reachableOf({ place: list.stop, stop: list.place, metres: list.metres }, sites.length, metres);
  const candidates: Candidates = {
    ...{ start: rows.start, point: rows.site, cost: rows.cost },
    // Of homes the best one of each area is told, of plots every one.
    ...(isOfList ? {} : { part: Int32Array.from(sites, ({ part }) => part) }),
  };
  const made = await context.onPeople({ task: 'bestSites', problem, candidates, places, group: column, count });
  const tell = ({ candidate, gain, mean }: RankedSite): SiteGain => {
    const { county, position, part, name } = sites[candidate]!;
    const area = ground.layer.areas[part];
    return {
      ...{ county, position, area: area?.key ?? null, name: name ?? area?.name ?? '' },
      gain: children(gain, homes.base),
      metres: metresOf(mean),
    };
  };
  return {
    ...told,
    ...{ count, from: isOfList ? 'list' : 'homes', listed: plots.length, candidates: sites.length },
    ...{ unserved: whole(made.unserved), metresToday: metresOf(made.mean) },
    chosen: made.chosen.map(tell),
    // Among all sites there are some that help nobody.
    ranking: made.ranking.filter(({ gain }, at) => at === 0 || gain > 0).map(tell),
    gain: whole(made.gain),
    bound: whole(made.bound),
  };
}

interface Site {
  county: string;
  position: Point;
  /** Number of the area of the layer; −1: none. */
  part: number;
  /** Of a plot; a home is told by its area. */
  name: string | null;
}

async function listedSites(
  context: Forecasting,
  { counties, layer }: SitesGround['ground'],
  plots: readonly KitaCandidate[],
): Promise<Site[]> {
  const { db } = context.database;
  const at = new Map(layer.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const sites: Site[] = [];
  for (const county of counties) {
    const own = plots.filter((plot) => plot.county === county);
    const areaOf = await areasAt(db, county, layer.imports, own);
    for (const { key, name, lon, lat } of own)
      sites.push({ county, position: [lon, lat], part: at.get(`${county}/${areaOf.get(key)}`) ?? -1, name });
  }
  return sites;
}

const homeSites = ({ homes, areaOfHome }: SitesGround): Site[] =>
  candidateHomes(homes.homes).map((home) => {
    const { county, point } = homes.homes[home]!;
    return { county, position: point, part: areaOfHome[home]!, name: null };
  });

const noList = () =>
  new DomainError('notFound', 'kita.noPlots', {
    de: 'Es sind noch keine möglichen Standorte geladen: bitte unter „Daten“ importieren, oder Wohnorte vergleichen.',
    en: "No possible sites are loaded yet: please import them under 'Data', or compare homes.",
  });

/** Numbers of homes, in their order: the same whatever is asked, so that ways to them are found once. */
function candidateHomes(homes: readonly Home[]): number[] {
  return [...homes.keys()]
    .sort((a, b) => homes[b]!.weight - homes[a]!.weight || a - b)
    .slice(0, MOST_CANDIDATES)
    .sort((a, b) => a - b);
}
