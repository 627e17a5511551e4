/** Assumptions of the population forecast: what statistics say where a source is named, else values that planners use. */
import type { ForecastAssumptions } from '../../server/planning/forecast/assumptions.ts';
import type { RuleSet } from './types.ts';

export const forecastAssumptions = (state: string): RuleSet<'forecast', ForecastAssumptions> => ({
  subject: 'forecast',
  state,
  paragraph: '–',
  source:
    'Statistisches Bundesamt, altersspezifische Geburtenziffern 2021 (gerundet); Mindestgröße kleiner Gebiete nach KOSIS-Empfehlung (SIKURS); Szenarien: übliche Planungswerte',
  validFrom: '2021-01-01',
  confidence: 'likely',
  summary: {
    de: 'Geburten, Sterbefälle und Wanderungen wie im Mittel der letzten fünf Jahre; kleine Gebiete werden an den Kreis angelehnt, unter 5.000 Einwohnern gelten sie als unsicher.',
    en: 'Births, deaths and moves as in the mean of the last five years; small areas lean on the county and are uncertain below 5,000 people.',
  },
  values: {
    years: 5,
    horizon: 15,
    draws: 500,
    smallArea: 5000,
    shrinkage: { age: 300, level: 2000, cohort: 400 },
    reach: 2,
    boys: 0.513,
    motherhood: [
      { from: 15, to: 19, perThousand: 6.5 },
      { from: 20, to: 24, perThousand: 31 },
      { from: 25, to: 29, perThousand: 75 },
      { from: 30, to: 34, perThousand: 108 },
      { from: 35, to: 39, perThousand: 66 },
      { from: 40, to: 44, perThousand: 14 },
      { from: 45, to: 49, perThousand: 1 },
    ],
    least: {
      county: { births: 0.03, arrivals: 0.05, departures: 0.03, cohorts: 0.008 },
      area: { births: 0.04, arrivals: 0.06, departures: 0.05, cohorts: 0.005 },
      memory: 0.95,
    },
    scenarios: {
      low: { births: 0.92, arrivals: 0.93, departures: 1.03, deaths: 1.03 },
      middle: { births: 1, arrivals: 1, departures: 1, deaths: 1 },
      high: { births: 1.08, arrivals: 1.07, departures: 0.97, deaths: 0.97 },
    },
    housing: {
      residentsPerHome: 1.4,
      ages: [
        { from: 0, to: 5, share: 0.16 },
        { from: 6, to: 9, share: 0.07 },
        { from: 10, to: 17, share: 0.08 },
        { from: 18, to: 27, share: 0.13 },
        { from: 28, to: 44, share: 0.42 },
        { from: 45, to: 64, share: 0.1 },
        { from: 65, to: 79, share: 0.04 },
      ],
    },
  },
});
