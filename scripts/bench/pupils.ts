/** Pupils' homes: addresses to houses, atoms of the sample county, and the rounding that protects them. */
import { generateSample } from '../../geodata/sample/index.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { createGeocoder } from '../../server/planning/address/geocode.ts';
import { buildRegister } from '../../server/planning/address/register.ts';
import { CELL_METRES } from '../../server/planning/confidentiality/atomsInput.ts';
import { atomMinimum } from '../../server/planning/confidentiality/protect.ts';
import { countList, type PlacedPupil } from '../../server/planning/pupils/countList.ts';
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

/** The sample county's pupils, from their houses to the protected rows. */
export function measureSample(scale: number): { seconds: number; pupils: number; rows: number } {
  const { pupils, addresses, schools, municipalities } = generateSample({ seed: 1, scale });
  const gemeinden = new Map(
    addresses.map(({ point, municipality }) => [point.join(), municipalities[municipality]!.key]),
  );
  const list = pupils.map(({ home, school, grade }): PlacedPupil => {
    return { school: schools[school]!.key, grade, quality: 'exact', point: addresses[home]!.point };
  });
  // The sample lies in metres; which grid of 100 m it is makes no difference to the time.
  const groundAt = (point: readonly [number, number]) => {
    const [e, n] = point.map((metres) => Math.floor(metres / CELL_METRES) * CELL_METRES) as [number, number];
    const gemeinde = gemeinden.get(point.join()) ?? null;
    return { cell: { key: `${n} ${e}`, n, e }, gemeinde, planningArea: null, district: null };
  };
  const houses = addresses.map(({ point }) => point);
  const { seconds, result } = timed(() =>
    countList(list, houses, groundAt, {
      base: BASE,
      minimum: atomMinimum(5, BASE),
      usualShare: 0.8,
      homogeneousMinimum: 25,
      sensitive: new Set(schools.filter(({ type }) => type === 'FÖS').map(({ key }) => key)),
      randomFor: () => createRandom(2, 'seed').next,
    }),
  );
  return { seconds, pupils: pupils.length, rows: result.counts.length };
}
