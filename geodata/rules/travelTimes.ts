/** How long pupils may be under way: no state's law in force here sets minutes, so planning values stand until a county enters its own. */
import type { TravelTimeRule } from '../../server/planning/transport/travelTime.ts';
import type { RuleSet } from './types.ts';

export const travelTimes = (state: string): RuleSet<'travelTimes', TravelTimeRule> => ({
  subject: 'travelTimes',
  state,
  paragraph: '–',
  source:
    'Übliche Planungswerte der Schülerbeförderung (30/45/60 Minuten), kein Gesetz; Nahverkehrspläne weichen ab (etwa 60/90)',
  validFrom: '2026-01-01',
  confidence: 'likely',
  summary: {
    de: 'Planungswert je Richtung von Tür zu Tür: Grundschule und Klassen 1–4 bis 30 Minuten, ab Klasse 5 bis 60 Minuten; Stufen 30, 45 und 60 Minuten.',
    en: 'Planning value one way from door to door: primary school and grades 1–4 up to 30 minutes, from grade 5 up to 60 minutes; steps of 30, 45 and 60 minutes.',
  },
  values: {
    limits: [
      // In Brandenburg to grade 6.
      { gradeFrom: 1, gradeTo: 6, schoolTypes: ['grundschule'], minutes: 30 },
      { gradeFrom: 1, gradeTo: 4, schoolTypes: null, minutes: 30 },
      { gradeFrom: 5, gradeTo: 13, schoolTypes: null, minutes: 60 },
    ],
    steps: [30, 45, 60],
  },
});
