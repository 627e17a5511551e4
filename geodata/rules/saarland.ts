import { groupsSplitAt } from './kitaGroups.ts';
import { schoolDistricts } from './schoolDistricts.ts';
import { schoolEntry } from './schoolEntry.ts';
import type { StateRules } from './types.ts';

const secondary = ['gemeinschaftsschule', 'gymnasium', 'realschule', 'hauptschule', 'gesamtschule'];

export const saarland: StateRules = [
  {
    subject: 'schoolTransport',
    state: 'SL',
    paragraph: '§ 1 Abs. 2 der Verordnung vom 16. Mai 1984',
    source: 'Verordnung über die Schülerbeförderung, Saarland',
    validFrom: '1984-05-16',
    confidence: 'sure',
    summary: {
      de: 'Täglicher Hin- und Rückweg zusammen über 4 km (Grundschule, Förderschule); weiterführende Schulen bedürftigkeitsabhängig bei gleicher Grenze.',
      en: 'Daily way there and back together over 4 km (primary and special schools); secondary means-tested with the same limit.',
    },
    values: {
      limits: [{ gradeFrom: 1, gradeTo: 13, metres: 4000, comparator: '>', roundTrip: true, schoolTypes: null }],
      detourFactor: 1.3,
      tolerance: 0.15,
      // The authority may accept shorter ways.
      dangerousWay: 'mayEntitle',
      assignedTypes: ['foerderschule', 'berufsschule'],
      meansTested: [{ gradeFrom: 5, gradeTo: 13, schoolTypes: secondary }],
    },
  },
  {
    subject: 'kita',
    state: 'SL',
    paragraph: '§ 24 SGB VIII',
    source:
      'SGB VIII; Betreuungsquote: Statistisches Bundesamt, 1.3.2025 (West); Zielquote des Horts: Planungswert wie beim Ganztag',
    validFrom: '2013-08-01',
    confidence: 'likely',
    summary: {
      de: 'Altersgruppen getrennt bei 3 Jahren. Hort: Zielquote ist ein Planungswert.',
      en: 'Age groups split at 3. Hort: the target rate is a planning value.',
    },
    values: groupsSplitAt(3, { young: 0.345, older: 0.95 }, 0.73),
  },
  schoolEntry(
    { state: 'SL', paragraph: '§ 2 SchulPflG', source: 'Schulpflichtgesetz Saarland', validFrom: '1996-08-01' },
    30,
    6,
  ),
  schoolDistricts(
    { state: 'SL', paragraph: '§ 19 Abs. 1 SchoG', source: 'Schulordnungsgesetz Saarland', validFrom: '1996-08-01' },
    [
      { schoolType: 'grundschule', shared: true },
      { schoolType: 'foerderschule', shared: true },
      { schoolType: 'berufsschule', shared: true },
    ],
    {
      de: 'Mehrere Schulen können einen gemeinsamen Schulbezirk haben.',
      en: 'Several schools may share a district.',
    },
  ),
];
