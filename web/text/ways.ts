/** How a way was found, in the words of the screen. */
import type { WayNote } from '../../server/contract/common.ts';
import type { Speech } from '../state/language.svelte.ts';

export function wayMethod({ method, networkDate, detourFactor }: WayNote, { text, format }: Speech): string {
  const factor = format.number(detourFactor, 1);
  return method === 'network'
    ? text.ways.network(networkDate === null ? '' : format.date(networkDate), factor)
    : text.ways.estimate(factor);
}
