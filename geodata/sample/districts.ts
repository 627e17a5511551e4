/**
 * The statute's districts of primary schools: for each address the school with the shortest way, made into the rows that a
 * statute has. Villages go as a whole, streets of towns as a whole, but for long streets that two schools share.
 */
import FlatQueue from 'flatqueue';
import Flatbush from 'flatbush';
import type { RoadEdge, SampleAddress, SampleCounty } from './model.ts';

export interface SampleDistrictRow {
  /** Indexes into `schools`; several share the district. */
  schools: number[];
  /** Index into `localities`. */
  locality: number;
  /** Empty: the whole locality. */
  street: string;
  from: number | null;
  to: number | null;
  parity: 'all' | 'odd' | 'even';
}

/** Houses from which a street is worth dividing, and the share of them that must gain by it. */
const LONG_STREET = 12;
/** Houses from which its two sides are divided each where it suits. */
const TWO_SIDES = 24;
/** Houses that an end has at least. */
const LEAST_END = 3;
const GAIN = 0.12;

type Part = Pick<SampleDistrictRow, 'from' | 'to' | 'parity'>;
const WHOLE: Part = { from: null, to: null, parity: 'all' };

export function buildDistricts(county: SampleCounty): SampleDistrictRow[] {
  const { addresses, localities, schools } = county;
  const primary = schools.flatMap((school, s) => (school.type === 'GS' ? [s] : []));
  const shared = sharedSchools(county, primary);
  // Whoever shares a district is one school here.
  const groups = [...new Set(primary.map((s) => (shared.includes(s) ? shared[0]! : s)))];
  const schoolsOf = (group: number): number[] => (shared.includes(group) ? shared : [group]);
  const ways = waysTo(
    county,
    primary.map((s) => addresses[schools[s]!.address]!),
  );
  const nodes = nearestNodes(county);
  const nearest = addresses.map((_, a) => {
    let [best, least] = [primary[0]!, Infinity];
    primary.forEach((s, i) => {
      const way = ways[i]![nodes[a]!]!;
      if (way < least) [best, least] = [s, way];
    });
    return groups.indexOf(shared.includes(best) ? shared[0]! : best);
  });
  const rows: SampleDistrictRow[] = [];
  const byLocality = localities.map((): number[] => []);
  addresses.forEach(({ locality }, a) => byLocality[locality]!.push(a));
  localities.forEach(({ kind }, locality) => {
    const own = byLocality[locality]!;
    if (own.length === 0) return;
    const add = (group: number, street: string, part: Part) =>
      rows.push({ schools: schoolsOf(groups[group]!), locality, street, ...part });
    const districts = new Set(own.map((a) => nearest[a]!));
    if (kind !== 'town' || districts.size === 1) return add(counted(own, nearest)[0]![0], '', WHOLE);
    const streets = [...new Set(own.map((a) => addresses[a]!.street))].sort((a, b) => a.localeCompare(b, 'de'));
    for (const street of streets) {
      const houses = own.filter((a) => addresses[a]!.street === street);
      for (const { group, part } of divided(houses, addresses, nearest)) add(group, street, part);
    }
  });
  return rows;
}

/** The two primary schools of the county town that stand nearest to each other. */
function sharedSchools({ addresses, schools, localities }: SampleCounty, primary: number[]): number[] {
  const town = localities.indexOf(
    localities.filter(({ kind }) => kind === 'town').reduce((a, b) => (b.residents > a.residents ? b : a)),
  );
  const here = primary.filter((s) => addresses[schools[s]!.address]!.locality === town);
  let [pair, least]: [number[], number] = [[], Infinity];
  for (const a of here) {
    for (const b of here) {
      if (b <= a) continue;
      const apart = distance(addresses[schools[a]!.address]!.point, addresses[schools[b]!.address]!.point);
      if (apart < least) [pair, least] = [[a, b], apart];
    }
  }
  return pair;
}

const distance = ([ax, ay]: readonly number[], [bx, by]: readonly number[]): number => Math.hypot(ax! - bx!, ay! - by!);

const isOnFoot = ({ kind }: RoadEdge): boolean => kind !== 'motorway' && kind !== 'motorway_link';

