/** Each value column under each combination of row categories is an indicator of its own. */
import type { IndicatorDefinitionRow } from '../rows.ts';
import type { PrepareContext } from '../types.ts';
import type { SourceRecord } from '../records.ts';
import type { Layout, ValueColumn } from './columns.ts';
import { nameAll } from './names.ts';
import type { Heading } from './preamble.ts';
import { measureOf, type Measured } from './units.ts';

export interface Series extends Measured {
  name: string;
  /** Header labels and categories, in this order. */
  path: string[];
  /** Figures are rounded, so that sums may miss them by a little: thousands of euros, averages. */
  isRounded: boolean;
}

export interface SeriesIndex {
  all: Series[];
  of(record: SourceRecord, column: ValueColumn): Series;
}

export function seriesOf(
  heading: Heading,
  { categories, values }: Layout,
  records: readonly SourceRecord[],
): SeriesIndex {
  const rowsOf = (record: SourceRecord) => categories.map((column) => record.get(`#${column}`)).filter(Boolean);
  // Of the whole file, other counties included: so the names do not hang on which categories one county has.
  const rowLabels = new Map(records.map((record) => [keyOf(rowsOf(record)), rowsOf(record)]));
  const columns = new Map<string, ValueColumn>();
  for (const column of values) columns.set(keyOf(column.labels), columns.get(keyOf(column.labels)) ?? column);
  const pairs = [...columns].flatMap(([columnKey, column]) =>
    [...rowLabels].map(([rowKey, labels]) => ({ id: `${columnKey}\n${rowKey}`, column, labels })),
  );
  const names = nameAll(
    heading,
    pairs.map(({ column, labels }) => ({ column: column.labels, categories: labels })),
  );
  const isAverage = /durchschnitt/i.test(`${heading.title} ${heading.method ?? ''} ${heading.counted?.label ?? ''}`);
  const found = new Map<string, Series>();
  pairs.forEach(({ id, column, labels }, at) => {
    const path = [...column.labels, ...labels];
    const label = [...(heading.counted ? [heading.counted.label] : []), ...path].join(' | ');
    const same = values.filter((one) => keyOf(one.labels) === keyOf(column.labels));
    const hasDecimals = same.some((one) => one.hasDecimals);
    const measured = measureOf(column.unit ?? heading.counted?.unit ?? null, label, hasDecimals);
    const isRounded = isAverage || hasDecimals || !/^(anzahl|personen)$/i.test(measured.unit);
    found.set(id, { ...measured, name: names[at] ?? label, path, isRounded });
  });
  return {
    all: [...found.values()],
    of: (record, column) => found.get(`${keyOf(column.labels)}\n${keyOf(rowsOf(record))}`)!,
  };
}

const keyOf = (labels: readonly string[]): string => labels.join('\t');

export function definitionOf(context: PrepareContext, heading: Heading, series: Series): IndicatorDefinitionRow {
  const table = `Statistische Ämter des Bundes und der Länder, Tabelle ${heading.code}`;
  return {
    indicator: series.name,
    unit: series.unit,
    measure: series.measure,
    description: heading.description || null,
    numerator: null,
    denominator: null,
    direction: null,
    source: heading.statistic === null ? table : `${table}, ${heading.statistic}`,
    licence: context.options['licence'] ?? 'dl-de/by-2-0',
    method: heading.method,
    protection: 'published',
  };
}
