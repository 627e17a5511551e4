import { groupsSplitAt } from './kitaGroups.ts';
import { schoolDistricts } from './schoolDistricts.ts';
import { schoolEntry } from './schoolEntry.ts';
import type { StateRules } from './types.ts';

export const thueringen: StateRules = [
  {
    subject: 'schoolTransport',
    state: 'TH',
    paragraph: '§ 4 ThürSchFG',
    source: 'Thüringer Gesetz über die Finanzierung der staatlichen Schulen',
    validFrom: '2010-12-21',
    confidence: 'sure',
    summary: {
      de: 'Ab 2 km in den Klassen 1–4, ab 3 km ab Klasse 5; nächste staatliche Schule mit freien Plätzen, die zum gewünschten Abschluss führt.',
      en: 'From 2 km in grades 1–4, from 3 km from grade 5; nearest state school with places that leads to the wanted qualification.',
    },
    values: {
      limits: [
        { gradeFrom: 1, gradeTo: 4, metres: 2000, comparator: '>=', roundTrip: false, schoolTypes: null },
        { gradeFrom: 5, gradeTo: 13, metres: 3000, comparator: '>=', roundTrip: false, schoolTypes: null },
      ],
      detourFactor: 1.3,
      tolerance: 0.15,
      dangerousWay: 'entitles',
      decidingSchool: 'nearestWithPlaces',
      decidingPublicOnly: true,
      // Which one leads to the wanted qualification, the need for support or the occupation decides.
      assignedTypes: ['foerderschule', 'berufsschule'],
    },
  },
  {
    subject: 'kita',
    state: 'TH',
    paragraph: '§ 24 SGB VIII; § 2 ThürKigaG',
    source: 'SGB VIII; Thüringer Kindergartengesetz; Betreuungsquote: Statistisches Bundesamt, 1.3.2025 (Ost)',
    validFrom: '2018-01-01',
    confidence: 'likely',
    summary: {
      de: 'Rechtsanspruch ab dem ersten Geburtstag; Altersgruppen getrennt bei 3 Jahren, Ü3 mit rund 3,5 Jahrgängen bis zur Einschulung.',
      en: 'Legal claim from the first birthday; groups split at 3, the older one with about 3.5 cohorts until school entry.',
    },
    values: groupsSplitAt(3, { young: 0.549, older: 0.95 }),
  },
  {
    subject: 'schoolCalendar',
    state: 'TH',
    paragraph: 'Ferienordnung 2026/27',
    source: 'Kultusministerkonferenz, Ferienregelung Thüringen',
    validFrom: '2026-08-01',
    confidence: 'likely',
    summary: {
      de: 'Schulferien und Feiertage Thüringen 2026/27',
      en: 'School holidays and public holidays, Thüringen 2026/27',
    },
    values: {
      from: '2026-08-01',
      to: '2027-07-31',
      holidays: [
        { from: '2026-08-01', to: '2026-08-14', label: { de: 'Sommerferien', en: 'summer holidays' } },
        { from: '2026-10-12', to: '2026-10-24', label: { de: 'Herbstferien', en: 'autumn holidays' } },
        { from: '2026-12-23', to: '2027-01-02', label: { de: 'Weihnachtsferien', en: 'Christmas holidays' } },
        { from: '2027-02-01', to: '2027-02-06', label: { de: 'Winterferien', en: 'winter holidays' } },
        { from: '2027-03-22', to: '2027-04-03', label: { de: 'Osterferien', en: 'Easter holidays' } },
        { from: '2027-07-10', to: '2027-07-31', label: { de: 'Sommerferien', en: 'summer holidays' } },
      ],
      publicHolidays: [
        { date: '2026-09-20', label: { de: 'Weltkindertag', en: "World Children's Day" } },
        { date: '2026-10-03', label: { de: 'Tag der Deutschen Einheit', en: 'German Unity Day' } },
        { date: '2026-10-31', label: { de: 'Reformationstag', en: 'Reformation Day' } },
        { date: '2026-12-25', label: { de: '1. Weihnachtstag', en: 'Christmas Day' } },
        { date: '2026-12-26', label: { de: '2. Weihnachtstag', en: 'Boxing Day' } },
        { date: '2027-01-01', label: { de: 'Neujahr', en: "New Year's Day" } },
        { date: '2027-03-26', label: { de: 'Karfreitag', en: 'Good Friday' } },
        { date: '2027-03-29', label: { de: 'Ostermontag', en: 'Easter Monday' } },
        { date: '2027-05-01', label: { de: 'Tag der Arbeit', en: 'Labour Day' } },
        { date: '2027-05-06', label: { de: 'Christi Himmelfahrt', en: 'Ascension Day' } },
        { date: '2027-05-17', label: { de: 'Pfingstmontag', en: 'Whit Monday' } },
      ],
    },
  },
  schoolEntry(
    { state: 'TH', paragraph: '§ 18 ThürSchulG', source: 'Thüringer Schulgesetz', validFrom: '2003-08-01' },
    1,
    8,
  ),
  schoolDistricts(
    { state: 'TH', paragraph: '§ 14 Abs. 1 ThürSchulG', source: 'Thüringer Schulgesetz', validFrom: '2003-08-01' },
    [
      { schoolType: 'grundschule', shared: true },
      { schoolType: 'regelschule', shared: true },
      { schoolType: 'foerderschule', shared: false },
    ],
    {
      de: 'Mehrere Grundschulen oder mehrere Regelschulen können einen gemeinsamen Schulbezirk haben.',
      en: 'Several primary schools or several Regelschulen may share a district.',
    },
  ),
];
