/** Measures at the doors of a list's pupils, in the worker that counts them. */
import type { Point } from '../../planning/network/build.ts';
import { withFootpaths } from '../../planning/network/footpaths.ts';
import { unpackRoads } from '../../planning/network/roads.ts';
import { walksToSites } from '../../planning/network/ways.ts';
import type { Measure } from '../../planning/pupils/measures.ts';
import { doorClaims } from '../../planning/transport/doorClaims.ts';
import type { Doors } from './doors.ts';

/**
 * @param houses where the county's houses stand, degrees
 * @param least houses of an atom that a band must hold
 * @param told schools of which something may be told
 */
export function doorMeasures(
  doors: Doors | null,
  houses: readonly Point[],
  least: number,
  told: ReadonlySet<string>,
): Measure[] {
  if (!doors) return [];
  const { edits, rule } = doors;
  const schools = doors.schools.filter(({ key }) => told.has(key));
  const roads = withFootpaths(unpackRoads(doors.roads), edits.footpaths);
  return [
    doorClaims(rule, schools, least, (asked) =>
      walksToSites(
        roads,
        asked.map(({ school, houses: homes }) => ({ entrances: schools[school]!.entrances, homes })),
        houses,
        edits,
      ),
    ),
  ];
}
