/** Words of the view Schulwahl (English). */
import { oneEn as one } from './counted.ts';
import type { choiceDe } from './choice.de.ts';

export const choiceEn: typeof choiceDe = {
  layer: 'Areas',
  pupils: 'Pupils',
  leakage: 'leaving',
  leaving: (share, n) => `${n} (${share}) attend a school elsewhere`,
  living: (n) => `${n} live here`,
  ofPlaced: (n) => `${n} pupils`,
  guests: 'Guest pupils',
  withoutSchool: (n) => `Of those who attend a school elsewhere, ${n} live in areas without a school of this type.`,
  own: 'from its own area',
  others: 'from other areas',
  ownShort: 'own area',
  othersShort: 'other areas',
  inflow: 'from elsewhere',
  ownArea: (name) => `Its own area: ${name}`,
  noOwnArea: 'The school lies in no area of this layer.',
  core: 'Core area',
  coreBy: 'Core area by',
  coreLegend: 'Core area: home of … of the pupils',
  coreLevel: (share) => `${share} of the pupils`,
  coreExtent: (areas, km) => `${one(areas, 'area', 'areas')}, centre up to ${km} straight line`,
  coreExtentAtoms: (atoms, km) => `${one(atoms, 'atom', 'atoms')}, up to ${km} straight line`,
  noCore: 'No core area: the area of residence is known of fewer than 30 pupils.',
  outsideCore: (range) => `other areas: number of pupils, or ${range} (protected)`,
  ownAreaLegend: "the school's own area",
  matrix: 'Area of residence and school attended',
  matrixHelp: (range) =>
    `Rows: where pupils live. Columns: the school they attend. Colour: share of the area's pupils. Framed: a school in its own area. · = ${range} (protected)`,
  cell: (area, school) => `${area} → ${school}`,
  widen: 'Wider table',
  narrow: 'Narrower table',
  moreSchools: (shown, all) => `${shown} of ${all} schools, the largest first`,
  allSchools: 'Show all schools',
  fewerSchools: 'Show fewer schools',
  legendLeakage: 'Share who attend a school elsewhere',
  noSchool: 'no school of the type in the area',
  notListed: (names) => `Without pupils in the list: ${names}.`,
  method:
    'Elsewhere means at a school of the type outside the area of residence; schools of this county are counted. Those who attend a school in a neighbouring county are not in the list. Core area: the fewest areas that together hold 50, 80 and 95 % of the pupils whose area of residence is known; those with most pupils first, of equal ones the nearer.',
};
