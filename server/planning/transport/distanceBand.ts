/**
 * On which side of a state's distance limit an area lies. Without a road network the way is straight line × detour
 * factor: an estimate with a margin, never a decision ("Planungswert, kein Bescheid").
 */
export interface DistanceLimit {
  gradeFrom: number;
  gradeTo: number;
  /** Length of the footpath; of the way there and back where roundTrip. */
  metres: number;
  comparator: '>' | '>=';
  roundTrip: boolean;
  /** School types the limit holds for; null = all. */
  schoolTypes: string[] | null;
}

export interface TransportRule {
  limits: DistanceLimit[];
  /** Footpath ÷ straight line where no network is loaded (1.2–1.4). */
  detourFactor: number;
  /** Share of the limit within which an estimate cannot decide. */
  tolerance: number;
  /**
   * What a way does along which the county has marked a danger, whatever its length: entitles whom no other way serves within
   * the limit; or the authority decides each case; or counts as any other. Missing: entitles.
   */
  dangerousWay?: 'entitles' | 'mayEntitle' | 'ignored';
  /** The school to which the way counts: the attended one, or the nearest of its type (with free places). Missing: attended. */
  decidingSchool?: 'attended' | 'nearest' | 'nearestWithPlaces';
  /** Only a public school is the nearest; one whose legal status is not known counts as public. Missing: any. */
  decidingPublicOnly?: boolean;
  /** School types whose pupils are assigned to their school, so that no other one is the nearest. Missing: none. */
  assignedTypes?: string[];
  /** Grades in which the claim hangs on the parents' income too. Missing: none. */
  meansTested?: { gradeFrom: number; gradeTo: number; schoolTypes: string[] | null }[];
}

export type Band = 'sure' | 'marginal' | 'none' | 'unknown';

export function limitFor(rule: TransportRule, schoolType: string, grade: number | null): DistanceLimit | null {
  const ofType = rule.limits.filter(({ schoolTypes }) => schoolTypes === null || schoolTypes.includes(schoolType));
  // Without a grade a limit holds only where all grades of the type share it.
  if (grade === null) return ofType.every(({ metres }) => metres === ofType[0]?.metres) ? (ofType[0] ?? null) : null;
  return ofType.find(({ gradeFrom, gradeTo }) => grade >= gradeFrom && grade <= gradeTo) ?? null;
}

export function estimatedWalk(straightLineMetres: number, detourFactor: number): number {
  return straightLineMetres * detourFactor;
}

/** Sure above the limit by the tolerance, none below it by the tolerance, marginal between. */
export function band(walkMetres: number | null, limit: DistanceLimit | null, tolerance: number): Band {
  if (walkMetres === null || limit === null) return 'unknown';
  const way = limit.roundTrip ? 2 * walkMetres : walkMetres;
  const upper = limit.metres * (1 + tolerance);
  const lower = limit.metres * (1 - tolerance);
  const entitled = (bound: number) => (limit.comparator === '>' ? way > bound : way >= bound);
  if (entitled(upper)) return 'sure';
  return entitled(lower) ? 'marginal' : 'none';
}

/** By the comparator, at the limit itself. @param metres on foot, one way */
export function isBeyond({ metres: limit, comparator, roundTrip }: DistanceLimit, metres: number): boolean {
  const way = roundTrip ? 2 * metres : metres;
  return comparator === '>' ? way > limit : way >= limit;
}

/** The way that a claim is measured by. @param safe past no dangerous way; far beyond any limit where there is none */
export const decidingMetres = (rule: Pick<TransportRule, 'dangerousWay'> | null, walk: number, safe: number): number =>
  (rule?.dangerousWay ?? 'entitles') === 'entitles' ? safe : walk;
