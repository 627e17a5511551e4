/** The head of a table, and where its columns stand. */
import { MUTED, type Paper, type Style } from './paper.ts';

export interface Column {
  label: string;
  width: number;
  /** Right-aligned. */
  number?: boolean;
}

const HEAD: Style = { size: 6.8, bold: true, colour: MUTED };
const LINE = 8.2;
/** Between two columns. */
export const GAP = 6;

export const widthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { width }) => sum + width + GAP, -GAP);

export const leftsOf = (columns: readonly Column[], x: number): number[] =>
  columns.map((_, at) => x + columns.slice(0, at).reduce((sum, { width }) => sum + width + GAP, 0));

/** @returns where the first row begins */
export function drawHead(
  paper: Paper,
  table: PDFKit.PDFStructureElement,
  columns: readonly Column[],
  x: number,
  y: number,
): number {
  const lines = columns.map(({ label, width }) => paper.wrap(label, width, HEAD));
  const most = Math.max(...lines.map((list) => list.length));
  const lefts = leftsOf(columns, x);
  paper.group(
    'TR',
    (row) =>
      columns.forEach(({ width, number }, at) => {
        const own = lines[at]!;
        const style: Style = { ...HEAD, align: number ? 'right' : 'left' };
        const draw = () =>
          own.forEach((line, index) =>
            paper.line(line, lefts[at]!, y + (most - own.length + index) * LINE, style, width),
          );
        paper.cell(row, draw, 'Column');
      }),
    table,
  );
  return y + most * LINE + 3;
}
