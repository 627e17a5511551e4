/** What is measured at the doors of a list's pupils, and whether what was measured once still holds. */
import type { Db } from '../../data/open.ts';
import { networksInForce, packedRoads } from '../../data/repositories/ways.ts';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import { listSchools } from '../../data/repositories/sites.ts';
import type { Point } from '../../planning/network/build.ts';
import { footOn } from '../../planning/network/footOn.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import type { DoorSchool } from '../../planning/transport/doorClaims.ts';
import type { NetworkLines } from '../roadWork.ts';
import { rulesFor } from '../rules.ts';
import { digest, entrancesOf, linesOf } from './measureWays.ts';

/** Of each school the digest of what a way to it and its claim follow from. */
export type DoorBasis = Record<string, string>;

/** Goes to the worker that counts a list. */
export interface Doors {
  roads: Uint8Array;
  edits: NetworkLines;
  rule: TransportRule;
  schools: (DoorSchool & { entrances: Point[] })[];
  basis: DoorBasis;
}

/** Changes where the same network and rule give other bands. */
const METHOD = '1';

/** Without the roads themselves. Null where there is no network, or no rule to measure by. */
export async function doorBasis(db: Db, county: string): Promise<(Omit<Doors, 'roads'> & { network: string }) | null> {
  const [network] = await networksInForce(db, [county]);
  const rule = (await rulesFor({ database: { db } }, [county], 'schoolTransport'))[0]?.values;
  if (!network || !rule || rule.limits.length === 0) return null;
  const drawn = await listNetworkEdits(db, [county]);
  const edits = linesOf(drawn);
  const schools = (await listSchools(db, [county])).map((school) => ({
    key: school.key,
    schoolType: school.schoolType,
    entrances: entrancesOf(school, drawn),
  }));
  const { limits, tolerance, dangerousWay } = rule;
  const ground = digest([METHOD, network.importId, limits, tolerance, dangerousWay]);
  // What is drawn farther away than any limit decides no claim.
  const reach = Math.max(...limits.map(({ metres }) => metres)) * (1 + tolerance);
  const near = (lines: Point[][], entrances: readonly Point[]) =>
    lines.filter((line) =>
      line.some((at, index) => entrances.some((to) => footOn(to, line[index - 1] ?? at, at).away <= reach)),
    );
  const basis = Object.fromEntries(
    schools.map(({ key, schoolType, entrances }) => [
      key,
      digest([ground, schoolType, entrances, near(edits.footpaths, entrances), near(edits.dangerous, entrances)]),
    ]),
  );
  return { edits, rule, schools, basis, network: network.importId };
}

export async function doorsOf(db: Db, county: string): Promise<Doors | null> {
  const found = await doorBasis(db, county);
  if (!found) return null;
  const { network, ...doors } = found;
  return { ...doors, roads: await packedRoads(db, network) };
}
