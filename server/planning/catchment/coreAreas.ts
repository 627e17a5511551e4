/**
 * The core of a catchment: the fewest areas (or atoms) that together hold 50, 80 and 95 % of a school's pupils.
 *
 * Rule: areas come in the order of how many of the school's pupils live there, most first, of equal numbers the nearer one
 * (as in observed.ts), then the smaller key; each level is the shortest beginning of this order that holds its share. By
 * number and not by share of the area's pupils, since no other order needs fewer areas, and since a hamlet whose three
 * children all attend the school says little of where the school's pupils live. Levels are nested by construction.
 *
 * The whole is those who live in one of the areas: guests from other counties and those who could not be placed are in
 * none, and with them the levels might not be reached at all.
 */

/** Shares of the school's pupils, ascending. */
export const CORE_LEVELS = [0.5, 0.8, 0.95] as const;
export type CoreLevel = (typeof CORE_LEVELS)[number];

export interface HomeArea {
  key: string;
  /** Of the school, who live there. */
  pupils: number;
  /** From a point inside the area to the school, straight line. */
  metres: number;
}

/** What a level takes. */
export interface CoreExtent {
  level: CoreLevel;
  areas: number;
  pupils: number;
  /** To the farthest of its areas, straight line. */
  farthestMetres: number;
}

export interface Core {
  /** Per area of the widest level the smallest one that holds it. */
  levelOf: Map<string, CoreLevel>;
  /** One per level; empty where no pupils live in any area. */
  extents: CoreExtent[];
}

export function coreAreas(homes: readonly HomeArea[]): Core {
  const ordered = homes
    .filter(({ pupils }) => pupils > 0)
    .sort((a, b) => b.pupils - a.pupils || a.metres - b.metres || (a.key < b.key ? -1 : 1));
  const total = ordered.reduce((sum, { pupils }) => sum + pupils, 0);
  const core: Core = { levelOf: new Map(), extents: [] };
  if (total === 0) return core;
  let [taken, people, farthest] = [0, 0, 0];
  for (const level of CORE_LEVELS) {
    // Whole numbers on both sides: 0.95 × 340 need not be 323.
    for (; people * 100 < Math.round(level * 100) * total; taken++) {
      const { key, pupils, metres } = ordered[taken]!;
      people += pupils;
      farthest = Math.max(farthest, metres);
      core.levelOf.set(key, level);
    }
    core.extents.push({ level, areas: taken, pupils: people, farthestMetres: farthest });
  }
  return core;
}
