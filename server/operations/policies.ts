/** Which disclosure policy a data set has. Pupils are protected at their import. */
import { PUBLISHED, rawCounts, type Policy } from '../planning/confidentiality/release.ts';

/** Bases whose figures the statistical offices publish; whatever else somebody calls his table is a true count. */
const published = /^(Zensus (2011|2022)|Fortschreibung|Amtliche Statistik)$/i;

export function populationPolicy(basis: string): Policy {
  return published.test(basis) ? PUBLISHED : rawCounts();
}
