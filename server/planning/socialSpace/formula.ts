/**
 * Formulas of derived indicators: 100 * [SGB II unter 15] / [Einwohner unter 15]. Names of other indicators in square brackets,
 * numbers with a point or a comma, + - * / ( ), min(…; …), max(…; …), and change([…]; years) for the difference to some years before.
 * A comma between two digits is decimal; elsewhere it parts arguments as a semicolon does.
 */
import { misplaced, tokensOf, type Token } from './formulaTokens.ts';

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'change'; name: string; years: number }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression }
  | { kind: 'extreme'; which: 'min' | 'max'; of: Expression[] };

export interface Reference {
  name: string;
  /** 0 for the year itself. */
  yearsBefore: number;
}

export interface Formula {
  expression: Expression;
  /** Every value that it asks for, once. */
  references: Reference[];
  /** Every indicator that it names, once, in the order of the text. */
  names: string[];
}

/** @throws DomainError whose sentence says the place and what to do there */
export function parseFormula(text: string): Formula {
  const tokens = tokensOf(text);
  const parser = new Parser(tokens);
  const expression = parser.sum();
  parser.expectEnd();
  const references = new Map<string, Reference>();
  for (const reference of referencesIn(expression))
    references.set(`${reference.yearsBefore} ${reference.name}`, reference);
  const names = tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : []));
  return { expression, references: [...references.values()], names: [...new Set(names)] };
}

function referencesIn(expression: Expression): Reference[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'name':
      return [{ name: expression.name, yearsBefore: 0 }];
    case 'change':
      return [0, expression.years].map((yearsBefore) => ({ name: expression.name, yearsBefore }));
    case 'negative':
      return referencesIn(expression.of);
    case 'binary':
      return [...referencesIn(expression.left), ...referencesIn(expression.right)];
    case 'extreme':
      return expression.of.flatMap(referencesIn);
  }
}

/** What fits on the machine's stack many times over. */
const MOST_LEVELS = 100;

/** By recursive descent: sum → product → signed → value. */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  sum(): Expression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#signed()));
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw this.#unexpected('ein Rechenzeichen oder das Ende', 'an operator or the end');
  }

  /** Left to right, so that 8 / 4 / 2 is 1. */
  #chain(operators: readonly ('+' | '-' | '*' | '/')[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const operator = operators.find((sign) => this.#takes(sign));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: part() };
    }
  }

  /** All that is nested passes here. */
  #signed(): Expression {
    if (++this.#depth > MOST_LEVELS)
      throw misplaced(
        this.#token.at,
        `die ${this.#depth}. Ebene von Klammern und Vorzeichen: bitte Teile davon als eigene Indikatoren anlegen.`,
        `level ${this.#depth} of brackets and signs: please make parts of it indicators of their own.`,
      );
    const signed: Expression = this.#takes('-') ? { kind: 'negative', of: this.#signed() } : this.#value();
    this.#depth--;
    return signed;
  }

  #value(): Expression {
    const token = this.#token;
    if (this.#takes('(')) {
      const inner = this.sum();
      this.#expect(')');
      return inner;
    }
    if (token.kind === 'word') return this.#call(token);
    if (token.kind !== 'number' && token.kind !== 'name')
      throw this.#unexpected('eine Zahl, ein Name in eckigen Klammern oder „(“', "a number, a name in brackets or '('");
    this.#next++;
    return token.kind === 'number' ? { kind: 'number', value: token.value } : { kind: 'name', name: token.name };
  }

  #call({ text, at }: Token): Expression {
    const which = text.toLowerCase();
    if (which !== 'min' && which !== 'max' && which !== 'change')
      throw misplaced(
        at,
        `„${text}“, das keine Funktion ist: bitte min, max oder change verwenden oder Namen in eckige Klammern setzen.`,
        `'${text}', which is no function: please use min, max or change, or put names in square brackets.`,
      );
    this.#next++;
    this.#expect('(');
    const of = [this.sum()];
    while (this.#takes(';')) of.push(this.sum());
    this.#expect(')');
    if (which === 'change') return changeOf(of, at);
    if (of.length < 2)
      throw misplaced(
        at,
        `„${text}“ mit nur einem Wert: bitte mindestens zwei angeben, getrennt durch Semikolon.`,
        `'${text}' with only one value: please state at least two, separated by semicolons.`,
      );
    return { kind: 'extreme', which, of };
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  #takes(sign: string): boolean {
    const isIt = this.#token.kind === 'sign' && this.#token.text === sign;
    if (isIt) this.#next++;
    return isIt;
  }

  #expect(sign: '(' | ')'): void {
    if (!this.#takes(sign)) throw this.#unexpected(`„${sign}“`, `'${sign}'`);
  }

  #unexpected(de: string, en: string): Error {
    const { kind, text, at } = this.#token;
    const isEnd = kind === 'end';
    return misplaced(
      at,
      `${isEnd ? 'das Ende' : `„${text}“`}, wo ${de} erwartet wird: bitte dort berichtigen.`,
      `${isEnd ? 'the end' : `'${text}'`} where ${en} is expected: please correct it there.`,
    );
  }
}

function changeOf([of, years, ...more]: readonly Expression[], at: number): Expression {
  const isWhole = years?.kind === 'number' && Number.isInteger(years.value) && years.value >= 1;
  if (of?.kind === 'name' && isWhole && more.length === 0) return { kind: 'change', name: of.name, years: years.value };
  throw misplaced(
    at,
    '„change“ mit anderen Angaben als einem Namen und einer Zahl von Jahren: bitte so schreiben: change([Name]; 2).',
    "'change' with something else than a name and a number of years: please write it like this: change([Name]; 2).",
  );
}
