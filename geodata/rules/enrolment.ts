/** Assumptions of the enrolment forecast: planning values, except what the county's own school statistics tell. */
import type { EnrolmentAssumptions } from '../../server/planning/enrolment/rule.ts';
import type { RuleSet } from './types.ts';

/** Share of children put back, where the state's figure is known; elsewhere the statistics of the county may tell it. */
const deferral: Record<string, number> = { BB: 0.2 };

export const enrolmentAssumptions = (state: string): RuleSet<'enrolment', EnrolmentAssumptions> => ({
  subject: 'enrolment',
  state,
  paragraph: '–',
  source:
    'Quoten aus den geladenen Schuljahren; Anlehnung kleiner Schulen und Streuung: Planungswerte. Zurückstellungen: Brandenburg 2022 über 20 %, für andere Länder nicht eingetragen',
  validFrom: '2026-01-01',
  confidence: 'unsure',
  summary: {
    de: 'Eingangs-, Durchgangs- und Übergangsquoten im Mittel der letzten drei Übergänge; kleine Schulen werden an die Schulart im Kreis angelehnt; vorausberechnet werden zehn Schuljahre.',
    en: 'Entry, progression and transition rates as in the mean of the last three transitions; small schools lean on the school type in the county; ten school years are forecast.',
  },
  values: {
    years: 3,
    horizon: 10,
    shrinkage: { entry: 60, progress: 40, transition: 60 },
    deferral: deferral[state] ?? null,
    error: {
      least: { entry: 0.3, progress: 0.03, transition: 0.3 },
      unknown: { entry: 1, progress: 0.15, transition: 1 },
      memory: 0.5,
    },
  },
});
