/** A table as a workbook of one sheet, its head in bold and in view; text stays text, so that no cell becomes a formula. */
import writeWorkbook from 'write-excel-file/node';

export function writeXlsx(
  sheet: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<Uint8Array> {
  const head = header.map((value) => ({ value, fontWeight: 'bold' as const }));
  const cells = rows.map((row) =>
    row.map((value) => (value === '' ? null : { value, type: typeof value === 'number' ? Number : String })),
  );
  return writeWorkbook([head, ...cells], { sheet, stickyRowsCount: 1 }).toBuffer();
}
