/** Words of the scene Bevölkerung (English). */
import { oneEn as one } from './counted.ts';
import type { populationDe } from './population.de.ts';

export const populationEn: typeof populationDe = {
  title: 'Population',
  question: 'How many children will there be, where, and how sure is that?',
  view: 'Show',
  views: { now: 'Status', forecast: 'Forecast', proof: 'Back-test' },
  viewHelp: {
    now: 'who lives where today and before, counted at the reference date',
    forecast: 'how it goes on under assumptions, with an interval',
    proof: 'how well earlier forecasts would have done',
  },
  band: 'Age group',
  layer: 'Areas',
  date: 'Reference date',
  year: 'Year',
  whole: 'Whole county',
  people: 'Residents',
  share: 'Share',
  change: 'Change',
  changeSince: (date) => `Change since ${date}`,
  since: (year) => `since ${year}`,
  legendShare: (band, date) => `${band}: share of residents, ${date}`,
  legendChange: (band, from, to) => `${band}: change ${from} to ${to} in %`,
  tip: (n, of, share) => `${n} of ${of} residents (${share})`,
  noData:
    'There are no residents by age for these areas yet. Import a table of residents with reference date and ages under “Data”.',
  pyramid: {
    title: (area, when) => `${area}: age structure ${when}`,
    male: 'male',
    female: 'female',
    together: 'together',
    age: 'Age',
    ages: (from, to) =>
      to === null ? `${from} years and older` : from === to ? one(from, 'year', 'years') : `${from} to ${to} years`,
    hidden: (n) => `${one(n, 'age class', 'age classes')} protected`,
    note: 'Length of the bars: people per single year of age.',
  },
  line: {
    title: (area, band) => `${area}: ${band} by reference date`,
    otherBasis: 'other basis',
    breaks: (n) => `${one(n, 'break', 'breaks')} in the series: other basis.`,
    axisFrom: (value) => `The axis begins at ${value}.`,
    hidden: (n) => `${one(n, 'date is', 'dates are')} not drawn: protected.`,
  },
  balance: {
    title: (area) => `${area}: balance of the years`,
    year: 'Year',
    births: 'Births',
    deaths: 'Deaths',
    arrivals: 'Arrivals',
    departures: 'Departures',
    change: 'Change',
    remainder: 'Rest',
    sentence: (year, natural, migration) =>
      `${year}: ${[
        ...(natural === null ? [] : [`births minus deaths ${natural}`]),
        ...(migration === null ? [] : [`net migration ${migration}`]),
      ].join(', ')}.`,
    explained:
      'Rest = change in residents − (births − deaths + arrivals − departures). It comes from corrections of the register and cases reported late; it is shown and not spread.',
    broken: '* The two dates have another basis: the rest is mainly the jump between them.',
  },
  method:
    'Counted at the reference date by completed years of age. Share = residents of the age group ÷ all residents. Only dates on the same basis are compared (census 2011, census 2022, register).',
  basis: (basis) => `Basis: ${basis}.`,
  base: 'Forecast from reference date',
  against: (year) => `vs ${year}`,
  ofFutures: (low, high) => `${low} to ${high} in 80 of 100 futures`,
  interval: 'Interval',
  uncertain: (n) => `≈ uncertain: fewer than ${n} residents, small numbers vary a lot`,
  fan: {
    title: (area, band) => `${area}: ${band} until`,
    base: (year) => `counted ${year}`,
    ends: { high: 'high', middle: 'middle', low: 'low' },
    interval: (low, high) => `${low} to ${high} in 80 of 100 futures`,
    note: 'Area: 80 of 100 futures. 10 lie above, 10 below.',
  },
  outline: (year) => `outline: ${year}`,
  scenario: 'Scenario',
  scenarioNamed: (name) => `scenario ${name}`,
  withoutHousing: 'without housing projects',
  scenarios: { low: 'low', middle: 'middle', high: 'high' },
  assumptions: 'Assumptions',
  rates: (from, to) => (from === to ? `from ${from}` : `from ${from} to ${to}`),
  ofRates: 'of the observed values',
  ofScenario: 'of the scenario',
  computedWith: (factor) => `computed with ${factor} of the observed values`,
  reset: 'reset',
  noAssumptions:
    'Births, deaths and moves are not known. Every cohort goes on as those of its age changed in the past years.',
  housing: 'Housing projects',
  housings: { with: 'with', without: 'without' },
  homes: (n, from, to) => `${one(n, 'home', 'homes')}, ready in ${from === to ? from : `${from} to ${to}`}`,
  kept: {
    title: 'Kept forecasts',
    none: 'none',
    name: 'What for? (for example: youth welfare committee, March 2027)',
    keep: 'Keep',
    keepLong: 'Keep this forecast …',
    cancel: 'Cancel',
    remove: 'Remove the kept one',
    from: (day, base) => `Kept on ${day}, forecast from ${base}.`,
    then: (year, people, range) => `Then for ${year} in the whole county: ${people}${range ? ` (${range})` : ''}.`,
    now: (people, change) => `Now: ${people} (${change}), as data or assumptions differ.`,
    same: 'The same now.',
    notTold: 'This age group or year is not in it.',
  },
  noForecast:
    'A forecast is not possible here yet. It needs residents by age at two or more reference dates on the same basis.',
  methods: {
    cohortComponent:
      'Cohort-component method: each year all grow one year older; births, deaths, arrivals and departures follow the rates of the years named, multiplied by the assumptions.',
    cohortChange:
      'Cohort change ratios after Hamilton and Perry: every cohort changes as those of its age did in the past years.',
  },
  draws: (n) =>
    `Interval from ${n} futures in which chance and the variation of the rates are drawn: 10 of 100 lie below, 10 above. The middle is computed without chance.`,
  noProjection: 'A forecast says what happens under these assumptions; it is no promise.',
  proof: {
    explained:
      'From every past reference date it is forecast as if nothing later were known, and compared with what came.',
    bases: (n, from, to) =>
      `${one(n, 'reference date', 'reference dates')} to start from: ${from === to ? from : `${from} to ${to}`}.`,
    mapNote: 'The map shows the status.',
    title: (band) => `${band}: accuracy by years`,
    titleAll: 'Accuracy by age group and years',
    showAll: 'Show all age groups',
    showOne: (band) => `Show ${band} only`,
    plot: (band) => `${band}: error (WAPE) by years`,
    axis: 'years after the reference date',
    lines: { forecast: 'forecast', naive: 'as last year' },
    years: (n) => one(n, 'year', 'years'),
    horizon: 'Years',
    wape: 'WAPE',
    naive: 'as last year',
    mape: 'MAPE',
    malpe: 'MALPE',
    coverage: 'covered',
    none: 'There are not enough past reference dates on the same basis yet to test a forecast.',
    noneOfBand: (band) => `${band}: nothing was tested for this age group.`,
    verdict: {
      all: (band, longest) => `${band}: the forecast beats “as last year” in all years tested (up to ${longest}).`,
      until: (band, until, longest) =>
        `${band}: up to ${one(until, 'year', 'years')} after the reference date the forecast beats “as last year”, later (tested up to ${longest}) not throughout.`,
      from: (band, from, longest) =>
        `${band}: only from ${one(from, 'year', 'years')} after the reference date on does the forecast beat “as last year” (tested up to ${longest}).`,
      some: (band, better, longest) =>
        `${band}: the forecast beats “as last year” only after ${better} years (tested up to ${longest}).`,
      none: (band, longest) =>
        `${band}: the forecast beats “as last year” in none of the years tested (up to ${longest}).`,
    },
    covered: (share) => `${share} of what came fell into the interval; 80% are expected.`,
    words:
      'WAPE: sum of deviations ÷ sum of what came. MAPE: mean deviation per area. MALPE: with its sign, above 0 = too high. Covered: share within the interval, 80% expected.',
    method:
      'Back-test: forecasts from past reference dates, only with data up to them, against the later counts. “As last year” means that the number of the reference date stays.',
  },
};
