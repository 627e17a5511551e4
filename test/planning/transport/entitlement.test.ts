/** Each state's rule as a table of cases at the limit, written out by hand from the statutes as domain.md tells them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../../geodata/rules/index.ts';
import { limitFor, type TransportRule } from '../../../server/planning/transport/distanceBand.ts';
import { claimOf, decidingSchool, isMeansTested } from '../../../server/planning/transport/entitlement.ts';
import { changedRule, parseLengths } from '../../../server/planning/transport/whatIf.ts';
import { sharesOf, WholePeople } from '../../../server/planning/transport/wholePeople.ts';

function ruleOf(county: string): TransportRule {
  const rule = rulesOf(county).find(({ subject }) => subject === 'schoolTransport');
  if (rule?.subject !== 'schoolTransport') throw new Error(`No rule for ${county}`);
  return rule.values;
}
const [TH, RP, SL, BB] = ['16068', '07235', '10044', '12062'] as const;

type Case = [county: string, schoolType: string, grade: number, metres: number, said: 'yes' | 'no' | 'open'];
const atTheLimit: Case[] = [
  // § 4 ThürSchFG: at least 2 km in grades 1–4, at least 3 km from grade 5, whatever the school.
  [TH, 'grundschule', 1, 1999, 'no'],
  [TH, 'grundschule', 1, 2000, 'yes'],
  [TH, 'grundschule', 1, 2001, 'yes'],
  [TH, 'grundschule', 4, 1999, 'no'],
  [TH, 'grundschule', 4, 2000, 'yes'],
  [TH, 'grundschule', 4, 2001, 'yes'],
  [TH, 'gemeinschaftsschule', 4, 1999, 'no'],
  [TH, 'gemeinschaftsschule', 4, 2000, 'yes'],
  [TH, 'gemeinschaftsschule', 5, 2000, 'no'],
  [TH, 'gemeinschaftsschule', 5, 2999, 'no'],
  [TH, 'gemeinschaftsschule', 5, 3000, 'yes'],
  [TH, 'gemeinschaftsschule', 5, 3001, 'yes'],
  [TH, 'regelschule', 5, 2999, 'no'],
  [TH, 'regelschule', 5, 3000, 'yes'],
  [TH, 'regelschule', 10, 3001, 'yes'],
  [TH, 'gymnasium', 5, 2999, 'no'],
  [TH, 'gymnasium', 5, 3000, 'yes'],
  [TH, 'gymnasium', 12, 2999, 'no'],
  [TH, 'gymnasium', 12, 3000, 'yes'],
  [TH, 'gymnasium', 12, 3001, 'yes'],
  [TH, 'foerderschule', 4, 2000, 'yes'],
  [TH, 'foerderschule', 5, 2000, 'no'],
  // § 69 SchulG: over 2 km to the Grundschule, over 4 km to Realschule plus, IGS, Gymnasium.
  [RP, 'grundschule', 1, 1999, 'no'],
  [RP, 'grundschule', 1, 2000, 'no'],
  [RP, 'grundschule', 1, 2001, 'yes'],
  [RP, 'grundschule', 4, 2000, 'no'],
  [RP, 'grundschule', 4, 2001, 'yes'],
  [RP, 'realschulePlus', 5, 3999, 'no'],
  [RP, 'realschulePlus', 5, 4000, 'no'],
  [RP, 'realschulePlus', 5, 4001, 'yes'],
  [RP, 'realschulePlus', 10, 4001, 'yes'],
  [RP, 'integrierteGesamtschule', 5, 3999, 'no'],
  [RP, 'integrierteGesamtschule', 5, 4000, 'no'],
  [RP, 'integrierteGesamtschule', 5, 4001, 'yes'],
  [RP, 'gymnasium', 5, 2001, 'no'],
  [RP, 'gymnasium', 5, 3999, 'no'],
  [RP, 'gymnasium', 5, 4000, 'no'],
  [RP, 'gymnasium', 5, 4001, 'yes'],
  [RP, 'gymnasium', 13, 4000, 'no'],
  [RP, 'gymnasium', 13, 4001, 'yes'],
  // Of Förderschulen the paragraph names no distance: the assigned school, each case decided.
  [RP, 'foerderschule', 3, 9000, 'open'],
  // Verordnung of 1984, § 1 (2): there and back together over 4 km, so that 2,000 m one way are not enough.
  [SL, 'grundschule', 1, 1999, 'no'],
  [SL, 'grundschule', 1, 2000, 'no'],
  [SL, 'grundschule', 1, 2001, 'yes'],
  [SL, 'grundschule', 4, 2000, 'no'],
  [SL, 'grundschule', 4, 2001, 'yes'],
  [SL, 'foerderschule', 3, 2000, 'no'],
  [SL, 'foerderschule', 3, 2001, 'yes'],
  [SL, 'foerderschule', 9, 2001, 'yes'],
  [SL, 'gemeinschaftsschule', 5, 2000, 'no'],
  [SL, 'gemeinschaftsschule', 5, 2001, 'yes'],
  [SL, 'gymnasium', 5, 2000, 'no'],
  [SL, 'gymnasium', 13, 2001, 'yes'],
  // § 112 BbgSchulG: the county's own statute, which is not entered.
  [BB, 'grundschule', 1, 2001, 'open'],
  [BB, 'grundschule', 6, 9000, 'open'],
  [BB, 'oberschule', 7, 3001, 'open'],
  [BB, 'gymnasium', 12, 4001, 'open'],
];

test.each(atTheLimit)('%s %s, grade %i, %i m: %s', (county, schoolType, grade, metres, said) => {
  const rule = ruleOf(county);
  const claim = claimOf(limitFor(rule, schoolType, grade), { walk: metres, safe: metres }, { ...rule, tolerance: 0 });
  expect(claim).toEqual({
    band: { yes: 'sure', no: 'none', open: 'unknown' }[said],
    entitled: said === 'yes',
  });
});

describe('with the tolerance of 15 % of the limit', () => {
  // Thüringen, grade 1: 2,000 m, so 1,700 and 2,300 m; Saarland: 4,000 m there and back, 3,400 and 4,600 m.
  test.each<[string, number, string, boolean]>([
    [TH, 1699, 'none', false],
    [TH, 1700, 'marginal', false],
    [TH, 1999, 'marginal', false],
    [TH, 2000, 'marginal', true],
    [TH, 2299, 'marginal', true],
    [TH, 2300, 'sure', true],
    [SL, 1700, 'none', false],
    [SL, 1701, 'marginal', false],
    [SL, 2000, 'marginal', false],
    [SL, 2001, 'marginal', true],
    [SL, 2300, 'marginal', true],
    [SL, 2301, 'sure', true],
  ])('%s, %i m: %s', (county, metres, band, entitled) => {
    const rule = ruleOf(county);
    const limit = limitFor(rule, 'grundschule', 1);
    expect(claimOf(limit, { walk: metres, safe: metres }, rule)).toEqual({ band, entitled });
  });
});

describe('a dangerous way', () => {
  type Danger = [county: string, walk: number, safe: number | null, band: string, entitled: boolean];
  test.each<Danger>([
    // Only the dangerous way of 300 m leads to school: entitled whatever its length.
    [TH, 300, null, 'sure', true],
    [RP, 300, null, 'sure', true],
    // Saarland: the authority may accept it.
    [SL, 300, null, 'marginal', false],
    // Around it lies a way within the limit, and its tolerance.
    [TH, 300, 900, 'none', false],
    [RP, 300, 900, 'none', false],
    [SL, 300, 900, 'none', false],
    // The way around is too long.
    [TH, 300, 2300, 'sure', true],
    [RP, 300, 2301, 'sure', true],
    [SL, 300, 2301, 'marginal', false],
    [TH, 300, 2000, 'marginal', true],
    // Long enough with and without danger.
    [SL, 2301, null, 'sure', true],
    // Brandenburg: not even that is entered.
    [BB, 300, null, 'unknown', false],
  ])('%s: %i m, around it %s m: %s', (county, walk, safe, band, entitled) => {
    const rule = ruleOf(county);
    expect(claimOf(limitFor(rule, 'grundschule', 1), { walk, safe }, rule)).toEqual({ band, entitled });
  });

  test('a rule set that says nothing of it entitles; one may leave it out of account', () => {
    const { dangerousWay: _said, ...silent } = ruleOf(TH);
    const limit = limitFor(silent, 'grundschule', 1);
    expect(claimOf(limit, { walk: 300, safe: null }, silent).band).toBe('sure');
    expect(claimOf(limit, { walk: 300, safe: null }, { ...silent, dangerousWay: 'ignored' }).band).toBe('none');
  });
});

describe('the deciding school', () => {
  // School 0 is attended and 5 km away, 1 lies at 2.5 km, 2 at 6 km.
  const metres = [5000, 2500, 6000];
  const to = (school: number) => metres[school]!;

  test('a nearer one decides where the state says so; who goes farther is marked everywhere', () => {
    expect(decidingSchool(ruleOf(RP), 0, [0, 1, 2], to)).toEqual({ school: 1, farther: true });
    expect(decidingSchool(ruleOf(TH), 0, [0, 1, 2], to)).toEqual({ school: 1, farther: true });
    expect(decidingSchool(ruleOf(SL), 0, [0, 1, 2], to)).toEqual({ school: 0, farther: true });
  });
  test('one without places is no alternative; the attended one stays even where it is full', () => {
    expect(decidingSchool(ruleOf(TH), 0, [2], to)).toEqual({ school: 0, farther: false });
    expect(decidingSchool(ruleOf(TH), 1, [0, 2], to)).toEqual({ school: 1, farther: false });
  });
  test('two equally far: nobody goes farther than he must; an unknown home says nothing', () => {
    expect(decidingSchool(ruleOf(RP), 0, [0, 1], () => 3000)).toEqual({ school: 0, farther: false });
    expect(decidingSchool(ruleOf(RP), 0, [0, 1], () => null)).toEqual({ school: 0, farther: false });
  });
});

test('income: Saarland from grade 5 in secondary schools, Rheinland-Pfalz in Sekundarstufe II', () => {
  const cases: [string, string, number, boolean][] = [
    [SL, 'grundschule', 4, false],
    [SL, 'foerderschule', 7, false],
    [SL, 'gemeinschaftsschule', 5, true],
    [SL, 'gymnasium', 13, true],
    [RP, 'gymnasium', 10, false],
    [RP, 'gymnasium', 11, true],
    [RP, 'integrierteGesamtschule', 13, true],
    [TH, 'gymnasium', 12, false],
  ];
  for (const [county, type, grade, tested] of cases)
    expect(isMeansTested(ruleOf(county), type, grade), `${county} ${type} ${grade}`).toBe(tested);
});

describe('what if', () => {
  const entitled = (rule: TransportRule, type: string, grade: number, walk: number) =>
    claimOf(limitFor(rule, type, grade), { walk, safe: walk }, { ...rule, tolerance: 0 }).band;

  test('2 km instead of 3 from grade 5', () => {
    const other = changedRule(ruleOf(TH), { metres: parseLengths('5-13:2000'), comparator: null, roundTrip: null });
    expect(entitled(other, 'gymnasium', 5, 1999)).toBe('none');
    expect(entitled(other, 'gymnasium', 5, 2000)).toBe('sure');
    expect(entitled(other, 'grundschule', 4, 1999)).toBe('none');
    expect(entitled(other, 'grundschule', 4, 2000)).toBe('sure');
  });
  test('more than instead of at least; there and back', () => {
    const more = changedRule(ruleOf(TH), { metres: null, comparator: '>', roundTrip: null });
    expect(entitled(more, 'grundschule', 1, 2000)).toBe('none');
    expect(entitled(more, 'grundschule', 1, 2001)).toBe('sure');
    const both = changedRule(ruleOf(TH), { metres: 4000, comparator: null, roundTrip: true });
    expect(entitled(both, 'gymnasium', 12, 1999)).toBe('none');
    expect(entitled(both, 'gymnasium', 12, 2000)).toBe('sure');
  });
  test('a step inside a limit cuts it; types without a limit stay without', () => {
    const other = changedRule(ruleOf(RP), { metres: parseLengths('7-10:3000'), comparator: null, roundTrip: null });
    expect([6, 7, 10, 11].map((grade) => entitled(other, 'gymnasium', grade, 3500))).toEqual([
      'none',
      'sure',
      'sure',
      'none',
    ]);
    expect(entitled(other, 'foerderschule', 7, 9000)).toBe('unknown');
  });
  test('Brandenburg: what the planner says the statute says, as Dahme-Spreewald has it', () => {
    const lengths = parseLengths('1-6:2000,7-10:3000,11-13:4000');
    const said = changedRule(ruleOf(BB), { metres: lengths, comparator: '>=', roundTrip: null });
    const cases: [number, number, string][] = [
      [6, 1999, 'none'],
      [6, 2000, 'sure'],
      [7, 2999, 'none'],
      [7, 3000, 'sure'],
      [10, 3001, 'sure'],
      [11, 3999, 'none'],
      [11, 4000, 'sure'],
      [12, 4001, 'sure'],
    ];
    for (const [grade, metres, band] of cases)
      expect(entitled(said, 'gymnasium', grade, metres), `${grade} ${metres}`).toBe(band);
  });
  test('what is no length is none', () => {
    expect(parseLengths('2000')).toBe(2000);
    expect(parseLengths('1-4:2000;5-13:3000')).toBeNull();
    expect(parseLengths('weit')).toBeNull();
  });
});

describe('pupils spread over the houses of their atom', () => {
  test('three children, a house within, one at the limit and one beyond: one each', () => {
    const rule = ruleOf(TH);
    const limit = limitFor(rule, 'grundschule', 1);
    const shares = sharesOf([1000, 2100, 3000].map((walk) => claimOf(limit, { walk, safe: walk }, rule)));
    expect(new WholePeople().add(3, shares)).toEqual({ entitled: 2, sure: 1, marginal: 1, none: 1, unknown: 0 });
  });
  test('a tenth of ten threes is three, though no three has a tenth child', () => {
    const people = new WholePeople();
    const rows = Array.from({ length: 10 }, () => people.add(3, { entitled: 0.1, sure: 0.1, marginal: 0 }));
    expect(rows.reduce((sum, { entitled }) => sum + entitled, 0)).toBe(3);
    expect(rows.every(({ entitled, none }) => entitled + none === 3)).toBe(true);
  });
  test('whoever they are, everybody is told once, and the entitled are the exact sum, rounded', () => {
    const share = fc.integer({ min: 0, max: 20 });
    const row = fc.tuple(fc.integer({ min: 0, max: 30 }), share, share, share);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const people = new WholePeople();
        let [exact, told] = [0, 0];
        for (const [count, ...parts] of rows) {
          const [sure, above, below] = parts.map((part) => part / 60) as [number, number, number];
          const own = people.add(count, { entitled: sure + above, sure, marginal: above + below });
          exact += count * (sure + above);
          told += own.entitled;
          for (const value of Object.values(own)) expect(value).toBeGreaterThanOrEqual(0);
          expect(own.sure + own.marginal + own.none + own.unknown).toBe(count);
          expect(own.sure).toBeLessThanOrEqual(own.entitled);
          expect(own.entitled).toBeLessThanOrEqual(own.sure + own.marginal);
        }
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });
});
