/** How a county protects its pupils: data of the county, each with where the default comes from. */

export interface ProtectionSettings {
  /** Shown numbers are multiples of it. Statistics Canada and Stats NZ round to 3. */
  base: number;
  /** Pupils that an atom holds at least, before it is raised to a multiple of the base. */
  minimum: number;
  /** Share of an area's pupils from which a school counts as its usual one (homogeneity.ts). */
  usualShare: number;
  /** Pupils from which an atom may have one school only (homogeneity.ts). */
  homogeneousMinimum: number;
  /** Types whose schools are told no finer than the Gemeinde: attending one is health data (Art. 9 GDPR). */
  sensitiveTypes: readonly string[];
  /** Further schools that the county marks as sensitive, by key. */
  sensitiveSchools: readonly string[];
  /** Rates of social data: people behind the denominator and the numerator at least (statistics of SGB II on grids: 100). */
  socialRates: { denominator: number; numerator: number };
}

export const DEFAULT_PROTECTION: ProtectionSettings = {
  base: 3,
  minimum: 5,
  usualShare: 0.8,
  homogeneousMinimum: 25,
  sensitiveTypes: ['foerderschule'],
  sensitiveSchools: [],
  socialRates: { denominator: 100, numerator: 10 },
};
