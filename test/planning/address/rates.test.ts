/** How many misspelt addresses come to the right house, class by class, and that invented ones come to none. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { createGeocoder } from '../../../server/planning/address/geocode.ts';
import { buildRegister } from '../../../server/planning/address/register.ts';
import { inventedRegister } from './inventedRegister.ts';
import { errorClasses, written } from './misspell.ts';

const rows = inventedRegister(7, 60, 18, 19);
const geocode = createGeocoder(buildRegister(rows));
const postcodes = [...new Set(rows.map(({ postcode }) => postcode ?? ''))];
const EACH = 3000;

function rates(name: string): { right: number; wrong: number } {
  const change = errorClasses(postcodes)[name];
  const random = createRandom(3, name);
  let right = 0;
  let wrong = 0;
  for (let i = 0; i < EACH; i++) {
    const number = random.int(rows.length);
    const { row } = geocode(change!(written(rows[number]!, random), random));
    if (row === number) right++;
    else if (row !== null) wrong++;
  }
  return { right: right / EACH, wrong: wrong / EACH };
}

describe('of misspelt addresses', () => {
  // The least share at the right house, the greatest at a wrong one. A wrong postcode beside a street that every village
  // has ('Hauptstraße') names two houses, and neither is guessed.
  const targets: [string, number, number][] = [
    ['typing', 0.99, 0.001],
    ['typingInPlace', 0.99, 0.001],
    ['abbreviation', 0.995, 0],
    ['hyphens', 0.995, 0],
    ['postcode', 0.88, 0.002],
    ['houseNumber', 0.995, 0],
    ['umlauts', 0.99, 0],
  ];
  const found = new Map(targets.map(([name]) => [name, rates(name)]));

  test.each(targets)('%s', (name, least, most) => {
    expect(found.get(name)?.right).toBeGreaterThanOrEqual(least);
    expect(found.get(name)?.wrong).toBeLessThanOrEqual(most);
  });

  test('all classes together', () => {
    const mean = (side: 'right' | 'wrong') =>
      [...found.values()].reduce((sum, each) => sum + each[side], 0) / found.size;
    expect(mean('right')).toBeGreaterThanOrEqual(0.97);
    expect(mean('wrong')).toBeLessThanOrEqual(0.001);
  });
});

describe('what does not exist is at no house', () => {
  const random = createRandom(5, 'invented');
  const some = Array.from({ length: 2000 }, () => written(random.pick(rows), random));

  test('an invented street is at its place', () => {
    const invented = ['Quarzsiedlung', 'Zeppelinufer', 'Gartenplatzweg', 'Hauptallee-Nord', 'Xaver-Huber-Straße'];
    for (const address of some) {
      expect(geocode({ ...address, street: random.pick(invented) })).toMatchObject({ quality: 'place', row: null });
    }
  });

  test("a street of other villages, with this one's place and postcode", () => {
    const streets = [...new Set(rows.map(({ street }) => street))];
    const here = (postcode: string) =>
      new Set(rows.filter((row) => row.postcode === postcode).map(({ street }) => street));
    const known = new Map(postcodes.map((postcode) => [postcode, here(postcode)]));
    // Streets of the same municipality may lie in an Ortsteil with another postcode: those exist.
    const ofPlace = (place: string) => rows.filter((row) => place.includes(row.place)).map(({ street }) => street);
    for (const address of some.slice(0, 300)) {
      const near = new Set([...(known.get(address.postcode) ?? []), ...ofPlace(address.place)]);
      const street = random.pick(streets.filter((name) => !near.has(name)));
      expect(geocode({ ...address, street }).row).toBeNull();
    }
  });

  test('a number beyond the street', () => {
    for (const address of some) {
      expect(geocode({ ...address, houseNumber: `${200 + random.int(300)}` }).row).toBeNull();
    }
  });
});
