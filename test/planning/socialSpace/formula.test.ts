/** Formulas as planners write them, and any there are: printed, read again and computed by a second program. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../server/planning/errors.ts';
import { parseFormula, type Expression } from '../../../server/planning/socialSpace/formula.ts';
import { orderOf } from '../../../server/planning/socialSpace/formulaOrder.ts';
import { readUnit, suits, unitOf } from '../../../server/planning/socialSpace/formulaUnits.ts';
import { evaluate, type FormulaValue } from '../../../server/planning/socialSpace/formulaValue.ts';

const values: Record<string, number | 'hidden' | 'missing'> = {
  ...{ a: 6, b: 4, 'SGB II unter 15': 30, 'Einwohner unter 15': 240, null: 0, h: 'hidden', m: 'missing' },
};
const valueOf = (name: string, yearsBefore: number) => {
  const value = values[name] ?? 'missing';
  return typeof value === 'number' ? value - yearsBefore : value;
};
const result = (text: string) => evaluate(parseFormula(text), valueOf);

test.each<[string, FormulaValue]>([
  ['100 * [SGB II unter 15] / [Einwohner unter 15]', 12.5],
  ['100*[ SGB II  unter 15 ]/[Einwohner unter 15]', 12.5],
  ['[a] - [b] - 1', 1],
  ['[a] / [b] / 2', 0.75],
  ['2 + 3 * 4', 14],
  ['(2 + 3) * 4', 20],
  ['-[a] * -2', 12],
  ['2 − 3 × 4 ÷ 2 · 1', -4],
  ['1,5 + 1.5', 3],
  ['0,125 * 1.2340', 0.15425],
  ['min([a], [b], 5)', 4],
  ['MAX(2,5; [a])', 6],
  ['max(2,5; 2)', 2.5],
  // A year earlier each value is smaller by one.
  ['change([a], 2)', 2],
  ['100 * change([a]; 2) / ([a] - change([a]; 2))', 50],
  ['[a] / [null]', 'undefined'],
  ['1 / (1 / [null])', 'undefined'],
  ['min(1; 1 / [null])', 'undefined'],
  ['0 * [h]', 'hidden'],
  ['[m] + [h] / [null]', 'hidden'],
  ['[m] / [null]', 'missing'],
  ['change([h]; 1) + [m]', 'hidden'],
])('%s', (text, value) => {
  expect(result(text)).toEqual(value);
});

test('names and years that are asked for, once each', () => {
  const { names, references } = parseFormula('[b] + [a] + change([a]; 3) - [b]');
  expect(names).toEqual(['b', 'a']);
  expect(references).toEqual([
    { name: 'b', yearsBefore: 0 },
    { name: 'a', yearsBefore: 0 },
    { name: 'a', yearsBefore: 3 },
  ]);
});

test.each([
  ['', 1, 'das Ende'],
  ['1 +', 4, 'das Ende'],
  ['1 + )', 5, '„)“'],
  ['(1 + 2', 7, '„)“ erwartet'],
  ['1 2', 3, 'ein Rechenzeichen oder das Ende'],
  ['[a', 1, 'ohne Namen oder ohne Ende'],
  ['2 * [ ]', 5, 'ohne Namen'],
  ['[a[b]]', 1, 'ohne Namen oder ohne Ende'],
  ['SGB + 1', 1, 'keine Funktion'],
  ['1 % 2', 3, '„%“'],
  ['🙂', 1, '„🙂“'],
  ['[a]; 2', 4, '„;“'],
  ['1.000 * [a]', 1, 'bitte 1000 oder 1,0000 schreiben'],
  ['min(1,5)', 1, 'mit nur einem Wert'],
  ['change([a] + 1; 2)', 1, 'change([Name]; 2)'],
  ['change([a]; 0)', 1, 'change([Name]; 2)'],
  ['change([a])', 1, 'change([Name]; 2)'],
  ['constructor(1; 2)', 1, 'keine Funktion'],
])('%j is refused, and the sentence says where', (text, position, part) => {
  const problem = (() => {
    try {
      return parseFormula(text);
    } catch (error) {
      return error;
    }
  })() as DomainError;
  expect(problem).toBeInstanceOf(DomainError);
  expect(problem.text.de).toContain(`an Stelle ${position} `);
  expect(problem.text.en).toContain(`At position ${position} `);
  expect(problem.text.de).toContain(part);
});

test('a formula that nobody could read is refused before it fills the stack', () => {
  expect(() => parseFormula('('.repeat(100_000))).toThrow(/^The formula has more than 2000/);
  expect(() => parseFormula('('.repeat(1999))).toThrow('At position 101 of the formula there is level 101');
  expect(() => parseFormula('-'.repeat(1999))).toThrow('At position 101');
  expect(result(`${'('.repeat(99)}7${')'.repeat(99)}`)).toBe(7);
  expect(result(`1${' + 1'.repeat(499)}`)).toBe(500);
});

test('a value that is no number is refused', () => {
  expect(() => evaluate(parseFormula('[a]'), () => NaN)).toThrow(/^Please give "missing"/);
});

test('each value is asked for once', () => {
  const asked: string[] = [];
  const value = evaluate(parseFormula('[a] * [a] + change([a]; 2) + min([a]; [b])'), (name, yearsBefore) => {
    asked.push(`${name} ${yearsBefore}`);
    return valueOf(name, yearsBefore);
  });
  expect([value, asked]).toEqual([42, ['a 0', 'a 2', 'b 0']]);
});

const names = fc.constantFrom('a', 'b', 'null', 'h', 'm', 'SGB II unter 15');
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.integer({ min: 0, max: 9999 }).map((hundredths): Expression => ({ kind: 'number', value: hundredths / 100 })),
    names.map((name): Expression => ({ kind: 'name', name })),
    fc.record({ kind: fc.constant('change' as const), name: names, years: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ kind: fc.constant('negative' as const), of: tie('expression') }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
    fc.record({
      kind: fc.constant('extreme' as const),
      which: fc.constantFrom('min' as const, 'max' as const),
      of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const strength = (part: Expression) => (part.kind !== 'binary' ? 3 : '+-'.includes(part.operator) ? 1 : 2);

/** With no bracket more than it needs. */
function print(part: Expression): string {
  const inside = (inner: Expression, least: number) =>
    strength(inner) < least ? `( ${print(inner)})` : `${print(inner)} `;
  switch (part.kind) {
    case 'number':
      return String(part.value).replace('.', part.value > 50 ? ',' : '.');
    case 'name':
      return `[${part.name}]`;
    case 'change':
      return `change([${part.name}], ${part.years})`;
    case 'negative':
      return `-${inside(part.of, 3)}`;
    case 'extreme':
      return `${part.which}(${part.of.map(print).join('; ')})`;
    case 'binary':
      return `${inside(part.left, strength(part))}${part.operator}${inside(part.right, strength(part) + 1)}`;
  }
}

