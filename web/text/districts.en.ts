/** Words of the statute's school districts: what does not fit, and a variant that becomes the statute. */
import { oneEn as one } from './counted.ts';
import type { districtsDe } from './districts.de.ts';

const count = (n: number): string => n.toLocaleString('en');
export const districtsEn: typeof districtsDe = {
  title: "The statute's school districts",
  forms: { streets: "The statute's list of streets", drawn: 'Drawn polygons' },
  validFrom: (date) => `valid from ${date}`,
  others: (dates) => `Other editions: from ${dates}.`,
  none: "By state law there are districts for this school type, but none are loaded. Please import the statute under 'Data' as 'School districts', as polygons or as a list of streets; until then the map shows which school most pupils attend.",
  toData: 'To the data',
  fits: 'Everything fits: no house and no atom is without a district, no house deviates, and no street of the statute is unknown.',
  noAddresses:
    "Without an address register it cannot be told whether every house has a district: please import addresses under 'Data'.",
  table: 'School districts',
  district: 'District',
  schools: 'Schools',
  addresses: 'Houses',
  atoms: 'Atoms',
  shared: 'shared',
  sharing: { allowed: 'allowed', forbidden: 'not allowed', unknown: 'no rule' },
  faults: {
    houseGaps: 'Houses in no district',
    houseOverlaps: 'Houses in several districts',
    atomGaps: 'Atoms without a district',
    drawnGaps: 'Gaps between the polygons',
    drawnOverlaps: 'Overlaps of the polygons',
    unknownStreets: 'Streets that the address register does not know',
    deviating: 'Houses that deviate from their atom',
  },
  cures: {
    houseGaps: 'Please add them to the statute. A click shows the house on the map.',
    houseOverlaps: 'Districts of this school type must not overlap: please decide in the statute.',
    atomGaps: 'None of their houses lies in a district: please add them to the statute.',
    drawnGaps: 'Please close the borders in the source and import it again.',
    drawnOverlaps: 'Please check in the source which district is right, and import it again.',
    drawnShared: 'Districts of this school type may overlap: please only check whether it is meant here.',
    unknownStreets: 'Please check the spelling in the statute or in the address register.',
    deviating:
      'Counts go by atoms, and most of its houses decide. These houses belong to another district: by law the statute holds.',
  },
  noDistrict: 'none',
  insteadOf: (own, atom) => `${own} → ${atom}`,
  squareMetres: (n) => `${n} m²`,
  gapAt: (n) => `Gap ${n}`,
  wholePlace: 'whole place',
  firstOf: (listed, total) => `Listed are ${count(listed)} of ${count(total)}.`,
  method:
    'A house belongs to the district that it stands in or whose row of streets names it; an atom to the one that most of its houses lie in. Houses and streets are public, no numbers of children stand here.',
  adopt: {
    title: 'Take over as school districts',
    help: "After the decision: this variant's assignment becomes districts of the statute.",
    from: 'Valid from',
    decision: 'Decision (optional)',
    decisionExample: 'e.g. County council, 12 Dec 2026',
    button: 'Take over …',
    confirm: 'Take over the districts?',
    what: (name, type, date) =>
      `The assignment of the variant '${name}' is stored as school districts (${type}), valid from ${date}: one district per open school, made of its atoms, as polygons.`,
    replaces: (date) => `It replaces the loaded edition of the same day (from ${date}).`,
    beside: (date) =>
      `The edition from ${date} stays loaded beside it. 'Today' and all variants start from the new one as soon as it holds for the school year of the list of pupils.`,
    newer: (date) =>
      `A newer edition is loaded (from ${date}): where it holds for the school year of the list of pupils, 'today' and all variants go on starting from that one.`,
    first: 'No districts of this school type are loaded so far.',
    undo: "Under 'Data' it can be taken back in the log.",
    go: 'Take over now',
    running: 'Taking the districts over …',
    done: (n) => `${one(n, 'district', 'districts')} taken over.`,
    already: 'These districts are loaded already; nothing was added.',
    file: 'Districts as GeoJSON',
    fileNote: 'for the GIS office, EPSG:4326',
  },
};
