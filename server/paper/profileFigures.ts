/** The drawings of a profile: where the area lies, its pyramid, its place among the others and its course. */
import type { Outline } from '../planning/socialSpace/outline.ts';
import type { Course } from '../planning/socialSpace/profileRows.ts';
import { longestOf, perYear, stepPath, type PyramidBar } from '../planning/socialSpace/pyramidBars.ts';
import { ACCENT, GREY, INK, LINE, MUTED, type Paper, type Style } from './paper.ts';

export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

const [LAND, MALE, FEMALE] = ['#eef0ec', '#80c3b8', '#a6d3c8'];

const colour = (hex: string, operator: 'rg' | 'RG'): string =>
  `${[1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ')} ${operator}`;

/** SVG's M, L, Z as operators of PDF. */
const operatorsOf = (path: string): string =>
  path
    .replaceAll(/([ML])([^MLZ]+)/g, (_, step: string, at: string) => `${at} ${step === 'M' ? 'm' : 'l'}\n`)
    .replaceAll('Z', 'h\n');

/** All areas, the own one in colour; in the middle of the room. */
export function drawMap(paper: Paper, outline: Outline, own: string, { x, y, width, height }: Room): void {
  const scale = Math.min(width / outline.width, height / outline.height);
  const at = [x + (width - outline.width * scale) / 2, y] as const;
  paper.doc.save().translate(at[0], at[1]).scale(scale);
  paper.stamp('map', 0, 0, outline.width, outline.height, () =>
    [
      ...[colour(LAND, 'rg'), colour(GREY, 'RG'), '0.6 w 1 j'],
      ...[...outline.paths.values()].filter(Boolean).map((path) => `${operatorsOf(path)}B`),
    ].join('\n'),
  );
  const path = outline.paths.get(own);
  if (path) paper.doc.path(path).lineWidth(0.8).fillAndStroke(ACCENT, INK);
  paper.doc.restore();
}

/** Strokes of a box that says „protected“. */
export function drawHatch(paper: Paper, { x, y, width, height }: Room): void {
  const { doc } = paper;
  doc.save().rect(x, y, width, height).clip().lineWidth(0.8);
  for (let at = x; at < x + width + height; at += 2.4) doc.moveTo(at, y).lineTo(at - height, y + height);
  doc.stroke(GREY).restore();
  doc.rect(x, y, width, height).lineWidth(0.5).stroke(GREY);
}

export interface PyramidWords {
  number: (people: number, digits: number) => string;
  /** What of it is not told; '' where all is. */
  hidden: string;
  names: string[];
  age: string;
}

/** @param line drawn over the bars in steps */
export function drawPyramid(
  paper: Paper,
  bars: readonly PyramidBar[],
  line: readonly PyramidBar[] | null,
  words: PyramidWords,
  { x, y, width, height }: Room,
): void {
  const { doc } = paper;
  const [top, middle] = [9, words.names.length > 1 ? 16 : 21];
  const isTogether = words.names.length < 2;
  const [young, old] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1];
  const roof = Math.max(1, longestOf(bars), line ? longestOf(line) : 0);
  const length = isTogether ? width - middle : (width - middle) / 2;
  const across = (side: number) => (people: number) => {
    const long = (people / roof) * length;
    if (isTogether) return x + middle + long;
    return side === 0 ? x + length - long : x + length + middle + long;
  };
  const up = (age: number) => y + height - ((age - young) / Math.max(1, old - young)) * (height - top);
  const label: Style = { size: 6, colour: MUTED };
  words.names.forEach((name, side) => {
    const at = across(side);
    paper.line(name, x + (isTogether ? middle : 0), y, { ...label, align: side === 0 ? 'left' : 'right' }, width);
    for (const bar of bars) {
      const [from, to] = [up(bar.to), up(bar.from)];
      const people = perYear(bar, side);
      if (people !== null) {
        const [left, right] = [Math.min(at(0), at(people)), Math.max(at(0), at(people))];
        doc.rect(left, from, right - left, to - from);
      }
    }
    doc.fill(side === 0 ? MALE : FEMALE);
    for (const bar of bars)
      if (bar.sides[side] === 'hidden') {
        const [left, right] = [Math.min(at(0), at(roof * 0.12)), Math.max(at(0), at(roof * 0.12))];
        drawHatch(paper, { x: left, y: up(bar.to), width: right - left, height: up(bar.from) - up(bar.to) });
      }
    doc
      .moveTo(at(0), y + top)
      .lineTo(at(0), y + height)
      .lineWidth(0.4)
      .stroke(GREY);
    const end = words.number(roof, roof < 10 ? 1 : 0);
    const [edge, wide] = [Math.min(at(0), at(roof)), Math.abs(at(roof) - at(0))];
    paper.line(end, edge, y + height + 1.5, { ...label, align: side === 0 && !isTogether ? 'left' : 'right' }, wide);
    paper.line('0', edge, y + height + 1.5, { ...label, align: side === 0 && !isTogether ? 'right' : 'left' }, wide);
    const path = line ? stepPath(line, side, at, up) : '';
    if (path) doc.path(path).lineWidth(0.7).stroke(INK);
  });
  if (words.hidden)
    paper.line(words.hidden, x, y + height + 1.5, { ...label, align: 'center' }, width + (isTogether ? middle : 0));
  const centre = isTogether ? 0 : length;
  for (let age = 20; age < old - 2; age += 20)
    paper.line(String(age), x + centre, up(age) - 3.6, { ...label, align: 'center' }, middle - (isTogether ? 2 : 0));
  paper.line(words.age, x + centre, y, { ...label, align: 'center' }, middle - (isTogether ? 2 : 0));
}

export interface Strip {
  /** The same for all areas whose value is of the same year. */
  key: string;
  strokes: readonly number[];
  dot: number | null;
  mark: number | null;
}

export function drawStrip(paper: Paper, { key, strokes, dot, mark }: Strip, { x, y, width, height }: Room): void {
  const { doc } = paper;
  const edge = 4;
  const at = (place: number) => edge + place * (width - 2 * edge);
  paper.stamp(key, x, y, width, height, () => {
    const lines = strokes.map((place) => `${at(place).toFixed(2)} 2 m ${at(place).toFixed(2)} ${height - 2} l`);
    const middle = height / 2;
    return [
      ...['0.5 w', colour(LINE, 'RG'), `0 ${middle} m ${width} ${middle} l S`],
      ...['0.6 w', colour(GREY, 'RG'), ...lines, 'S'],
    ].join('\n');
  });
  if (mark !== null) {
    const [tip, foot] = [x + at(mark), y + height];
    doc
      .moveTo(tip - 2.6, foot)
      .lineTo(tip + 2.6, foot)
      .lineTo(tip, foot - 4.4)
      .fill(INK);
  }
  if (dot !== null)
    doc
      .circle(x + at(dot), y + height / 2, 2.9)
      .lineWidth(0.7)
      .fillAndStroke(ACCENT, '#ffffff');
}

export function drawCourse({ doc }: Paper, course: readonly Course[], { x, y, width, height }: Room): void {
  for (const line of course) {
    line.forEach(([along, up], index) => {
      const [left, top] = [x + 1 + along * (width - 2), y + height - 2 - up * (height - 4)];
      if (index === 0) doc.moveTo(left, top);
      else doc.lineTo(left, top);
    });
    doc.lineWidth(0.9).stroke(INK);
  }
}
