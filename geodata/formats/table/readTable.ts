/** CSV, TSV and XLSX as one table of text. */
import { detectMember } from '../detect.ts';
import { refuse } from '../say.ts';
import type { Source, TableSource } from '../source.ts';
import { readCsv } from './csv.ts';
import { isHkDe, nameHkDe } from './hkDe.ts';
import { arrange } from './layout.ts';
import { listSheets, readXlsx } from './xlsx.ts';

export interface TableOptions {
  sheet?: string;
  encoding?: string;
  delimiter?: string;
  /** How many rows name the columns, counted after the preamble; 0 where the columns have no names. */
  headerRows?: number;
}

export async function readTable(source: Source, options: TableOptions = {}): Promise<TableSource> {
  const { format, member } = detectMember(source);
  if (format === 'xlsx') return arrange(await readXlsx(member, options.sheet), options.headerRows);
  if (format === 'csv') {
    const raw = readCsv(member, options);
    return options.headerRows === undefined && isHkDe(raw) ? nameHkDe(raw) : arrange(raw, options.headerRows);
  }
  return refuse(
    'not-a-table',
    `„${source.name}“ enthält keine Tabelle: bitte eine CSV- oder XLSX-Datei geben.`,
    `'${source.name}' holds no table: please hand in a CSV or XLSX file.`,
  );
}

/** The sheets of a workbook; a CSV file has one, named like the file. */
export async function listTables(source: Source): Promise<string[]> {
  const { format, member } = detectMember(source);
  return format === 'xlsx' ? listSheets(member) : [member.path];
}
