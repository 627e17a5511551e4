/** Words of the scene Schutz der Wohnorte (English). */
import type { protectionDe } from './protection.de.ts';

export const protectionEn: typeof protectionDe = {
  title: 'Protection of homes',
  question: 'What happens to a list of pupils, what remains of it, and does the protection hold?',
  link: 'How homes are protected',
  chooseOne: 'Each county is responsible for its own lists and has its own settings. Please choose one county:',
  stepsTitle: 'What happens to a list',
  steps: (minimum, base) => [
    "The file stays in this machine's memory. Only assigned columns are read; all of them are compared, only to find doubled rows. File name, column names and contents are neither stored nor logged.",
    'Each address is found in the loaded register of addresses, without asking anybody outside. What is not found is seen only by whoever loads the list.',
    `Addresses become atoms of at least ${minimum} children, where possible inside municipality, planning area and school district. An atom covers all houses of an area, whether a child lives there or not.`,
    `The counts by atom, school and grade are rounded once to multiples of ${base}: by a secret of the county, right on average, and so that each school, grade, atom and each school and grade of a municipality lies less than ${base} from the truth.`,
    'The list is forgotten. Maps, tables, prints and every further question use the same rounded numbers; they add up, and no question gives a second number.',
  ],
  signsTitle: 'What stands on screen',
  signs: (base) => [
    {
      shown: String(4 * base),
      meaning: `protected number: ${4 * base - base + 1} to ${4 * base + base - 1}; sums of many areas may be off by a little more`,
    },
    { shown: `0–${base - 1}`, meaning: `protected and less than ${base}; whether nobody lives there is not said` },
    { shown: null, meaning: 'too few children for a number of its own: counted with a neighbouring area' },
    { shown: '0', meaning: 'truly zero (published numbers only)' },
    { shown: '–', meaning: 'no data' },
  ],
  yearsTitle: 'What is stored',
  noYears: 'No list of pupils is loaded yet.',
  kind: 'Origin',
  kinds: {
    'pupil-list': 'list of pupils with addresses',
    'child-list': 'children before school, with addresses',
    pupils: 'table, already counted',
  },
  atoms: 'Atoms',
  atomsOf: (n, minimum) => `${n}, each with at least ${minimum} children`,
  rows: 'Counts',
  rowsOf: (n, base) => `${n} stored counts, all of them multiples of ${base}`,
  imported: 'Imported',
  purpose: 'Purpose',
  legalBasis: 'Legal basis',
  audit: 'Audit',
  auditOf: (attacked, rows, narrowest, below, at) =>
    below > 0
      ? `${at}: ${below} of ${attacked} attacked counts are narrower than intended (down to ${narrowest} possible values).`
      : `${at}: ${attacked} of ${rows} counts attacked; each may still have at least ${narrowest} different values.`,
  noAudit: 'has not run yet: npm run audit',
  settingsTitle: 'Settings of the county',
  settingsHelp: 'They hold for lists imported from then on. What is stored stays as it was protected.',
  base: 'Rounded to multiples of',
  baseHelp: '3 is usual (Statistics Canada, Stats NZ). A larger one protects more and shows less.',
  minimum: 'Children in an atom, at least',
  minimumHelp: (n) => `In force is the next multiple of the rounding: ${n}.`,
  sensitiveTypes: 'No finer than the municipality: school types',
  sensitiveSchools: (n) => `Further schools no finer than the municipality (${n})`,
  save: 'Save settings',
  saved: 'Saved.',
  draftsTitle: 'Texts to start from',
  draftsHelp:
    'In German, filled with the settings and imports of this county; places marked “ergänzen” are open. They replace no legal review.',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'Copying is not possible: please select the text.',
};
