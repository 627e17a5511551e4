/** Schools and Kitas of an area in words, for the screen and for paper. */
import type { SpaceProfiles } from '../../server/contract/spaceProfiles.ts';
import type { Text } from './de.ts';
import type { Formatter, Language } from './format.ts';

export interface SiteList {
  title: string;
  sites: { name: string; detail: string }[];
}

/** A detail stays in one line. */
const joined = (words: string): string => words.replaceAll(' ', '\u00a0');

export function siteLists(
  { areas, schoolTypes }: SpaceProfiles,
  area: number,
  { profile }: Text,
  format: Formatter,
  language: Language,
): SiteList[] {
  const { schools = [], kitas = [] } = areas[area] ?? {};
  const typeName = (key: string) => schoolTypes.find((type) => type.key === key)?.label[language] ?? key;
  return [
    {
      title: profile.schools,
      sites: schools.map(({ name, schoolType, pupils }) => {
        const type = typeName(schoolType);
        const size = typeof pupils === 'number' ? joined(profile.pupils(format.number(pupils))) : '';
        // „Grundschule am Anger, Grundschule“ would say it twice.
        return { name, detail: [name.includes(type) ? '' : type, size].filter(Boolean).join(', ') };
      }),
    },
    {
      title: profile.kitas,
      sites: kitas.map(({ name, places }) => ({
        name,
        detail: places === null ? '' : joined(profile.ofPlaces(format.number(places))),
      })),
    },
  ];
}
