/** Workbooks as rows of text. */
import readWorkbook from 'read-excel-file/node';
import { DEFAULT_LIMITS } from '../limits.ts';
import { guarded, refuse } from '../say.ts';
import type { SourceMember } from '../source.ts';
import { listZip } from '../zip.ts';
import type { RawTable } from './layout.ts';

interface Sheet {
  sheet: string;
  data: unknown[][];
}

async function openWorkbook(member: SourceMember): Promise<Sheet[]> {
  // The library unpacks without limits of its own.
  await listZip(member.path, member.bytes, DEFAULT_LIMITS);
  const buffer = Buffer.from(member.bytes.buffer, member.bytes.byteOffset, member.bytes.byteLength);
  const sheets = await guarded<Sheet[]>(
    'xlsx-corrupt',
    `Die Excel-Datei „${member.path}“ ist nicht lesbar: bitte in Excel öffnen und neu als .xlsx oder CSV speichern.`,
    `The Excel file '${member.path}' cannot be read: please open it in Excel and save it again as .xlsx or CSV.`,
    () => readWorkbook(buffer),
  );
  return sheets;
}

export async function listSheets(member: SourceMember): Promise<string[]> {
  return (await openWorkbook(member)).map((sheet) => sheet.sheet);
}

export async function readXlsx(member: SourceMember, wanted?: string): Promise<RawTable> {
  const sheets = await openWorkbook(member);
  const filled = sheets.filter((sheet) => sheet.data.some((row) => row.some((cell) => cell !== null && cell !== '')));
  const sheet = wanted === undefined ? filled[0] : sheets.find((candidate) => candidate.sheet === wanted);
  const names = sheets.map((candidate) => candidate.sheet).join(', ');
  if (!sheet) {
    if (wanted === undefined) return noData(member.path);
    return refuse(
      'sheet-missing',
      `Das Tabellenblatt „${wanted}“ gibt es in „${member.path}“ nicht: vorhanden sind ${names}.`,
      `'${member.path}' has no sheet '${wanted}': it has ${names}.`,
    );
  }
  if (wanted === undefined && filled.length > 1) {
    return refuse(
      'sheet-choice',
      `„${member.path}“ enthält mehrere Tabellenblätter: bitte eines davon angeben (${filled.map((each) => each.sheet).join(', ')}).`,
      `'${member.path}' has several sheets: please state one of them (${filled.map((each) => each.sheet).join(', ')}).`,
    );
  }
  return {
    name: sheet.sheet,
    encoding: 'xlsx',
    delimiter: null,
    decimal: '.',
    rows: sheet.data.map((cells, i) => ({ row: i + 1, cells: cells.map(asText) })),
  };
}

function noData(path: string): never {
  return refuse(
    'table-empty',
    `Die Excel-Datei „${path}“ enthält keine Zellen mit Inhalt: bitte die Tabelle neu speichern.`,
    `The Excel file '${path}' has no cells with content: please save the table again.`,
  );
}

const FIRST_DAY = Date.UTC(1900, 0, 1);

/** Excel hands out numbers, days and times; the rest of the import reads text, as from a CSV. */
function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    // A time without a day lies on the day before Excel's first; its seconds are what the part of a day left over.
    if (cell.getTime() < FIRST_DAY)
      return new Date(Math.round(cell.getTime() / 60_000) * 60_000).toISOString().slice(11, 16);
    const iso = cell.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
  }
  return String(cell).trim();
}
