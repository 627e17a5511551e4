import { groupsSplitAt } from './kitaGroups.ts';
import { schoolDistricts } from './schoolDistricts.ts';
import { schoolEntry } from './schoolEntry.ts';
import type { StateRules } from './types.ts';

const secondary = [
  'realschulePlus',
  'integrierteGesamtschule',
  'gymnasium',
  'hauptschule',
  'realschule',
  'gesamtschule',
];

export const rheinlandPfalz: StateRules = [
  {
    subject: 'schoolTransport',
    state: 'RP',
    paragraph: '§ 69 SchulG',
    source: 'Schulgesetz Rheinland-Pfalz',
    validFrom: '2004-08-01',
    confidence: 'sure',
    summary: {
      de: 'Kürzester nicht besonders gefährlicher Fußweg über 2 km (Grundschule) oder über 4 km (Realschule plus, IGS, Gymnasium) zur nächsten Schule der Schulart.',
      en: 'Shortest not especially dangerous footpath over 2 km (primary) or over 4 km (Realschule plus, IGS, Gymnasium) to the nearest school of the type.',
    },
    values: {
      limits: [
        { gradeFrom: 1, gradeTo: 4, metres: 2000, comparator: '>', roundTrip: false, schoolTypes: ['grundschule'] },
        { gradeFrom: 5, gradeTo: 13, metres: 4000, comparator: '>', roundTrip: false, schoolTypes: secondary },
      ],
      detourFactor: 1.3,
      tolerance: 0.15,
      dangerousWay: 'entitles',
      decidingSchool: 'nearest',
      assignedTypes: ['foerderschule', 'berufsschule'],
      meansTested: [{ gradeFrom: 11, gradeTo: 13, schoolTypes: secondary }],
    },
  },
  {
    subject: 'kita',
    state: 'RP',
    paragraph: '§ 24 SGB VIII; § 14 KiTaG',
    source:
      'SGB VIII; KiTaG Rheinland-Pfalz; Betreuungsquoten nach Altersjahren: Statistisches Bundesamt, 2018 (Deutschland); Zielquote des Horts: Planungswert wie beim Ganztag',
    validFrom: '2021-07-01',
    confidence: 'unsure',
    summary: {
      de: 'Altersgruppen getrennt bei 2 Jahren (U2/Ü2). Hort: Zielquote ist ein Planungswert.',
      en: 'Age groups split at 2 (U2/Ü2). Hort: the target rate is a planning value.',
    },
    // The under-3 rate does not fit a group of under-2s: 2.0, 36.3 and 62.9 % by completed age.
    values: groupsSplitAt(2, { young: [0.02, 0.363, 0.629], older: 0.95 }, 0.73),
  },
  schoolEntry(
    { state: 'RP', paragraph: '§ 57 SchulG', source: 'Schulgesetz Rheinland-Pfalz', validFrom: '2004-08-01' },
    31,
    8,
  ),
  schoolDistricts(
    { state: 'RP', paragraph: '§ 62 SchulG', source: 'Schulgesetz Rheinland-Pfalz', validFrom: '2004-08-01' },
    [
      { schoolType: 'grundschule', shared: false },
      { schoolType: 'berufsschule', shared: false },
    ],
    {
      de: 'Jede Schule (jeder Standort) hat einen eigenen, abgegrenzten Schulbezirk.',
      en: 'Each school (each site) has a delimited district of its own.',
    },
  ),
];
