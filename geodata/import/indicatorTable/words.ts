/** Words in which tables of indicators say what a figure is, German or English. */
import type { IndicatorDefinitionRow, IndicatorRow } from '../rows.ts';
import { normaliseName } from '../columns.ts';

type Told<K extends keyof IndicatorDefinitionRow> = NonNullable<IndicatorDefinitionRow[K]>;

const read =
  <T extends string>(words: Record<T, RegExp>) =>
  (text: string): T | null =>
    (Object.keys(words) as T[]).find((key) => words[key].test(normaliseName(text))) ?? null;

export const directionOf = read<Told<'direction'>>({
  burden: /^(belastung|burden|last)$/,
  strength: /^(staerke|strength|ressource|entlastung)$/,
  neutral: /^(neutral|keine|ohne)$/,
});
export const measureOf = read<Told<'measure'>>({
  count: /^(anzahl|count|zahl|summe)$/,
  rate: /^(quote|rate|anteil|share)$/,
  mean: /^(mittelwert|durchschnitt|mittel|mean|average)$/,
});
export const protectionOf = read<Told<'protection'>>({
  published: /^(veroeffentlicht|published|amtlich|offen)$/,
  social: /^(sozial|social|sozialdaten|sozialdatenschutz)$/,
});
/** 'zero': a true one, where the cell of the value may be empty. */
export const statusOf = read<IndicatorRow['status'] | 'zero'>({
  zero: /^(echtenull|null|zero|truezero|0)$/,
  hidden: /^(verborgen|geschuetzt|hidden|geheim|gesperrt|unterdrueckt|secret)$/,
  missing: /^(fehlt|keineangabe|missing|fehlend|unbekannt|unknown)$/,
  estimated: /^(geschaetzt|estimated|schaetzung|estimate)$/,
  value: /^(wert|value|ok|gueltig)$/,
});

/** Of people or things that are counted one by one. */
const COUNTED =
  /^(anzahl|zahl|personen|menschen|kinder|jugendliche|einwohner|arbeitslose|schüler|geburten|sterbefälle|zuzüge|fortzüge|fälle|hilfen|haushalte|familien|number|people|cases)\b/i;
/** Of things: nobody is known by how many there are. */
const THINGS =
  /^(plätze|einrichtungen|angebote|schulen|kitas|gruppen|klassen|wohnungen|gebäude|vereine|betriebe|fahrzeuge|stück|places)\b/i;
export const isCounted = (unit: string | null): boolean =>
  unit !== null && (COUNTED.test(unit) || THINGS.test(unit)) && !isRate(unit);
export const isOfThings = (unit: string): boolean => THINGS.test(unit);

const RATE = /%|prozent|percent|promille|‰|^(je|per|pro)\b|quote|anteil/i;
/** So many of so many: it is never summed. */
export const isRate = (unit: string): boolean => RATE.test(unit);

/** 'Prozent' and '%' are one unit. */
export function unitOf(text: string): string | null {
  const unit = text.trim();
  if (unit === '') return null;
  return /^(prozent|percent|in %)$/i.test(unit) ? '%' : unit;
}

/** By what numerator through denominator is multiplied: '%' 100, 'je 1.000 Einwohner' 1000; null where the unit is no rate. */
export function scaleOf(unit: string | null, measure: IndicatorDefinitionRow['measure']): number | null {
  if (unit === '%') return 100;
  if (unit === '‰') return 1000;
  const per = /^(?:je|per|pro)\s+(\d[\d.,\s]*)/i.exec(unit ?? '')?.[1];
  if (per !== undefined) return Number(per.replace(/\D/g, ''));
  if (measure === 'count' || isCounted(unit)) return null;
  return 1;
}
