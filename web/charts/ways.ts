/** Pupils by the length of their way on foot, as bars. */
import type { ObservedCatchment } from '../../server/contract/catchments.ts';
import { binned, type Bin } from './scale.ts';

/** Kilometres; a class of the answer. */
const WIDTH = 0.5;

/** One series per catchment; classes with few pupils have no bar. */
export const waysBinned = (catchments: readonly Pick<ObservedCatchment, 'walkClasses'>[]): Bin[] =>
  binned(
    catchments.map(({ walkClasses }) =>
      walkClasses.flatMap((pupils, index) =>
        typeof pupils === 'number' && pupils > 0 ? [{ at: (index + 0.5) * WIDTH, weight: pupils }] : [],
      ),
    ),
    9,
    WIDTH,
  );
