/** In which order formulas that build on each other are computed. */
import { DomainError } from '../errors.ts';
import type { Formula } from './formula.ts';

/** More that build on each other nobody follows any more, and each asks for all the values of those below. */
const MOST_LEVELS = 8;

/**
 * @param formulas by the name of the indicator that they define; names without a formula are taken as given
 * @returns every formula's name after the names that it builds on
 * @throws DomainError where formulas build on each other in a circle, its sentence names them; or over too many levels
 */
export function orderOf(formulas: ReadonlyMap<string, Formula>): string[] {
  const levels = new Map<string, number>();
  const path: string[] = [];
  const levelOf = (name: string): number => {
    const formula = formulas.get(name);
    if (formula === undefined) return 0;
    const there = levels.get(name);
    if (there !== undefined) return there;
    if (path.includes(name)) throw circle([...path.slice(path.indexOf(name)), name]);
    path.push(name);
    const level = 1 + formula.names.reduce((most, one) => Math.max(most, levelOf(one)), 0);
    path.pop();
    if (level > MOST_LEVELS) throw tooDeep(name);
    levels.set(name, level);
    return level;
  };
  for (const name of formulas.keys()) levelOf(name);
  return [...levels.keys()];
}

function circle(names: readonly string[]): DomainError {
  const way = names.join(' → ');
  return new DomainError('invalid', 'formula.circle', {
    de: `Die Formeln verweisen im Kreis aufeinander (${way}): bitte eine davon ohne die anderen schreiben.`,
    en: `The formulas refer to each other in a circle (${way}): please write one of them without the others.`,
  });
}

function tooDeep(name: string): DomainError {
  return new DomainError('invalid', 'formula.tooDeep', {
    de: `„${name}“ baut über mehr als ${MOST_LEVELS} Stufen auf anderen Formeln auf: bitte eine Formel schreiben, die näher an den eingelesenen Werten ist.`,
    en: `'${name}' builds on other formulas over more than ${MOST_LEVELS} levels: please write a formula that is closer to the imported values.`,
  });
}