/** Step by step on a stack; a division by zero ends it. */
function computed(whole: Expression): FormulaValue {
  const seen = new Set<string>();
  const walk = (part: Expression): (() => number) => {
    const read = (name: string, before: number) => {
      const value = valueOf(name, before);
      if (typeof value === 'string') seen.add(value);
      return () => Number(value);
    };
    if (part.kind === 'number') return () => part.value;
    if (part.kind === 'name') return read(part.name, 0);
    if (part.kind === 'change') {
      const [now, before] = [read(part.name, 0), read(part.name, part.years)];
      return () => now() - before();
    }
    if (part.kind === 'negative') {
      const of = walk(part.of);
      return () => 0 - of();
    }
    if (part.kind === 'extreme') {
      const of = part.of.map(walk);
      return () => of.map((each) => each()).sort((a, b) => (part.which === 'min' ? a - b : b - a))[0]!;
    }
    const [left, right] = [walk(part.left), walk(part.right)];
    return () => {
      const [a, b] = [left(), right()];
      if (part.operator === '/' && b === 0) throw new Error('by zero');
      return { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[part.operator];
    };
  };
  const value = walk(whole);
  if (seen.has('hidden')) return 'hidden';
  if (seen.has('missing')) return 'missing';
  try {
    const number = value();
    return Number.isFinite(number) ? number + 0 : 'undefined';
  } catch {
    return 'undefined';
  }
}

test('any formula is read as it was meant, and comes to what it should', () => {
  fc.assert(
    fc.property(expression, (whole) => {
      const text = print(whole);
      fc.pre(text.length <= 2000);
      const formula = parseFormula(text);
      expect(formula.expression).toEqual(whole);
      const [found, wanted] = [evaluate(formula, valueOf), computed(whole)];
      if (typeof wanted === 'string') expect(found).toBe(wanted);
      else expect(Math.abs((found as number) - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
    }),
    { numRuns: 500 },
  );
});

describe('order', () => {
  const order = (texts: Record<string, string>) =>
    orderOf(new Map(Object.entries(texts).map(([name, text]) => [name, parseFormula(text)])));

  test('each after what it builds on', () => {
    expect(order({ C: '[A] + [B]', B: '2 * [A]', A: '[Einwohner] / 2' })).toEqual(['A', 'B', 'C']);
  });

  test('a circle is named', () => {
    expect(() => order({ X: '[A]', A: '[B] + 1', B: 'change([A]; 1)' })).toThrow('in a circle (A → B → A): please');
    expect(() => order({ A: '[A]' })).toThrow('(A → A)');
  });

  test('eight levels are in order, a ninth is refused', () => {
    const chain = (levels: number) =>
      Object.fromEntries(
        Array.from({ length: levels }, (_, at) => [`L${at + 1}`, at === 0 ? '[Einwohner]' : `[L${at}]`]),
      );
    expect(order(chain(8))).toHaveLength(8);
    expect(() => order(chain(9))).toThrow(/^'L9' builds on other formulas over more than 8 levels: please/);
  });

  // An edge goes from a later number to an earlier one only, so that there is no circle.
  test('of any formulas without a circle', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)));
    fc.assert(
      fc.property(edges, fc.shuffledSubarray([...Array(8).keys()], { minLength: 8 }), (list, shuffled) => {
        const on = (name: number) => list.filter(([one, other]) => one === name && other < name).map(([, to]) => to);
        const formulas = Object.fromEntries(
          shuffled.map((name) => [`I${name}`, ['0', ...on(name).map((to) => `[I${to}]`)].join(' + ')]),
        );
        const found = order(formulas);
        expect(found).toHaveLength(8);
        for (const name of shuffled)
          for (const to of on(name)) expect(found.indexOf(`I${to}`)).toBeLessThan(found.indexOf(`I${name}`));
      }),
    );
  });
});

