/** On foot from every registered house of an atom to a school: what one point of the atom would hide. */
import { atomParts, ownHouses } from '../data/repositories/districts.ts';
import { listNetworkEdits } from '../data/repositories/networkEdits.ts';
import { networksInForce, packedRoads } from '../data/repositories/ways.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import type { FootWay } from '../planning/transport/entitlement.ts';
import type { Operation } from '../context.ts';
import { housePlacer } from './districtLayout.ts';
import { entrancesOf, linesOf } from './import/measureWays.ts';

/** One of each house that a way leads from, in metres. */
export type Walks = readonly FootWay[];

/**
 * Addresses are public; of the pupils only their atom is known.
 *
 * @param pairs atoms and schools (by index) between which pupils go
 * @returns by 'school's index/atom', where the county has a network and registered houses
 */
export async function houseWalks(
  context: Operation,
  county: string,
  edition: string,
  schools: readonly SchoolRecord[],
  pairs: readonly { atom: string; school: number }[],
  /** Which of them stand elsewhere than the county's entrances know. */
  relocated: ReadonlySet<number> = new Set(),
): Promise<{ walks: Map<string, Walks>; houses: number }> {
  const { db } = context.database;
  const walks = new Map<string, Walks>();
  const [network] = await networksInForce(db, [county]);
  const register = network ? await ownHouses(db, county) : [];
  if (!network || register.length === 0) return { walks, houses: 0 };
  const edits = await listNetworkEdits(db, [county]);
  const place = await housePlacer(context, county, await atomParts(db, edition), register);
  const housesOf = new Map<string, number[]>();
  register.forEach((_, house) => {
    const { atom } = place(house);
    if (atom === null) return;
    const known = housesOf.get(atom);
    if (known) known.push(house);
    else housesOf.set(atom, [house]);
  });
  const atomsOf = schools.map(() => new Set<string>());
  for (const { atom, school } of pairs) atomsOf[school]!.add(atom);
  const asked = schools.map((school, index) => {
    const atoms = [...atomsOf[index]!].filter((atom) => housesOf.has(atom));
    const own: [number, number][] = [[school.lon, school.lat]];
    const entrances = relocated.has(index) ? own : entrancesOf(school, edits);
    return { entrances, atoms, homes: atoms.flatMap((atom) => housesOf.get(atom)!) };
  });
  const measured = await context.onRoads({
    task: 'walks',
    roads: await packedRoads(db, network.importId),
    sites: asked.map(({ entrances, homes }) => ({ entrances, homes: Int32Array.from(homes) })),
    homes: register.map(([, , , , lon, lat]): [number, number] => [lon, lat]),
    edits: linesOf(edits),
  });
  asked.forEach(({ atoms }, school) => {
    const { walkMetres, safeMetres } = measured[school]!;
    let at = 0;
    for (const atom of atoms) {
      const end = at + housesOf.get(atom)!.length;
      const ways: FootWay[] = [];
      for (; at < end; at++) {
        const [walk, safe] = [walkMetres[at]!, safeMetres[at]!];
        if (walk >= 0) ways.push({ walk, safe: safe < 0 ? null : safe });
      }
      if (ways.length > 0) walks.set(`${school}/${atom}`, ways);
    }
  });
  return { walks, houses: register.length };
}
