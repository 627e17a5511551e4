/** Bands measured at the door: exact where an atom has one point, and nothing of the door is left. */
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { possibleCounts } from '../../server/planning/confidentiality/audit.ts';
import { atomMinimum } from '../../server/planning/confidentiality/protect.ts';
import { unseenOf } from '../../server/planning/confidentiality/unseen.ts';
import { countList, type CountOptions, type PlacedPupil } from '../../server/planning/pupils/countList.ts';
import type { Ground } from '../../server/planning/pupils/ground.ts';
import { bandsOf, beginMeasuring, UNKNOWN_BAND, type Measure } from '../../server/planning/pupils/measures.ts';
import { chanceOf } from '../chance.ts';

const highs = await loadHighs();
const BASE = 3;

/** Points are metres, all schools stand at 0: whoever lives at 1,999 m is near. */
const distance: Measure = {
  name: 'distance',
  bands: ['near', 'far'],
  begin:
    () =>
    ({ point: [x], school }) =>
      school === 'nowhere' ? null : x < 2000 ? 'near' : 'far',
};
/** A street of 1 km is one cell, and so one atom whatever its bands. */
const groundAt = ([x, y]: readonly [number, number]): Ground => {
  const e = Math.floor((x - 500) / 1000) * 1000 + 500;
  return { cell: { key: `C${e}`, n: 0, e }, gemeinde: y < 0 ? null : 'G', planningArea: null, district: null };
};
const options = (seed = 1): CountOptions => ({
  base: BASE,
  minimum: atomMinimum(5, BASE),
  usualShare: 0.8,
  homogeneousMinimum: 25,
  sensitive: new Set(['F']),
  schoolPoints: new Map(),
  kept: [],
  chanceOf: chanceOf(seed),
  schoolYear: 2025,
  highs,
  measures: [distance],
});
const at = (x: number, more: Partial<PlacedPupil> = {}): PlacedPupil => {
  return { school: 'S', grade: 1, quality: 'exact', point: [x, 1], ...more };
};
const times = (count: number, pupil: PlacedPupil): PlacedPupil[] => Array.from({ length: count }, () => pupil);
const told = (text: string | undefined) => (JSON.parse(text ?? '{}') as Record<string, string>)['distance'];

test('two metres apart in one atom: each child is in its own band', () => {
  // Whole bases, so that the rounding leaves the truth: 9 near, 12 far.
  const { atoms, counts } = countList([...times(9, at(1999)), ...times(12, at(2001))], [], groundAt, options());
  expect(atoms.length).toBe(1);
  expect(counts.map(({ atom, traits, people }) => [atom, traits, people])).toEqual([
    [atoms[0]!.key, '{"distance":"far"}', 12],
    [atoms[0]!.key, '{"distance":"near"}', 9],
  ]);
});

test('nothing of the door is left', () => {
  const { atoms, counts } = countList([...times(9, at(1999.25)), ...times(9, at(2001.75))], [], groundAt, options());
  expect(JSON.stringify([atoms, counts])).not.toMatch(/1999|2001/);
});

test('who is in no atom is not measured: no point, the village alone, outside, a sensitive school; nor where no way leads', () => {
  const all = [
    ...times(9, at(1999)),
    ...times(6, at(1999, { quality: 'none', point: null, stated: 'G' })),
    ...times(6, at(1999, { quality: 'place', grade: 2 })),
    ...times(6, at(1999, { point: [1999, -1] })),
    ...times(6, at(1999, { point: null, stated: 'outside/16998' })),
    ...times(6, at(1999, { school: 'F' })),
    ...times(6, at(2001, { school: 'nowhere' })),
  ];
  const { counts } = countList(all, [], groundAt, options());
  const rows = counts.map(({ gemeinde, atom, school, grade, traits }) => [
    gemeinde,
    atom !== null,
    school,
    grade,
    told(traits),
  ]);
  expect(new Set(rows.map((row) => row.join()))).toEqual(
    new Set([
      'G,true,S,1,near',
      'G,false,S,1,unknown',
      'G,false,S,2,unknown',
      'outside,false,S,1,unknown',
      'outside/16998,false,S,1,unknown',
      'G,false,F,1,unknown',
      'G,true,nowhere,1,unknown',
    ]),
  );
});

