/** The rows of an official table as figures of areas and years; what is none is said. */
import { parseDecimal, type DecimalMark } from '../../formats/values.ts';
import { sayUnknown } from '../kinds/population.ts';
import type { SourceRecord } from '../records.ts';
import type { PrepareContext } from '../types.ts';
import type { AreaPlace, OfficialAreas } from './areas.ts';
import type { Figure } from './checks.ts';
import type { ValueColumn } from './columns.ts';
import { periodOf, type Period } from './period.ts';
import { noYear, sayNoKey, sayNoYear } from './say.ts';
import type { Series, SeriesIndex } from './series.ts';

export interface Reading {
  records: readonly SourceRecord[];
  values: readonly ValueColumn[];
  series: SeriesIndex;
  areas: OfficialAreas;
  decimal: DecimalMark;
  /** Does each row tell its own year? */
  ownPeriod: boolean;
  /** Of the whole table. */
  above: Period | null;
}

export interface Read {
  figures: Figure[];
  missing: Map<string, number>;
  /** Years in which a Gemeinde with figures is not loaded: sums cannot be compared then. */
  unknownYears: Set<number>;
  dates: string[];
}

export function readRows(context: PrepareContext, reading: Reading): Read {
  const { report } = context;
  const { records, values, areas, ownPeriod, above } = reading;
  const figures = new Map<string, Figure>();
  const read: Read = { figures: [], missing: new Map(), unknownYears: new Set(), dates: [] };
  const dates = new Set<string>();
  const absent = new Set<string>();
  for (const record of records) {
    const text = record.get('date');
    const own = ownPeriod ? periodOf(text) : above;
    const found = areas.resolve(record.get('area'), own?.date ?? context.today);
    if (found.kind === 'elsewhere') {
      report.skipped++;
      continue;
    }
    if (found.kind === 'invalid') {
      sayNoKey(context, record);
      continue;
    }
    const cells = values.map((column) => record.get(`#${column.name}`));
    if (found.kind === 'unknown') {
      const isAbsent = cells.every((cell) => ['-', '–', ''].includes(cell));
      if (isAbsent && absent.has(found.key)) report.skipped++;
      else sayUnknown(context, record, found.key, cells);
      if (isAbsent) absent.add(found.key);
      else for (const { period } of values) read.unknownYears.add((period ?? own)?.year ?? 0);
      continue;
    }
    if (ownPeriod && own === null) {
      sayNoYear(context, record, text);
      continue;
    }
    values.forEach((column, at) => {
      const period = column.period ?? own;
      if (period === null) throw noYear();
      const value = readCell(context, reading, record, column, cells[at] ?? '', read.missing);
      if (value === undefined) return;
      if (period.date !== null) dates.add(period.date);
      const series = reading.series.of(record, column);
      for (const place of found.places)
        keep(context, figures, { ...place, series, year: period.year, value, row: record.row });
    });
  }
  return { ...read, figures: [...figures.values()], dates: [...dates] };
}

/** null: missing; undefined: no figure at all, which is said. */
function readCell(
  { report }: PrepareContext,
  { decimal }: Reading,
  record: SourceRecord,
  column: ValueColumn,
  text: string,
  missing: Map<string, number>,
): number | null | undefined {
  const parsed = parseDecimal(text, { decimal });
  if (parsed.kind === 'value') return parsed.value;
  if (parsed.kind === 'zero-or-absent') return 0;
  if (parsed.kind === 'missing') {
    missing.set(parsed.mark, (missing.get(parsed.mark) ?? 0) + 1);
    return null;
  }
  report.reject(
    'officialTable.noFigure',
    `„${text}“ ist keine Zahl: bitte eine Zahl eintragen oder eines der Zeichen „-“ (null), „.“ (unbekannt oder geheim), „x“ und „/“.`,
    `'${text}' is not a number: please enter a number, or one of the signs '-' (zero), '.' (unknown or secret), 'x' and '/'.`,
    { row: record.row, column: column.name },
  );
  return undefined;
}

function keep(
  context: PrepareContext,
  figures: Map<string, Figure>,
  figure: Figure & AreaPlace & { series: Series },
): void {
  const { series, layer, area, year, value, row } = figure;
  const key = [series.name, layer, area, year].join('|');
  const first = figures.get(key);
  if (!first) figures.set(key, figure);
  else if (first.value !== value) {
    context.report.reject(
      'officialTable.doubled',
      `„${series.name}“ steht für das Gebiet ${area} und das Jahr ${year} schon in Zeile ${first.row}, mit einer anderen Zahl: es gilt die erste, bitte eine der beiden Zeilen löschen.`,
      `'${series.name}' already stands in row ${first.row} for area ${area} and year ${year}, with another figure: the first one holds, please delete one of the two rows.`,
      { row },
    );
  }
}
