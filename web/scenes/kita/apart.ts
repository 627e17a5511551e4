/** What is kept apart from the plain gap, in sentences: day care, integration, guests, hours, and all caps together. */
import type { KitaSupply, SupplyArea } from '../../../server/contract/kita.ts';
import type { Speech } from '../../state/language.svelte.ts';

/** Of an area, or of all together. */
export function apartSentences(of: SupplyArea | KitaSupply['total'], { text, format }: Speech): string[] {
  const words = text.kitaScene.apart;
  const { dayCare, integration, fullDay, lacking, gap } = of;
  const guests = 'guests' in of ? of.guests : null;
  const list: string[] = [];
  const number = (value: number) => format.number(value);
  if (dayCare) list.push(words.dayCare(number(dayCare)));
  if (integration) list.push(words.integration(number(integration)));
  if (typeof guests === 'number' && guests > 0) list.push(words.guests(number(guests)));
  if (fullDay && fullDay.places !== null && typeof fullDay.demand === 'number')
    list.push(words.fullDay(number(fullDay.places), number(fullDay.demand)));
  // Where the caps take nothing more than the gap says, it says it already.
  if (typeof lacking === 'number' && typeof gap === 'number' && lacking > Math.max(0, -gap) + 0.5)
    list.push(words.lacking(number(lacking)));
  return list;
}
