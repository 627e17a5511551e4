/** Pupils' homes: addresses to houses, atoms of the sample county, and the rounding that protects them. */
import { generateSample } from '../../geodata/sample/index.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { createGeocoder } from '../../server/planning/address/geocode.ts';
import { buildRegister } from '../../server/planning/address/register.ts';
import { formAtoms } from '../../server/planning/confidentiality/atoms.ts';
import { CELL_METRES, type AtomCell } from '../../server/planning/confidentiality/atomsInput.ts';
import { atomMinimum, protectPupils, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import { inventedRegister } from '../../test/planning/address/inventedRegister.ts';
import { errorClasses, written } from '../../test/planning/address/misspell.ts';

const BASE = 3;

/** Seconds for a part of the work. */
function timed<T>(work: () => T): { seconds: number; result: T } {
  const start = performance.now();
  const result = work();
  return { seconds: (performance.now() - start) / 1000, result };
}

/** `pupils` addresses, every third misspelt, against an invented register of about 300,000. */
export function measureGeocoding(pupils: number): { seconds: number; addresses: number; atHouses: number } {
  const rows = inventedRegister(11, 300, 40, 24);
  const random = createRandom(11, 'pupils');
  const changes = Object.values(errorClasses([...new Set(rows.map(({ postcode }) => postcode ?? ''))]));
  const addresses = Array.from({ length: pupils }, () => {
    const address = written(random.pick(rows), random);
    return random.chance(1 / 3) ? random.pick(changes)(address, random) : address;
  });
  const { seconds, result } = timed(() => {
    const geocode = createGeocoder(buildRegister(rows));
    return addresses.filter((address) => geocode(address).row !== null).length;
  });
  return { seconds, addresses: rows.length, atHouses: result };
}

/** Atoms and rounding for the sample county's pupils, from their houses to the protected rows. */
export function measureSample(scale: number): { seconds: number; pupils: number; rows: number } {
  const { pupils, addresses, schools, municipalities } = generateSample({ seed: 1, scale });
  const placed = pupils.map(({ home, school, grade }) => {
    const { point, municipality } = addresses[home]!;
    // The sample lies in metres; which grid of 100 m it is makes no difference to the time.
    const [e, n] = point.map((metres) => Math.floor(metres / CELL_METRES) * CELL_METRES) as [number, number];
    return { e, n, gemeinde: municipalities[municipality]!.key, school: schools[school]!.key, grade };
  });
  const { seconds, result } = timed(() => {
    const cells = new Map<string, AtomCell & { schools: Map<string, number> }>();
    for (const { e, n, gemeinde, school } of placed) {
      const key = `${gemeinde} ${n} ${e}`;
      const cell = cells.get(key) ?? {
        ...{ key, n, e, pupils: 0, gemeinde, planningArea: null, district: null },
        schools: new Map<string, number>(),
      };
      cell.pupils += 1;
      cell.schools.set(school, (cell.schools.get(school) ?? 0) + 1);
      cells.set(key, cell);
    }
    const { atoms } = formAtoms([...cells.values()], {
      minimum: atomMinimum(5, BASE),
      usualShare: 0.8,
      homogeneousMinimum: 25,
    });
    const atomOf = new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
    const counts = new Map<string, PupilCount>();
    for (const { e, n, gemeinde, school, grade } of placed) {
      const atom = atomOf.get(`${gemeinde} ${n} ${e}`)!;
      const key = `${atom.key} ${school} ${grade}`;
      const count = counts.get(key) ?? { gemeinde: atom.gemeinde, atom: atom.key, school, grade, people: 0 };
      counts.set(key, { ...count, people: count.people + 1 });
    }
    return protectPupils([...counts.values()], BASE, createRandom(2, 'seed').next);
  });
  return { seconds, pupils: pupils.length, rows: result.length };
}
