/** Numbers by name as a county's secret gives them; another seed is another county's. */
import { secretChance } from '../server/operations/import/countySecret.ts';

export const chanceOf = (seed: number): ((name: string) => number) => secretChance(seed.toString(16).padStart(64, '0'));
