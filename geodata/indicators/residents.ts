/**
 * Indicators that are counted here from the residents by age and what happened to them. Ages are cut where residents are protected, so
 * that no indicator tells what the scene of residents hides.
 */
import type { Sentence } from '../formats/source.ts';

interface Span {
  from: number;
  /** Inclusive; null: open. */
  to: number | null;
}

export interface ResidentIndicator {
  key: string;
  name: Sentence;
  description: Sentence;
  numerator: Sentence | null;
  denominator: Sentence | null;
  unit: 'Personen' | '%' | 'je 100' | 'je 1.000';
  /** 'moves': in less out; a span of ages: who lives there. */
  of: Span | 'moves';
  per: Span | null;
}

/** Whether those who are counted are among those by whom it is told; the youth quotient puts one group beside another. */
export const isShare = ({ of, per }: ResidentIndicator): boolean =>
  of !== 'moves' && per !== null && of.from >= per.from && (per.to ?? Infinity) >= (of.to ?? Infinity);

const YOUNG: Span = { from: 0, to: 18 };
const WORKING: Span = { from: 19, to: 64 };
const OLD: Span = { from: 65, to: null };
const ALL: Span = { from: 0, to: null };

const residents: Sentence = { de: 'Einwohner', en: 'Residents' };

const children = (key: string, de: string, en: string, of: Span): ResidentIndicator => ({
  key,
  name: { de, en },
  description: {
    de: `${de} mit Wohnung im Gebiet, am Stichtag.`,
    en: `${en} who live in the area, on the reference date.`,
  },
  ...{ numerator: null, denominator: null, unit: 'Personen', of, per: null },
});

export const residentIndicators: readonly ResidentIndicator[] = [
  {
    key: 'einwohner',
    name: residents,
    description: {
      de: 'Einwohner aller Altersjahre, am Stichtag.',
      en: 'Residents of all ages, on the reference date.',
    },
    ...{ numerator: null, denominator: null, unit: 'Personen', of: ALL, per: null },
  },
  children('kinder-unter-3', 'Kinder unter 3 Jahren', 'Children under 3', { from: 0, to: 2 }),
  children('kinder-unter-6', 'Kinder unter 6 Jahren', 'Children under 6', { from: 0, to: 5 }),
  children('kinder-6-bis-9', 'Kinder von 6 bis 9 Jahren', 'Children aged 6 to 9', { from: 6, to: 9 }),
  {
    key: 'anteil-unter-6',
    name: { de: 'Anteil der unter 6-Jährigen', en: 'Share of children under 6' },
    description: {
      de: 'Kinder vor der Einschulung an allen Einwohnern.',
      en: 'Children before school among all residents.',
    },
    numerator: { de: 'Einwohner unter 6 Jahren', en: 'Residents under 6' },
    denominator: residents,
    ...{ unit: '%', of: { from: 0, to: 5 }, per: ALL },
  },
  {
    key: 'anteil-ab-65',
    name: { de: 'Anteil der 65-Jährigen und Älteren', en: 'Share of residents aged 65 and over' },
    description: { de: 'Ältere an allen Einwohnern.', en: 'Older people among all residents.' },
    numerator: { de: 'Einwohner ab 65 Jahren', en: 'Residents aged 65 and over' },
    denominator: residents,
    ...{ unit: '%', of: OLD, per: ALL },
  },
  {
    key: 'jugendquotient',
    name: { de: 'Jugendquotient', en: 'Youth quotient' },
    description: {
      de: 'Unter 19-Jährige je 100 19- bis 64-Jährige. Die Statistischen Ämter trennen mit 20 Jahren; hier sind es die Altersgruppen, in denen Einwohner geschützt werden.',
      en: 'Residents under 19 per 100 aged 19 to 64. The statistical offices part at 20; here it is the age groups in which residents are protected.',
    },
    numerator: { de: 'Einwohner unter 19 Jahren', en: 'Residents under 19' },
    denominator: { de: 'Einwohner von 19 bis 64 Jahren', en: 'Residents aged 19 to 64' },
    ...{ unit: 'je 100', of: YOUNG, per: WORKING },
  },
  {
    key: 'altenquotient',
    name: { de: 'Altenquotient', en: 'Old-age quotient' },
    description: {
      de: '65-Jährige und Ältere je 100 19- bis 64-Jährige.',
      en: 'Residents aged 65 and over per 100 aged 19 to 64.',
    },
    numerator: { de: 'Einwohner ab 65 Jahren', en: 'Residents aged 65 and over' },
    denominator: { de: 'Einwohner von 19 bis 64 Jahren', en: 'Residents aged 19 to 64' },
    ...{ unit: 'je 100', of: OLD, per: WORKING },
  },
  {
    key: 'wanderungssaldo',
    name: { de: 'Wanderungssaldo', en: 'Migration balance' },
    description: {
      de: 'Zuzüge weniger Fortzüge im Jahr je 1.000 Einwohner am Ende des Jahres.',
      en: 'Moves in less moves out in the year per 1,000 residents at its end.',
    },
    numerator: { de: 'Zuzüge − Fortzüge', en: 'Moves in − moves out' },
    denominator: residents,
    ...{ unit: 'je 1.000', of: 'moves', per: ALL },
  },
];
