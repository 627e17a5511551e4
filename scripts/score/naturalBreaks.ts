/** Natural breaks of a column of a table: the file is read as every import is. */
import { refuse } from '../../geodata/formats/say.ts';
import type { Source, TableSource } from '../../geodata/formats/source.ts';
import { readTable } from '../../geodata/formats/table/readTable.ts';
import { guessDecimalMark, parseDecimal } from '../../geodata/formats/values.ts';
import { naturalBreaks, type NaturalBreaks } from '../../server/planning/socialSpace/classes.ts';

export const NATURAL_BREAKS = 'natural-breaks';

/** No map has more, and the search holds a table of values × classes. */
const MOST_CLASSES = 100;

export const aboutBreaks = 'natürliche Klassen (Fisher, Jenks); Tabelle, danach Spalte und Zahl der Klassen';

export const breakFigures: readonly (keyof NaturalBreaks)[] = ['breaks', 'sumOfSquaredDeviations'];

/** @throws SourceError */
export async function computeBreaks(
  source: Source,
  column: string,
  classes: string,
): Promise<{ report: string; figures: NaturalBreaks }> {
  const count = Number(classes);
  if (!(Number.isInteger(count) && count >= 1 && count <= MOST_CLASSES))
    refuse(
      'score.classes',
      `Die Zahl der Klassen ist „${classes}“: bitte eine ganze Zahl von 1 bis ${MOST_CLASSES} angeben.`,
      `The number of classes is '${classes}': please state a whole number from 1 to ${MOST_CLASSES}.`,
    );
  const values = readColumn(await readTable(source), column);
  const figures = naturalBreaks(values, count);
  return { report: `${values.length} Werte, ${figures.breaks.length} Klassen.`, figures };
}

function readColumn({ columns, rows, reading }: TableSource, column: string): number[] {
  const at = columns.indexOf(column);
  if (at < 0)
    refuse(
      'score.column',
      `Die Spalte „${column}“ gibt es nicht: bitte eine von ${columns.join(', ')} angeben.`,
      `There is no column '${column}': please state one of ${columns.join(', ')}.`,
    );
  const guessed = guessDecimalMark(rows.map(({ cells }) => cells[at]!));
  // Yardsticks are written by software: 1.234 groups thousands only in tables with semicolons, where no other number tells.
  const decimal = reading.decimal ?? (guessed.certain || reading.delimiter === ';' ? guessed.decimal : '.');
  return rows.map(({ row, cells }) => {
    const parsed = parseDecimal(cells[at]!, { decimal });
    if (parsed.kind === 'value') return parsed.value;
    return refuse(
      'score.value',
      `In Zeile ${row} steht unter „${column}“ keine Zahl, sondern „${cells[at]}“: bitte die Datei berichtigen oder eine andere Spalte angeben.`,
      `Row ${row} has '${cells[at]}' under '${column}', which is no number: please correct the file or state another column.`,
    );
  });
}
