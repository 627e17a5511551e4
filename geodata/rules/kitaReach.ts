/** What is within reach of a family: no law sets metres to a Kita, so planning values stand until a county enters its own. */
import type { KitaReachRule } from '../../server/planning/kita/reachRule.ts';
import type { RuleSet } from './types.ts';

export const kitaReach = (state: string): RuleSet<'kitaReach', KitaReachRule> => ({
  subject: 'kitaReach',
  state,
  paragraph: '§ 24 SGB VIII (wohnortnah, ohne Entfernung im Gesetz)',
  source:
    'Gewichte 1 / 0,68 / 0,22 nach Luo, Qi 2009 (E2SFCA); Entfernungen: Planungswerte. Verwaltungsgerichte nennen als Anhalt rund 30 Minuten Weg, zu Fuß bei 4 km/h 2.000 m, und prüfen den Einzelfall',
  validFrom: '2026-01-01',
  confidence: 'unsure',
  summary: {
    de: 'Planungswert: bis 5.000 m Fußweg gelten als erreichbar; 2.000 m sind 30 Minuten zu Fuß. Ein Kind zählt bei einer Kita bis 1.000 m ganz, bis 2.000 m zu 0,68, bis 5.000 m zu 0,22.',
    en: 'Planning value: up to 5,000 m on foot count as within reach; 2,000 m are 30 minutes on foot. At a Kita a child counts fully up to 1,000 m, 0.68 up to 2,000 m, 0.22 up to 5,000 m.',
  },
  values: {
    accepted: 5000,
    choices: [500, 1000, 1500, 2000, 3000, 5000, 7500, 10_000],
    steps: [
      { upTo: 1000, weight: 1 },
      { upTo: 2000, weight: 0.68 },
      { upTo: 5000, weight: 0.22 },
    ],
  },
});
