/** Words of the way to the stop. */
import type { coverageDe } from './coverage.de.ts';

export const coverageEn: typeof coverageDe = {
  title: 'Way to the stop',
  show: 'show who lives how far from the nearest served stop',
  limit: 'own limit, metres',
  within: (length: string) => `up to ${length}`,
  beyond: (length: string) => `above ${length}`,
  none: 'none within 2 km',
  areas: 'Home areas, the worst served first',
  area: 'Home area',
  pupils: 'Pupils',
  legend: 'Way on foot to the nearest served stop',
  elsewhere: (n: string) => `${n} children whose atom is not known are not among them.`,
  method:
    'All pupils of the newest list, whichever school they attend. A stop is served where at least one trip calls on the chosen day; buses on demand do not count. The way begins at the middle of the atom.',
};
