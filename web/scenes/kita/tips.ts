/** What the pointer tells of an area or a Kita of the map. */
import type { Rate } from '../../../server/contract/common.ts';
import type { KitaSupply } from '../../../server/contract/kita.ts';
import type { KitaOutlook } from '../../../server/contract/kitaOutlook.ts';
import type { KitaReach, KitaReachArea } from '../../../server/contract/kitaReach.ts';
import type { Kita } from '../../../server/contract/sites.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { gapAt } from './ahead.ts';

export function supplyTip(
  supply: KitaSupply,
  reach: KitaReach | null,
  fid: string,
  { text, format }: Speech,
): Tooltip | null {
  const area = supply.areas.find((candidate) => fidOf(candidate) === fid);
  if (!area) return null;
  if (area.gap === 'hidden') return { title: area.name, lines: [text.hiddenLong] };
  if (area.gap === null || typeof area.demand !== 'number') return { title: area.name, lines: [text.missing] };
  const found = reach?.areas.find((candidate) => fidOf(candidate) === fid);
  if (found) return { title: area.name, lines: [reachLine(found, { text, format })] };
  return { title: area.name, lines: [gapLine(area.places, area.demand, area.gap, { text, format })] };
}

/** @param at number of the year to come */
export function aheadTip(outlook: KitaOutlook, at: number, fid: string, { text, format }: Speech): Tooltip | null {
  const area = outlook.areas.find((candidate) => fidOf(candidate) === fid);
  if (!area) return null;
  const [demand, gap, short] = [area.demand[at], gapAt(area, at), area.short[at]];
  if (gap === 'hidden') return { title: area.name, lines: [text.hiddenLong] };
  if (typeof gap !== 'number' || typeof demand !== 'number') return { title: area.name, lines: [text.missing] };
  return {
    title: area.name,
    lines: [
      gapLine(area.places[at] ?? 0, demand, gap, { text, format }),
      ...(typeof short === 'number' && at > 0 ? [text.kitaAhead.riskTip(format.percent(short))] : []),
    ],
  };
}

export function kitaTip(
  kitas: readonly Kita[],
  reach: KitaReach | null,
  fid: string,
  { text, format }: Speech,
): Tooltip | null {
  const kita = kitas.find((candidate) => fidOf(candidate) === fid);
  if (!kita) return null;
  const places = kita.usablePlaces === null ? text.missing : format.number(kita.usablePlaces);
  const own = reach?.kitas.find((candidate) => fidOf(candidate) === fid);
  const taken =
    typeof own?.assigned === 'number' && typeof own.free === 'number'
      ? [text.kitaReach.kita(format.number(own.assigned), format.number(own.free))]
      : [];
  return {
    title: kita.name,
    lines: [`${text.kitaScene.places}: ${places}`, ...taken, ...(kita.provider ? [kita.provider] : [])],
  };
}

type Words = Pick<Speech, 'text' | 'format'>;

function gapLine(places: number, demand: number, gap: number, { text, format }: Words): string {
  const words = text.kitaScene;
  return `${words.placesShort} ${format.number(places)} − ${words.demand} ${format.number(demand)} = ${format.signed(gap)}`;
}

function reachLine({ gap, accessibility, unserved }: KitaReachArea, { text, format }: Words): string {
  const told = (value: Rate, as: (value: number) => string) => (typeof value === 'number' ? as(value) : '–');
  return text.kitaReach.tip(
    told(gap, format.signed),
    told(accessibility, (value) => format.number(value, 2)),
    told(unserved, format.number),
  );
}