test('a band joins what the list says, and merges no atoms; what the list says does', () => {
  // Two streets, 25 km apart, each with one band: geography. Two schools each, so that nothing else is shared.
  const street = (x: number, traits: Record<string, string>) => [
    ...times(15, at(x, { traits })),
    ...times(15, at(x, { school: 'S2', traits })),
  ];
  const formed = (first: Record<string, string>, second: Record<string, string>) =>
    countList([...street(1000, first), ...street(26000, second)], [], groundAt, options());
  const plain = formed({ allDay: 'no' }, { allDay: 'no' });
  expect(plain.atoms.length).toBe(2);
  expect(new Set(plain.counts.map(({ traits }) => traits))).toEqual(
    new Set(['{"allDay":"no","distance":"near"}', '{"allDay":"no","distance":"far"}']),
  );
  expect(formed({ allDay: 'yes' }, { allDay: 'no' }).atoms.length).toBe(1);
});

test('a band that was not declared is refused, without a word of it', () => {
  const pupil = { point: [1999, 1] as const, house: null, atom: 'A', school: 'S', grade: 1 };
  const measuring = (measure: Measure) => beginMeasuring([measure], { pupils: [pupil], housesOf: new Map() });
  const odd: Measure = {
    ...distance,
    begin:
      () =>
      ({ point: [x] }) =>
        `${x} m`,
  };
  const run = () => bandsOf(measuring(odd), pupil);
  expect(run).toThrow("Measure 'distance' told a band that is none of near, far: please declare it.");
  expect(bandsOf(measuring(distance), null)).toEqual({ distance: UNKNOWN_BAND });
});

describe('attacked', () => {
  const pupil = fc.record<PlacedPupil>({
    school: fc.constantFrom('S', 'S2', 'nowhere', 'F'),
    grade: fc.constantFrom(1, 2),
    quality: fc.constantFrom('exact', 'exact', 'exact', 'place'),
    point: fc.tuple(fc.integer({ min: 500, max: 5000 }), fc.constantFrom(1, 1, 1, -1)),
    traits: fc.record({ allDay: fc.constantFrom('yes', 'no') }),
  });

  test('property: bands add up to what the same list shows of schools, and each row keeps as many numbers as the base', () => {
    fc.assert(
      fc.property(fc.array(pupil, { maxLength: 80 }), fc.nat(1000), (some, seed) => {
        const crowd = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
          at(1000 + 300 * i, { grade: 1 + (i % 2), traits: { allDay: i % 3 ? 'no' : 'yes' } }),
        );
        const list = [...crowd, ...some];
        const { counts } = countList(list, [], groundAt, options(seed));
        for (const school of ['S', 'S2', 'nowhere', 'F']) {
          const shown = counts.filter((row) => row.school === school).reduce((sum, { people }) => sum + people, 0);
          const truth = list.filter((row) => row.school === school).length;
          expect(Math.abs(shown - truth)).toBeLessThan(BASE);
        }
        const schools = ['S', 'S2', 'nowhere', 'F'].map((key) => {
          return { key, gradeFrom: 1, gradeTo: 2, isSensitive: key === 'F' };
        });
        const unseen = unseenOf(counts, schools, ['G', '', 'outside']);
        const rows = counts.map((_, row) => row);
        const published = { counts, base: BASE, minimum: options().minimum, enrolments: [], unseen };
        for (const { low, high } of possibleCounts(published, rows, highs))
          expect(high - low + 1).toBeGreaterThanOrEqual(BASE);
      }),
      { numRuns: 60, seed: 31 },
    );
  });
});
