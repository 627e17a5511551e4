/**
 * The social index in the classes of Berlin's monitoring (MSS): a convention of social reporting that a county may change. Its dynamic is
 * made otherwise: MSS weighs the changes of the single indicators, here it is the change of the index between two years.
 */
import type { SocialIndexRule } from '../../server/planning/socialSpace/indexRule.ts';
import type { RuleSet } from './types.ts';

export const socialIndex = (state: string): RuleSet<'socialIndex', SocialIndexRule> => ({
  subject: 'socialIndex',
  state,
  paragraph: '–',
  source:
    'Senatsverwaltung für Stadtentwicklung Berlin, Monitoring Soziale Stadtentwicklung (Status in vier, Dynamik in drei Klassen nach Standardabweichungen, Gebiete unter 300 Einwohnern ohne Index); anders als dort ist die Dynamik die Veränderung des Index, nicht die der einzelnen Indikatoren; Spannen der Ränge und Mindestzahl von 100 Personen: Planungswerte',
  validFrom: '2013-01-01',
  confidence: 'likely',
  summary: {
    de: 'Jeder Indikator zählt als Abstand vom Mittel der Gebiete in Standardabweichungen. Status: mittel innerhalb einer Standardabweichung, niedrig bis 1,5 und sehr niedrig darüber hinaus bei höherer Belastung, hoch bei geringerer. Klassen und Grenzen wie im Berliner Monitoring Soziale Stadtentwicklung; die Dynamik ist hier die Veränderung des Index über zwei Jahre in denselben Grenzen, das Monitoring bildet sie aus den Veränderungen der einzelnen Indikatoren. Gebiete unter 300 Einwohnern bleiben ohne Index.',
    en: 'Each indicator counts as its distance from the mean of the areas in standard deviations. Status: middle within one standard deviation, low up to 1.5 and very low beyond where burden is higher, high where it is lower. Classes and cuts are those of the Berlin monitoring; the dynamic here is the change of the index over two years within the same cuts, while the monitoring makes it of the changes of the single indicators. Areas with fewer than 300 residents have no index.',
  },
  values: {
    leastPeople: 300,
    leastBehind: 100,
    cuts: { status: [-1, 1, 1.5], dynamic: [-1, 1] },
    years: 2,
    draws: 500,
    share: 0.9,
  },
});
