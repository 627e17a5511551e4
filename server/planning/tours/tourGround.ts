/** What tours are planned on: stops for the homes, and how long a bus drives between stops and schools. */
import { driveLine } from '../network/driveLine.ts';
import { drivesFrom, legsOf } from '../network/drive.ts';
import { nearWalks, type NearWalks } from '../network/nearWalks.ts';
import { mainPart } from '../network/parts.ts';
import { shortMetres } from '../network/metres.ts';
import { placeFinder, type Place } from '../network/place.ts';
import { driveNetwork, type Roads } from '../network/roads.ts';
import { MOST_TO_NETWORK } from '../network/ways.ts';
import type { Network, Point } from '../network/build.ts';
import { chooseStops } from './stopChoice.ts';

/** Metres: a stop farther from a road that is driven is none for a bus. */
const STOP_TO_ROAD = 150;

export interface TourPlaces {
  /** EPSG:4326. */
  homes: { point: Point; pupils: number }[];
  /** Stops that there are already: preferred. */
  existing: Point[];
  schools: Point[];
  /** Metres on foot to a stop at most. */
  most: number;
}

export interface TourGround {
  stops: {
    point: Point;
    /** Number of the stop that there is already; null: a new one, at the road before a home. */
    existing: number | null;
  }[];
  /** Per home: its stop; -1 where no road is near enough. */
  stopOf: Int32Array;
  /** Per home: metres on foot to it. */
  walk: Int32Array;
  /** Numbers of schools that lie at no road. */
  offRoad: number[];
  /** (stops + schools)², row by row: the quickest way by road, Infinity where none leads there. */
  seconds: Float64Array;
  metres: Float64Array;
}

export function tourGround(roads: Roads, places: TourPlaces, progress?: (done: number) => void): TourGround {
  const network = driveNetwork(roads);
  const find = placeFinder(network, mainPart(network).holds);
  const chosen = stopsFor(roads, network, places, find);
  const nodes = [...chosen.stops.map(({ point }) => point), ...places.schools].map((at) => find(at, MOST_TO_NETWORK));
  const legs = legsOf(network, roads.restrictions);
  const count = nodes.length;
  const seconds = new Float64Array(count * count).fill(Infinity);
  const metres = new Float64Array(count * count).fill(Infinity);
  nodes.forEach((from, row) => {
    const drives = from && drivesFrom(legs, from);
    nodes.forEach((to, column) => {
      const drive = drives && to ? drives.to(to) : null;
      if (drive) [seconds[row * count + column], metres[row * count + column]] = [drive.seconds, drive.metres];
    });
    progress?.((row + 1) / count);
  });
  const offRoad = places.schools.flatMap((_, school) => (nodes[chosen.stops.length + school] ? [] : [school]));
  return { ...chosen, offRoad, seconds, metres };
}

/** Stops that there are first; who lives at none of them gets one at the road before a home. */
function stopsFor(
  roads: Roads,
  network: Network,
  { homes, existing, most }: TourPlaces,
  find: ReturnType<typeof placeFinder>,
): Pick<TourGround, 'stops' | 'stopOf' | 'walk'> {
  const pupils = homes.map((home) => home.pupils);
  const reached = existing.flatMap((point, number) => (find(point, STOP_TO_ROAD) ? [{ point, existing: number }] : []));
  const walks = nearWalks(
    roads,
    homes.map(({ point }) => point),
    reached.map(({ point }) => point),
    most,
  );
  const first = chooseStops(pupils, reached.length, walks, most);
  const left = [...homes.keys()].filter((home) => first.stopOf[home] === -1);
  const own = left.flatMap((home) => {
    const place = find(homes[home]!.point, most);
    return place ? [{ home, away: place.away, point: placePoint(network, place) }] : [];
  });
  const ownWalks = nearWalks(
    roads,
    left.map((home) => homes[home]!.point),
    own.map(({ point }) => point),
    most,
  );
  const second = chooseStops(
    left.map((home) => pupils[home]!),
    own.length,
    withDoors(
      ownWalks,
      own.map(({ home, away }) => ({ place: left.indexOf(home), metres: Math.round(away) })),
    ),
    most,
  );
  const candidates = [...reached, ...own.map(({ point }) => ({ point, existing: null }))];
  const stopOf = first.stopOf.slice();
  const walk = first.metres.slice();
  left.forEach((home, index) => {
    const stop = second.stopOf[index]!;
    if (stop === -1) return;
    stopOf[home] = reached.length + stop;
    walk[home] = second.metres[index]!;
  });
  const used = [...first.stops, ...second.stops.map((stop) => reached.length + stop)];
  const numberOf = new Map(used.map((stop, number) => [stop, number]));
  return { stops: used.map((stop) => candidates[stop]!), stopOf: stopOf.map((stop) => numberOf.get(stop) ?? -1), walk };
}

/** The road before the door is reached though no footpath is mapped: stop i lies before the home `doors[i]`. */
function withDoors({ place, stop, metres }: NearWalks, doors: readonly { place: number; metres: number }[]): NearWalks {
  const others = [...place.keys()].filter((at) => doors[stop[at]!]!.place !== place[at]);
  const and = (from: Int32Array, own: Iterable<number>) => Int32Array.from([...others.map((at) => from[at]!), ...own]);
  return {
    place: and(
      place,
      doors.map((door) => door.place),
    ),
    stop: and(stop, doors.keys()),
    metres: and(
      metres,
      doors.map((door) => door.metres),
    ),
  };
}

function placePoint(network: Network, place: Place): Point {
  const [point] = driveLine(network, place, place, [2 * place.section]);
  return point!;
}

/** Metres per second as the crow flies, and seconds beside, in which any stop is reached from the one before. */
const SLOWEST = 3;
const SLACK_SECONDS = 600;

/** @returns per way the line that a bus drives, longitude and latitude; empty where none leads there */
export function tourLines(roads: Roads, ways: readonly (readonly [from: Point, to: Point])[]): Point[][] {
  const network = driveNetwork(roads);
  const find = placeFinder(network, mainPart(network).holds);
  const legs = legsOf(network, roads.restrictions);
  return ways.map(([from, to]) => {
    const [source, goal] = [find(from, MOST_TO_NETWORK), find(to, MOST_TO_NETWORK)];
    if (!source || !goal) return [];
    // Whoever needs longer drives elsewhere first: what is beyond is not searched, or each way would cost the whole network.
    const within = shortMetres(from, to) / SLOWEST + SLACK_SECONDS;
    const driven = drivesFrom(legs, source, within).legsTo(goal);
    return driven ? driveLine(network, source, goal, driven) : [];
  });
}
