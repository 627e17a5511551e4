/**
 * Status and dynamic of areas as Berlin's Monitoring Soziale Stadtentwicklung (MSS) crosses them: 4 × 3 = 12 groups. Where the
 * classes part is data of the caller, in standard deviations around the mean; the words are neutral about the people who live there.
 */
import { standardise } from './standardise.ts';

/** From the least burden to the most. */
export const STATUSES = ['high', 'middle', 'low', 'veryLow'] as const;
/** From burden that fell the most, compared with the others, to burden that rose the most. */
export const DYNAMICS = ['positive', 'stable', 'negative'] as const;

export type Status = (typeof STATUSES)[number];
export type Dynamic = (typeof DYNAMICS)[number];

export interface TypologyCuts {
  /** Standard deviations of the index, more being more burden: high below the first, middle up to the second, low up to the third. */
  status: readonly [number, number, number];
  /** Standard deviations of its change: positive below the first, stable up to the second. */
  dynamic: readonly [number, number];
}

export interface AreaType {
  status: Status;
  /** Null where the index of the earlier year is not known. */
  dynamic: Dynamic | null;
  /** 1 (high, positive) to 12 (very low, negative), three for each status. */
  group: number | null;
}

/**
 * @param index per area, more being more burden; null: left out
 * @param before the index of the same areas some years earlier; each index stands for the place among the others in its year, so that
 *   an area where as much became better as everywhere is stable
 * @returns per area; null where it has no index
 * @throws RangeError where cuts do not ascend or the lists differ in length
 */
export function typology(
  index: readonly (number | null)[],
  before: readonly (number | null)[],
  cuts: TypologyCuts,
): (AreaType | null)[] {
  if (index.length !== before.length) throw new RangeError('Please give the index of the same areas for both years.');
  for (const list of [cuts.status, cuts.dynamic])
    if (!list.every((cut, at) => Number.isFinite(cut) && (at === 0 || cut > list[at - 1]!)))
      throw new RangeError('Please state the cuts of the typology in ascending order.');
  const status = standardise(index).z;
  const change = standardise(
    index.map((now, area) => (now === null || before[area]! === null ? null : now - before[area]!)),
  ).z;
  return index.map((_, area) => {
    const place = classAt(status[area]!, cuts.status);
    const move = classAt(change[area]!, cuts.dynamic);
    if (place === null) return null;
    return {
      status: STATUSES[place]!,
      dynamic: move === null ? null : DYNAMICS[move]!,
      group: move === null ? null : place * DYNAMICS.length + move + 1,
    };
  });
}

/** Below the first cut is 0; a value on a later cut is still in the class before it, so that ± 1 σ belongs to the middle. */
function classAt(z: number | null, cuts: readonly number[]): number | null {
  if (z === null) return null;
  return cuts.filter((cut, at) => (at === 0 ? z >= cut : z > cut)).length;
}
