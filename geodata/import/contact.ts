/** Published contact data of institutions. They become links on the screen, so what is none is left out and said. */
import type { SourceRecord } from './records.ts';
import { field, MAY_BE_EMPTY, textOf } from './sites.ts';
import type { PrepareContext } from './types.ts';

export const contactFields = [
  field('phone', 'Telefon', 'Telephone', [/^(telefon|tel|telefonnummer|phone)$/], false, MAY_BE_EMPTY),
  field('email', 'E-Mail', 'E-mail', [/^(email|emailadresse|mail)$/], false, MAY_BE_EMPTY),
  field(
    'web',
    'Internet',
    'Web address',
    [/^(internet|internetadresse|web|website|webseite|homepage|url)$/],
    false,
    MAY_BE_EMPTY,
  ),
];

const PHONE = /^\+?[\d\s()/.–-]{3,40}$/;
const EMAIL = /^[^\s@:/?#,;<>"]+@[^\s@:/?#,;<>"]+\.[\p{L}]{2,}$/u;
/** Without a scheme, as most lists write it: 'www.example.org/kurse'. */
const BARE_WEB = /^[\p{L}\d-]+(\.[\p{L}\d-]+)*\.\p{L}{2,}(\/\S*)?$/u;

/** An address with http(s) and nothing else: 'javascript:' or 'file:' must never become a link. */
export function webAddress(text: string): string | null {
  try {
    const url = new URL(BARE_WEB.test(text) ? `https://${text}` : text);
    const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    return isPlain && url.hostname.includes('.') ? url.href : null;
  } catch {
    return null;
  }
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : null);
export const phoneNumber = matching(PHONE);
export const emailAddress = matching(EMAIL);

/** 'vorname.nachname@': two words, none of which is what shared addresses are called by. */
const NAMED = /^(\p{L}{2,})[._](\p{L}{2,})@/u;
const SHARED =
  /^(info|kontakt|post(stelle)?|mail|service|team|office|buero|büro|sekretariat|verwaltung|leitung|.*amt|kita|.*schule|jugend.*|familie.*|soziale?s?|bildung|beratung|anmeldung|.*stadt|gemeinde|.*kreis|bibliothek|vhs|hort|haus)$/iu;

/** Says it of an address that is somebody's own, without repeating it. */
export function sayPersonalMail(
  { report }: Pick<PrepareContext, 'report'>,
  name: string,
  email: string,
  at: { row: number; column: string },
): void {
  const [, first = '', second = ''] = NAMED.exec(email) ?? [];
  if (first === '' || SHARED.test(first) || SHARED.test(second)) return;
  report.warn(
    'contact.person',
    `„${name}“: die E-Mail-Adresse sieht nach dem Namen einer Person aus: bitte eine Sammeladresse eintragen, etwa info@example.org.`,
    `'${name}': the e-mail address looks like the name of a person: please enter a shared address, such as info@example.org.`,
    at,
  );
}

export function contactOf(
  context: PrepareContext,
  record: SourceRecord,
): { phone: string | null; email: string | null; web: string | null } {
  const name = record.get('name') || record.get('key') || record.get('office');
  const read = (key: string, of: (text: string) => string | null, de: string, en: string): string | null => {
    const text = record.get(key);
    const value = textOf(text) === null ? null : of(text);
    if (value === null && textOf(text) !== null)
      context.report.warn(
        'offers.contact',
        `„${name}“: „${text}“ ist keine ${de}; das Feld bleibt leer.`,
        `'${name}': '${text}' is no ${en}; the field stays empty.`,
        { row: record.row, column: key },
      );
    return value;
  };
  sayPersonalMail(context, name, record.get('email'), { row: record.row, column: 'email' });
  return {
    phone: read(
      'phone',
      phoneNumber,
      'Telefonnummer: bitte nur Ziffern eintragen, etwa 03601 12345',
      'telephone number: please enter digits only, such as 03601 12345',
    ),
    email: read(
      'email',
      emailAddress,
      'E-Mail-Adresse: bitte genau eine eintragen, etwa info@example.org',
      'e-mail address: please enter exactly one, such as info@example.org',
    ),
    web: read(
      'web',
      webAddress,
      'Internetadresse: bitte eine mit https:// oder http:// eintragen',
      'web address: please enter one with https:// or http://',
    ),
  };
}
