/** How the social index of a county is made: conventions of social reporting, no law. */
import type { TypologyCuts } from './typology.ts';

export interface SocialIndexRule {
  /** Areas with fewer residents are left out. */
  leastPeople: number;
  /** Rates of fewer people are pooled over the years before. */
  leastBehind: number;
  cuts: TypologyCuts;
  /** Years over which the dynamic is told. */
  years: number;
  /** Draws of the rates, and the middle share of ranks that is told. */
  draws: number;
  share: number;
}
