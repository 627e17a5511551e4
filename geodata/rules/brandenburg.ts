import { groupsSplitAt } from './kitaGroups.ts';
import { schoolDistricts } from './schoolDistricts.ts';
import { schoolEntry } from './schoolEntry.ts';
import type { StateRules } from './types.ts';

export const brandenburg: StateRules = [
  {
    subject: 'schoolTransport',
    state: 'BB',
    paragraph: '§ 112 BbgSchulG und Satzung des Landkreises',
    source: 'Brandenburgisches Schulgesetz; die Satzung ist je Landkreis einzutragen',
    validFrom: '2002-08-02',
    confidence: 'unset',
    summary: {
      de: 'Die Mindestentfernungen setzt der Landkreis durch eigene Satzung; für diesen Kreis sind sie noch nicht eingetragen.',
      en: 'The county sets the minimum distances in its own statute; they have not been entered for this county yet.',
    },
    values: { limits: [], detourFactor: 1.3, tolerance: 0.15 },
  },
  {
    subject: 'kita',
    state: 'BB',
    paragraph: '§ 24 SGB VIII; § 1 KitaG',
    source:
      'SGB VIII; Kindertagesstättengesetz Brandenburg; Betreuungsquote: Statistisches Bundesamt, 2024 (Brandenburg 59,1 %); Zielquote des Horts: Planungswert wie beim Ganztag',
    validFrom: '2013-08-01',
    confidence: 'likely',
    summary: {
      de: 'Altersgruppen getrennt bei 3 Jahren. Hort: Zielquote ist ein Planungswert.',
      en: 'Age groups split at 3. Hort: the target rate is a planning value.',
    },
    values: groupsSplitAt(3, { young: 0.591, older: 0.95 }, 0.85),
  },
  {
    subject: 'schoolCalendar',
    state: 'BB',
    paragraph: 'Ferienordnung 2021',
    source: 'Kultusministerkonferenz, Ferienregelung Brandenburg',
    validFrom: '2021-01-01',
    confidence: 'likely',
    summary: {
      de: 'Schulferien und Feiertage Brandenburg 2021',
      en: 'School holidays and public holidays, Brandenburg 2021',
    },
    values: {
      from: '2021-01-01',
      to: '2021-12-31',
      holidays: [
        { from: '2021-02-01', to: '2021-02-06', label: { de: 'Winterferien', en: 'winter holidays' } },
        { from: '2021-03-29', to: '2021-04-09', label: { de: 'Osterferien', en: 'Easter holidays' } },
        { from: '2021-06-24', to: '2021-08-07', label: { de: 'Sommerferien', en: 'summer holidays' } },
        { from: '2021-10-11', to: '2021-10-23', label: { de: 'Herbstferien', en: 'autumn holidays' } },
        { from: '2021-12-23', to: '2021-12-31', label: { de: 'Weihnachtsferien', en: 'Christmas holidays' } },
      ],
      publicHolidays: [
        { date: '2021-01-01', label: { de: 'Neujahr', en: "New Year's Day" } },
        { date: '2021-04-02', label: { de: 'Karfreitag', en: 'Good Friday' } },
        { date: '2021-04-04', label: { de: 'Ostersonntag', en: 'Easter Sunday' } },
        { date: '2021-04-05', label: { de: 'Ostermontag', en: 'Easter Monday' } },
        { date: '2021-05-01', label: { de: 'Tag der Arbeit', en: 'Labour Day' } },
        { date: '2021-05-13', label: { de: 'Christi Himmelfahrt', en: 'Ascension Day' } },
        { date: '2021-05-23', label: { de: 'Pfingstsonntag', en: 'Whit Sunday' } },
        { date: '2021-05-24', label: { de: 'Pfingstmontag', en: 'Whit Monday' } },
        { date: '2021-10-03', label: { de: 'Tag der Deutschen Einheit', en: 'German Unity Day' } },
        { date: '2021-10-31', label: { de: 'Reformationstag', en: 'Reformation Day' } },
        { date: '2021-12-25', label: { de: '1. Weihnachtstag', en: 'Christmas Day' } },
        { date: '2021-12-26', label: { de: '2. Weihnachtstag', en: 'Boxing Day' } },
      ],
    },
  },
  schoolEntry(
    { state: 'BB', paragraph: '§ 37 BbgSchulG', source: 'Brandenburgisches Schulgesetz', validFrom: '2002-08-02' },
    30,
    9,
  ),
  schoolDistricts(
    { state: 'BB', paragraph: '§ 106 BbgSchulG', source: 'Brandenburgisches Schulgesetz', validFrom: '2002-08-02' },
    [{ schoolType: 'grundschule', shared: true }],
    {
      de: 'Schulbezirke können sich überschneiden oder deckungsgleich sein.',
      en: 'Districts may overlap or coincide.',
    },
  ),
];
