/** The model of stored counts: it allows every table that there may be, and no other. */
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { ContradictionError, possibleCounts } from '../../server/planning/confidentiality/audit.ts';
import { auditFigures } from '../../server/planning/confidentiality/auditFigures.ts';
import { atomMinimum, protectPupils, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import { unseenOf, type Unseen } from '../../server/planning/confidentiality/unseen.ts';
import { traitsText } from '../../server/planning/pupils/countList.ts';
import { UNKNOWN_BAND } from '../../server/planning/pupils/measures.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { chanceOf } from '../chance.ts';
import { enrolmentsOf } from '../sampleHomes.ts';

const highs = await loadHighs();

const shape = fc.record({
  base: fc.constantFrom(2, 3, 5),
  atoms: fc.integer({ min: 1, max: 4 }),
  gemeinden: fc.integer({ min: 1, max: 2 }),
  schools: fc.integer({ min: 1, max: 3 }),
  grades: fc.integer({ min: 1, max: 3 }),
  traits: fc.constantFrom<string[]>([], ['allDay'], ['band'], ['allDay', 'band']),
  more: fc.nat(25),
  seed: fc.nat(),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** A trait that a list says, and one that is measured in atoms. */
const VALUES: Record<string, string[]> = { allDay: ['no', 'yes'], band: ['near', 'middle', 'far', UNKNOWN_BAND] };
const elsewhere = (name: string): string[] => (name === 'band' ? [UNKNOWN_BAND] : VALUES[name]!);

/** Every text that these traits can make. */
const textsOf = (traits: readonly string[], side: 'inAtom' | 'elsewhere'): string[] =>
  traits
    .reduce<Record<string, string>[]>(
      (all, name) =>
        all.flatMap((known) =>
          (side === 'inAtom' ? VALUES[name]! : elsewhere(name)).map((value) => ({ ...known, [name]: value })),
        ),
      [{}],
    )
    .map(traitsText);

/** An invented county; school 0 is sensitive, and some pupils of the others live in no atom. */
function county({ base, atoms, gemeinden, schools, grades, traits, more, seed }: Shape) {
  const random = createRandom(seed, 'county');
  const minimum = atomMinimum(4, base);
  const counts = new Map<string, PupilCount>();
  for (let pupil = 0; pupil < atoms * minimum + more; pupil++) {
    const inAtom = pupil < atoms * minimum || random.chance(0.8);
    const number = pupil < atoms * minimum ? pupil % atoms : random.int(atoms);
    const row = {
      gemeinde: `G${number % gemeinden}`,
      atom: inAtom ? `A${number}` : null,
      school: `S${inAtom ? 1 + random.int(schools) : random.int(schools + 1)}`,
      grade: 1 + random.int(grades),
      traits: traitsText(
        Object.fromEntries(traits.map((name) => [name, random.pick(inAtom ? VALUES[name]! : elsewhere(name))])),
      ),
    };
    const key = JSON.stringify(row);
    counts.set(key, { ...row, people: (counts.get(key)?.people ?? 0) + 1 });
  }
  const truth = [...counts.values()];
  const shown = protectPupils(truth, { base, chanceOf: chanceOf(seed), schoolYear: null, metresOf: () => null, highs });
  const stored = shown.filter(({ people }) => people > 0);
  const listed = Array.from({ length: schools + 1 }, (_, school) => {
    return { key: `S${school}`, gradeFrom: 1, gradeTo: grades, isSensitive: school === 0 };
  });
  const places = ['G0', 'G1'].slice(0, gemeinden);
  // Bands that no row shows are granted to the attacker; here each of them is shown, be it with 0.
  const bands = truth
    .filter(({ atom }) => atom !== null)
    .flatMap((row) => textsOf(traits, 'inAtom').map((text) => ({ ...row, traits: text, people: 0 })));
  const unseen = unseenOf([...stored, ...bands], listed, places);
  return { base, minimum, truth, shown, stored, unseen };
}

/** The same said at length: every row that there may be, as one that is shown as 0. */
function explicit(stored: readonly PupilCount[], { grades, gemeinden, traits }: Unseen): PupilCount[] {
  const rows = new Map(stored.map((row) => [JSON.stringify({ ...row, people: 0 }), row]));
  const homes = [
    ...gemeinden.map((gemeinde) => ({ gemeinde, atom: null })),
    ...stored.map(({ gemeinde, atom }) => ({ gemeinde, atom })),
  ];
  const names = traits.map(({ name }) => name);
  for (const { gemeinde, atom } of homes)
    for (const { school, grade, finerThanGemeinde } of grades)
      for (const text of textsOf(names, atom === null ? 'elsewhere' : 'inAtom')) {
        if (atom !== null && !finerThanGemeinde) continue;
        const row: PupilCount = { gemeinde, atom, school, grade, traits: text, people: 0 };
        const key = JSON.stringify(row);
        if (!rows.has(key)) rows.set(key, row);
      }
  return [...rows.values()];
}

describe('rows that are not stored', () => {
  // This property and the next, one or the other, were seen to fail: with the meeting nodes' edges limited to base − 1; with
  // edges to them without a limit (a lump of slack); with traits that part no rows; without rows of Gemeinden beside their
  // atoms; with sensitive schools in atoms.
  test('property: the compact model and the one with every row that there may be give the same numbers', () => {
    fc.assert(
      fc.property(shape, fc.boolean(), (size, told) => {
        const { base, minimum, truth, stored, unseen } = county(size);
        const enrolments = told ? enrolmentsOf(truth) : [];
        const all = explicit(stored, unseen);
        const rows = stored.map((_, row) => row);
        const compact = possibleCounts({ counts: stored, base, minimum, enrolments, unseen }, rows, highs);
        expect(possibleCounts({ counts: all, base, minimum, enrolments }, rows, highs)).toEqual(compact);
      }),
      { numRuns: 60 },
    );
  });

  // What is shown is a table itself, and any row of it may hold base − 1 more: so many numbers remain whatever the sums
  // are, as long as none is told exactly. Seen to fail with a minimum that is no multiple of the base.
  test('property: the true table is among the possible ones, and each row keeps as many numbers as the base', () => {
    fc.assert(
      fc.property(shape, (size) => {
        const { base, minimum, truth, stored, unseen } = county(size);
        // A row per child that is not shown: the truth itself is one of the tables of the explicit model.
        const all = explicit(stored, unseen);
        const people = new Map(truth.map((row) => [JSON.stringify({ ...row, people: 0 }), row.people]));
        const known = all.filter((row) => people.has(JSON.stringify({ ...row, people: 0 })));
        expect(known.length).toBe(truth.length);
        const rows = stored.map((_, row) => row);
        possibleCounts({ counts: stored, base, minimum, enrolments: [], unseen }, rows, highs).forEach(
          ({ low, high }, row) => {
            const real = people.get(JSON.stringify({ ...stored[row], people: 0 })) ?? 0;
            expect([low <= real, real <= high, high - low + 1 >= base]).toEqual([true, true, true]);
          },
        );
      }),
      { numRuns: 100 },
    );
  });

  test('property: an enrolment never rules out the truth', () => {
    fc.assert(
      fc.property(shape, (size) => {
        const { base, minimum, truth, stored, unseen } = county(size);
        const people = new Map(truth.map((row) => [JSON.stringify({ ...row, people: 0 }), row.people]));
        const rows = stored.map((_, row) => row);
        const enrolments = enrolmentsOf(truth);
        possibleCounts({ counts: stored, base, minimum, enrolments, unseen }, rows, highs).forEach(
          ({ low, high }, row) => {
            const real = people.get(JSON.stringify({ ...stored[row], people: 0 })) ?? 0;
            expect([low <= real, real <= high]).toEqual([true, true]);
          },
        );
      }),
      { numRuns: 60 },
    );
  });

  test('property: the true number of all pupils never rules out the truth, and narrows what is left', () => {
    let narrowed = 0;
    fc.assert(
      fc.property(shape, (size) => {
        const { base, minimum, truth, stored, unseen } = county(size);
        const people = new Map(truth.map((row) => [JSON.stringify({ ...row, people: 0 }), row.people]));
        const rows = stored.map((_, row) => row);
        const total = truth.reduce((sum, row) => sum + row.people, 0);
        const published = { counts: stored, base, minimum, enrolments: [], unseen };
        const open = possibleCounts(published, rows, highs);
        possibleCounts({ ...published, total }, rows, highs).forEach(({ low, high }, row) => {
          const real = people.get(JSON.stringify({ ...stored[row], people: 0 })) ?? 0;
          expect([open[row]!.low <= low, low <= real, real <= high, high <= open[row]!.high]).toEqual([
            true,
            true,
            true,
            true,
          ]);
          if (high - low < open[row]!.high - open[row]!.low) narrowed++;
        });
      }),
      { numRuns: 60 },
    );
    expect(narrowed).toBeGreaterThan(0);
  });

  test('stored rows by themselves contradict the truth: the sums were rounded with the others', () => {
    // S2 shows its grade 1 as 3; its grade 2 has two pupils, became 0, and is not stored.
    const row = (school: string, grade: number, people: number): PupilCount => {
      return { gemeinde: 'G', atom: 'A', school, grade, people };
    };
    const counts = [row('S1', 1, 3), row('S1', 2, 3), row('S2', 1, 3)];
    const published = { counts, base: 3, minimum: 6, enrolments: [{ school: 'S2', grade: 2, people: 2 }] };
    const unseen = unseenOf([...counts, row('S2', 2, 0)], [], ['G']);
    const [first] = possibleCounts({ ...published, unseen }, [2], highs);
    // Together S2 shows 3, so at most 5, of whom 2 are in grade 2.
    expect(first).toEqual({ low: 1, high: 3 });
    // As if nobody were in grade 2.
    expect(possibleCounts(published, [2], highs)).toEqual([{ low: 1, high: 5 }]);
  });
});

test('an enrolment of other pupils is a contradiction, not a finding', () => {
  const counts: PupilCount[] = [{ gemeinde: 'G', atom: 'A', school: 'S1', grade: 1, people: 6 }];
  const published = { counts, base: 3, minimum: 6, enrolments: [{ school: 'S1', people: 20 }] };
  expect(() => possibleCounts(published, [0], highs)).toThrow(ContradictionError);
});

test('the number of all pupils tells the row that is the whole list, and contradicts another list', () => {
  const counts: PupilCount[] = [{ gemeinde: 'G', atom: 'A', school: 'S1', grade: 1, people: 6 }];
  const published = { counts, base: 3, minimum: 6, enrolments: [] };
  expect(possibleCounts({ ...published, total: 7 }, [0], highs)).toEqual([{ low: 7, high: 7 }]);
  expect(() => possibleCounts({ ...published, total: 20 }, [0], highs)).toThrow(ContradictionError);
});

test('an enrolment of a whole school tells the row that is the school', () => {
  const row = (grade: number, people: number): PupilCount => ({
    gemeinde: 'G',
    atom: 'A',
    school: 'S1',
    grade,
    people,
  });
  const enrolments = [{ school: 'S1', people: 7 }];
  expect(possibleCounts({ counts: [row(1, 6)], base: 3, minimum: 6, enrolments }, [0], highs)).toEqual([
    { low: 7, high: 7 },
  ]);
  // Two grades share it.
  const two = { counts: [row(1, 3), row(2, 3)], base: 3, minimum: 6, enrolments };
  expect(possibleCounts(two, [0, 1], highs)).toEqual([
    { low: 2, high: 5 },
    { low: 2, high: 5 },
  ]);
});

test('figures: how many rows keep too few numbers, and what atoms show', () => {
  const row = (atom: string, school: string, people: number): PupilCount => {
    return { gemeinde: 'G', atom, school, grade: 1, people };
  };
  const counts = [row('A1', 'S1', 6), row('A2', 'S2', 3), row('A2', 'S3', 3)];
  const enrolments = [{ school: 'S1', people: 7 }];
  expect(auditFigures({ counts, base: 3, minimum: 6, enrolments }, [0, 1, 2], highs)).toEqual({
    rows: 3,
    attacked: 3,
    fewest: 1,
    median: 5,
    belowBase: 1,
    atoms: 2,
    atomsOfOneSchool: 1,
  });
});
