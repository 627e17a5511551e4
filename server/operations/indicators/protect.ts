/**
 * Which values of an indicator of social data are told: few people are not, nor what follows from sums over areas and layers. The
 * counts behind a rate are protected, since who knows how many live in an area gets them back from the rate.
 */
import type { Layering } from './layers.ts';
import { rawCounts } from '../../planning/confidentiality/release.ts';
import type { ProtectionSettings } from '../../planning/confidentiality/settings.ts';
import { suppressed, type Line } from '../../planning/confidentiality/suppression.ts';

/** What is counted in an area of a layer in one year; a denominator only of rates. */
export interface SocialCell {
  layer: string;
  /** `county/key` */
  area: string;
  people: number;
  denominator: number | null;
}

/** By cell: is it hidden? All cells are of one year and county. */
export function hiddenSocial(
  cells: readonly SocialCell[],
  layering: Layering,
  least: ProtectionSettings['socialRates'],
): boolean[] {
  const isSmall = ({ people, denominator }: SocialCell): boolean =>
    denominator !== null && (denominator < least.denominator || (people > 0 && denominator - people < least.numerator));
  const at = new Map(cells.map(({ layer, area }, index) => [`${layer} ${area}`, index]));
  const lines: Line[] = [];
  const layers = [...new Set(cells.map(({ layer }) => layer))];
  const ofLayer = (layer: string) => cells.flatMap((cell, index) => (cell.layer === layer ? [index] : []));
  for (const fine of layers)
    for (const coarse of layers) {
      const into = layering.into(fine, coarse);
      if (into === null) continue;
      const parts = new Map<number, number[]>();
      for (const index of ofLayer(fine)) {
        const total = at.get(`${coarse} ${into.get(cells[index]!.area) ?? ''}`);
        if (total !== undefined) parts.set(total, [...(parts.get(total) ?? []), index]);
      }
      for (const [total, own] of parts) lines.push({ parts: own, total });
    }
  // Last: what an area hides for its own sum hides for the county's too.
  for (const layer of layers) lines.push({ parts: ofLayer(layer), total: null });
  const hidden = suppressed(
    rawCounts(least.numerator),
    cells.map(({ people }) => people),
    lines,
    (cell) => isSmall(cells[cell]!),
  );
  return cells.map((_, index) => hidden[index] === 1);
}
