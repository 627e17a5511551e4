/**
 * Indicators that a county derives from others by formulas. They are computed from told values only: who sees two told values can
 * compute what follows from them himself, so a derived one tells nothing more than they do, and needs no protection of its own.
 */
import type { IndicatorDefinition, NewIndicator } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { County } from '../../data/repositories/counties.ts';
import { ownIndicators } from '../../data/repositories/indicators.ts';
import { DomainError } from '../../planning/errors.ts';
import { parseFormula, type Formula } from '../../planning/socialSpace/formula.ts';
import type { Operation } from '../../context.ts';
import { derivedTable, layersOf } from './derivedValues.ts';
import { checkUnits } from './formulaUnitCheck.ts';
import { byLabel, FormulaNames, orderAside, type Named } from './formulaNames.ts';
import type { IndicatorTable, KnownIndicator } from './known.ts';

/** A row of what counties have written down, as it is looked for by formulas. */
interface Own extends Named {
  told: NewIndicator;
}

export const namedAs = ({ definition: { key, name, unit } }: KnownIndicator): Named => ({ key, name: name.de, unit });

/** Written through the contract only. */
export const toldOf = (told: unknown): NewIndicator => told as NewIndicator;

export async function derivedIndicators(
  context: Operation,
  counties: readonly County[],
  given: readonly KnownIndicator[],
): Promise<{ derived: KnownIndicator[]; notices: Sentence[] }> {
  const notices: Sentence[] = [];
  const own = await ownOf(context, counties, given, notices);
  const names = new FormulaNames<Named>([...given.map(namedAs), ...own]);
  const formulas = new Map<string, { one: Own; formula: Formula }>();
  /** Why it has no values, by key. */
  const obstacles = new Map<string, Sentence>();
  for (const one of own) {
    const formula = readable(one, names, obstacles);
    if (formula) formulas.set(names.labelOf(one), { one, formula });
  }
  const { order, aside } = orderAside(
    new Map([...formulas].map(([label, { formula }]) => [label, byLabel(formula, names)])),
  );
  for (const [label, why] of aside) obstacles.set(formulas.get(label)!.one.key, why);
  const known = new Map(given.map((one) => [one.definition.key, one]));
  const made = new Set<KnownIndicator>();
  const tables = new Tables();
  // Those without values first: others may name them.
  const without = own.filter(({ key }) => obstacles.has(key));
  const computed = order.flatMap((label) => formulas.get(label) ?? []).filter(({ one }) => !obstacles.has(one.key));
  for (const one of without) {
    const made_ = unusable(one, obstacles.get(one.key)!);
    known.set(one.key, made_);
    made.add(made_);
  }
  for (const { one, formula } of computed) {
    const inputs = new Map(formula.names.map((written) => [written, known.get(names.find(written)!.key)!]));
    const layers = layersOf(formula, inputs);
    const definition = define(one, [...inputs.values()]);
    const indicator: KnownIndicator =
      layers.length === 0
        ? unusable(one, nothingShared(one.told.name))
        : {
            ...{ definition, layers },
            kinds: [...new Set([...inputs.values()].flatMap(({ kinds }) => kinds))],
            table: (layer) => tables.of(indicator, layer),
          };
    if (layers.length > 0)
      tables.add(indicator, (layer, tableOf) =>
        derivedTable(context, counties, { indicator, formula, inputs }, layer, tableOf),
      );
    known.set(one.key, indicator);
    made.add(indicator);
  }
  return { derived: own.map(({ key }) => known.get(key)!), notices };
}
