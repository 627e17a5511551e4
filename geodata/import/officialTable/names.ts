/** Names of indicators from a table's title, the labels above a column and the categories of a row. */
import type { Heading } from './preamble.ts';

/** Labels that only say by what the columns below differ. */
const DIMENSION =
  /^(Geschlecht|Nationalität( de[rs] .+)?|Staatsangehörigkeit|Altersgruppen?\b.*|Alter de[rs] .+|Familienstand( de[rs] .+)?|Schulabschluss|Haushaltstyp|Legitimität|Art der .+|Typ der .+|Größe der .+|Monat de[rs] .+|Kontinente\b.*|(Wohng|G)ebäude nach .+|Klassenstufe \/.+|und zwar|davon( mit)?)$/i;
const TOTAL = /^(insgesamt|zusammen)$/i;

export const isDimension = (part: string): boolean => DIMENSION.test(part);
export const isTotal = (part: string): boolean => TOTAL.test(part);

/** What a column and the categories of a row say, in the order of the header. */
export interface Labels {
  column: readonly string[];
  categories: readonly string[];
}

/**
 * Total parts and names of dimensions are left out as long as no two names of the table become the same by that; else the whole table
 * keeps them, so that 'ledig' of the men and of the women stay apart. The table's code at the end keeps tables apart.
 */
export function nameAll({ shortTitle, code, counted }: Heading, all: readonly Labels[]): string[] {
  const head = counted === null ? [] : [counted.label];
  const named = (own: string) => `${[shortTitle, own].filter((part) => part !== '').join(': ')}`;
  const short = all.map(({ column, categories }) => named(brief([...head, ...column], categories, shortTitle)));
  const isUnique = new Set(short).size === short.length;
  const seen = new Map<string, number>();
  return all.map(({ column, categories }, at) => {
    const name = isUnique ? (short[at] ?? '') : named(whole([...head, ...column], categories));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? `${name} (${code})` : `${name} [${times}] (${code})`;
  });
}

/** What is counted comes first, then of whom: 'Schüler(innen), Grundschulen, weiblich'. */
function brief(column: readonly string[], categories: readonly string[], title: string): string {
  const kept = column.filter((part) => !isDimension(part));
  const [head, ...tail] = kept.length > 0 ? kept : column;
  return (
    [...(head === undefined ? [] : [head]), ...categories, ...tail]
      .filter((part, at, every) => part !== every[at - 1] && !isTotal(part))
      // 'Zensus 2011, Bevölkerung: Bevölkerung, männlich' says a word twice.
      .filter((part, at) => at > 0 || ![title, title.split(', ').at(-1)].includes(part))
      .join(', ')
  );
}

/** 'Eheschließungen, Familienstand der heiratenden Männer: ledig; verwitwet' */
function whole(column: readonly string[], categories: readonly string[]): string {
  const parts = column.filter((part, at) => part !== column[at - 1]);
  const path = parts
    .map((part, at) => (at === parts.length - 1 ? part : `${part}${isDimension(part) ? ': ' : ', '}`))
    .join('');
  return [path, ...categories].filter((part) => part !== '').join('; ');
}
