/** How many children a linear program gives a place that fits: the whole model, with a variable per offer, age and hours. */
import loadHighs from 'highs';
import type { Offer, Wanted } from '../../../server/planning/kita/together.ts';

const highs = await loadHighs();

/** Those who stay all day take a full-day place, others any. */
export function bestServed(wanted: readonly Wanted[], offers: readonly Offer[]): number {
  const hours = ['full', 'part'] as const;
  const name = (offer: number, age: number, hour: string) => `x_${offer}_${age}_${hour}`;
  const rows: string[] = [];
  const atMost = (names: string[], most: number) => {
    if (names.length > 0 && most < Infinity) rows.push(`${names.join(' + ')} <= ${most}`);
  };
  const ages = [...wanted.keys()];
  offers.forEach(({ total, caps, fullDay }, offer) => {
    atMost(
      ages.flatMap((age) => hours.map((hour) => name(offer, age, hour))),
      total,
    );
    for (const age of ages)
      atMost(
        hours.map((hour) => name(offer, age, hour)),
        caps[age]!,
      );
    atMost(
      ages.map((age) => name(offer, age, 'full')),
      fullDay,
    );
  });
  wanted.forEach(({ places, fullDay }, age) => {
    for (const hour of hours)
      atMost(
        offers.map((_, offer) => name(offer, age, hour)),
        hour === 'full' ? fullDay : places - fullDay,
      );
  });
  const all = offers.flatMap((_, offer) => ages.flatMap((age) => hours.map((hour) => name(offer, age, hour))));
  if (all.length === 0) return 0;
  const model = `Maximize\n obj: ${all.join(' + ')}\nSubject To\n${rows.map((row, at) => ` r${at}: ${row}`).join('\n')}\nEnd\n`;
  return highs.solve(model).ObjectiveValue;
}
