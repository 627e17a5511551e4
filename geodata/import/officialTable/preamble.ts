/**
 * What stands above an official table: its code, the title over several lines, the statistic it comes from, what is counted where the
 * header does not say it ('Lebendgeborene (Anzahl)'), and the year ('2015', '31.12.2015', 'Jahr: 2016').
 */
import { SourceError } from '../../formats/source.ts';
import { periodOf, type Period } from './period.ts';
import { isUnit } from './units.ts';

export interface Heading {
  code: string;
  /** Without the code, the regional depth and how it was counted. */
  title: string;
  /** Short enough to begin the name of an indicator. */
  shortTitle: string;
  /** The title as it stands, line by line. */
  description: string;
  /** 'Fortschreibung des Bevölkerungsstandes' */
  statistic: string | null;
  /** 'Stichtag 31.12.', 'Jahresdurchschnitt' */
  method: string | null;
  /** What all columns count, where the header leaves it out. */
  counted: { label: string; unit: string } | null;
  period: Period | null;
}

/** '12411-01-01-4', 'AI002-1', 'AI-Z1-2011' */
const CODE = /(?:^|[\s-])Tabelle:?\s*((?:[A-Z]{1,4}-?)?(?:[A-Z]\d?-)?\d[A-Z0-9-]*)/;
const BARE_CODE = /^\d{5}-\d{2,4}(-\d{1,2})*$/;
const DEPTH = /\bregionale?\s+Tiefe:?.*$/i;
const METHOD = /(?:^|\s)-?\s*((?:Stichtage?\b:?|Jahressumme|Jahresdurchschnitt)[^-]*?|Schuljahr|Jahr)\s*-(?=\s|$)/i;
/** A title that short stands whole, one that long is cut. */
const SHORT = 40;
const LONG = 60;

export function readHeading(preamble: readonly string[]): Heading {
  const lines = preamble.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
  const codeAt = lines.findIndex((line) => CODE.test(line) || BARE_CODE.test(line));
  const code = CODE.exec(lines[codeAt] ?? '')?.[1] ?? lines[codeAt];
  if (code === undefined) throw noCode();
  const rest = lines.filter((_, at) => at !== codeAt);
  let period: Period | null = null;
  let counted: Heading['counted'] = null;
  for (let last = rest.at(-1); last !== undefined && rest.length > 1; last = rest.at(-1)) {
    const own = periodOf(last);
    const named = /^(.+?)\s*\(([^()]+)\)$/.exec(last);
    if (own) period ??= own;
    else if (named && isUnit(named[2] ?? '')) counted ??= { label: named[1] ?? '', unit: named[2] ?? '' };
    else break;
    rest.pop();
  }
  const statistic = rest.length > 1 ? (rest.pop() ?? null) : null;
  const whole = rest.join(' ');
  const said = METHOD.exec(whole.replace(DEPTH, ' - '))?.[1]?.trim() ?? null;
  const method = said !== null && /^(schul)?jahr$/i.test(said) ? null : said;
  const title = whole
    .replace(DEPTH, '')
    .replace(METHOD, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,-]+$/, '');
  // 'Zensus 2011, … - Stichtag 09.05.2011 -': a day of the title holds where no line of its own names one.
  period ??= periodOf(/Stichtag:?\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})/.exec(whole)?.[1] ?? '');
  return { code, title, shortTitle: shorten(title), description: rest.join('\n'), statistic, method, counted, period };
}

function shorten(title: string): string {
  const atlas = /^Regionalatlas\b.*"([^"]+)"/.exec(title);
  if (atlas) return `Regionalatlas, ${atlas[1]}`;
  const [first = ''] = title.split(/:\s|\s+nach\s|\s+sowie\s|\s+-\s|\s\(/);
  if (first.length <= SHORT) return first.replace(/,$/, '');
  const [clause = ''] = first.split(/,(?:\s|$)/);
  return clause.length <= LONG ? clause : `${clause.slice(0, clause.lastIndexOf(' ', LONG))} …`;
}

function noCode(): SourceError {
  return new SourceError('officialTable.noCode', {
    de: 'Über der Tabelle steht keine Tabellennummer („GENESIS-Tabelle: 12411-01-01-4“): bitte die Datei so laden, wie das Statistische Amt sie ausgibt, oder für eigene Tabellen die Datenart „Indikatoren“ wählen.',
    en: "No table number stands above the table ('GENESIS-Tabelle: 12411-01-01-4'): please load the file as the statistical office hands it out, or choose the kind 'Indicators' for tables of your own.",
  });
}
