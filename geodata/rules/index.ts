/** States by the first two digits of the official key: their rules, CRS and short code. */
import { allDay } from './allDay.ts';
import { brandenburg } from './brandenburg.ts';
import { enrolmentAssumptions } from './enrolment.ts';
import { forecastAssumptions } from './forecast.ts';
import { groupsSplitAt } from './kitaGroups.ts';
import { kitaReach } from './kitaReach.ts';
import { rheinlandPfalz } from './rheinlandPfalz.ts';
import { saarland } from './saarland.ts';
import { schoolSizes } from './schoolSizes.ts';
import { socialIndex } from './socialIndex.ts';
import { thueringen } from './thueringen.ts';
import { travelTimes } from './travelTimes.ts';
import type { StateRules } from './types.ts';

interface State {
  code: string;
  /** UTM zone of the state's official coordinates. */
  epsg: 25832 | 25833;
}

const states: Record<string, State> = {
  '01': { code: 'SH', epsg: 25832 },
  '02': { code: 'HH', epsg: 25832 },
  '03': { code: 'NI', epsg: 25832 },
  '04': { code: 'HB', epsg: 25832 },
  '05': { code: 'NW', epsg: 25832 },
  '06': { code: 'HE', epsg: 25832 },
  '07': { code: 'RP', epsg: 25832 },
  '08': { code: 'BW', epsg: 25832 },
  '09': { code: 'BY', epsg: 25832 },
  '10': { code: 'SL', epsg: 25832 },
  '11': { code: 'BE', epsg: 25833 },
  '12': { code: 'BB', epsg: 25833 },
  '13': { code: 'MV', epsg: 25833 },
  '14': { code: 'SN', epsg: 25833 },
  '15': { code: 'ST', epsg: 25832 },
  '16': { code: 'TH', epsg: 25832 },
};

export function stateOf(countyKey: string): State | null {
  return states[countyKey.slice(0, 2)] ?? null;
}

/** Where no state's rules are entered yet: only what federal law says, and no distance limits. */
const federal: StateRules = [
  {
    subject: 'kita',
    state: 'DE',
    paragraph: '§ 24 SGB VIII',
    source:
      'SGB VIII; Betreuungsquote: Statistisches Bundesamt, 2025 (Deutschland 37,8 %); Zielquote des Horts: Planungswert wie beim Ganztag',
    validFrom: '2013-08-01',
    confidence: 'unsure',
    summary: {
      de: 'Bundesrecht; die Altersgruppen des Landes sind noch nicht eingetragen, getrennt wird bei 3 Jahren. Hort: Zielquote ist ein Planungswert.',
      en: "Federal law; the state's age groups have not been entered yet, the groups are split at 3. Hort: the target rate is a planning value.",
    },
    values: groupsSplitAt(3, { young: 0.378, older: 0.95 }, 0.73),
  },
  {
    subject: 'schoolTransport',
    state: 'DE',
    paragraph: '–',
    source: 'Landesrecht, noch nicht eingetragen',
    validFrom: '2000-01-01',
    confidence: 'unset',
    summary: {
      de: 'Für dieses Land sind noch keine Mindestentfernungen eingetragen.',
      en: 'No minimum distances have been entered for this state yet.',
    },
    values: { limits: [], detourFactor: 1.3, tolerance: 0.15 },
  },
];

const byState: Record<string, StateRules> = { TH: thueringen, RP: rheinlandPfalz, SL: saarland, BB: brandenburg };

export function rulesOf(countyKey: string): StateRules {
  const code = stateOf(countyKey)?.code ?? '';
  const sizes = schoolSizes[code];
  return [
    ...(byState[code] ?? federal),
    ...(sizes ? [sizes] : []),
    travelTimes(code || 'DE'),
    kitaReach(code || 'DE'),
    forecastAssumptions(code || 'DE'),
    enrolmentAssumptions(code || 'DE'),
    allDay(code || 'DE'),
    socialIndex(code || 'DE'),
  ];
}
