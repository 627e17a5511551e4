/** How far a way to a Kita may be, and what farther ones count: planning values, no law. */
import type { CatchmentStep } from './floatingCatchment.ts';

/** Metres on foot that can be asked for: beyond it every Kita of a county is near. */
export const askedMetres = { least: 100, most: 50_000 };

export interface KitaReachRule {
  /** Metres on foot that are accepted where nothing else is asked. */
  accepted: number;
  /** Metres on foot that planners choose from. */
  choices: number[];
  /** Zones around a Kita in metres on foot, nearer ones first, and what a child of each counts. */
  steps: CatchmentStep[];
}
