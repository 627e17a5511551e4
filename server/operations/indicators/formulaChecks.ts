/** Whether a formula can be computed with the indicators there are: its words, its names, its units. Each refusal says what to do. */
import type { NewIndicator } from '../../contract/indicators.ts';
import { DomainError } from '../../planning/errors.ts';
import { parseFormula, type Formula } from '../../planning/socialSpace/formula.ts';
import { suits, textOf, unitOf } from '../../planning/socialSpace/formulaUnits.ts';
import type { FormulaNames, Named } from './formulaNames.ts';

/** @throws DomainError with the first thing that is wrong */
export function checkedFormula<T extends Named>(
  { key, told: { formula: text, unit: stated } }: { key: string; told: Pick<NewIndicator, 'formula' | 'unit'> },
  names: FormulaNames<T>,
): Formula {
  const formula = parseFormula(text);
  if (formula.names.length === 0) throw withoutName();
  const units = new Map(
    formula.names.map((written) => {
      const found = names.find(written);
      if (!found) throw unknownName(written, names.nearest(written, key));
      return [written, found.unit];
    }),
  );
  const unit = unitOf(formula, units);
  if (!suits(unit, stated)) throw otherUnit(textOf(unit, ''), stated);
  return formula;
}

const withoutName = () =>
  new DomainError('invalid', 'formula.noName', {
    de: 'Die Formel nennt keinen Indikator: bitte wenigstens einen Namen in eckigen Klammern einsetzen.',
    en: 'The formula names no indicator: please insert at least one name in square brackets.',
  });

const unknownName = (written: string, nearest: string | null) =>
  new DomainError(
    'invalid',
    'formula.unknownName',
    nearest === null
      ? {
          de: `Den Indikator „${written}“ aus der Formel gibt es nicht: bitte einen Namen aus der Liste einsetzen oder den Indikator zuerst einlesen.`,
          en: `There is no indicator '${written}' as in the formula: please insert a name from the list, or import the indicator first.`,
        }
      : {
          de: `Den Indikator „${written}“ aus der Formel gibt es nicht: bitte „${nearest}“ schreiben, falls dieser gemeint ist, oder den Indikator zuerst einlesen.`,
          en: `There is no indicator '${written}' as in the formula: please write '${nearest}' if that one is meant, or import the indicator first.`,
        },
  );

const otherUnit = (result: string, stated: string) =>
  new DomainError('invalid', 'formula.otherUnit', {
    de: `Die Formel ergibt ${result ? `„${result}“` : 'eine Zahl ohne Einheit'}, angegeben ist ${stated ? `„${stated}“` : 'keine Einheit'}: bitte die Einheit oder die Formel berichtigen.`,
    en: `The formula results in ${result ? `'${result}'` : 'a number without a unit'}, stated is ${stated ? `'${stated}'` : 'no unit'}: please correct the unit or the formula.`,
  });
