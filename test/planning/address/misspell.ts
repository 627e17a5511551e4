/** Writes addresses as people do. Shares nothing with the geocoder: what it knows of German is written here again. */
import type { Random } from '../../../geodata/sample/random.ts';
import type { AddressRow } from '../../../server/planning/address/register.ts';
import type { Address } from '../../../server/planning/address/splitAddress.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzäöüß';

/** One insertion, deletion, swap or replacement. */
function typingError(text: string, random: Random): string {
  const at = random.int(text.length);
  const letter = LETTERS[random.int(LETTERS.length)] ?? 'e';
  switch (random.int(4)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
    default:
      return text.slice(0, at) + letter + text.slice(at + 1);
  }
}

function abbreviate(street: string, random: Random): string {
  const short = street
    .replace('Straße', 'Str.')
    .replace('straße', random.chance(0.8) ? 'str.' : 'str')
    .replace(/([Pp])latz$/, '$1l.')
    .replace(/weg$/, random.chance(0.5) ? 'w.' : 'weg')
    .replace('Sankt', random.chance(0.5) ? 'St.' : 'St')
    .replace('Doktor', 'Dr.')
    .replace('An der', random.chance(0.5) ? 'a. d.' : 'a.d.');
  const first =
    /^(Karl|August|Rosa|Clara|Käthe|Friedrich|Konrad|Theodor|Albert|Robert|Dietrich|Thomas|Hans|Ernst|Paul)-/;
  return random.chance(0.4) ? short.replace(first, (name) => `${name[0]}.-`) : short;
}

/** Hyphens lost or turned into blanks, blanks lost or added. */
function respace(street: string, random: Random): string {
  const joint = random.pick(['', ' ', ' - ']);
  if (street.includes('-')) return street.replaceAll('-', joint);
  if (street.includes(' ')) return random.chance(0.5) ? street.replaceAll(' ', '-') : street.replaceAll(' ', '');
  return street.replace(/(straße|weg|platz|gasse|allee)$/, random.chance(0.5) ? ' $1' : '-$1');
}

function umlauts(text: string, random: Random): string {
  const two: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };
  const one: Record<string, string> = { ä: 'a', ö: 'o', ü: 'u', ß: 'ss', Ä: 'A', Ö: 'O', Ü: 'U' };
  const table = random.chance(0.6) ? two : one;
  const plain = text.replace(/[äöüßÄÖÜ]/g, (letter) => table[letter] ?? letter);
  if (random.chance(0.2)) return plain.toUpperCase();
  return random.chance(0.2) ? text.normalize('NFD') : plain;
}

function wrongPostcode(code: string, real: readonly string[], random: Random): string {
  if (random.chance(0.2)) return '';
  if (random.chance(0.15)) return random.pick(real.filter((other) => other !== code));
  const at = random.int(5);
  if (random.chance(0.4) && at < 4 && code[at] !== code[at + 1]) {
    return code.slice(0, at) + (code[at + 1] ?? '') + (code[at] ?? '') + code.slice(at + 2);
  }
  return code.slice(0, at) + String((Number(code[at]) + 1 + random.int(9)) % 10) + code.slice(at + 1);
}

function rewriteNumber(address: Address, random: Random): Address {
  const { street, houseNumber } = address;
  const [, number = '', suffix = ''] = /^(\d+)(.*)$/.exec(houseNumber) ?? [];
  const loose = random
    .pick([
      `${number} ${suffix}`,
      `${number}${suffix.toUpperCase()}`,
      `${number} ${suffix.toUpperCase()}`,
      `0${number}${suffix}`,
      `Nr. ${number}${suffix}`,
    ])
    .trim();
  if (random.chance(0.5)) return { ...address, houseNumber: loose };
  const plain = loose.replace(/^(0|Nr\. )/, '');
  return { ...address, street: `${street}${random.pick([' ', ' ', ', ', ''])}${plain}`, houseNumber: '' };
}

/** As the register has it; Ortsteile in the ways they are written. */
export function written(row: AddressRow, random: Random): Address {
  const { street, houseNumber, postcode, place, district } = row;
  const ways = [
    `${place} OT ${district}`,
    `${place}, OT ${district}`,
    `${district} (${place})`,
    `${place}-${district}`,
  ];
  return { street, houseNumber, postcode: postcode ?? '', place: district ? random.pick([district, ...ways]) : place };
}

export type Change = (address: Address, random: Random) => Address;

/** Each class of error by its name. `postcodes` are those of the county, for mix-ups between them. */
export function errorClasses(postcodes: readonly string[]): Record<string, Change> {
  return {
    typing: (address, random) => ({ ...address, street: typingError(address.street, random) }),
    typingInPlace: (address, random) => ({ ...address, place: typingError(address.place, random) }),
    abbreviation: (address, random) => ({ ...address, street: abbreviate(address.street, random) }),
    hyphens: (address, random) => ({ ...address, street: respace(address.street, random) }),
    postcode: (address, random) => ({ ...address, postcode: wrongPostcode(address.postcode, postcodes, random) }),
    houseNumber: rewriteNumber,
    umlauts: (address, random) => ({
      ...address,
      street: umlauts(address.street, random),
      place: umlauts(address.place, random),
    }),
  };
}
