/** How large classes and schools are by a state's rules; what is not known is left out, and the screen says so. */
import type { ClassSizeRule, SchoolSizeRule } from '../../server/planning/variant/rules.ts';
import type { Sentence } from '../../server/planning/types.ts';
import type { RuleSet } from './types.ts';

type SchoolSizes = RuleSet<'schoolSizes', SchoolSizeRule>;

const of = (schoolTypes: string[], gradeFrom = 1, gradeTo = 13): ClassSizeRule => ({ schoolTypes, gradeFrom, gradeTo });
const nothing: SchoolSizeRule = { splitters: [], minimumPupils: [], minimumClasses: [], minimumClassSizes: [] };
const TYPES_FROM_5 = ['realschulePlus', 'integrierteGesamtschule', 'gymnasium'];

function ruleSet(
  state: string,
  law: { paragraph: string; source: string; validFrom: string },
  summary: Sentence,
  values: Partial<SchoolSizeRule>,
): SchoolSizes {
  return {
    subject: 'schoolSizes',
    state,
    ...law,
    confidence: 'likely',
    summary,
    values: { ...nothing, ...values },
  };
}

export const schoolSizes: Record<string, SchoolSizes> = {
  TH: ruleSet(
    'TH',
    { paragraph: '§ 41a ThürSchulG', source: 'Thüringer Schulgesetz, Mindestgrößen', validFrom: '2021-08-01' },
    {
      de: 'Grundschule mindestens 15 Kinder in der ersten Klasse eines Jahrgangs, 14 in jeder weiteren, andere Schulen 20; Regelschule und Gymnasium mindestens zweizügig (Ausnahmen im ländlichen Raum). Ein Klassenteiler ist nicht eingetragen: Klassen werden nach den Plätzen der Schule gebildet.',
      en: 'Primary schools at least 15 children in the first class of a grade, 14 in each further one, other schools 20; Regelschule and Gymnasium at least two parallel classes (exceptions in the countryside). No class splitter is entered: classes are made by the places of the school.',
    },
    {
      minimumClassSizes: [
        { ...of(['grundschule'], 1, 4), first: 15, further: 14 },
        { ...of(['regelschule', 'gemeinschaftsschule', 'gymnasium'], 5, 10), first: 20, further: 20 },
      ],
      minimumClasses: [{ ...of(['regelschule', 'gymnasium'], 5, 10), classes: 2 }],
    },
  ),
  RP: ruleSet(
    'RP',
    {
      paragraph: '§ 13 SchulG; Klassenmesszahlen',
      source: 'Schulgesetz Rheinland-Pfalz; Klassenmesszahlen des Landes',
      validFrom: '2004-08-01',
    },
    {
      de: 'Klassenteiler 24 (Grundschule), 25 (Klassen 5–6), 28 (ab Klasse 7), Gymnasium 28 und 30; Mindestzügigkeit Grundschule 1, Gymnasium 2, Realschule plus 3, IGS 4.',
      en: 'Class splitter 24 (primary), 25 (grades 5–6), 28 (from grade 7), Gymnasium 28 and 30; parallel classes at least 1 (primary), 2 (Gymnasium), 3 (Realschule plus), 4 (IGS).',
    },
    {
      splitters: [
        { ...of(['grundschule'], 1, 4), pupils: 24 },
        { ...of(['gymnasium'], 5, 6), pupils: 28 },
        { ...of(['gymnasium'], 7, 10), pupils: 30 },
        { ...of(TYPES_FROM_5, 5, 6), pupils: 25 },
        { ...of(TYPES_FROM_5, 7, 10), pupils: 28 },
      ],
      minimumClasses: [
        { ...of(['grundschule'], 1, 4), classes: 1 },
        { ...of(['gymnasium'], 5, 10), classes: 2 },
        { ...of(['realschulePlus'], 5, 10), classes: 3 },
        { ...of(['integrierteGesamtschule'], 5, 10), classes: 4 },
      ],
    },
  ),
  SL: ruleSet(
    'SL',
    {
      paragraph: '§ 9 SchoG; Klassenteiler',
      source: 'Schulordnungsgesetz Saarland; Klassenteiler des Landes',
      validFrom: '1996-08-01',
    },
    {
      de: 'Klassenteiler 25 (Grundschule) und 29; Mindestgröße Grundschule 80 Kinder, Gemeinschaftsschule und Gymnasium 220 in den Klassen 5–9.',
      en: 'Class splitter 25 (primary) and 29; minimum size primary 80 children, Gemeinschaftsschule and Gymnasium 220 in grades 5–9.',
    },
    {
      splitters: [
        { ...of(['grundschule'], 1, 4), pupils: 25 },
        { ...of(['gemeinschaftsschule', 'gymnasium'], 5, 10), pupils: 29 },
      ],
      minimumPupils: [
        { ...of(['grundschule'], 1, 13), pupils: 80 },
        { ...of(['gemeinschaftsschule', 'gymnasium'], 5, 9), pupils: 220 },
      ],
    },
  ),
  BB: ruleSet(
    'BB',
    {
      paragraph: 'VV-Unterrichtsorganisation',
      source: 'Verwaltungsvorschriften über die Unterrichtsorganisation, Brandenburg',
      validFrom: '2017-08-01',
    },
    {
      de: 'Frequenzbänder: Grundschule 15 bis 28 Kinder je Klasse, Oberschule 20 bis 28.',
      en: 'Bands: primary 15 to 28 children a class, Oberschule 20 to 28.',
    },
    {
      splitters: [{ ...of(['grundschule', 'oberschule'], 1, 10), pupils: 28 }],
      minimumClassSizes: [
        { ...of(['grundschule'], 1, 6), first: 15, further: 15 },
        { ...of(['oberschule'], 7, 10), first: 20, further: 20 },
      ],
    },
  ),
};
