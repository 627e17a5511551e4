/** All-day care of primary pupils: the claim in federal law, and where a state's own claim was there before it. */
import type { AllDayRule } from '../../server/planning/enrolment/rule.ts';
import type { Sentence } from '../../server/planning/types.ts';
import type { RuleSet } from './types.ts';

type AllDay = RuleSet<'allDay', AllDayRule>;

const FEDERAL = {
  paragraph: '§ 24 Abs. 4 SGB VIII',
  source:
    'SGB VIII in der Fassung des Ganztagsförderungsgesetzes (GaFöG) vom 2. Oktober 2021; Zielquote: Bedarf der Eltern rund 73 % (Institut der deutschen Wirtschaft 2023 nach Zahlen des Bundes und der KMK: 2,2 Mio. Kinder), Planungswert',
};

/** Classes 1 to 4 had a claim by the state's law before the federal one. */
const before: Record<string, { paragraph: string; source: string; from: string; summary: Sentence }> = {
  TH: {
    paragraph: '§ 24 Abs. 4 SGB VIII; § 10 ThürSchulG (Hort)',
    source: 'Thüringer Schulgesetz, Hort an Grundschulen; Zielquote: Planungswert nach der hohen Nutzung im Land',
    from: '2010-08-01',
    summary: {
      de: 'In Thüringen besteht der Anspruch auf Ganztag (Hort) in den Klassen 1–4 schon; bundesweit ab 1. August 2026 aufwachsend, acht Stunden an fünf Tagen. Zielquote 85 Plätze je 100 Kinder: Planungswert.',
      en: 'In Thüringen the claim to all-day care (Hort) exists in grades 1–4 already; nationwide it grows from 1 August 2026 on, eight hours on five days. Target rate 85 places per 100 children: a planning value.',
    },
  },
  BB: {
    paragraph: '§ 24 Abs. 4 SGB VIII; § 1 KitaG (Hort)',
    source:
      'Kindertagesstättengesetz Brandenburg, Anspruch bis zum Ende der vierten Klasse; Zielquote: Planungswert nach der hohen Nutzung im Land',
    from: '2010-08-01',
    summary: {
      de: 'In Brandenburg besteht der Anspruch auf Hort in den Klassen 1–4 schon; bundesweit ab 1. August 2026 aufwachsend, acht Stunden an fünf Tagen. Zielquote 85 Plätze je 100 Kinder: Planungswert.',
      en: 'In Brandenburg the claim to Hort exists in grades 1–4 already; nationwide it grows from 1 August 2026 on, eight hours on five days. Target rate 85 places per 100 children: a planning value.',
    },
  },
};

export function allDay(state: string): AllDay {
  const own = before[state];
  const common = { subject: 'allDay' as const, state, validFrom: '2026-08-01', confidence: 'likely' as const };
  if (own)
    return {
      ...common,
      ...{ paragraph: own.paragraph, source: own.source, summary: own.summary, confidence: 'unsure' },
      values: { schedule: [{ from: own.from, gradeTo: 4 }], grades: 4, takeUp: 0.85 },
    };
  return {
    ...common,
    ...FEDERAL,
    summary: {
      de: 'Anspruch auf Ganztag, acht Stunden an fünf Tagen: ab 1. August 2026 für Klasse 1, dann jedes Jahr eine Klassenstufe mehr, ab 1. August 2029 für die Klassen 1–4. Zielquote 73 Plätze je 100 Kinder: Planungswert.',
      en: 'Claim to all-day care, eight hours on five days: from 1 August 2026 for grade 1, then one grade more each year, from 1 August 2029 for grades 1–4. Target rate 73 places per 100 children: a planning value.',
    },
    values: {
      schedule: [
        { from: '2026-08-01', gradeTo: 1 },
        { from: '2027-08-01', gradeTo: 2 },
        { from: '2028-08-01', gradeTo: 3 },
        { from: '2029-08-01', gradeTo: 4 },
      ],
      grades: 4,
      takeUp: 0.73,
    },
  };
}
