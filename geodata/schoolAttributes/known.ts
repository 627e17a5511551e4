/** Usual attributes of schools: what lists call them, to which group they belong and how they are read. */
import { normaliseName } from '../import/columns.ts';
import type { Sentence } from '../formats/source.ts';

export const attributeGroups = ['equipment', 'offer', 'contact', 'other'] as const;
export type AttributeGroup = (typeof attributeGroups)[number];

/** words: a set of them; address: lines of an office's address. */
export type AttributeType = 'number' | 'yesNo' | 'words' | 'text' | 'address' | 'phone' | 'email' | 'web';

export interface KnownAttribute {
  /** Stable, in addresses too. */
  key: string;
  label: Sentence;
  /** For the head of a column, where the label is long. */
  short?: Sentence;
  group: AttributeGroup;
  /** Null: as its values are. */
  type: AttributeType | null;
  /** The whole of its normalised name, without a unit in brackets. */
  names: RegExp;
}

const known = (
  group: AttributeGroup,
  key: string,
  de: string,
  en: string,
  type: AttributeType | null,
  names: RegExp,
  short?: Sentence,
): KnownAttribute => ({ key, label: { de, en }, group, type, names, ...(short ? { short } : {}) });

export const knownAttributes: readonly KnownAttribute[] = [
  known(
    'equipment',
    'breitband',
    'Breitband',
    'Broadband',
    'number',
    /^(breitband|internet(anbindung|anschluss)|bandbreite|downstream)$/,
  ),
  known('equipment', 'glasfaser', 'Glasfaser', 'Fibre', 'yesNo', /^glasfaser(anschluss)?$/),
  known(
    ...(['equipment', 'endgeraete', 'Endgeräte je 100 Schüler', 'Devices per 100 pupils', 'number'] as const),
    /^(mobile)?endgeraeteje100(schueler(innenundschueler)?|lernende)$/,
    { de: 'Geräte je 100', en: 'Devices per 100' },
  ),
  known(
    'equipment',
    'wlan',
    'WLAN in Klassenräumen',
    'Wi-Fi in classrooms',
    null,
    /^wlan(in(den)?(klassen|unterrichts)raeumen)?$/,
    { de: 'WLAN', en: 'Wi-Fi' },
  ),
  known(
    ...(['equipment', 'praesentation', 'Präsentationstechnik', 'Presentation equipment', null] as const),
    /^(praesentationstechnik|digitaletafeln|interaktivetafeln|beamer|whiteboards)(in(den)?(klassen|unterrichts)raeumen)?$/,
    { de: 'Tafeln', en: 'Boards' },
  ),
  known('equipment', 'lernplattform', 'Lernplattform', 'Learning platform', null, /^(lernplattform|schulcloud|lms)$/),
  known('equipment', 'itsupport', 'IT-Betreuung', 'IT support', null, /^it(betreuung|support|service)$/),
  known('offer', 'ganztag', 'Ganztag', 'All-day school', null, /^(ganztag(s(schule|angebot|form|betrieb))?)$/),
  known('offer', 'fremdsprachen', 'Fremdsprachen', 'Foreign languages', 'words', /^(fremd)?sprachen(angebot)?$/),
  known(
    'offer',
    'schwerpunkte',
    'Schwerpunkte',
    'Profiles',
    'words',
    /^(schwerpunkte?|(schul)?profile?|besonderheiten)$/,
  ),
  known('offer', 'abschluesse', 'Abschlüsse', 'Certificates', 'words', /^((schul)?abschluesse?|bildungsgaenge?)$/),
  known('offer', 'arbeitsgemeinschaften', 'Arbeitsgemeinschaften', 'Clubs', 'words', /^(arbeitsgemeinschaften|ags)$/),
  known('offer', 'barrierefrei', 'Barrierefrei', 'Barrier-free', null, /^(barrierefrei(heit)?|rollstuhlgerecht)$/),
  known(
    'offer',
    'inklusion',
    'Gemeinsamer Unterricht',
    'Inclusive teaching',
    null,
    /^(inklusion|gemeinsamerunterricht|gl|gu)$/,
  ),
  known('offer', 'mittagessen', 'Mittagessen', 'School lunch', null, /^(mittagessen|mensa|schulverpflegung)$/),
  known('offer', 'schulsozialarbeit', 'Schulsozialarbeit', 'School social work', null, /^schulsozialarbeit$/),
  known('offer', 'hort', 'Hort', 'After-school care', null, /^(hort|nachmittagsbetreuung)$/),
  known('contact', 'adresse', 'Adresse', 'Address', 'address', /^(adresse|anschrift)$/),
  known('contact', 'telefon', 'Telefon', 'Telephone', 'phone', /^(telefon(nummer)?|tel|phone)$/),
  known('contact', 'email', 'E-Mail', 'E-mail', 'email', /^(email(adresse)?|mail)$/),
  known(
    'contact',
    'website',
    'Internet',
    'Website',
    'web',
    /^(website|webseite|internet(seite|adresse)?|homepage|web|url)$/,
  ),
];

const byKey = new Map(knownAttributes.map((one) => [one.key, one]));

export const knownAttribute = (key: string): KnownAttribute | undefined => byKey.get(key);

const GROUP_WORDS: readonly [RegExp, AttributeGroup][] = [
  [/^(ausstattung|equipment)$/, 'equipment'],
  [/^(angebot|offer)$/, 'offer'],
  [/^(kontakt|contact)$/, 'contact'],
];

export interface Heading {
  key: string;
  name: string;
  unit: string | null;
  group: AttributeGroup;
  type: AttributeType | null;
  isUsual: boolean;
}

/** 'Breitband (Mbit/s)', 'Angebot: Reiten': a unit stands in brackets at the end, a group may stand before a colon. */
export function headingOf(text: string): Heading {
  const [, before = '', behind = ''] = /^([^:]*):(.*)$/.exec(text) ?? [];
  const stated = GROUP_WORDS.find(([words]) => words.test(normaliseName(before)))?.[1];
  const rest = (stated === undefined ? text : behind).trim();
  const [, bare = rest, unit = null] = /^(.*\S)\s*[([]([^()[\]]{1,40})[)\]]$/.exec(rest) ?? [];
  const usual = knownAttributes.find(({ names }) => names.test(normaliseName(bare)));
  return {
    key: usual?.key ?? normaliseName(bare),
    name: bare,
    unit: unit?.trim() ?? null,
    group: stated ?? usual?.group ?? 'other',
    type: usual?.type ?? null,
    isUsual: usual !== undefined,
  };
}

const PERSON =
  /(schulleit|rektor|direktor|leiter(in)?$|(^|stellv[a-z]*)leitung$|^leitungder|ansprechpartner|ansprechperson|kontaktperson|sekretaer|hausmeister|vorname|nachname|familienname|personenname|beauftragte)/;
const PEOPLE =
  '(schueler(innen)?|schuelerinnenundschueler|lernende|kinder|lehr(er|erinnen|kraefte|personen)|beschaeftigte|personal)';
const COUNT_OF_PEOPLE = new RegExp(
  `^((an|gesamt)?zahl)?(der|aller)?${PEOPLE}(zahl(en)?|anzahl|gesamt|insgesamt)?(20\\d\\d(\\d\\d)?)?$`,
);

/** What is never kept with a school: who works there, and how many people there are. */
export function refusedHeading(text: string): 'person' | 'people' | null {
  const name = normaliseName(text);
  if (PERSON.test(name)) return 'person';
  return COUNT_OF_PEOPLE.test(name) || COUNT_OF_PEOPLE.test(normaliseName(headingOf(text).name)) ? 'people' : null;
}
