/** Schools and Kitas of an area, side by side; what the room does not hold is counted, never left out in silence. */
import type { Text } from '../../web/text/de.ts';
import type { SiteList } from '../../web/text/profileSites.ts';
import { MUTED, type Paper, type Style } from './paper.ts';
import type { Room } from './profileFigures.ts';

/** Of each list its sites, each as the lines that it takes. */
export interface LaidOut {
  lists: { title: string; sites: string[][] }[];
  /** Where each list stands in one column. */
  height: number;
}

const HEADING: Style = { size: 8.5, bold: true };
const SITE: Style = { size: 7.4 };
const [HEAD, LINE, GAP] = [14, 9.4, 14];

const halfOf = (width: number): number => (width - GAP) / 2;

export function laidOut(paper: Paper, lists: readonly SiteList[], width: number): LaidOut {
  const told = lists.map(({ title, sites }) => ({
    title,
    sites: sites.map(({ name, detail }) => paper.wrap([name, detail].filter(Boolean).join(', '), halfOf(width), SITE)),
  }));
  const most = Math.max(1, ...told.map(({ sites }) => sites.reduce((sum, lines) => sum + lines.length, 0)));
  return { lists: told, height: HEAD + most * LINE };
}

export function drawSites(
  paper: Paper,
  { lists }: LaidOut,
  { x, y, width, height }: Room,
  words: Text['profile'],
): void {
  const lines = Math.max(1, Math.floor((height - HEAD) / LINE));
  lists.forEach(({ title, sites }, at) => {
    const left = x + at * (halfOf(width) + GAP);
    paper.tag('H2', () => paper.line(title, left, y, HEADING));
    if (sites.length === 0) {
      paper.tag('P', () => paper.line(words.none, left, y + HEAD, { ...SITE, colour: MUTED }));
      return;
    }
    const needed = sites.reduce((sum, own) => sum + own.length, 0);
    if (needed <= lines) drawColumn(paper, sites, [left, y + HEAD]);
    else drawInTwo(paper, sites, { x: left, y: y + HEAD, width: halfOf(width), height: lines }, words);
  });
}

function drawColumn(paper: Paper, sites: readonly string[][], [x, y]: readonly [number, number]): void {
  let foot = y;
  paper.group('L', (list) => {
    for (const lines of sites) {
      const top = foot;
      const draw = () =>
        lines.forEach((line, index) => paper.line(line, x + (index > 0 ? 6 : 0), top + index * LINE, SITE));
      paper.group('LI', (item) => paper.tag('LBody', draw, { parent: item }), list);
      foot += lines.length * LINE;
    }
  });
}

/** One line each in two columns; what is too long for its line ends in „…“. @param height in lines */
function drawInTwo(
  paper: Paper,
  sites: readonly string[][],
  { x, y, width, height }: Room,
  words: Text['profile'],
): void {
  const room = halfOf(width);
  const most = 2 * height;
  const named = sites.map((lines) => paper.fit(lines.join(' '), room, SITE));
  const shown = named.length > most ? [...named.slice(0, most - 1), words.more(named.length - most + 1)] : named;
  for (const column of [0, 1]) {
    const own = shown.slice(column * height, (column + 1) * height).map((line) => [line]);
    if (own.length > 0) drawColumn(paper, own, [x + column * (room + GAP), y]);
  }
}
