/** What the rows of a table tell of their indicators: the first text holds, for all rows of that name. */
import { periodOf } from '../officialTable/period.ts';
import type { SourceRecord } from '../records.ts';
import type { IndicatorDefinitionRow } from '../rows.ts';
import type { Report } from '../types.ts';
import { directionOf, measureOf, protectionOf, unitOf } from './words.ts';

const WORDS = [
  ['direction', 'Belastung, Stärke, neutral', 'Belastung (burden), Stärke (strength), neutral', directionOf],
  ['measure', 'Anzahl, Quote, Mittelwert', 'Anzahl (count), Quote (rate), Mittelwert (mean)', measureOf],
  ['protection', 'veröffentlicht, sozial', 'veröffentlicht (published), sozial (social)', protectionOf],
] as const;

export function definitionsOf(report: Report, records: readonly SourceRecord[]): Map<string, IndicatorDefinitionRow> {
  const found = new Map<string, IndicatorDefinitionRow>();
  const said = new Set<string>();
  for (const record of records) {
    const indicator = record.get('indicator');
    const known = found.get(indicator) ?? empty(indicator);
    found.set(indicator, known);
    known.unit ??= unitOf(record.get('unit'));
    known.description ??= record.get('description') || null;
    known.numerator ??= record.get('counted') || null;
    known.denominator ??= record.get('behind') || null;
    known.source ??= record.get('source') || null;
    known.licence ??= record.get('licence') || null;
    known.method ??= record.get('method') || null;
    for (const [key, de, en, read] of WORDS) {
      const text = record.get(key);
      if (text === '') continue;
      const word = read(text);
      // Of an assignment by key TypeScript knows only that each of the three fits its own field.
      if (word !== null) Object.assign(known, { [key]: known[key] ?? word });
      else if (!said.has(`${key}|${text}`)) {
        said.add(`${key}|${text}`);
        report.warn(
          'indicators.unknownWord',
          `„${text}“ ist hier nicht bekannt und bleibt unbeachtet: bitte eines von ${de} eintragen.`,
          `'${text}' is not known here and is passed over: please enter one of ${en}.`,
          { row: record.row },
        );
      }
    }
  }
  protectCases(report, records, found);
  for (const record of records) {
    const known = found.get(record.get('indicator'));
    const date = record.get('date');
    if (known && date !== '' && periodOf(date)) known.method ??= `Stichtag ${date}`;
  }
  return found;
}

/** Who tells the cases behind a rate and not that they are published has true ones. */
function protectCases(
  report: Report,
  records: readonly SourceRecord[],
  found: ReadonlyMap<string, IndicatorDefinitionRow>,
): void {
  const silent = new Set<string>();
  for (const record of records) {
    const known = found.get(record.get('indicator'));
    if (!known || known.protection !== null || record.get('numerator') === '') continue;
    known.protection = 'social';
    silent.add(known.indicator);
  }
  if (silent.size === 0) return;
  const names = [...silent].slice(0, NAMED).join('“, „');
  const more = silent.size > NAMED;
  report.note(
    `Zu „${names}“${more ? ' und anderen' : ''} nennt die Datei Fälle, aber nicht, ob sie veröffentlicht sind: kleine Zahlen werden geschützt (sonst in der Spalte Schutz „veröffentlicht“ eintragen).`,
    `For '${names.replaceAll('“, „', "', '")}'${more ? ' and others' : ''} the file tells cases but not whether they are published: small numbers are protected (else enter 'veröffentlicht' in the column Schutz).`,
  );
}

/** Of many. */
const NAMED = 3;

const empty = (indicator: string): IndicatorDefinitionRow => ({
  ...{ indicator, unit: null, measure: null, description: null, numerator: null, denominator: null },
  ...{ direction: null, source: null, licence: null, method: null, protection: null },
});

/** Does it say more than its name and unit? */
export const tellsMore = ({ indicator: _, unit: __, ...rest }: IndicatorDefinitionRow): boolean =>
  Object.values(rest).some((text) => text !== null);
