/** Residents of an area: how many, since when more or fewer, and by age and sex. */
import type { SpaceProfiles } from '../contract/spaceProfiles.ts';
import { residentsThen } from '../planning/socialSpace/profileRows.ts';
import { barsOfSides, hiddenIn, scaledTo, sumOf } from '../planning/socialSpace/pyramidBars.ts';
import { signing } from '../../web/text/format.ts';
import { MUTED, type Paper, type Style } from './paper.ts';
import { drawCourse, drawPyramid, type Room } from './profileFigures.ts';
import { drawAmount, type Spoken } from './spoken.ts';

const HEADING: Style = { size: 8.5, bold: true };
const SMALL: Style = { size: 7, colour: MUTED };
const COURSE = 56;

export function drawResidents(
  paper: Paper,
  spoken: Spoken,
  population: SpaceProfiles['population'],
  { area, name }: { area: number; name: string },
  { x, y, width, height }: Room,
): void {
  const { text, format } = spoken;
  const { profile } = text;
  const words = text.populationScene.pyramid;
  const own = population?.areas[area];
  paper.tag('H2', () => paper.line(profile.residents, x, y, HEADING));
  if (!population || !own || own.residents.at(-1) === null) {
    paper.tag('P', () =>
      paper.wrap(profile.noResidents, width, SMALL).forEach((line, at) => paper.line(line, x, y + 14 + at * 9, SMALL)),
    );
    return;
  }
  const { now, since, change, course } = residentsThen(population.dates, own.residents);
  const date = profile.residentsOn(format.date(population.date));
  paper.tag('P', () => {
    const style: Style = { size: 10, bold: true };
    const room = typeof now === 'number' ? paper.width(format.number(now), { ...style, digits: true }) : 16;
    drawAmount(paper, spoken, now, format.number, [x, y + 12, room], style);
    paper.line(date, x + room + 4, y + 14.5, SMALL);
  });
  const from = since === null ? null : format.date(population.dates[since]!.date);
  if (from !== null && typeof change === 'number')
    paper.tag('P', () => paper.line(profile.residentsSince(signing(format.number)(change), from), x, y + 25, SMALL));
  if (course.length > 0)
    paper.tag(
      'Figure',
      () => drawCourse(paper, course, { x: x + width - COURSE, y: y + 12, width: COURSE, height: 20 }),
      { alt: profile.courseSentence(format.date(population.dates[0]!.date), format.date(population.date)) },
    );
  const bars = barsOfSides(population.ages, own.sides);
  const names = own.sides.length < 2 ? [words.together] : [words.male, words.female];
  const whole = population.whole;
  const isAlike = whole.sides.length === own.sides.length;
  const line = isAlike
    ? scaledTo(barsOfSides(population.ages, whole.sides), now, whole.residents.at(-1) ?? null)
    : null;
  const hidden = hiddenIn(bars);
  const sums = names.map((side, at) => `${side}: ${format.number(sumOf(bars, at))}`);
  const alt = [
    words.title(name, format.date(population.date)),
    ...sums,
    ...(hidden ? [words.hidden(hidden)] : []),
  ].join('. ');
  paper.tag(
    'Figure',
    () =>
      drawPyramid(
        paper,
        bars,
        line,
        { names, age: words.age, number: format.number, hidden: hidden ? words.hidden(hidden) : '' },
        { x, y: y + 37, width, height: height - 46 },
      ),
    { alt },
  );
}
