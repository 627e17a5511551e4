/** What the screen says of reach, put together from an answer. */
import type { KitaReach, KitaReachArea } from '../../../server/contract/kitaReach.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';
import { wayMethod } from '../../text/ways.ts';

/** On foot with a child, km/h: as the rule set's summary counts. */
const WALKING = 4;
/** Half a place is none that could be built. */
const SOME = 0.5;

export const minutesOf = (metres: number): number => (metres / 1000 / WALKING) * 60;

/** Areas where the plain gap says something else than what can be reached does. */
export function contradictions({ areas }: Pick<KitaReach, 'areas'>): {
  none: KitaReachArea[];
  farOff: KitaReachArea[];
} {
  const both = areas.filter(({ gap, unserved }) => typeof gap === 'number' && typeof unserved === 'number');
  const [gap, unserved] = [(area: KitaReachArea) => Number(area.gap), (area: KitaReachArea) => Number(area.unserved)];
  return {
    none: both.filter((area) => gap(area) <= -SOME && unserved(area) < SOME),
    farOff: both.filter((area) => gap(area) >= 0 && unserved(area) >= SOME),
  };
}

export function reachSentences(reach: KitaReach, { text, format }: Speech): string[] {
  const words = text.kitaReach;
  const length = format.length(reach.metres);
  const names = shortNames(reach.areas.map((area) => ({ key: fidOf(area), name: area.name })));
  const named = (areas: KitaReachArea[]) => areas.map((area) => names.get(fidOf(area)) ?? area.name);
  const { none, farOff } = contradictions(reach);
  return [
    words.noneOfGaps(named(none), length),
    words.farOff(named(farOff), length),
    cutSentence(reach, words, format),
  ];
}

function cutSentence(
  { bottleneck, total, metres }: KitaReach,
  words: Speech['text']['kitaReach'],
  format: Speech['format'],
) {
  if (!bottleneck) return typeof total.unserved === 'number' ? words.noBottleneck(format.length(metres)) : '';
  const { children, places, kitas } = bottleneck;
  if (typeof children !== 'number' || typeof places !== 'number') return '';
  const number = (value: number) => format.number(Math.round(value));
  const lacking = Math.round(children) - Math.round(places);
  return words.bottleneck(number(children), number(places), kitas.length, number(lacking));
}

export function reachMethod({ steps, metres, ways }: KitaReach, speech: Speech): string {
  const { text, format } = speech;
  const zones = steps.map(({ upTo, weight }) =>
    text.kitaReach.step(format.length(upTo), format.number(weight, weight % 1 === 0 ? 0 : 2)),
  );
  return text.kitaReach.method(zones.join(', '), format.length(metres), wayMethod(ways, speech));
}
