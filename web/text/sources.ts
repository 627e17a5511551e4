/** What is said of sources: data sets with their dates in one line, and the names that licences want on the map. */
import type { SourceNote } from '../../server/contract/common.ts';

export interface SourceGroup {
  label: string;
  notes: SourceNote[];
  /** Reference dates, newest first, each once. */
  dates: string[];
}

const once = <T>(values: T[]): T[] => [...new Set(values)];

/** One group per data set; a file that was imported more than once (three layers of one GeoPackage) stands once. */
export function sourceGroups(notes: readonly SourceNote[], labelOf: (note: SourceNote) => string): SourceGroup[] {
  const groups = new Map<string, SourceNote[]>();
  for (const note of notes) {
    const label = labelOf(note);
    const members = groups.get(label) ?? [];
    const same = (other: SourceNote) =>
      other.title === note.title &&
      other.source === note.source &&
      other.licence === note.licence &&
      other.referenceDate === note.referenceDate;
    if (!members.some(same)) members.push(note);
    groups.set(label, members);
  }
  return [...groups].map(([label, members]) => ({
    label,
    notes: members,
    dates: once(members.flatMap((note) => note.referenceDate ?? [])).sort((a, b) => b.localeCompare(a)),
  }));
}

/** A name as its licence wants it: with the sign, unless it has one already or nobody reserves anything (CC0). */
export function attributionOf({ source, licence }: Pick<SourceNote, 'source' | 'licence'>): string | null {
  if (!source) return null;
  const text = [source, licence].filter(Boolean).join(', ');
  return /©|\(c\)|copyright/i.test(text) || /^(cc0|cc-zero|public domain|gemeinfrei)/i.test(licence ?? '')
    ? text
    : `© ${text}`;
}
