/** The best of all candidates for one more Kita, each worked out exactly unless it is proven not to be among them. */
import type { Ground } from './chain.ts';
import { open, type Candidates, type NewPlaces, type Opened } from './opening.ts';
import { siteBounds, type SiteBound } from './siteBound.ts';

export interface RankedSite extends Opened {
  candidate: number;
  /** Mean metres of all who have a place then; null where nobody has. */
  mean: number | null;
}

/** Children and metres: what differs by less is equal, and the order of the candidates decides. */
export const SAME = { gain: 1e-6, spared: 1e-3 };

/**
 * @param length how many are told
 * @param isOpen candidates that are Kitas already
 * @param most of each candidate: what it gains at most; becomes what is known of it now
 * @returns the best one first
 */
export function rankSites(
  ground: Ground,
  candidates: Candidates,
  new_: NewPlaces,
  length: number,
  isOpen: Uint8Array,
  most: Float64Array,
): RankedSite[] {
  const now = ground.flow.sums();
  const boundOf = siteBounds(ground, candidates, new_);
  const bounds = Array.from(most, (gain, candidate): SiteBound => {
    const bound = boundOf(candidate);
    return isOpen[candidate] === 1 ? { gain: 0, worth: 0 } : { ...bound, gain: Math.min(bound.gain, gain) };
  });
  const order = [...bounds.keys()]
    .filter((candidate) => isOpen[candidate] === 0)
    .sort((a, b) => bounds[b]!.gain - bounds[a]!.gain || bounds[b]!.worth - bounds[a]!.worth || a - b);
  const partOf = (candidate: number) => candidates.part?.[candidate] ?? candidate;
  const list: RankedSite[] = [];
  for (const candidate of order) {
    const bound = bounds[candidate]!;
    most[candidate] = bound.gain;
    const part = partOf(candidate);
    // Its neighbours are no other choice: whom it has to beat is the best of its own part, else the last of all.
    const own = list.findIndex((site) => partOf(site.candidate) === part);
    const last = list[own === -1 ? length - 1 : own];
    if (last && isBehind(bound, last, ground.flow.penalty)) continue;
    const opened = open(ground, candidates, candidate, new_, (sofar, more) => {
      most[candidate] = Math.min(bound.gain, sofar.gain + more.gain);
      if (!last) return false;
      if (most[candidate] < last.gain - SAME.gain) return true;
      const isLess = sofar.spared + more.spared < last.spared - SAME.spared;
      return more.gain === 0 && isLess && sofar.gain <= last.gain + SAME.gain;
    });
    if (!opened) continue;
    most[candidate] = opened.gain;
    const served = now.served + opened.gain;
    const mean = served > 0 ? (now.metres - opened.spared) / served : null;
    const site = { candidate, ...opened, mean };
    if (own === -1) list.push(site);
    else if (better(site, list[own]!) < 0) list[own] = site;
    list.sort(better);
    list.length = Math.min(list.length, length);
  }
  return list;
}

/** Is a candidate proven not to come before the last of the list? As many children have to be gained, or more metres be spared. */
function isBehind({ gain, worth }: SiteBound, last: RankedSite, penalty: number): boolean {
  if (gain > last.gain + SAME.gain) return false;
  return gain < last.gain - SAME.gain || worth - penalty * last.gain < last.spared - SAME.spared;
}

const steps = (value: number, step: number) => Math.round(value / step);

const better = (a: RankedSite, b: RankedSite): number =>
  steps(b.gain, SAME.gain) - steps(a.gain, SAME.gain) ||
  steps(b.spared, SAME.spared) - steps(a.spared, SAME.spared) ||
  a.candidate - b.candidate;
