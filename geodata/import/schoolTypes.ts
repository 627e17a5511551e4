/** School types of the states, from what the offices call them to one key. */
import { normaliseName } from './columns.ts';
import type { Sentence } from './types.ts';

export interface SchoolType {
  key: string;
  label: Sentence;
  /** On the normalised name, tried in order: the more special one first. */
  names: RegExp;
}

export const schoolTypes: SchoolType[] = [
  {
    key: 'foerderschule',
    label: { de: 'Förderschule', en: 'Special school' },
    names: /foerder|sonderpaed|sonderschul/,
  },
  {
    key: 'abendschule',
    label: { de: 'Abendschule, Zweiter Bildungsweg', en: 'Evening school' },
    names: /abend|zbw|zweiterbildungsweg|kolleg/,
  },
  {
    key: 'berufsschule',
    label: { de: 'Berufliche Schule', en: 'Vocational school' },
    names: /beruf|osz|oberstufenzentrum/,
  },
  { key: 'freieWaldorfschule', label: { de: 'Freie Waldorfschule', en: 'Waldorf school' }, names: /waldorf/ },
  { key: 'realschulePlus', label: { de: 'Realschule plus', en: 'Realschule plus' }, names: /realschuleplus/ },
  {
    key: 'integrierteGesamtschule',
    label: { de: 'Integrierte Gesamtschule', en: 'Comprehensive school' },
    names: /integriertegesamt|^igs/,
  },
  { key: 'gesamtschule', label: { de: 'Gesamtschule', en: 'Comprehensive school' }, names: /gesamtschule/ },
  {
    key: 'gemeinschaftsschule',
    label: { de: 'Gemeinschaftsschule', en: 'Community school' },
    names: /gemeinschaftsschule|^tgs/,
  },
  { key: 'regelschule', label: { de: 'Regelschule', en: 'Regelschule' }, names: /regelschule/ },
  { key: 'oberschule', label: { de: 'Oberschule', en: 'Oberschule' }, names: /oberschule/ },
  { key: 'gymnasium', label: { de: 'Gymnasium', en: 'Gymnasium' }, names: /gymnasi/ },
  { key: 'hauptschule', label: { de: 'Hauptschule', en: 'Hauptschule' }, names: /hauptschule/ },
  { key: 'realschule', label: { de: 'Realschule', en: 'Realschule' }, names: /realschule/ },
  { key: 'grundschule', label: { de: 'Grundschule', en: 'Primary school' }, names: /grundschul|primar/ },
  { key: 'sonstige', label: { de: 'Sonstige Schule', en: 'Other school' }, names: /$^/ },
];

export function schoolTypeOf(text: string): string {
  const plain = normaliseName(text);
  return schoolTypes.find(({ names }) => names.test(plain))?.key ?? 'sonstige';
}
