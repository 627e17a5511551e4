/** What the screen says of the years to come, put together from an answer. */
import type { Rate } from '../../../server/contract/common.ts';
import type { KitaOutlook, OutlookArea } from '../../../server/contract/kitaOutlook.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';

type Ahead = KitaOutlook['total'];

/** Years from the base that a plan is mostly made for. */
const USUAL = 5;
/** Half a place is none that could be built. */
const SOME = 0.5;

/** Number of the year that is shown: as asked, else some years ahead. */
export function yearAt({ years }: Pick<KitaOutlook, 'years'>, year: number | null): number {
  const at = year === null ? Math.min(USUAL, years.length - 1) : years.indexOf(year);
  return at === -1 ? years.length - 1 : at;
}

const less = (places: number, demand: Rate | undefined): Rate =>
  typeof demand === 'number' ? ((places - demand) as Rate) : (demand ?? null);

/** Places − demand in a year, with the measures. */
export const gapAt = ({ places, demand }: Ahead, at: number): Rate => less(places[at] ?? 0, demand[at]);

/** … and with the places of today. */
export const gapToday = ({ placesToday, demand }: Ahead, at: number): Rate => less(placesToday, demand[at]);

export const hasMeasures = ({ variant }: KitaOutlook): boolean => (variant?.measures.length ?? 0) > 0;

const ofHundred = (share: number): string => String(Math.round(share * 100));

export function aheadSentences(outlook: KitaOutlook, at: number, { text, format }: Speech): string[] {
  const words = text.kitaAhead;
  const { total, areas, years } = outlook;
  const year = years[at]!;
  const sentences: string[] = [];
  const [short, low, high] = [total.short[at], total.low[at], total.high[at]];
  if (at === 0) sentences.push(words.sure(year));
  else if (typeof short === 'number' && typeof low === 'number' && typeof high === 'number')
    sentences.push(words.sentence(year, ofHundred(short), format.number(low), format.number(high)));
  const [before, after] = [gapToday(total, at), gapAt(total, at)];
  if (hasMeasures(outlook) && typeof before === 'number' && typeof after === 'number')
    sentences.push(words.effect(year, format.signed(before), format.signed(after)));
  const day = total.fullDay;
  const asked = day?.demand[at];
  if (day && typeof asked === 'number') {
    const there = day.places[at] ?? 0;
    sentences.push(
      words.fullDay(year, format.number(there), format.number(asked), format.signed(Math.round(there - asked))),
    );
  }
  const worst = shortest(areas, at);
  if (worst) {
    const names = shortNames(areas.map((area) => ({ key: fidOf(area), name: area.name })));
    sentences.push(words.mostShort(names.get(fidOf(worst)) ?? worst.name, format.signed(Number(gapAt(worst, at)))));
  } else if (areas.some((area) => typeof gapAt(area, at) === 'number')) sentences.push(words.nowhere);
  return sentences;
}

/** The area in which most places lack; null where none do. */
export function shortest(areas: readonly OutlookArea[], at: number): OutlookArea | null {
  const lacking = areas.filter((area) => {
    const gap = gapAt(area, at);
    return typeof gap === 'number' && gap <= -SOME;
  });
  return lacking.reduce<OutlookArea | null>(
    (worst, area) => (worst === null || Number(gapAt(area, at)) < Number(gapAt(worst, at)) ? area : worst),
    null,
  );
}

/** As the map of the plain gap takes it: one scale for all years. */
export function gapMap(outlook: KitaOutlook, at: number) {
  const { layer, areas, sources, years } = outlook;
  return {
    layer,
    sources,
    areas: areas.map((area) => ({ ...area, gap: gapAt(area, at) })),
    series: areas.flatMap((area) => years.map((_, year) => ({ key: fidOf(area), gap: gapAt(area, year) }))),
  };
}