function counted(houses: readonly number[], nearest: readonly number[]): [group: number, houses: number][] {
  const counts = new Map<number, number>();
  for (const a of houses) counts.set(nearest[a]!, (counts.get(nearest[a]!) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b);
}

interface Division {
  rows: { group: number; part: Part }[];
  /** Houses that go to the school with their own shortest way. */
  suited: number;
}

/** The whole street; where two ends suit clearly more of its houses, those, and of a very long one those of each side. */
function divided(
  houses: readonly number[],
  addresses: readonly SampleAddress[],
  nearest: readonly number[],
): Division['rows'] {
  const undivided = wholeSide(houses, nearest, WHOLE);
  if (houses.length < LONG_STREET) return undivided.rows;
  const numberOf = (a: number): number => addresses[a]!.houseNumber;
  const ends = bestEnds(houses, numberOf, nearest, 'all');
  if (ends.suited < undivided.suited + GAIN * houses.length) return undivided.rows;
  if (houses.length < TWO_SIDES) return ends.rows;
  return (['odd', 'even'] as const).flatMap((parity) => {
    const side = houses.filter((a) => numberOf(a) % 2 === (parity === 'odd' ? 1 : 0));
    return side.length === 0 ? [] : bestEnds(side, numberOf, nearest, parity).rows;
  });
}

function wholeSide(houses: readonly number[], nearest: readonly number[], part: Part): Division {
  const [group, suited] = counted(houses, nearest)[0]!;
  return { rows: [{ group, part }], suited };
}

/** Divided behind the number that suits most houses; whole where no division suits more. */
function bestEnds(
  houses: readonly number[],
  numberOf: (a: number) => number,
  nearest: readonly number[],
  parity: Part['parity'],
): Division {
  const step = parity === 'all' ? 1 : 2;
  const first = parity === 'even' ? 2 : 1;
  let best = wholeSide(houses, nearest, { ...WHOLE, parity });
  const last = Math.max(...houses.map(numberOf));
  for (let to = first; to < last; to += step) {
    const [here, there] = [houses.filter((a) => numberOf(a) <= to), houses.filter((a) => numberOf(a) > to)];
    if (here.length < LEAST_END || there.length < LEAST_END) continue;
    const [near, far] = [
      wholeSide(here, nearest, { from: first, to, parity }),
      wholeSide(there, nearest, { from: to + step, to: null, parity }),
    ];
    if (near.suited + far.suited <= best.suited || near.rows[0]!.group === far.rows[0]!.group) continue;
    best = { rows: [...near.rows, ...far.rows], suited: near.suited + far.suited };
  }
  return best;
}

/** Number of the nearest end of a road on foot, by address. */
function nearestNodes({ roads, addresses }: SampleCounty): number[] {
  // Pieces cut off at the border have lost their roads.
  const nodes = [...new Set(roads.edges.filter(isOnFoot).flatMap(({ from, to }) => [from, to]))];
  const index = new Flatbush(nodes.length);
  for (const n of nodes) index.add(roads.x[n]!, roads.y[n]!, roads.x[n], roads.y[n]);
  index.finish();
  return addresses.map(({ point: [x, y] }) => nodes[index.neighbors(x, y, 1)[0]!]!);
}

/** For each place the metres from each end of a road to it, on foot. */
function waysTo({ roads }: SampleCounty, places: readonly SampleAddress[]): Float64Array[] {
  const arcs = roads.x.map((): { to: number; metres: number }[] => []);
  for (const { from, to } of roads.edges.filter(isOnFoot)) {
    const metres = distance([roads.x[from]!, roads.y[from]!], [roads.x[to]!, roads.y[to]!]);
    arcs[from]!.push({ to, metres });
    arcs[to]!.push({ to: from, metres });
  }
  const nodes = arcs.flatMap((list, n) => (list.length > 0 ? [n] : []));
  const apart = (n: number, { point }: SampleAddress): number => distance([roads.x[n]!, roads.y[n]!], point);
  return places.map((place) => {
    const ways = new Float64Array(arcs.length).fill(Infinity);
    const start = nodes.reduce((a, b) => (apart(b, place) < apart(a, place) ? b : a));
    const queue = new FlatQueue<number>();
    ways[start] = 0;
    queue.push(start, 0);
    while (queue.length > 0) {
      const way = queue.peekValue()!;
      const node = queue.pop()!;
      if (way > ways[node]!) continue;
      for (const { to, metres } of arcs[node]!) {
        if (way + metres >= ways[to]!) continue;
        ways[to] = way + metres;
        queue.push(to, way + metres);
      }
    }
    return ways;
  });
}
