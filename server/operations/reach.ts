/** From where a school is reached in time: on foot by metres, by car by minutes. */
import type { Reach } from '../contract/network.ts';
import { listNetworkEdits } from '../data/repositories/networkEdits.ts';
import { networksInForce, packedRoads } from '../data/repositories/ways.ts';
import { DomainError } from '../planning/errors.ts';
import { REACH_LIMITS } from '../planning/network/siteReach.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { entrancesOf, linesOf } from './import/measureWays.ts';
import { oneSchool } from './sites.ts';

export async function schoolReach(
  context: Operation,
  selection: string,
  { school: key, by }: { school: string; by: Reach['by'] },
): Promise<Reach> {
  const counties = (await chosenCounties(context, selection)).map((county) => county.key);
  const school = await oneSchool(context, counties, key);
  const { db } = context.database;
  const [network] = await networksInForce(db, [school.county]);
  if (!network) {
    throw new DomainError('notFound', 'network.missing', {
      de: 'Es ist noch kein Wegenetz geladen: bitte unter „Daten“ einen OpenStreetMap-Auszug als Wegenetz importieren.',
      en: "No road network is loaded yet: please import an OpenStreetMap extract as road network under 'Data'.",
    });
  }
  const edits = await listNetworkEdits(db, [school.county]);
  const bands = await context.onRoads({
    task: 'reach',
    roads: await packedRoads(db, network.importId),
    edits: linesOf(edits),
    entrances: entrancesOf(school, edits),
    by,
    limits: [...REACH_LIMITS[by]],
  });
  return {
    school: school.key,
    by,
    bands: {
      type: 'FeatureCollection',
      features: bands.map(({ limit, geometry }) => ({ type: 'Feature', properties: { limit }, geometry })),
    },
    sources: await sources(context, [school.county], ['network', 'schools']),
  };
}
