/** For whom a bus is asked, whatever the lines do: the state's limit for school and grade decides, or the planner's metres. */
import { decidingMetres, isBeyond, limitFor, type DistanceLimit, type TransportRule } from './distanceBand.ts';

export interface FootWay {
  /** Metres on foot. */
  walk: number;
  /** Past no way that is marked as dangerous; Infinity where there is none. */
  safe: number;
}

export interface FootLimits {
  isFar: (grade: number | null, way: FootWay) => boolean;
  /** Metres one way from which a bus is asked for pupils of these grades, each once, the shortest first. */
  metresOf: (grades: Iterable<number | null>) => number[];
}

/**
 * Where the state sets no limit for the grade, who lives beyond what is usual rides, as in the load of a school day.
 *
 * @param beyond metres on foot that the planner sets instead; null: by the rule
 * @param usual metres from which pupils ride where the state sets none
 */
export function footLimits(
  rule: TransportRule | null,
  schoolType: string,
  beyond: number | null,
  usual: number,
): FootLimits {
  const limitOf = (grade: number | null): DistanceLimit | null => rule && limitFor(rule, schoolType, grade);
  const metresOf = (grade: number | null): number => {
    if (beyond !== null) return beyond;
    const limit = limitOf(grade);
    return limit ? limit.metres / (limit.roundTrip ? 2 : 1) : usual;
  };
  return {
    isFar: (grade, { walk, safe }) => {
      if (beyond !== null) return walk >= beyond;
      const limit = limitOf(grade);
      const deciding = decidingMetres(rule, walk, safe);
      return limit ? isBeyond(limit, deciding) : deciding > usual;
    },
    metresOf: (grades) => [...new Set([...grades].map(metresOf))].sort((a, b) => a - b),
  };
}
