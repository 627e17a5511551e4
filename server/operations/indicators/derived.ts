/**
 * Indicators that a county derives from others by formulas. They are computed from told values only: who sees two told values can
 * work out himself what follows from them, so a derived one tells nothing more than they do and needs no protection of its own.
 */
import type { IndicatorDefinition, NewIndicator } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { County } from '../../data/repositories/counties.ts';
import { ownIndicators, type OwnIndicator } from '../../data/repositories/indicators.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Formula } from '../../planning/socialSpace/formula.ts';
import type { Operation } from '../../context.ts';
import { chooseLayer } from '../layers.ts';
import { derivedTable, layersOf } from './derivedValues.ts';
import { checkedFormula } from './formulaChecks.ts';
import { byLabel, FormulaNames, orderAside, type Named } from './formulaNames.ts';
import { COUNTY_LAYER, type IndicatorTable, type KnownIndicator } from './known.ts';

/** One that a county has written down, as formulas look for it. */
export interface Own extends Named {
  told: NewIndicator;
}

export const namedAs = ({ definition: { key, name, unit } }: KnownIndicator): Named => ({ key, name: name.de, unit });

/** Written through the contract only. */
export function ownAs({ key, told }: OwnIndicator): Own {
  const { name, unit } = told as NewIndicator;
  return { key, name, unit, told: told as NewIndicator };
}

