/** Profiles of social spaces as one PDF: a page for each area, with the words and in the order of the screen. */
import type { ProfilesPaper } from '../operations/indicators/profilesPaper.ts';
import { outlineOf } from '../planning/socialSpace/outline.ts';
import { de } from '../../web/text/de.ts';
import { en } from '../../web/text/en.ts';
import { formatter } from '../../web/text/format.ts';
import { Paper, type Fonts } from './paper.ts';
import { indicatorTable } from './profileIndicators.ts';
import { profilePage, WIDTH } from './profilePage.ts';
import { sourceLine, type Spoken } from './spoken.ts';

/** Width that outlines are drawn for: corners half a point apart are one. */
const OUTLINE = 200;

export function profilesPdf(work: ProfilesPaper, fonts: Fonts): Promise<Uint8Array<ArrayBuffer>> {
  const { profiles, shapes, numbers, county, language, printed, compress } = work;
  const text = language === 'de' ? de : en;
  const spoken: Spoken = { text, language, format: formatter(language) };
  const paper = new Paper({ title: text.profile.document(county), language, created: printed, compress, fonts });
  const sources = sourceLine(profiles, new Map(work.labels), spoken);
  const outline = shapes.length > 0 ? outlineOf(shapes, OUTLINE) : null;
  const date = text.printedOn(spoken.format.date(printed.toISOString().slice(0, 10)));
  const table = indicatorTable(paper, spoken, profiles.indicators, WIDTH);
  numbers.forEach((area, index) =>
    profilePage(paper, spoken, {
      ...{ profiles, table, outline, area, county, date, sources },
      page: text.profile.page(index + 1, numbers.length),
    }),
  );
  return paper.end();
}
