/** Units of official tables, and what kind of figure stands under them. */
import type { IndicatorDefinitionRow } from '../rows.ts';

const UNIT =
  /^(Anzahl|Prozent|%|Promille|‰|Personen|((Tsd|Mill|Mio|Mrd)\.?\s|1[. ]?000\s)?(EUR|Euro|€|DM|ha|qkm|km²|qm|m²|cbm|m³|kg|t|l|[kMG]?Wh|[GMT]J|km)|Jahre?|Tage|Stunden|(EUR )?je .+)$/i;

export const isUnit = (text: string): boolean => UNIT.test(text.trim());

export interface Measured {
  unit: string;
  measure: NonNullable<IndicatorDefinitionRow['measure']>;
}

/**
 * A count may be summed over areas, a rate or a mean may not: 'Anzahl' stands over persons, over '… je 1.000 Einwohner' and over an
 * average of 2,2 alike, so that label and figures decide with it.
 */
export function measureOf(stated: string | null, label: string, hasDecimals: boolean): Measured {
  const unit = stated?.trim() ?? 'Anzahl';
  if (/^(prozent|%)$/i.test(unit)) return { unit: '%', measure: 'rate' };
  if (/^(promille|‰)$/i.test(unit)) return { unit: '‰', measure: 'rate' };
  // The average population of a year is made of people and is summed like them.
  if (/durchschnittliche (jahres)?bevölkerung/i.test(label)) return { unit, measure: 'count' };
  const isCount = /^anzahl$/i.test(unit);
  const per = /\b(je|pro)\s+[^,;:|()]+/i.exec(label)?.[0].trim();
  if (per !== undefined) return isCount ? { unit: per, measure: 'rate' } : { unit, measure: 'mean' };
  if (/^(EUR )?je\b/i.test(unit)) return { unit, measure: /^EUR/i.test(unit) ? 'mean' : 'rate' };
  if (isCount && /(jugend|alten|gesamt)quotient/i.test(label)) return { unit: 'je 100 Personen', measure: 'rate' };
  if (isCount && /durchschnittsalter/i.test(label)) return { unit: 'Jahre', measure: 'mean' };
  // Prices and fees are those of a unit, however many pay them.
  if (/durchschn|entgelt|preis/i.test(label) || /^(jahre?|tage|stunden)$/i.test(unit)) return { unit, measure: 'mean' };
  return { unit, measure: isCount && hasDecimals ? 'mean' : 'count' };
}
