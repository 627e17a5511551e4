/** Attacks on the protected counts with everything that is published; the solver shares nothing with the rounding. */
import fc from 'fast-check';
import loadHighs from 'highs';
import { expect, test } from 'vitest';
import { possibleCounts, type Enrolment } from '../../server/planning/confidentiality/audit.ts';
import { atomMinimum, protectPupils, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import { chanceOf } from '../chance.ts';

const highs = await loadHighs();
/** What the county asks for; the product's default. */
const MINIMUM = 5;

function seeded(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

interface Shape {
  pupils: number;
  atoms: number;
  schools: number;
  gemeinden: number;
  grades: number;
  /** Pupils in each atom at least. */
  minimum: number;
}

/** An invented county: every atom holds the minimum, most children go to one of three schools near their Gemeinde. */
function county({ pupils, atoms, schools, gemeinden, grades, minimum }: Shape, random: () => number): PupilCount[] {
  const pick = (of: number) => Math.floor(random() * of);
  const counts = new Map<string, PupilCount>();
  for (let pupil = 0; pupil < Math.max(pupils, atoms * minimum); pupil++) {
    const atom = pupil < atoms * minimum ? pupil % atoms : pick(atoms);
    const gemeinde = atom % gemeinden;
    const school = random() < 0.9 ? (gemeinde + pick(3)) % schools : pick(schools);
    const grade = 1 + pick(grades);
    const key = `${atom} ${school} ${grade}`;
    const known = counts.get(key) ?? { gemeinde: `G${gemeinde}`, atom: `A${atom}`, school: `S${school}`, grade };
    counts.set(key, { ...known, people: ('people' in known ? known.people : 0) + 1 });
  }
  return [...counts.values()];
}

function enrolmentsOf(counts: readonly PupilCount[]): Enrolment[] {
  const sums = new Map<string, Enrolment>();
  for (const { school, grade, people } of counts) {
    const sum = sums.get(`${school} ${grade}`) ?? { school, grade, people: 0 };
    sums.set(`${school} ${grade}`, { ...sum, people: sum.people + people });
  }
  return [...sums.values()];
}

test('one atom of two rows, shown 3 and 0: what the minimum of the atom adds', () => {
  // Shown 3 is 1 to 5, shown 0 is 0 to 2; their sum, shown 3, is at most 5, and an atom holds at least 5: it is 5.
  const counts: PupilCount[] = [
    { gemeinde: 'G', atom: 'A', school: 'S1', grade: 1, people: 3 },
    { gemeinde: 'G', atom: 'A', school: 'S2', grade: 1, people: 0 },
  ];
  expect(possibleCounts({ counts, base: 3, minimum: MINIMUM, enrolments: [] }, [0, 1], highs)).toEqual([
    { low: 3, high: 5 },
    { low: 0, high: 2 },
  ]);
});

test('an atom of one row: told by a minimum of 5, kept by one that is a multiple of the base', () => {
  const shown = (people: number): PupilCount[] => [{ gemeinde: 'G', atom: 'A', school: 'S1', grade: 1, people }];
  const attack = (people: number, minimum: number) =>
    possibleCounts({ counts: shown(people), base: 3, minimum, enrolments: [] }, [0], highs)[0];
  // Shown 3 is 1 to 5 and at least 5.
  expect(attack(3, 5)).toEqual({ low: 5, high: 5 });
  expect(atomMinimum(5, 3)).toBe(6);
  // With at least 6 the smallest number shown is 6: 6, 7 or 8.
  expect(attack(6, 6)).toEqual({ low: 6, high: 8 });
  expect([atomMinimum(5, 5), atomMinimum(6, 3), atomMinimum(7, 3)]).toEqual([5, 6, 9]);
});

test('an attack that succeeds is seen: an enrolment of one row alone is that row', () => {
  const counts: PupilCount[] = [{ gemeinde: 'G', atom: 'A', school: 'S1', grade: 1, people: 6 }];
  const enrolments = [{ school: 'S1', grade: 1, people: 7 }];
  expect(possibleCounts({ counts, base: 3, minimum: MINIMUM, enrolments }, [0], highs)).toEqual([{ low: 7, high: 7 }]);
});

test('property: in every small county each row keeps as many possible numbers as the base, the true one among them', () => {
  const shape = fc.record({
    pupils: fc.integer({ min: 20, max: 120 }),
    atoms: fc.integer({ min: 1, max: 12 }),
    schools: fc.integer({ min: 1, max: 5 }),
    gemeinden: fc.integer({ min: 1, max: 4 }),
    grades: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(shape, fc.constantFrom(3, 5), fc.nat(), (size, base, seed) => {
      const random = seeded(seed);
      const minimum = atomMinimum(MINIMUM, base);
      const truth = county({ ...size, minimum }, random);
      const counts = protectPupils(truth, {
        base,
        chanceOf: chanceOf(seed),
        schoolYear: 2025,
        metresOf: () => null,
        highs,
      });
      const cells = truth.map((_, cell) => cell);
      possibleCounts({ counts, base, minimum, enrolments: [] }, cells, highs).forEach(({ low, high }, cell) => {
        const people = truth[cell]?.people ?? 0;
        expect(low).toBeLessThanOrEqual(people);
        expect(high).toBeGreaterThanOrEqual(people);
        expect(high - low + 1).toBeGreaterThanOrEqual(base);
      });
    }),
    { numRuns: 40 },
  );
});

test('3,000 pupils of 17 schools: 200 rows keep three possible numbers even beside every enrolment by grade', () => {
  const random = seeded(2026);
  const minimum = atomMinimum(MINIMUM, 3);
  const truth = county({ pupils: 3000, atoms: 400, schools: 17, gemeinden: 38, grades: 4, minimum }, random);
  const counts = protectPupils(truth, {
    base: 3,
    chanceOf: chanceOf(2026),
    schoolYear: 2025,
    metresOf: () => null,
    highs,
  });
  const cells = Array.from({ length: 200 }, () => Math.floor(random() * truth.length));
  const possible = possibleCounts({ counts, base: 3, minimum, enrolments: enrolmentsOf(truth) }, cells, highs);
  possible.forEach(({ low, high }, index) => {
    const people = truth[cells[index] ?? 0]?.people ?? 0;
    expect([low <= people, people <= high, high - low + 1 >= 3]).toEqual([true, true, true]);
  });
});
