/** The words of a formula, each with its place in the text. */
import { DomainError } from '../errors.ts';

export type Token =
  | { kind: 'number'; value: number; at: number; text: string }
  | { kind: 'name'; name: string; at: number; text: string }
  | { kind: 'word'; at: number; text: string }
  /** One of + - * / ( ) ; where the comma between arguments is a semicolon as well. */
  | { kind: 'sign'; at: number; text: string }
  | { kind: 'end'; at: number; text: string };

/** Longer ones could not be read by a person, and nest too deep for a machine. */
const MOST_CHARACTERS = 2000;

/** Signs that word processors write. */
const SIGNS: Record<string, string> = { '−': '-', '–': '-', '×': '*', '·': '*', '÷': '/', ',': ';' };

const NUMBER = /\d+(?:[.,]\d+)?/y;
const WORD = /\p{L}+/uy;
const SIGN = /[-+*/();,−–×·÷]/y;

/** @throws DomainError that names the place */
export function tokensOf(text: string): Token[] {
  if (text.length > MOST_CHARACTERS)
    throw new DomainError('invalid', 'formula.tooLong', {
      de: `Die Formel hat mehr als ${MOST_CHARACTERS} Zeichen: bitte Teile davon als eigene Indikatoren anlegen.`,
      en: `The formula has more than ${MOST_CHARACTERS} characters: please make parts of it indicators of their own.`,
    });
  const tokens: Token[] = [];
  const read = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const number = read(NUMBER, at);
    const word = read(WORD, at);
    const sign = read(SIGN, at);
    if (text[at] === '[') {
      const name = nameAt(text, at);
      tokens.push({ kind: 'name', at, ...name });
    } else if (number !== null) tokens.push({ kind: 'number', at, text: number, value: valueOf(number, at) });
    else if (word !== null) tokens.push({ kind: 'word', at, text: word });
    else if (sign !== null) tokens.push({ kind: 'sign', at, text: SIGNS[sign] ?? sign });
    else {
      const written = String.fromCodePoint(text.codePointAt(at)!);
      throw misplaced(
        at,
        `„${written}“, das in Formeln nichts bedeutet: bitte Namen in eckige Klammern setzen und sonst nur Zahlen, + - * / ( ), min, max und change verwenden.`,
        `'${written}', which means nothing in formulas: please put names in square brackets and use only numbers, + - * / ( ), min, max and change besides.`,
      );
    }
    at += tokens.at(-1)?.kind === 'sign' ? 1 : tokens.at(-1)!.text.length;
  }
  return [...tokens, { kind: 'end', at: text.length, text: '' }];
}

/** A sentence about what stands at a place, counted from 1 as editors do. */
export function misplaced(at: number, de: string, en: string): DomainError {
  return new DomainError('invalid', 'formula.syntax', {
    de: `In der Formel steht an Stelle ${at + 1} ${de}`,
    en: `At position ${at + 1} of the formula there is ${en}`,
  });
}

function nameAt(text: string, at: number): { name: string; text: string } {
  const found = /^\[([^[\]]*)\]/.exec(text.slice(at));
  const name = found?.[1]!.trim().replace(/\s+/g, ' ') ?? '';
  if (name === '')
    throw misplaced(
      at,
      'eine eckige Klammer ohne Namen oder ohne Ende: bitte den Namen eines Indikators so schreiben: [Name].',
      'a square bracket without a name or without an end: please write the name of an indicator like this: [Name].',
    );
  return { name, text: found![0] };
}

function valueOf(number: string, at: number): number {
  // 1.234 is one thing to an office and another to a program, and either is a wrong result to the other.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(number)) {
    const whole = number.replace(/[.,]/, '');
    throw misplaced(
      at,
      `„${number}“, das sich auf zwei Arten lesen lässt: bitte ${whole} oder ${number.replace('.', ',')}0 schreiben.`,
      `'${number}', which can be read in two ways: please write ${whole} or ${number.replace(',', '.')}0.`,
    );
  }
  return Number(number.replace(',', '.'));
}
