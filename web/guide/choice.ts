/** What a visitor has chosen: written into the address, read from it, and applied to the schools. */
import type { GuideAttribute, GuideData, GuideSchool } from '../../server/contract/guideData.ts';

export interface Choice {
  type: string | null;
  place: string | null;
  text: string;
  /** Attribute → the word that must be among its words; 'ja' for yes. */
  wanted: Record<string, string>;
  school: string | null;
  /** In another page's frame: without heading. */
  embedded: boolean;
  lang: GuideData['lang'];
}

const YES = 'ja';
const OWN = new Set(['typ', 'ort', 'q', 'schule', 'einbetten', 'lang']);

/** A county may call an attribute as a parameter is called. */
const parameter = (key: string): string => (OWN.has(key) ? `m-${key}` : key);

export interface Criterion {
  attribute: GuideAttribute;
  /** Of words the different ones in use; of yes and no only 'ja'. */
  options: string[];
}

/** Offers by which can be chosen: those that at least one school has, and not all in the same way. */
export function criteriaOf({ attributes, schools }: Pick<GuideData, 'attributes' | 'schools'>): Criterion[] {
  const collator = new Intl.Collator('de', { numeric: true });
  return attributes.flatMap((attribute): Criterion[] => {
    if (attribute.group !== 'offer') return [];
    const values = schools.features.map(({ properties }) => properties.values[attribute.key]);
    if (attribute.type === 'yesNo') return values.includes(true) ? [{ attribute, options: [YES] }] : [];
    if (attribute.type !== 'words') return [];
    const words = new Set(values.flatMap((value) => (Array.isArray(value) ? value : [])));
    return words.size > 0 ? [{ attribute, options: [...words].sort(collator.compare) }] : [];
  });
}

/** What the address asks for and the data do not have is left out. */
export function readChoice(search: string, data: GuideData, criteria: readonly Criterion[]): Choice {
  const params = new URLSearchParams(search);
  const among = (value: string | null, there: readonly string[]): string | null =>
    value !== null && there.includes(value) ? value : null;
  const wanted = criteria.flatMap(({ attribute, options }): [string, string][] => {
    const value = among(params.get(parameter(attribute.key)), options);
    return value === null ? [] : [[attribute.key, value]];
  });
  const keys = data.schools.features.map(({ properties }) => properties.key);
  const types = data.types.map(({ key }) => key);
  const lang = params.get('lang');
  return {
    type: among(params.get('typ'), types),
    place: among(params.get('ort'), data.gemeinden),
    text: params.get('q') ?? '',
    wanted: Object.fromEntries(wanted),
    school: among(params.get('schule'), keys),
    embedded: params.get('einbetten') === '1',
    lang: lang === 'de' || lang === 'en' ? lang : data.lang,
  };
}

/** '' where nothing is chosen. */
export function writeChoice(choice: Choice, data: Pick<GuideData, 'lang'>): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null) => {
    if (value !== null && value !== '') params.set(name, value);
  };
  set('typ', choice.type);
  set('ort', choice.place);
  set('q', choice.text.trim());
  for (const [key, value] of Object.entries(choice.wanted)) set(parameter(key), value);
  set('schule', choice.school);
  set('einbetten', choice.embedded ? '1' : null);
  set('lang', choice.lang === data.lang ? null : choice.lang);
  const query = params.toString();
  return query && `?${query}`;
}

const plain = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');

function searched(school: GuideSchool): string {
  const words = Object.values(school.values).filter((value) => typeof value === 'string' || Array.isArray(value));
  return plain([school.name, school.gemeinde, school.address, school.authority, ...words.flat()].join(' '));
}

export function fits(school: GuideSchool, choice: Choice): boolean {
  if (choice.type !== null && school.type !== choice.type) return false;
  if (choice.place !== null && school.gemeinde !== choice.place) return false;
  for (const [key, word] of Object.entries(choice.wanted)) {
    const value = school.values[key];
    if (!(Array.isArray(value) ? value.includes(word) : value === true)) return false;
  }
  const text = searched(school);
  return plain(choice.text)
    .split(/\s+/)
    .every((part) => text.includes(part));
}

/** What is chosen, in the words of the page: for paper, where there are no fields. */
export function chosenWords(choice: Choice, { types }: GuideData, criteria: readonly Criterion[]): string[] {
  const type = types.find(({ key }) => key === choice.type)?.label[choice.lang];
  const offers = criteria.flatMap(({ attribute: { key, label, type: kind } }) => {
    const word = choice.wanted[key];
    if (word === undefined) return [];
    return kind === 'yesNo' ? label[choice.lang] : `${label[choice.lang]}: ${word}`;
  });
  const text = choice.text.trim();
  return [type ?? '', choice.place ?? '', text && `„${text}“`, ...offers].filter(Boolean);
}

export const isFiltered = ({ type, place, text, wanted }: Choice): boolean =>
  type !== null || place !== null || text.trim() !== '' || Object.keys(wanted).length > 0;

/** Only what may be a link: the guide is a public page, and its texts come from tables. */
export const safeLink = (address: string | null): string | null =>
  address !== null && /^https?:\/\//i.test(address) ? address : null;

/** '(0)' is dialled only without the country's number. */
export const telephoneLink = (phone: string): string => `tel:${phone.replace('(0)', '').replaceAll(/[^\d+]/g, '')}`;

const SIGNS: Record<string, string> = {
  grundschule: 'G',
  regelschule: 'R',
  gemeinschaftsschule: 'GM',
  gesamtschule: 'GS',
  integrierteGesamtschule: 'IG',
  realschulePlus: 'R+',
  realschule: 'RS',
  hauptschule: 'H',
  oberschule: 'O',
  gymnasium: 'GY',
  foerderschule: 'F',
  berufsschule: 'B',
  abendschule: 'A',
  freieWaldorfschule: 'W',
};

/** One or two letters of a type, on the map and in the list. */
export const signOf = (type: string): string => SIGNS[type] ?? 'S';
