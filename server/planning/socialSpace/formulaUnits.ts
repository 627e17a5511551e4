/** Whether a formula adds what can be added, and what its result is counted in. */
import { DomainError } from '../errors.ts';
import type { Expression, Formula } from './formula.ts';

export interface Unit {
  /** By unit; people per km² are Personen 1, km² −1. Empty: a number without a unit, as a share is. Never 0. */
  exponents: ReadonlyMap<string, number>;
  /** Of numbers without a unit: for how many they stand, 100 for %, 1000 for „je 1.000“; null where nothing says so. */
  per: number | null;
}

const NONE: Unit = { exponents: new Map(), per: null };

/** Words for numbers without a unit. */
const WITHOUT = new Map<string, number | null>([
  ['', null],
  ['index', null],
  ['anteil', 1],
  ['%', 100],
  ['prozent', 100],
  ['prozentpunkte', 100],
  ['%-punkte', 100],
  ['‰', 1000],
]);

/**
 * A unit as it is written: '%', 'Index', 'Anteil' and '' have none, nor has 'je 1.000' or 'je 100 Kinder' (of what is said by the
 * name of the indicator); 'Personen/km²' and 'Personen je km²' are a quotient; anything else is a unit by its name.
 */
export function readUnit(stated: string): Unit {
  const text = stated.trim().replace(/\s+/g, ' ');
  const without = WITHOUT.get(text.toLowerCase());
  if (without !== undefined) return { ...NONE, per: without };
  const per = /^je (\d{1,3}(?:[. ]\d{3})*|\d+)(?!\d)/i.exec(text);
  if (per) return { ...NONE, per: Number(per[1]!.replace(/[. ]/g, '')) };
  const [above = '', ...below] = text.split(/ ?\/ ?| je /);
  return below.reduce((unit, part) => multiplied(unit, named(part), -1), named(above));
}

/**
 * Whether the result may be called so. What has no unit may be called %, je 100, je 1.000, Index, Anteil or nothing at all: which of
 * them is right is a matter of the factor in front, which only its author knows. Sums of percentages are percentages, though.
 */
export function suits(unit: Unit, stated: string): boolean {
  return isSame(unit, readUnit(stated));
}

/**
 * Adding, min, max and change need the same unit on all sides, but for a bare 0; multiplying and dividing combine units.
 *
 * @param units of every name in the formula, as written
 * @throws DomainError where units do not fit, or a name is not known
 */
export function unitOf({ expression }: Formula, units: ReadonlyMap<string, string>): Unit {
  const of = (part: Expression): Unit => {
    switch (part.kind) {
      case 'number':
        return NONE;
      case 'name':
      case 'change':
        return readUnit(units.get(part.name) ?? unknown(part.name));
      case 'negative':
        return of(part.of);
      case 'extreme':
        return common(part.of);
      case 'binary':
        if (part.operator === '+' || part.operator === '-') return common([part.left, part.right]);
        return multiplied(of(part.left), of(part.right), part.operator === '*' ? 1 : -1);
    }
  };
  const common = (parts: readonly Expression[]): Unit => {
    // 0 is 0 in every unit: max([Wanderungssaldo]; 0).
    const counted = parts.filter((part) => part.kind !== 'number' || part.value !== 0).map(of);
    const [first = NONE, ...others] = counted;
    return others.reduce((unit, other) => {
      if (!isSame(unit, other)) throw mixed(unit, other);
      return { ...unit, per: unit.per ?? other.per };
    }, first);
  };
  return of(expression);
}

const named = (name: string): Unit =>
  name.trim() === '' || name.trim() === '1' ? NONE : { exponents: new Map([[name.trim(), 1]]), per: null };

/** What a product stands for is no longer known: 10 × % may be meant as ‰, or as ten times as much. */
function multiplied(left: Unit, right: Unit, sign: 1 | -1): Unit {
  const exponents = new Map(left.exponents);
  for (const [name, exponent] of right.exponents) {
    const sum = (exponents.get(name) ?? 0) + sign * exponent;
    if (sum === 0) exponents.delete(name);
    else exponents.set(name, sum);
  }
  return { exponents, per: null };
}

function isSame(one: Unit, other: Unit): boolean {
  if (one.per !== null && other.per !== null && one.per !== other.per) return false;
  return (
    one.exponents.size === other.exponents.size &&
    [...one.exponents].every(([name, exponent]) => other.exponents.get(name) === exponent)
  );
}

/** @param none what a number without any unit is called */
export function textOf({ exponents, per }: Unit, none: string): string {
  if (exponents.size === 0) return per === null ? none : per === 100 ? '%' : per === 1 ? 'Anteil' : `je ${per}`;
  const side = (sign: number) =>
    [...exponents].flatMap(([name, exponent]) =>
      Math.sign(exponent) !== sign ? [] : [Math.abs(exponent) === 1 ? name : `${name}^${Math.abs(exponent)}`],
    );
  const below = side(-1);
  return `${side(1).join(' · ') || '1'}${below.length > 0 ? ` / ${below.join(' / ')}` : ''}`;
}

function mixed(one: Unit, other: Unit): DomainError {
  const [de, en] = ['ohne Einheit', 'no unit'].map((none) => [textOf(one, none), textOf(other, none)]);
  return new DomainError('invalid', 'formula.units', {
    de: `Die Formel addiert oder vergleicht „${de![0]}“ und „${de![1]}“: bitte nur Werte derselben Einheit addieren oder vergleichen.`,
    en: `The formula adds or compares '${en![0]}' and '${en![1]}': please add or compare only values of the same unit.`,
  });
}

function unknown(name: string): never {
  throw new DomainError('invalid', 'formula.unknownName', {
    de: `Den Indikator „${name}“ gibt es nicht: bitte den Namen in der Formel berichtigen oder den Indikator anlegen.`,
    en: `There is no indicator '${name}': please correct the name in the formula or add the indicator.`,
  });
}
