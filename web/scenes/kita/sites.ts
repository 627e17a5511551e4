/** What the screen says of sites for new places, and of places that go. */
import type { FewerPlaces, KitaSites, SiteGain } from '../../../server/contract/kitaSites.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';

/** By its place: its rank, and its area or the name of the plot. */
export function siteNames(
  sites: readonly SiteGain[],
  from: KitaSites['from'],
  { siteAt }: Pick<Speech['text']['kitaSites'], 'siteAt'>,
): Map<string, string> {
  const short = shortNames(
    [...new Map(sites.map((site) => [site.area ?? '', site.name]))].map(([key, name]) => ({ key, name })),
  );
  return new Map(
    sites.map((site, index) => [
      site.position.join(' '),
      siteAt((from === 'list' ? undefined : short.get(site.area ?? '')) ?? site.name, String(index + 1)),
    ]),
  );
}

export function sitesSentences(sites: KitaSites, { text, format }: Speech): string[] {
  const words = text.kitaSites;
  const { unserved, gain, bound, count, ranking } = sites;
  if (typeof unserved !== 'number' || typeof gain !== 'number' || typeof bound !== 'number') return [];
  if (Math.round(unserved) === 0) return [words.nothing];
  const second = count === 1 ? ranking[1] : undefined;
  return [
    gain >= bound
      ? words.proven(count, format.number(gain))
      : words.gap(format.number(bound), format.percent((bound - gain) / bound)),
    ...(second && typeof second.gain === 'number' ? [words.runnerUp(second.name, format.number(second.gain))] : []),
  ];
}

export function fewerSentences(fewer: FewerPlaces, { text, format }: Speech): string[] {
  const words = text.kitaSites.fewer;
  const { lost, bound, metresMore, runnerUp } = fewer;
  if (typeof lost !== 'number' || typeof bound !== 'number') return [];
  const places = format.number(fewer.gone);
  return [
    lost <= 0 ? words.harmless(places) : words.harm(places, format.number(lost)),
    ...(lost > 0 ? [lost <= bound ? words.proven : words.atLeast(format.number(bound))] : []),
    ...(typeof metresMore === 'number' && metresMore >= 1 ? [words.ways(format.length(metresMore))] : []),
    ...(lost > 0 && runnerUp && typeof runnerUp.lost === 'number'
      ? [words.runnerUp(runnerUp.instead, runnerUp.spared, format.number(runnerUp.lost))]
      : []),
  ];
}