describe('units', () => {
  const units = new Map([
    ...[
      ['p', 'Personen'],
      ['q', 'Personen'],
      ['f', 'km²'],
      ['d', 'Personen je km²'],
    ],
    ...[
      ['share', '%'],
      ['rate', 'je 1.000'],
      ['z', 'Index'],
    ],
  ] as [string, string][]);
  const of = (text: string) => unitOf(parseFormula(text), units);

  test.each<[string, string[], string[]]>([
    ['100 * [p] / [q]', ['%', 'je 100', 'je 1.000', 'je 100 Kinder', 'Index', 'Anteil', ''], ['Personen', 'km²']],
    ['[p] + [q]', ['Personen'], ['%', '', 'km²']],
    ['max([p] - [q]; 0)', ['Personen'], ['']],
    ['[p] / [f]', ['Personen je km²', 'Personen/km²', 'Personen / km²'], ['Personen', 'km²/Personen', '']],
    ['[d] * [f] + change([p]; 1)', ['Personen'], ['Personen je km²']],
    ['[p] / [q] - [share] / 100', ['Anteil', '%'], ['Personen']],
    ['[share] - 50', ['%', 'Index', ''], ['je 1.000', 'Personen']],
    ['change([share]; 2)', ['Prozentpunkte', '%'], ['je 1.000']],
    ['10 * [share] + [rate]', ['je 1.000', 'je 1000'], ['%']],
    ['[z] * 2', ['Index', '%'], ['Personen']],
    ['1 / [f]', ['1/km²'], ['km²']],
  ])('%s', (text, fitting, others) => {
    expect(fitting.filter((stated) => !suits(of(text), stated))).toEqual([]);
    expect(others.filter((stated) => suits(of(text), stated))).toEqual([]);
  });

  test.each([
    ['[p] + [f]', '„Personen“ und „km²“'],
    ['[p] + 1', '„Personen“ und „ohne Einheit“'],
    ['min([p]; [p] / [f])', '„Personen“ und „Personen / km²“'],
    ['[share] + [rate]', '„%“ und „je 1000“'],
    ['[p] * [p] - 1 / [f]', '„Personen^2“ und „1 / km²“'],
  ])('%s does not fit', (text, said) => {
    try {
      expect(of(text)).toBeNull();
    } catch (error) {
      expect((error as DomainError).text.de).toContain(said);
    }
    expect(() => of(text)).toThrow(/^The formula adds or compares/);
  });

  test('a name that there is not is told', () => {
    expect(() => of('[p] + [nobody]')).toThrow("There is no indicator 'nobody'");
    expect(readUnit('je 10 000').per).toBe(10_000);
  });
});
