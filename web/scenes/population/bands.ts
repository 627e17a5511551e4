/** How an age band is marked in a pyramid; all ages are none that could be marked. */
import type { AgeBand } from '../../../server/contract/demography.ts';

export const markOf = ({ key, ageFrom, ageTo }: AgeBand, label: string) =>
  key === 'all' ? null : { from: ageFrom, to: ageTo === null ? Infinity : ageTo + 1, label };
