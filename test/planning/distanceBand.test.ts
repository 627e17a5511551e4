/** Each state's limit at its edge: ≥ or >, one way or there and back, by grade and school type. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../geodata/rules/index.ts';
import {
  band,
  estimatedWalk,
  limitFor,
  type DistanceLimit,
  type TransportRule,
} from '../../server/planning/transport/distanceBand.ts';

function transportRule(county: string): TransportRule {
  const rule = rulesOf(county).find(({ subject }) => subject === 'schoolTransport');
  if (rule?.subject !== 'schoolTransport') throw new Error(`No rule for ${county}`);
  return rule.values;
}

/** County, school type, grade, footpath in metres, entitled? Sources: domain.md (statutes). */
const cases: [string, string, string, number, number, boolean | null][] = [
  // § 4 ThürSchFG: at least 2 km in grades 1–4, at least 3 km from grade 5.
  ['Thüringen', '16068', 'grundschule', 1, 2000, true],
  ['Thüringen', '16068', 'grundschule', 4, 1999.9, false],
  ['Thüringen', '16068', 'gemeinschaftsschule', 4, 2000, true],
  ['Thüringen', '16068', 'gemeinschaftsschule', 5, 2999.9, false],
  ['Thüringen', '16068', 'regelschule', 5, 3000, true],
  ['Thüringen', '16068', 'gymnasium', 12, 3000, true],
  // § 69 SchulG RP: over 2 km to the Grundschule, over 4 km to Realschule plus, IGS, Gymnasium.
  ['Rheinland-Pfalz', '07235', 'grundschule', 2, 2000, false],
  ['Rheinland-Pfalz', '07235', 'grundschule', 2, 2000.1, true],
  ['Rheinland-Pfalz', '07235', 'gymnasium', 5, 4000, false],
  ['Rheinland-Pfalz', '07235', 'realschulePlus', 10, 4000.1, true],
  ['Rheinland-Pfalz', '07235', 'foerderschule', 3, 9000, null],
  // Saarland 1984: there and back together over 4 km, so over 2 km one way.
  ['Saarland', '10044', 'grundschule', 1, 2000, false],
  ['Saarland', '10044', 'grundschule', 1, 2000.1, true],
  ['Saarland', '10044', 'foerderschule', 7, 2000.1, true],
  // Brandenburg: the county's own statute, not entered.
  ['Brandenburg', '12062', 'grundschule', 1, 9000, null],
];

test.each(cases)('%s: %s %s grade %i, footpath %d m → %s', (_state, county, type, grade, metres, entitled) => {
  const limit = limitFor(transportRule(county), type, grade);
  const expected = entitled === null ? 'unknown' : entitled ? 'sure' : 'none';
  expect(band(metres, limit, 0)).toBe(expected);
});

test('without a grade a limit holds only where all grades share it; without a way nothing is known', () => {
  const thueringen = transportRule('16068');
  expect(limitFor(thueringen, 'gymnasium', null)).toBeNull();
  expect(limitFor(transportRule('07235'), 'gymnasium', null)?.metres).toBe(4000);
  expect(limitFor(thueringen, 'grundschule', 14)).toBeNull();
  expect(band(null, limitFor(thueringen, 'grundschule', 1), 0.15)).toBe('unknown');
});

test('an estimate within the tolerance cannot decide: 2 km ± 15 %', () => {
  const limit = limitFor(transportRule('16068'), 'grundschule', 1);
  // 1,700 m and 2,300 m are the edges; a straight line of 1,400 m × 1.3 is 1,820 m.
  expect([1699, 1700, 1820, 2299, 2300].map((metres) => band(metres, limit, 0.15))).toEqual([
    'none',
    'marginal',
    'marginal',
    'marginal',
    'sure',
  ]);
  expect(estimatedWalk(1400, 1.3)).toBeCloseTo(1820, 9);
});

describe('whatever the rule', () => {
  const limits = fc.record({
    gradeFrom: fc.constant(1),
    gradeTo: fc.constant(13),
    metres: fc.integer({ min: 500, max: 6000 }),
    comparator: fc.constantFrom('>' as const, '>=' as const),
    roundTrip: fc.boolean(),
    schoolTypes: fc.constant(null),
  }) as fc.Arbitrary<DistanceLimit>;
  const order = { none: 0, marginal: 1, sure: 2, unknown: 3 };

  test('farther is never less entitled', () => {
    fc.assert(
      fc.property(
        limits,
        fc.double({ min: 0, max: 9000, noNaN: true }),
        fc.double({ min: 0, max: 9000, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (limit, a, b, tolerance) => {
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          expect(order[band(near, limit, tolerance)]).toBeLessThanOrEqual(order[band(far, limit, tolerance)]);
        },
      ),
    );
  });

  test('sure and none agree with the exact rule; there and back is the way twice', () => {
    fc.assert(
      fc.property(
        limits,
        fc.integer({ min: 0, max: 9000 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (limit, metres, tolerance) => {
          const way = metres * (limit.roundTrip ? 2 : 1);
          const entitled = limit.comparator === '>' ? way > limit.metres : way >= limit.metres;
          const found = band(metres, limit, tolerance);
          if (found === 'sure') expect(entitled).toBe(true);
          if (found === 'none') expect(entitled).toBe(false);
          expect(band(metres, { ...limit, roundTrip: true }, tolerance)).toBe(
            band(2 * metres, { ...limit, roundTrip: false }, tolerance),
          );
        },
      ),
    );
  });
});