/** @param given all others; after them, so that what is imported later under the name of a derived one counts first */
export async function derivedIndicators(
  context: Operation,
  counties: readonly County[],
  given: readonly KnownIndicator[],
): Promise<{ derived: KnownIndicator[]; notices: Sentence[] }> {
  const { own, notices } = await ownOf(context, counties, new Set(given.map(({ definition }) => definition.key)));
  const names = new FormulaNames<Named>([...given.map(namedAs), ...own]);
  const formulas = new Map<string, { one: Own; formula: Formula }>();
  const known = new Map(given.map((one) => [one.definition.key, one]));
  const withoutValues = (one: Own, why: Sentence) => {
    const said = unusable(one.name, why);
    notices.push(said);
    known.set(one.key, idle(one, said));
  };
  for (const one of own)
    try {
      formulas.set(names.labelOf(one), { one, formula: checkedFormula(one, names) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      withoutValues(one, error.text);
    }
  const labelled = new Map([...formulas].map(([label, { formula }]) => [label, byLabel(formula, names)]));
  const { order, aside } = orderAside(labelled);
  for (const [label, why] of aside) withoutValues(formulas.get(label)!.one, why.text);
  for (const label of order) {
    const { one, formula } = formulas.get(label)!;
    const inputs = new Map(formula.names.map((written) => [written, known.get(names.find(written)!.key)!]));
    const layers = layersOf(formula, inputs);
    if (layers.length === 0) withoutValues(one, nothingShared(formula.names));
    else known.set(one.key, computed(context, counties, one, { formula, inputs, layers }));
  }
  return { derived: own.map(({ key }) => known.get(key)!), notices };
}

/** Of all counties; of two that define one key differently the first counts. */
async function ownOf(
  context: Operation,
  counties: readonly County[],
  taken: ReadonlySet<string>,
): Promise<{ own: Own[]; notices: Sentence[] }> {
  const own = new Map<string, Own & { county: string }>();
  const notices: Sentence[] = [];
  for (const county of counties)
    for (const row of await ownIndicators(context.database.db, county.key)) {
      const one = { ...ownAs(row), county: county.name };
      const first = own.get(one.key);
      if (taken.has(one.key)) notices.push(covered(one.name));
      else if (!first) own.set(one.key, one);
      else if (JSON.stringify(first.told) !== JSON.stringify(one.told))
        notices.push(defined(one.name, first.county, county.name));
    }
  return { own: [...own.values()], notices };
}

/** The tables that one question needs, each made once: formulas on formulas would else ask for one again and again. */
type Made = Map<KnownIndicator, Promise<IndicatorTable>>;
interface Computed extends KnownIndicator {
  among: (layer: string, made: Made) => Promise<IndicatorTable>;
}

function tableAmong(one: KnownIndicator | Computed, layer: string, made: Made): Promise<IndicatorTable> {
  const there = made.get(one) ?? ('among' in one ? one.among(layer, made) : one.table(layer));
  made.set(one, there);
  return there;
}

function computed(
  context: Operation,
  counties: readonly County[],
  one: Own,
  {
    formula,
    inputs,
    layers,
  }: { formula: Formula; inputs: Map<string, KnownIndicator>; layers: KnownIndicator['layers'] },
): Computed {
  const among = async (layer: string, made: Made) => {
    const tables = new Map<string, IndicatorTable>();
    for (const [written, input] of inputs) tables.set(written, await tableAmong(input, layer, made));
    const years = layers.find((own) => own.layer === layer)?.years ?? [];
    return derivedTable({ name: one.name, formula, layer, years }, tables, () => areaNames(context, counties, layer));
  };
  return {
    definition: define(one, [...inputs.values()]),
    layers,
    kinds: [...new Set([...inputs.values()].flatMap(({ kinds }) => kinds))],
    imports: [...new Set([...inputs.values()].flatMap(({ imports }) => imports))],
    table: (layer) => among(layer, new Map()),
    among,
  };
}

async function areaNames(context: Operation, counties: readonly County[], layer: string): Promise<Map<string, string>> {
  if (layer === COUNTY_LAYER) return new Map(counties.map(({ key, name }) => [`${key}/${key}`, name]));
  const keys = counties.map(({ key }) => key);
  const { areas } = await chooseLayer(context, keys, layer, []);
  return new Map(areas.map(({ county, key, name }) => [`${county}/${key}`, name]));
}

/** It stays in the list, so that it can be seen what it lacks. */
const idle = (one: Own, said: Sentence): KnownIndicator => ({
  definition: define(one, []),
  layers: [],
  kinds: [],
  imports: [],
  table: (layer) => Promise.resolve({ layer, years: [], areas: new Map(), whole: [], notices: [said] }),
});

/** From the weakest to the strictest. */
const STRICTER = ['published', 'residents', 'social'] as const;

const both = (text: string): Sentence => ({ de: text, en: text });

function define({ key, told }: Own, inputs: readonly KnownIndicator[]): IndicatorDefinition {
  const { name, description, formula, unit, measure, direction } = told;
  return {
    key,
    name: both(name),
    description: description ? both(description) : null,
    numerator: null,
    denominator: null,
    ...{ unit, measure, direction },
    source: null,
    licence: null,
    method: {
      de: 'Berechnet aus den gezeigten Werten anderer Indikatoren: wo einer geschützt ist oder fehlt, ist es auch dieser.',
      en: 'Computed from the shown values of other indicators: where one of them is protected or missing, so is this one.',
    },
    // What hides a value of an input hides the value here: it is protected as the strictest of them.
    protection:
      STRICTER.findLast((one) => inputs.some(({ definition }) => definition.protection === one)) ?? 'published',
    origin: 'derived',
    formula,
    ready: false,
  };
}

const unusable = (name: string, why: Sentence): Sentence => ({
  de: `„${name}“ hat keine Werte. ${why.de}`,
  en: `'${name}' has no values. ${why.en}`,
});

const nothingShared = (names: readonly string[]): Sentence => ({
  de: `Es gibt keine Ebene und kein Jahr, für die ${names.map((name) => `„${name}“`).join(', ')} zugleich Werte haben: bitte die fehlenden Jahre einlesen oder die Formel ändern.`,
  en: `There is no layer and year for which ${names.map((name) => `'${name}'`).join(', ')} all have values: please import the missing years, or change the formula.`,
});

const covered = (name: string): Sentence => ({
  de: `Der abgeleitete Indikator „${name}“ ist von einem eingelesenen mit demselben Schlüssel verdeckt: bitte einen von beiden umbenennen oder entfernen.`,
  en: `The derived indicator '${name}' is covered by an imported one of the same key: please rename or remove one of the two.`,
});

const defined = (name: string, first: string, other: string): Sentence => ({
  de: `„${name}“ ist in ${first} und ${other} verschieden festgelegt: hier gilt für alle Gebiete, was in ${first} gilt; zum Vergleich bitte beide angleichen.`,
  en: `'${name}' is defined differently in ${first} and ${other}: here the definition of ${first} counts for all areas; please make both alike to compare.`,
});
