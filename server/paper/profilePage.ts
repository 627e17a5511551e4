/** One page of a profile, A4: where the area lies, who lives there, Kita places, indicators, schools and Kitas, sources. */
import type { SpaceProfiles } from '../contract/spaceProfiles.ts';
import { siteLists } from '../../web/text/profileSites.ts';
import type { Outline } from '../planning/socialSpace/outline.ts';
import { ACCENT, MUTED, type Paper, type Style } from './paper.ts';
import { drawMap } from './profileFigures.ts';
import { drawIndicators, type IndicatorTable } from './profileIndicators.ts';
import { drawResidents } from './profileResidents.ts';
import { drawSites, laidOut } from './profileSites.ts';
import { drawSupply } from './profileSupply.ts';

import { say, type Spoken } from './spoken.ts';

export interface ProfileOf {
  profiles: SpaceProfiles;
  table: IndicatorTable;
  outline: Outline | null;
  area: number;
  county: string;
  date: string;
  page: string;
  sources: string;
}

export const WIDTH = 511;
const [LEFT, TOP, BOTTOM] = [42, 34, 814];
const HEADING: Style = { size: 8.5, bold: true };
const NOTE: Style = { size: 6.2, colour: MUTED };
const NOTE_LINE = 8;
/** With notices, more would leave no room for the profile itself. */
const MOST_NOTES = 10;
/** Of the first block: map, residents, Kita places. */
const [MAP, RESIDENTS, GAP, BLOCK] = [116, 176, 16, 128];
/** Sites have at least this much, if they need it; the indicators have the rest. */
const LEAST_SITES = 66;

export function profilePage(paper: Paper, spoken: Spoken, of: ProfileOf): void {
  const { profiles, table, area, outline } = of;
  const { profile } = spoken.text;
  const own = profiles.areas[area]!;
  paper.page(own.name);
  let y = drawTitle(paper, profile.title(own.name), of);
  const floor = drawNotes(paper, spoken, of);

  if (outline)
    paper.tag(
      'Figure',
      () => drawMap(paper, outline, `${own.county}/${own.key}`, { x: LEFT, y, width: MAP, height: BLOCK - 8 }),
      { alt: profile.map(own.name) },
    );
  const middle = LEFT + (outline ? MAP + GAP : 0);
  drawResidents(
    paper,
    spoken,
    profiles.population,
    { area, name: own.name },
    { x: middle, y, width: RESIDENTS, height: BLOCK },
  );
  const right = middle + RESIDENTS + GAP;
  let foot = y + BLOCK;
  if (profiles.supply.length > 0)
    foot = Math.max(foot, drawSupply(paper, spoken, profiles, area, [right, y, LEFT + WIDTH - right]));

  y = foot + 10;
  const lists = siteLists(profiles, area, spoken.text, spoken.format, spoken.language);
  const sites = laidOut(paper, lists, WIDTH);
  paper.tag('H2', () => paper.line(profile.indicators, LEFT, y, HEADING));
  const room = { x: LEFT, y: y + 14, width: WIDTH, height: floor - y - 14 - Math.min(sites.height, LEAST_SITES) - 20 };
  const { foot: below, left } = drawIndicators(paper, spoken, table, area, room);
  y = below;
  if (left > 0) {
    paper.tag('P', () => paper.line(profile.moreIndicators(left), LEFT, y + 1, { ...NOTE, size: 7 }));
    y += 10;
  }
  y += 9;
  drawSites(paper, sites, { x: LEFT, y, width: WIDTH, height: floor - y }, profile);
}

/** @returns where the profile begins */
function drawTitle(paper: Paper, title: string, { county, date }: ProfileOf): number {
  const aside: Style = { size: 7.5, colour: MUTED, align: 'right' };
  const room = WIDTH - Math.max(paper.width(county, aside), paper.width(date, aside)) - GAP;
  let size = 16;
  while (size > 9 && paper.width(title, { size, bold: true }) > room) size -= 0.5;
  paper.tag('H1', () => {
    const style: Style = { size, bold: true };
    paper.line(paper.fit(title, room, style), LEFT, TOP + 16 - size, style);
  });
  paper.tag('P', () => {
    paper.line(county, LEFT, TOP - 1, aside, WIDTH);
    paper.line(date, LEFT, TOP + 9, aside, WIDTH);
  });
  paper.rule(LEFT, TOP + 25, WIDTH, ACCENT);
  return TOP + 35;
}

/** At the foot of the page. @returns where they begin */
function drawNotes(paper: Paper, spoken: Spoken, { profiles, county, page, sources }: ProfileOf): number {
  const { text } = spoken;
  const { placeNote, hidden, countyLine } = text.profile;
  const wrapped = (note: string) => paper.wrap(note, WIDTH, NOTE);
  // Whose data they are stands in any case; what was noted gives way.
  const always = [
    [placeNote, `${hidden}.`, ...(profiles.population ? [`${countyLine}.`] : []), text.socialScene.index.neutral].join(
      ' ',
    ),
    `${text.sources.method}: ${text.profile.method} ${text.populationScene.pyramid.note}`,
  ].flatMap(wrapped);
  const origins = wrapped(sources);
  const noticed = profiles.notices.map((notice) => wrapped(say(spoken, notice)));
  const fitting: string[][] = [];
  let room = MOST_NOTES - always.length - origins.length - 1;
  for (const lines of noticed) {
    if (lines.length > room) break;
    fitting.push(lines);
    room -= lines.length;
  }
  const left = noticed.length - fitting.length;
  const shown = [...always, ...fitting.flat(), ...(left > 0 ? [text.profile.moreNotices(left)] : []), ...origins];
  const top = BOTTOM - 12 - shown.length * NOTE_LINE;
  paper.rule(LEFT, top - 4, WIDTH);
  paper.tag('P', () => shown.forEach((line, index) => paper.line(line, LEFT, top + index * NOTE_LINE, NOTE)));
  paper.artifact(() => {
    paper.line(county, LEFT, BOTTOM - 6, NOTE);
    paper.line(page, LEFT, BOTTOM - 6, { ...NOTE, align: 'right' }, WIDTH);
  });
  return top - 10;
}
