/** Words of the scene Kita-Versorgung (English). */
import type { kitaDe } from './kita.de.ts';

export const kitaEn: typeof kitaDe = {
  title: 'Kita supply',
  question: 'Where are places lacking, where are some free?',
  group: 'Age group',
  layer: 'Areas',
  date: 'Reference date of the children',
  rate: 'Target rate',
  rateHelp: 'of the children need a place',
  ageSpan: (from, to, cohorts) => `${from} to ${to} years · ${cohorts} cohorts`,
  reset: 'Default',
  demand: 'Demand',
  places: 'Usable places',
  placesShort: 'Places',
  shortage: 'Shortage',
  surplus: 'Surplus',
  balanced: 'Balanced',
  gap: 'Gap',
  siteNearer: 'Kitas appear when you zoom in.',
  use: 'occupied',
  participation: 'in care',
  inCare: (occupied, use, participation, licensed) =>
    `${occupied} places are occupied (${use} of the usable ones)${participation ? `; participation rate ${participation} of the children, without day care` : ''}${licensed ? `. Licensed are ${licensed} for all age groups` : ''}.`,
  bar: 'Gap as a bar',
  legendTitle: (group, date) => `Places minus demand, ${group}, ${date}`,
  plot: (name) => `${name}: gap by reference date`,
  plotNote: "Children of the reference dates against today's places",
  whole: 'Whole county',
  method:
    'Gap = usable places − demand; demand = children of the age group × target rate. Kitas inside the area count, wherever the children who attend them live.',
  noGroup: 'This county has no residents by age yet. Without them no demand can be computed.',
  kitas: 'Kitas',
  site: 'Kita',
};
