/** The indicators of an area: value, change, the county, place among the areas and course. */
import type { ProfileIndicator } from '../contract/spaceProfiles.ts';
import { digitsOf, profileRow } from '../planning/socialSpace/profileRows.ts';
import { signing } from '../../web/text/format.ts';
import type { Paper, Style } from './paper.ts';
import { drawCourse, drawStrip, type Room } from './profileFigures.ts';
import { drawAmount, say, type Spoken } from './spoken.ts';
import { drawHead, GAP, leftsOf, widthOf, type Column } from './table.ts';

type Element = PDFKit.PDFStructureElement;

/** What all pages have in common: they look alike, and nothing is measured twice. */
export interface IndicatorTable {
  columns: Column[];
  size: number;
  rows: { indicator: ProfileIndicator; digits: number; lines: string[]; height: number }[];
}

/** The larger one where the rows leave room for the rest of the page. */
const [SIZES, ROOMY] = [[8.4, 7.5], 350] as const;
const [STRIP, COURSE, HIGH, PADDING] = [92, 50, 12, 2.6];

export function indicatorTable(
  paper: Paper,
  spoken: Spoken,
  indicators: readonly ProfileIndicator[],
  width: number,
): IndicatorTable {
  const { indicator: name, year, value, before, whole, place, course } = spoken.text.profile;
  const rest: Column[] = [
    { label: year, width: 26, number: true },
    { label: value, width: 44, number: true },
    { label: before, width: 42, number: true },
    { label: whole, width: 46, number: true },
    { label: place, width: STRIP },
    { label: course, width: COURSE },
  ];
  const columns = [{ label: name, width: width - widthOf(rest) - GAP }, ...rest];
  const [large, small] = SIZES.map((size) => ({
    ...{ columns, size },
    rows: indicators.map((indicator) => {
      const unit = indicator.unit ? ` (${indicator.unit})` : '';
      const lines = paper.wrap(say(spoken, indicator.name) + unit, columns[0]!.width, { size });
      const told = indicator.areas.flat().filter((one) => typeof one === 'number');
      const height = Math.max(HIGH, lines.length * lineOf(size)) + PADDING;
      return { indicator, digits: digitsOf(indicator.measure, told), lines, height };
    }),
  }));
  return large!.rows.reduce((sum, { height }) => sum + height, 0) <= ROOMY ? large! : small!;
}

const lineOf = (size: number): number => size * 1.2;

/** Rows until the floor is reached. @returns foot, and how many did not fit */
export function drawIndicators(
  paper: Paper,
  spoken: Spoken,
  table: IndicatorTable,
  area: number,
  { x, y, width, height }: Room,
): { foot: number; left: number } {
  let [foot, drawn] = [y, 0];
  paper.group('Table', (element) => {
    foot = drawHead(paper, element, table.columns, x, y);
    for (const row of table.rows) {
      if (foot + row.height > y + height) break;
      paper.rule(x, foot - 1.2, width);
      drawRow(paper, spoken, { table, row, area }, element, { x, y: foot, width, height: row.height - PADDING });
      foot += row.height;
      drawn += 1;
    }
  });
  return { foot, left: table.rows.length - drawn };
}

function drawRow(
  paper: Paper,
  spoken: Spoken,
  { table, row, area }: { table: IndicatorTable; row: IndicatorTable['rows'][number]; area: number },
  parent: Element,
  { x, y, height }: Room,
): void {
  const { text, format } = spoken;
  const { columns, size } = table;
  const { indicator, digits, lines } = row;
  const told = profileRow(indicator, area);
  const write = (value: number) => format.number(value, digits);
  const year = indicator.years[told.at];
  const lefts = leftsOf(columns, x);
  const [middle, line] = [y + height / 2, lineOf(size)];
  const top = middle - line / 2;
  const cell: Style = { size };
  const amounts = [
    [2, told.value, write],
    [3, told.change, signing(write)],
    [4, told.whole, write],
  ] as const;
  paper.group(
    'TR',
    (element) => {
      const name = () =>
        lines.forEach((words, index) => paper.line(words, x, middle + (index - lines.length / 2) * line, cell));
      paper.cell(element, name, 'Row');
      paper.cell(element, () =>
        paper.line(String(year ?? ''), lefts[1]!, top, { ...cell, align: 'right', digits: true }, columns[1]!.width),
      );
      for (const [at, value, as] of amounts)
        paper.cell(element, () =>
          drawAmount(paper, spoken, value, as, [lefts[at]!, top, columns[at]!.width], { ...cell, bold: at === 2 }),
        );
      const room = (at: number): Room => ({
        ...{ x: lefts[at]!, y: middle - HIGH / 2 },
        ...{ width: columns[at]!.width, height: HIGH },
      });
      const place = told.rank === null ? text.missing : text.profile.placeSentence(told.rank, told.among);
      drawInCell(paper, element, place, () => drawStrip(paper, { key: `${indicator.key} ${year}`, ...told }, room(5)));
      const [from, to] = [String(indicator.years[0]), String(indicator.years.at(-1))];
      if (told.course.length > 0)
        drawInCell(paper, element, text.profile.courseSentence(from, to), () =>
          drawCourse(paper, told.course, room(6)),
        );
      else paper.cell(element, () => undefined);
    },
    parent,
  );
}

const drawInCell = (paper: Paper, row: Element, alt: string, draw: () => void): void =>
  paper.group('TD', (cell) => paper.tag('Figure', draw, { alt, parent: cell }), row);
