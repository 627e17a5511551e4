/** What is said of an area under the pointer. */
import type { SocialIndex } from '../../../server/contract/socialIndex.ts';
import type { ShownArea } from '../../layers/indicator.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { signing } from '../../text/format.ts';
import type { Seen } from './map.ts';
import { allValues, areasAt, changesAt, writing } from './shown.ts';

function worded(area: ShownArea | undefined, as: (value: number) => string, { text }: Speech): string {
  if (area?.value === 'hidden') return text.hiddenLong;
  if (typeof area?.value !== 'number') return text.missing;
  return `${area.estimated ? '≈ ' : ''}${as(area.value)}`;
}

export function valueTip({ answer, year, write, since, second }: Seen, fid: string, speech: Speech): Tooltip | null {
  const text = speech.text.socialScene;
  const isIt = (area: ShownArea) => fidOf(area) === fid;
  const now = areasAt(answer, year).find(isIt);
  if (!now) return null;
  const { indicator } = answer;
  const value = worded(now, (one) => `${write(one)}${text.unit(indicator.unit)}`, speech);
  const lines = [`${speech.say(indicator.name)} ${year}: ${value}`];
  if (since !== null) {
    const change = worded(changesAt(answer, year, since).find(isIt), signing(write), speech);
    lines.push(`${text.changeSince(since)}: ${change}`);
  }
  if (second) {
    const { name, unit } = second.answer.indicator;
    const as = writing(second.answer.indicator, allValues(second.answer), speech.format);
    const other = areasAt(second.answer, second.year).find(isIt);
    lines.push(`${speech.say(name)} ${second.year}: ${worded(other, (one) => `${as(one)}${text.unit(unit)}`, speech)}`);
  }
  return { title: now.name, lines };
}

export function indexTip({ areas, indicators, leastPeople }: SocialIndex, fid: string, speech: Speech): Tooltip | null {
  const words = speech.text.socialScene.index;
  const { number } = speech.format;
  const area = areas.find((one) => fidOf(one) === fid);
  if (!area) return null;
  const { name: title, rank, status, dynamic } = area;
  if (typeof rank !== 'number')
    return { title, lines: [area.leftOut === 'few' ? words.leftOut.few(number(leastPeople)) : words.leftOut.missing] };
  const all = areas.filter((one) => typeof one.rank === 'number').length;
  const names = area.pooled.map((key) => speech.say(indicators.find((one) => one.key === key)!.name));
  return {
    title,
    lines: [
      words.tip(number(rank), number(all)),
      ...(status ? [`${words.status}: ${words.statuses[status]}`] : []),
      ...(dynamic ? [`${words.dynamic}: ${words.dynamics[dynamic]}`] : []),
      ...(names.length ? [words.pooled(names.join(', '))] : []),
    ],
  };
}
