/** What formulas come to: by area and year, and for the whole county. */
import type { Sentence } from '../../contract/common.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import type { Formula } from '../../planning/socialSpace/formula.ts';
import { evaluate } from '../../planning/socialSpace/formulaValue.ts';
import { NO_CELL, yearsOf, type IndicatorTable, type KnownIndicator, type ToldCell } from './known.ts';

type Layers = KnownIndicator['layers'];

/** Layers that all inputs have, each with the years for which all of them have a value to ask for. */
export function layersOf({ references }: Formula, inputs: ReadonlyMap<string, KnownIndicator>): Layers {
  const [first, ...others] = [...inputs.values()];
  const shared = (first?.layers ?? []).filter(({ layer }) =>
    others.every(({ layers }) => layers.some((one) => one.layer === layer)),
  );
  return shared.flatMap(({ layer }) => {
    const yearSets = references.map(({ name, yearsBefore }) => {
      const own = inputs.get(name)!.layers.find((one) => one.layer === layer)!;
      return new Set(own.years.map((year) => year + yearsBefore));
    });
    const years = yearsOf(yearSets[0]!).filter((year) => yearSets.every((set) => set.has(year)));
    return years.length === 0 ? [] : [{ layer, years }];
  });
}

export interface Wanted {
  /** As notices call it. */
  name: string;
  formula: Formula;
  layer: string;
  years: number[];
}

/**
 * @param inputs by their names as the formula writes them
 * @param namesOf names of areas, asked for only where some must be told of
 */
export async function derivedTable(
  { name, formula, layer, years }: Wanted,
  inputs: ReadonlyMap<string, IndicatorTable>,
  namesOf: () => Promise<ReadonlyMap<string, string>>,
): Promise<IndicatorTable> {
  const columns = new Map(
    [...inputs].map(([written, table]) => [written, new Map(table.years.map((y, at) => [y, at]))]),
  );
  const undefinedAt: { id: string | null; year: number }[] = [];
  const rowOf = (id: string | null): ToldCell[] =>
    years.map((year) => {
      let isEstimated = false;
      const value = evaluate(formula, (written, yearsBefore) => {
        const { areas, whole } = inputs.get(written)!;
        const at = columns.get(written)!.get(year - yearsBefore) ?? -1;
        const cell = (id === null ? whole : areas.get(id))?.[at] ?? NO_CELL;
        isEstimated ||= cell.isEstimated;
        return cell.value ?? 'missing';
      });
      if (value === 'hidden') return { ...NO_CELL, value };
      if (value === 'undefined') undefinedAt.push({ id, year });
      return typeof value === 'number'
        ? // Of told values, which were released: what follows from them is as public as they are.
          { value: releaseFigure(PUBLISHED, value, []), isEstimated, behind: null }
        : NO_CELL;
    });
  const ids = new Set([...inputs.values()].flatMap(({ areas }) => [...areas.keys()]));
  const areas = new Map([...ids].map((id) => [id, rowOf(id)]));
  const whole = rowOf(null);
  const notices = new Map([...inputs.values()].flatMap((table) => table.notices.map((one) => [one.de, one])));
  if (undefinedAt.length > 0) {
    const said = divided(name, undefinedAt, await namesOf());
    notices.set(said.de, said);
  }
  return { layer, years, areas, whole, notices: [...notices.values()] };
}

/** More than these are told as a number. */
const NAMED = 3;

function divided(
  name: string,
  cells: readonly { id: string | null; year: number }[],
  names: ReadonlyMap<string, string>,
): Sentence {
  const placed = (whole: string) =>
    cells.slice(0, NAMED).map(({ id, year }) => `${id === null ? whole : (names.get(id) ?? id)} (${year})`);
  const more = cells.length - NAMED;
  const listed = (whole: string, and: string) => `${placed(whole).join(', ')}${more > 0 ? ` ${and} ${more}` : ''}`;
  return {
    de: `„${name}“ teilt durch null und hat dort keinen Wert: ${listed('ganzer Kreis', 'und weitere:')}. Bitte die Werte im Nenner prüfen.`,
    en: `'${name}' divides by zero and has no value there: ${listed('whole county', 'and more:')}. Please check the values in the denominator.`,
  };
}
