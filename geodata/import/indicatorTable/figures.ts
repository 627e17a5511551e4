/** A row of a table of indicators as a figure: value, what it is made of, and its status. What is none is said in one sentence. */
import { parseDecimal, type DecimalMark } from '../../formats/values.ts';
import type { SourceRecord } from '../records.ts';
import type { IndicatorDefinitionRow, IndicatorRow } from '../rows.ts';
import type { Sentence } from '../types.ts';
import { isCounted, scaleOf, statusOf } from './words.ts';

export type Figure = Pick<IndicatorRow, 'value' | 'status' | 'numerator' | 'denominator'>;

/** What is wrong, to be put behind the row's area, year and value. */
export interface Fault extends Sentence {
  code: string;
}

const fault = (code: string, de: string, en: string): Fault => ({ code, de, en });

/** Names of figures that are differences and may be negative, whatever they count. */
const DIFFERENCE =
  /saldo|salden|veränderung|zunahme|abnahme|gewinn|verlust|überschuss|differenz|bilanz|überhang|balance|change/i;

const NUMBERS = [
  ['value', 'Wert', 'value'],
  ['numerator', 'Zähler', 'numerator'],
  ['denominator', 'Nenner', 'denominator'],
] as const;

export function figureOf(
  record: SourceRecord,
  { indicator, unit, measure }: IndicatorDefinitionRow,
  decimals: Record<(typeof NUMBERS)[number][0], DecimalMark>,
): Figure | Fault {
  const word = record.get('status');
  const status = word === '' ? null : statusOf(word);
  if (word !== '' && status === null)
    return fault(
      'indicators.badStatus',
      `„${word}“ ist kein Status: bitte eines von echte Null, verborgen, fehlt, geschätzt eintragen oder leer lassen.`,
      `'${word}' is not a status: please enter one of echte Null (zero), verborgen (hidden), fehlt (missing), geschätzt (estimated), or leave it empty.`,
    );
  if (status === 'hidden' || status === 'missing') return { value: null, status, numerator: null, denominator: null };
  const numbers: Record<string, number | null> = {};
  for (const [key, de, en] of NUMBERS) {
    const text = record.get(key);
    const parsed = parseDecimal(text, { decimal: decimals[key] });
    if (parsed.kind === 'invalid')
      return fault(
        'indicators.badNumber',
        `„${text}“ unter „${de}“ ist keine Zahl: bitte eine Zahl, „-“ (null) oder „.“ (unbekannt) eintragen.`,
        `'${text}' under '${en}' is not a number: please enter a number, '-' (zero) or '.' (unknown).`,
      );
    numbers[key] = parsed.kind === 'value' ? parsed.value : parsed.kind === 'zero-or-absent' ? 0 : null;
  }
  const { value: told = null, numerator = null, denominator = null } = numbers;
  const isDifference = DIFFERENCE.test(indicator);
  const isCount = measure === 'count' || (measure === null && isCounted(unit));
  if (!isDifference && ((isCount && (told ?? 0) < 0) || (numerator ?? 0) < 0 || (denominator ?? 0) < 0))
    return fault(
      'indicators.negative',
      'eine Anzahl kann nicht negativ sein: bitte prüfen.',
      'a count cannot be negative: please check.',
    );
  if (denominator === 0)
    return fault(
      'indicators.zeroDenominator',
      'der Nenner ist 0, daraus wird keine Quote: bitte prüfen, oder den Nenner leer lassen und als Status „fehlt“ eintragen.',
      "the denominator is 0, that makes no rate: please check, or leave it empty and enter 'fehlt' (missing) as status.",
    );
  if (!isDifference && unit === '%' && numerator !== null && denominator !== null && numerator > denominator)
    return fault(
      'indicators.aboveWhole',
      `der Zähler (${record.get('numerator')}) ist größer als der Nenner (${record.get('denominator')}): bitte prüfen; ist die Quote wirklich über 100 %, dann bitte nur den Wert eintragen.`,
      `the numerator (${record.get('numerator')}) is greater than the denominator (${record.get('denominator')}): please check; if the rate is truly above 100%, please enter the value only.`,
    );
  if (status === 'zero' && (told ?? 0) !== 0)
    return fault(
      'indicators.notZero',
      'der Status sagt „echte Null“, der Wert ist eine andere Zahl: bitte eines von beiden ändern.',
      "the status says 'true zero', the value is another number: please change one of the two.",
    );
  const scale = scaleOf(unit, measure);
  const computed =
    numerator !== null && denominator !== null && scale !== null ? (numerator / denominator) * scale : null;
  const value = status === 'zero' ? 0 : (told ?? computed);
  const certain = status === 'estimated' ? 'estimated' : 'value';
  return { value, status: value === null ? 'missing' : certain, numerator, denominator };
}
