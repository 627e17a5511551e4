/** Columns of an official table: unnamed ones tell area, date and categories of the row, named ones hold figures. */
import { SourceError } from '../../formats/source.ts';
import { parseDecimal, type DecimalMark } from '../../formats/values.ts';
import type { Records } from '../records.ts';
import { periodOf, type Period } from './period.ts';
import { isUnit } from './units.ts';

export interface ValueColumn {
  name: string;
  /** Header labels from the top, without unit and period. */
  labels: string[];
  unit: string | null;
  period: Period | null;
  hasDecimals: boolean;
}

export interface Layout {
  /** Columns whose cells say what a row counts: school type, sex, age group. */
  categories: string[];
  values: ValueColumn[];
}

const UNNAMED = /^Spalte \d+$/;

export function layoutOf({ columns, mapping, records }: Records, decimal: DecimalMark): Layout {
  const names = columns.map(({ name }) => name);
  const area = names.indexOf(mapping['area'] ?? '');
  const date = mapping['date'];
  // The name of the area stands behind its key.
  const categories = names.filter((name, at) => at > area + 1 && UNNAMED.test(name) && name !== date);
  const named = names.filter((name, at) => at > area && !UNNAMED.test(name) && name !== date);
  if (named.length === 0) throw noValues();
  const split = named.map((name) => {
    // A doubled name has its number behind the unit.
    const [, plain = name, copy] = /^(.*?)( \(\d+\))?$/.exec(name) ?? [];
    return { name, parts: plain.split(' | '), copy: copy?.trim() };
  });
  const hasUnits = split.every(({ parts }) => isUnit(parts.at(-1) ?? ''));
  const values = split.map(({ name, parts, copy }): ValueColumn => {
    const labels = hasUnits ? parts.slice(0, -1) : parts;
    const period = labels.map(periodOf).find((one) => one !== null) ?? null;
    return {
      name,
      labels: [...labels.filter((label) => periodOf(label) === null), ...(copy === undefined ? [] : [copy])],
      unit: hasUnits ? (parts.at(-1) ?? null) : null,
      period,
      hasDecimals: records.some((record) => {
        const parsed = parseDecimal(record.get(`#${name}`), { decimal });
        return parsed.kind === 'value' && !Number.isInteger(parsed.value);
      }),
    };
  });
  return { categories, values };
}

function noValues(): SourceError {
  return new SourceError('officialTable.noValues', {
    de: 'Über den Zahlen stehen keine Überschriften: bitte die Datei so laden, wie das Statistische Amt sie ausgibt, mit allen Kopfzeilen.',
    en: 'No headers stand above the figures: please load the file as the statistical office hands it out, with all its header rows.',
  });
}
