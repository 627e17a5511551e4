/** Ways from homes to sites, on foot and by vehicle, over one road network. */
import { legsOf, metresAndSecondsFrom, reversed } from './drive.ts';
import { sectionsAlong, type Line } from './dangers.ts';
import { mainPart } from './parts.ts';
import { placeFinder, type Place } from './place.ts';
import { driveNetwork, footNetwork, type Roads } from './roads.ts';
import { metresFrom, metresTo } from './walk.ts';
import type { Network, Point } from './build.ts';

export interface Site {
  key: string;
  /** Where it is entered; the nearest counts. */
  entrances: readonly Point[];
}

/** One number per home, in their order; -1 where no way leads there. */
export interface SiteWays {
  key: string;
  walkMetres: Int32Array;
  /** Of the shortest way on foot that passes along no dangerous way; as walkMetres where there is none. */
  safeMetres: Int32Array;
  driveMetres: Int32Array;
  driveSeconds: Int32Array;
}

/** Metres of straight line from a house or an entrance to the network; beyond, nothing is known of the way. */
export const MOST_TO_NETWORK = 1000;
const NO_WAY = -1;

/**
 * Length of the shortest way on foot, and length and time of the quickest by vehicle, from each home to the nearest entrance, with
 * the straight lines from the house and the entrance to the network: whole metres and seconds.
 *
 * The first 50 m of a dangerous way at a door do not count: who lives there must leave the house.
 *
 * @param edits lines along which ways are dangerous
 * @param progress part (0–1) of the sites that are done
 */
export function waysToSites(
  roads: Roads,
  sites: readonly Site[],
  homes: readonly Point[],
  { dangerous }: { dangerous: readonly Line[] } = { dangerous: [] },
  progress: (done: number) => void = () => undefined,
): SiteWays[] {
  const foot = meeting(footNetwork(roads), homes);
  const barred = sectionsAlong(foot.network, dangerous);
  const drive = meeting(driveNetwork(roads), homes);
  // A search goes outward from the school; the way leads to it.
  const legs = reversed(legsOf(drive.network, roads.restrictions));
  return sites.map(({ key, entrances }, index) => {
    progress(index / sites.length);
    const walkMetres = new Int32Array(homes.length).fill(NO_WAY);
    const [safeMetres, driveMetres, driveSeconds] = [walkMetres.slice(), walkMetres.slice(), walkMetres.slice()];
    measureFoot(foot, barred, entrances, homes.keys(), walkMetres, safeMetres);
    for (const { best, entrance } of drive.from(entrances, (entrance) => metresAndSecondsFrom(legs, entrance)))
      drive.homes.forEach((home, at) => {
        if (home === null) return;
        const { metres, seconds } = best(home);
        if (!Number.isFinite(seconds)) return;
        if (driveSeconds[at] === NO_WAY || seconds < driveSeconds[at]!)
          driveMetres[at] = Math.round(metres + home.away + entrance.away);
        keepLeast(driveSeconds, at, seconds);
      });
    return { key, walkMetres, safeMetres, driveMetres, driveSeconds };
  });
}

/** As SiteWays, on foot only and in the order of the site's own homes. */
export type FootWays = Pick<SiteWays, 'walkMetres' | 'safeMetres'>;

/**
 * As waysToSites(), on foot and for each site from its own homes only: of all houses of a county only those are asked whose
 * atoms have pupils of the school.
 *
 * @param sites with indices of homes
 */
export function walksToSites(
  roads: Roads,
  sites: readonly { entrances: readonly Point[]; homes: Int32Array }[],
  homes: readonly Point[],
  { dangerous }: { dangerous: readonly Line[] },
): FootWays[] {
  const foot = meeting(footNetwork(roads), homes);
  const barred = sectionsAlong(foot.network, dangerous);
  return sites.map(({ entrances, homes: own }) => {
    const walkMetres = new Int32Array(own.length).fill(NO_WAY);
    const safeMetres = walkMetres.slice();
    measureFoot(foot, barred, entrances, own, walkMetres, safeMetres);
    return { walkMetres, safeMetres };
  });
}

/** @param own indices of homes, in the order of the results */
function measureFoot(
  foot: Meeting,
  barred: ReadonlySet<number>,
  entrances: readonly Point[],
  own: Iterable<number>,
  walkMetres: Int32Array,
  safeMetres: Int32Array,
): void {
  const asked = [...own];
  for (const { best, entrance } of foot.from(entrances, searchOn(foot.network, barred)))
    asked.forEach((number, at) => {
      const home = foot.homes[number];
      if (!home) return;
      const ends = home.away + entrance.away;
      const metres = metresTo(foot.network, best.all, [entrance], home);
      if (Number.isFinite(metres)) keepLeast(walkMetres, at, metres + ends);
      const around = best.safe === null ? metres : metresTo(foot.network, best.safe, [entrance], home, barred);
      if (Number.isFinite(around)) keepLeast(safeMetres, at, around + ends);
    });
}

function keepLeast(of: Int32Array, at: number, value: number): void {
  const rounded = Math.round(value);
  if (of[at] === NO_WAY || rounded < of[at]!) of[at] = rounded;
}

/** Metres to every vertex over all ways, and over those that are not dangerous where any is. */
const searchOn = (network: Network, barred: ReadonlySet<number>) => (entrance: Place) => ({
  all: metresFrom(network, [entrance]),
  safe: barred.size === 0 ? null : metresFrom(network, [entrance], { barred }),
});

type Meeting = ReturnType<typeof meeting>;

/** Where homes meet the part of a network that hangs together. */
function meeting(network: Network, homes: readonly Point[]) {
  const find = placeFinder(network, mainPart(network).holds);
  const at = (point: Point) => find(point, MOST_TO_NETWORK);
  return {
    network,
    homes: homes.map(at),
    from: <T>(entrances: readonly Point[], search: (entrance: Place) => T) =>
      entrances.flatMap((point) => {
        const entrance = at(point);
        return entrance === null ? [] : [{ entrance, best: search(entrance) }];
      }),
  };
}
