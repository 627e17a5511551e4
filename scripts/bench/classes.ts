/** Natural breaks of more areas than any county has; values pile up at the lower end, as densities do. */
import { createRandom } from '../../geodata/sample/random.ts';
import { naturalBreaks } from '../../server/planning/socialSpace/classes.ts';
import type { Figure } from './measure.ts';

const VALUES = 10_000;
const CLASSES = 9;

export function measureClasses(): Figure[] {
  const random = createRandom(1, 'classes');
  const values = Array.from({ length: VALUES }, () => Math.exp(2 * random.normal()));
  const timed = (some: readonly number[]) => {
    const before = performance.now();
    naturalBreaks(some, CLASSES);
    return (performance.now() - before) / 1000;
  };
  const whole = timed(values);
  return [
    {
      what: `natural breaks, ${VALUES.toLocaleString('en')} values × ${CLASSES} classes`,
      value: whole,
      unit: 's',
      limit: 1,
      ratio: whole / timed(values.slice(0, VALUES / 10)),
      baseline: `${(VALUES / 10).toLocaleString('en')} values`,
    },
  ];
}
