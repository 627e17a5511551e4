/** In which order formulas that build on each other are computed. */
import { DomainError } from '../errors.ts';
import type { Formula } from './formula.ts';

/**
 * @param formulas by the name of the indicator that they define; names without a formula are taken as given
 * @returns every formula's name after the names that it builds on
 * @throws DomainError where formulas build on each other in a circle; its sentence names them
 */
export function orderOf(formulas: ReadonlyMap<string, Formula>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    const formula = formulas.get(name);
    if (formula === undefined || done.has(name)) return;
    if (path.includes(name)) throw circle([...path.slice(path.indexOf(name)), name]);
    path.push(name);
    formula.names.forEach(visit);
    path.pop();
    done.add(name);
  };
  for (const name of formulas.keys()) visit(name);
  return [...done];
}

function circle(names: readonly string[]): DomainError {
  const way = names.join(' → ');
  return new DomainError('invalid', 'formula.circle', {
    de: `Die Formeln verweisen im Kreis aufeinander (${way}): bitte eine davon ohne die anderen schreiben.`,
    en: `The formulas refer to each other in a circle (${way}): please write one of them without the others.`,
  });
}
