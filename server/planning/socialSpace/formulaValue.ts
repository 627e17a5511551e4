/** What formulas come to. */
import type { Expression, Formula, Reference } from './formula.ts';

/** `undefined`: all values are known, and it divides by zero or leaves what numbers can hold. */
export type FormulaValue = number | 'hidden' | 'missing' | 'undefined';

type ValueOf = (name: string, yearsBefore: number) => number | 'hidden' | 'missing';

/**
 * Hidden wins over missing and missing over numbers, wherever in the formula they stand: 0 * [hidden] is hidden as well, so that
 * nobody learns of a value by what is made of it.
 *
 * @param valueOf of an indicator in the area and year at hand, or some years before it (0: the year itself); asked once for each
 * @throws RangeError where a value is not finite
 */
export function evaluate({ expression, references }: Formula, valueOf: ValueOf): FormulaValue {
  const values = references.map(({ name, yearsBefore }) => valueOf(name, yearsBefore));
  for (const state of ['hidden', 'missing'] as const) if (values.includes(state)) return state;
  if (!values.every(Number.isFinite)) throw new RangeError('Please give "missing" for values that are not known.');
  const known = new Map(references.map((reference, at) => [idOf(reference), values[at] as number]));
  const value = compute(expression, (name, yearsBefore) => known.get(idOf({ name, yearsBefore }))!);
  return Number.isFinite(value) ? value + 0 : 'undefined';
}

const idOf = ({ name, yearsBefore }: Reference): string => `${yearsBefore} ${name}`;

/** NaN once something is divided by zero, also where more is made of it. */
function compute(expression: Expression, valueOf: (name: string, yearsBefore: number) => number): number {
  const of = (part: Expression) => compute(part, valueOf);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return valueOf(expression.name, 0);
    case 'change':
      return valueOf(expression.name, 0) - valueOf(expression.name, expression.years);
    case 'negative':
      return -of(expression.of);
    case 'extreme':
      return Math[expression.which](...expression.of.map(of));
    case 'binary': {
      const [left, right] = [of(expression.left), of(expression.right)];
      switch (expression.operator) {
        case '+':
          return left + right;
        case '-':
          return left - right;
        case '*':
          return left * right;
        case '/':
          // Not Infinity, which 1 / (1 / 0) would make a 0 of.
          return right === 0 ? NaN : left / right;
      }
    }
  }
}
