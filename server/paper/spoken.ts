/** The words and figures of the screen, for paper. */
import type { SourceNote } from '../contract/common.ts';
import type { SpaceProfiles } from '../contract/spaceProfiles.ts';
import type { Told } from '../planning/socialSpace/profileRows.ts';
import type { Sentence } from '../planning/types.ts';
import type { Text } from '../../web/text/de.ts';
import type { Formatter, Language } from '../../web/text/format.ts';
import { sourceGroups } from '../../web/text/sources.ts';
import { drawHatch } from './profileFigures.ts';
import type { Paper, Style } from './paper.ts';

export interface Spoken {
  text: Text;
  language: Language;
  format: Formatter;
}

export const say = ({ language }: Spoken, sentence: Sentence): string => sentence[language];

/** A told figure, right-aligned: hidden ones are a hatched box, missing ones a dash, as on the screen. */
export function drawAmount(
  paper: Paper,
  { text }: Spoken,
  value: Told,
  as: (value: number) => string,
  [x, y, room]: readonly [number, number, number],
  style: Style,
): void {
  const amount: Style = { ...style, align: 'right', digits: true };
  if (typeof value === 'number') paper.line(as(value), x, y, amount, room);
  else if (value === null) paper.reading(text.missing, () => paper.line('–', x, y, amount, room));
  else
    paper.reading(text.hidden, () =>
      drawHatch(paper, { x: x + room - 16, y: y + style.size * 0.2, width: 16, height: style.size * 0.85 }),
    );
}

/** By source and licence the data sets that come from there, each with its two newest dates. */
export function sourceLine({ sources }: SpaceProfiles, labels: ReadonlyMap<string, Sentence>, spoken: Spoken): string {
  const { text, format } = spoken;
  const labelOf = ({ importId, title }: SourceNote) => {
    const label = labels.get(importId ?? '');
    return label ? say(spoken, label) : title;
  };
  const byName = new Map<string, string[]>();
  for (const { label, notes } of sourceGroups(sources, labelOf)) {
    const dates = new Map<string, string[]>();
    for (const { source, licence, referenceDate } of notes) {
      const name = [source ?? text.sources.unknown, licence].filter(Boolean).join(', ');
      dates.set(name, [...(dates.get(name) ?? []), ...(referenceDate ? [referenceDate] : [])]);
    }
    for (const [name, list] of dates) {
      const newest = [...new Set(list)].sort().slice(-2).reverse();
      byName.set(name, [...(byName.get(name) ?? []), [label, newest.map(format.date).join(', ')].join(' ').trim()]);
    }
  }
  const told = [...byName].map(([name, sets]) => `${name} (${sets.join('; ')})`);
  return `${text.sources.source}: ${told.join('; ')}.`;
}
