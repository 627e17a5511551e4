import { oneEn as one } from './counted.ts';
import { catchmentsEn } from './catchments.en.ts';
import { choiceEn } from './choice.en.ts';
import { coverageEn } from './coverage.en.ts';
import { dataEn, placementEn } from './data.en.ts';
import { districtsEn } from './districts.en.ts';
import { entitlementEn } from './entitlement.en.ts';
import { kitaEn } from './kita.en.ts';
import { kitaAheadEn } from './kitaAhead.en.ts';
import { kitaReachEn } from './kitaReach.en.ts';
import { kitaSitesEn } from './kitaSites.en.ts';
import { loadEn } from './load.en.ts';
import { optimiseEn } from './optimise.en.ts';
import { populationEn } from './population.en.ts';
import { profileEn } from './profile.en.ts';
import { protectionEn } from './protection.en.ts';
import { schoolAttributesEn } from './schoolAttributes.en.ts';
import { schoolsAheadEn } from './schoolsAhead.en.ts';
import { socialEn } from './social.en.ts';
import { toursEn } from './tours.en.ts';
import { transportEn } from './transport.en.ts';
import { variantsEn } from './variants.en.ts';
import type { Text } from './de.ts';

export const en: Text = {
  brand: 'Planungsraum',
  skip: 'Skip to content',
  scenes: 'Views',
  start: 'Overview',
  catchments: 'Schools',
  variants: 'Variants',
  transport: 'Transport',
  kita: 'Kita',
  population: 'Population',
  social: 'Social spaces',
  data: 'Data',
  sample: 'Sample data',
  sampleLong: 'This county is invented. All figures are sample data.',
  otherLanguage: 'DE',
  otherLanguageLong: 'Auf Deutsch umschalten',
  share: 'Share',
  shared: 'Link copied',
  shareFailed: 'Copying is not possible: take the address from the address bar.',
  print: 'Print',
  printedOn: (date) => `Printed on ${date}`,
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Loading …',
  hidden: 'protected',
  hiddenLong: 'protected: too small, or a small one would follow',
  merged: 'counted with a neighbouring area: too few children for a number of its own',
  few: (base) => `protected: 0 to ${base - 1}; counts are multiples of ${base}`,
  missing: 'no data',
  total: 'Total',
  none: 'none',
  choices: 'Choices',
  answers: 'Results',
  area: 'Area',
  mapOf: (name) => `Map of ${name}`,
  mapHelp: 'Arrow keys move, + and − zoom. Every value is in the table as well.',
  mapFailed: 'The map needs WebGL, which this browser does not offer. The table shows every value.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeCounty: 'Show the whole county',
  legend: 'Legend',
  sortBy: (column) => `Sort by ${column}`,
  saveTable: (caption) => `Save the table '${caption}' as a CSV file`,
  showAll: (n) => `Show all ${n}`,
  showLess: 'Show fewer',
  county: {
    choose: 'County',
    together: 'View together',
    togetherHelp: 'Tick the counties to be shown as one',
    show: 'Show',
    new: 'Add another county …',
  },
  search: {
    label: 'Search',
    placeholder: 'Find place, school, Kita, stop',
    keys: 'Ctrl K',
    none: 'Nothing found. Part of the name is enough.',
    results: (n) => one(n, 'hit', 'hits'),
    kinds: { area: 'Area', place: 'Place', school: 'School', kita: 'Kita', stop: 'Stop', street: 'Street' },
  },
  errors: {
    network: 'The service does not answer. Is it still running? Then try again.',
    status: (status) => `The service reports error ${status} without a reason. Please try again.`,
    contract: (path) =>
      `The answer of the service does not fit this view${path ? ` (${path})` : ''}. Reload the page so that both have the same version.`,
    unknown: 'Unexpected error. Please try again.',
  },
  sources: {
    title: 'Source and method',
    open: 'Source and method',
    file: 'File',
    source: 'Source',
    licence: 'Licence',
    referenceDate: 'As of',
    imported: 'imported',
    method: 'Method',
    rule: 'Rule',
    paragraph: 'Legal basis',
    validFrom: 'valid from',
    unknown: 'not stated',
    confidence: {
      sure: 'certain',
      likely: 'likely',
      unsure: 'uncertain',
      unset: 'not set: please provide your own value',
    },
    hidden:
      'Numbers below the minimum cell count are protected and appear hatched. A true zero is written 0, missing values are grey.',
  },
  startScene: {
    title: 'What is to be planned?',
    lead: 'Three questions, one shared set of data.',
    schools: 'Catchment areas',
    schoolsQuestion: "Where do a school's pupils come from, and which would be nearer?",
    transport: 'School transport',
    transportQuestion: 'Who lives beyond the minimum distance, and which line runs?',
    kita: 'Kita supply',
    kitaQuestion: 'Where are places lacking, where are some free?',
    dataTitle: 'State of the data',
    dataset: 'Data',
    rows: 'Entries',
    asOf: 'As of',
    missingTitle: 'Not loaded yet',
    missingLead: 'Import it in “Data” or on the command line:',
    nothingMissing: 'All kinds of data are loaded.',
    toData: 'Import data',
    residents: 'Residents',
    areas: 'Areas',
    size: 'Area',
    loadingTitle: 'The sample county is being loaded',
    loadingText:
      'An invented county with municipalities, schools, Kitas and a timetable. The first start takes about a minute.',
    emptyTitle: 'No county yet',
    emptyText: 'The first import creates a county. Municipal borders are the best beginning.',
    unknownTitle: (key) => `No data are loaded for ${key}`,
    needs: 'Still missing for this',
    from: (n) => `and ${n} more`,
  },
  kitaScene: kitaEn,
  catchmentScene: catchmentsEn,
  ways: {
    network: (date, factor) =>
      `Shortest way on foot over the road network${date && ` (as of ${date})`}; where none leads there, straight line × ${factor}.`,
    estimate: (factor) => `Estimated: straight line × ${factor}, until a road network is loaded under 'Data'.`,
  },
  choiceScene: choiceEn,
  drawing: {
    title: 'Drawing',
    help: {
      point: 'Click the place, or move the cross onto it.',
      line: 'Click corner by corner, or move the cross onto each.',
      area: 'Click corner by corner around the area, or move the cross onto each.',
    },
    middle: 'Set at the cross',
    back: 'Take back',
    cancel: 'Discard',
    done: 'Done',
    corners: (n) => `${one(n, 'point set', 'points set')}. Space sets, Enter ends, Esc discards.`,
  },
  waysScene: {
    choose: 'Choose a school to see how long the way to it is from everywhere.',
    noNetwork:
      "No road network is loaded yet: import an OpenStreetMap extract (.osm.pbf) as road network under 'Data'.",
    by: 'Reached',
    bys: { walk: 'on foot', drive: 'by car' },
    legendWalk: 'Way on foot to the school',
    legendDrive: 'Drive to the school',
    upTo: (limit) => `up to ${limit}`,
    drawn: 'Drawn by the county',
    nothingDrawn: 'Nothing yet: entrances, missing footpaths and dangerous ways hold for all ways at once.',
    kinds: { entrance: 'Entrance', footpath: 'Footpath', dangerous: 'Dangerous way' },
    draw: { entrance: 'Set an entrance', footpath: 'Draw a footpath', dangerous: 'Draw a dangerous way' },
    note: 'Note (e.g. resolution, date)',
    noteHelp: 'Anybody can read it: no names of children or families.',
    tooFar: 'no longer holds: more than 1 km from the school',
    store: 'Store',
    remove: 'remove',
    measuring: (share) => `Ways are being measured again: ${share}`,
    onDangerous: 'on a dangerous way',
    method:
      "Measured over the road network from the school's entrance, up to 100 m beside the ways. A dangerous way counts where the shortest way on foot leads along it; the first 50 m at the front door do not.",
  },
  kitaReach: kitaReachEn,
  kitaAhead: kitaAheadEn,
  schoolAttributes: schoolAttributesEn,
  schoolsAhead: schoolsAheadEn,
  kitaSites: kitaSitesEn,
  transportScene: transportEn,
  populationScene: populationEn,
  socialScene: socialEn,
  profile: profileEn,
  dataScene: dataEn,
  placement: placementEn,
  variantsScene: variantsEn,
  districts: districtsEn,
  optimise: optimiseEn,
  tours: toursEn,
  entitlement: entitlementEn,
  load: loadEn,
  coverage: coverageEn,
  homesChoice: { label: 'Homes by', area: 'area', atom: 'atom', legend: 'Pupils per atom' },
  protectionScene: protectionEn,
};
