/** Which disclosure policy a data set has. Pupils come as true counts until the protected import replaces them. */
import { PUBLISHED, rawCounts, type Policy } from '../planning/confidentiality/release.ts';

export const pupilPolicy: Policy = rawCounts();

/** Official statistics are published as they are; a register's own counts are true counts of people. */
export function populationPolicy(basis: string): Policy {
  return /melderegister|einwohnermeld|register/i.test(basis) ? rawCounts() : PUBLISHED;
}
