/** Ways to school on the sample county's road network: all at once, one moved school, and how far one comes. */
import { countyPbf } from '../../geodata/sample/write/osm.ts';
import { toDegrees } from '../../geodata/sample/write/project.ts';
import { generateSample } from '../../geodata/sample/index.ts';
import { prepareImport } from '../../geodata/import/index.ts';
import { packRoads } from '../../server/planning/network/roads.ts';
import { REACH_LIMITS } from '../../server/planning/network/siteReach.ts';
import { roadWork, type NetworkLines } from '../../server/operations/roadWork.ts';
import type { Figure } from './measure.ts';

const CELL_METRES = 100;
const NOTHING: NetworkLines = { footpaths: [], dangerous: [] };

/** Homes are the middles of the inhabited cells of 100 m: more of them than atoms. */
export async function measureNetwork(scale: number): Promise<Figure[]> {
  const county = generateSample({ seed: 1, scale });
  const start = performance.now();
  const prepared = await prepareImport(
    {
      kind: 'network',
      name: 'ahlengrund.osm.pbf',
      bytes: countyPbf(county),
      options: {},
      mapping: null,
      remembered: {},
      county: { key: '16999', epsg: 25832, bbox: null, atoms: [], schools: [], schoolEntry: null },
      preview: false,
      today: '2026-01-01',
    },
    String,
  );
  if (prepared.rows.kind !== 'network') throw new Error('The sample has no road network.');
  const roads = packRoads(prepared.rows.roads);
  const reading = (performance.now() - start) / 1000;
  const cells = new Map(
    county.addresses.map(({ point }) => [point.map((metres) => Math.floor(metres / CELL_METRES)).join(), point]),
  );
  const homes = [...cells.values()].map((point) => toDegrees(point));
  const sites = county.schools.map(({ key, address }) => {
    return { key, entrances: [toDegrees(county.addresses[address]!.point)] };
  });
  const timed = (work: () => unknown) => {
    const before = performance.now();
    work();
    return (performance.now() - before) / 1000;
  };
  const all = timed(() => roadWork({ task: 'ways', roads, edits: NOTHING, sites, homes }));
  const one = timed(() => roadWork({ task: 'ways', roads, edits: NOTHING, sites: sites.slice(0, 1), homes }));
  const [{ entrances }] = sites as [(typeof sites)[number]];
  const reach = timed(() =>
    roadWork({ task: 'reach', roads, edits: NOTHING, entrances, by: 'drive', limits: [...REACH_LIMITS.drive] }),
  );
  const count = (n: number) => n.toLocaleString('en');
  const what = `ways on foot and by car, ${count(homes.length)} homes × ${sites.length} schools, cold`;
  const plain = { ratio: null, baseline: null };
  return [
    { what: 'road network of the sample read', value: reading, unit: 's', limit: null, ...plain },
    { what, value: all, unit: 's', limit: 60, ...plain },
    { what: 'ways to one moved school', value: one, unit: 's', limit: 2, ratio: one / all, baseline: 'all schools' },
    { what: 'reach of a school by car, 20 minutes', value: reach, unit: 's', limit: null, ...plain },
  ];
}
