/** Kita places of an area by age group: children, demand, places and what is missing. */
import type { SpaceProfiles } from '../contract/spaceProfiles.ts';
import type { Paper, Style } from './paper.ts';
import { drawAmount, say, type Spoken } from './spoken.ts';
import { drawHead, GAP, leftsOf, type Column } from './table.ts';

const CELL: Style = { size: 8 };
const [LINE, NUMBER] = [9.6, 29];

/** @returns its foot */
export function drawSupply(
  paper: Paper,
  spoken: Spoken,
  { supply }: SpaceProfiles,
  area: number,
  [x, y, width]: readonly [number, number, number],
): number {
  const { text, format } = spoken;
  const { kita, children, demand, places, gap } = text.profile;
  const columns: Column[] = [
    { label: kita, width: width - 4 * (NUMBER + GAP) },
    ...[children, demand, places, gap].map((label) => ({ label, width: NUMBER, number: true })),
  ];
  const lefts = leftsOf(columns, x);
  let foot = y;
  paper.group('Table', (table) => {
    foot = drawHead(paper, table, columns, x, y);
    for (const { label, areas } of supply) {
      const own = areas[area];
      if (!own) continue;
      paper.rule(x, foot - 1.5, width);
      const lines = paper.wrap(say(spoken, label), columns[0]!.width, CELL);
      const top = foot;
      paper.group(
        'TR',
        (row) => {
          paper.cell(row, () => lines.forEach((line, index) => paper.line(line, x, top + index * LINE, CELL)), 'Row');
          [own.children, own.demand, own.places, own.gap].forEach((value, at) => {
            const as = at === 3 ? format.signed : (number: number) => format.number(number);
            paper.cell(row, () => drawAmount(paper, spoken, value, as, [lefts[at + 1]!, top, NUMBER], CELL));
          });
        },
        table,
      );
      foot += lines.length * LINE + 4;
    }
  });
  return foot;
}
