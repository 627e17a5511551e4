/** From what the kernel found to what is told. */
import type { Rate } from '../../contract/common.ts';
import type { KitaReach, ReachedKita } from '../../contract/kitaReach.ts';
import { DEFAULT_MINIMUM, releaseProtected, releaseProtectedFigure } from '../../planning/confidentiality/release.ts';
import type { KitaReachWork, KitaReached } from '../../planning/kita/reach.ts';
import { rounded } from '../kita.ts';
import type { KitaGround } from '../kitaGround.ts';
import type { Home } from './homes.ts';

/** Where no protected list says how small a number may be. */
export const LEAST_BASE = DEFAULT_MINIMUM;

interface Sums {
  /** Mean over the homes, weighted by their demand; null without any. */
  accessibility: number | null;
  unserved: number;
  outside: number;
}

/** Of the columns of a home the one that is looked at; −1: all together. */
const ofHome = (values: Float64Array, groups: number, home: number, column: number): number => {
  if (column >= 0) return values[home * groups + column]!;
  let sum = 0;
  for (let one = 0; one < groups; one++) sum += values[home * groups + one]!;
  return sum;
};

/** By area, and of all homes together. */
export function sumsOf(
  { groups, looked, areaOfHome }: KitaReachWork,
  { accessibility, unserved, outside }: KitaReached,
  column: number,
  areas: number,
): { of: (area: number) => Sums; total: Sums } {
  const empty = () => ({ demand: 0, reached: 0, unserved: 0, outside: 0 });
  const [total, byArea] = [empty(), Array.from({ length: areas }, empty)];
  looked.forEach((demand, home) => {
    for (const sum of [total, byArea[areaOfHome[home]!]]) {
      if (!sum) continue;
      sum.demand += demand;
      sum.reached += demand * accessibility[home]!;
      sum.unserved += ofHome(unserved, groups, home, column);
      sum.outside += ofHome(outside, groups, home, column);
    }
  });
  const told = ({ demand, reached, ...rest }: ReturnType<typeof empty>): Sums => ({
    ...rest,
    accessibility: demand > 0 ? reached / demand : null,
  });
  return { of: (area) => told(byArea[area]!), total: told(total) };
}

/** @param gap the plain one: what it hides, or cannot know, stays so */
export function figuresTold(gap: Rate, sums: Sums | null): Record<keyof Sums, Rate> {
  const figure = (value: number | null): Rate => {
    if (value === null || gap === null || gap === 'hidden') return gap === 'hidden' ? gap : null;
    return releaseProtectedFigure(rounded(value));
  };
  return {
    accessibility: figure(sums?.accessibility ?? null),
    unserved: figure(sums?.unserved ?? null),
    outside: figure(sums?.outside ?? null),
  };
}

export function kitasTold(
  { kitas }: KitaGround,
  { groups, total, cap }: KitaReachWork,
  reached: KitaReached | null,
  column: number,
): ReachedKita[] {
  return kitas.map(({ county, key, name, lon, lat, area }, kita) => {
    const all = total[kita]!;
    const open = column < 0 ? all : Math.min(all, cap[kita * groups + column]!);
    const taken = reached ? ofHome(reached.used, groups, kita, column) : null;
    const everyone = reached ? ofHome(reached.used, groups, kita, -1) : null;
    return {
      ...{ county, key, name, area, position: [lon, lat] as [number, number], places: open },
      assigned: releaseProtectedFigure(taken === null ? null : rounded(taken)),
      free: releaseProtectedFigure(
        taken === null || everyone === null ? null : rounded(Math.max(0, Math.min(open - taken, all - everyone))),
      ),
    };
  });
}

export function bottleneckOf(
  { kitas, layer }: KitaGround,
  { groups, areaOfHome }: KitaReachWork,
  reached: KitaReached | null,
): KitaReach['bottleneck'] {
  const cut = reached?.bottleneck;
  if (!cut) return null;
  const numbers = (of: Int32Array) => [...new Set(Array.from(of, (at) => Math.floor(at / groups)))];
  const fid = ({ county, key }: { county: string; key: string }) => `${county}/${key}`;
  const areas = new Set(numbers(cut.points).map((home) => areaOfHome[home]!));
  return {
    children: releaseProtectedFigure(rounded(cut.children)),
    places: releaseProtectedFigure(rounded(cut.places)),
    kitas: numbers(cut.facilities).map((kita) => fid(kitas[kita]!)),
    areas: layer.areas.filter((_, index) => areas.has(index)).map(fid),
  };
}

/** A home's figure is a share of its area's, modelled: whole places, and none that would look like a few known children. */
export function homesTold(
  homes: readonly Home[],
  { groups, areaOfHome }: KitaReachWork,
  { accessibility, unserved }: KitaReached,
  { column, base, hidden }: { column: number; base: number; hidden: readonly boolean[] },
): KitaReach['homes'] {
  return homes.map(({ point }, home) => {
    const lacking = Math.round(ofHome(unserved, groups, home, column));
    return {
      point,
      accessibility: releaseProtectedFigure(rounded(accessibility[home]!)),
      unserved: hidden[areaOfHome[home]!] ? 'hidden' : releaseProtected(lacking < base ? 0 : lacking),
    };
  });
}
