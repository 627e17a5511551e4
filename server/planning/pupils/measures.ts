/**
 * What must be exact at the door is measured there, in memory, while the address is still known, and leaves a band: 'beyond
 * 2 km' is stored of a pupil as the grade is, no metre is. An atom's one point could not tell it.
 *
 * Told is a band only of pupils who count in an atom. A sensitive school is told no finer than the Gemeinde, and a ring
 * around it would be finer; who is placed by the village's name has no door. They are in the band 'unknown'.
 *
 * Bands do not make an atom homogeneous (homogeneity.ts): that all of a remote village live beyond 2 km is geography, which
 * anybody can measure on the map, and merging until bands mix would join it to places far away. What a list says of a
 * child with yes or no is on no map, and does.
 */
import type { PlacedPupil } from './countList.ts';

export interface Measure {
  /** The trait that it becomes; no list has one of the same name. */
  name: string;
  /** All bands there are, beside UNKNOWN_BAND. */
  bands: readonly string[];
  /** Null where it cannot be measured: no way leads there, the school is not known. */
  bandOf: (pupil: MeasuredPupil) => string | null;
}

export interface MeasuredPupil {
  /** Longitude and latitude in degrees. */
  point: readonly [number, number];
  school: string;
  grade: number | null;
}

export const UNKNOWN_BAND = 'unknown';

/**
 * @param pupil null for one who is not measured
 * @throws RangeError where a measure tells what it has not declared; the audit reckons with the declared bands
 */
export function bandsOf(
  measures: readonly Measure[],
  pupil: Pick<PlacedPupil, 'point' | 'school' | 'grade'> | null,
): Record<string, string> {
  const measured = pupil?.point ? { point: pupil.point, school: pupil.school, grade: pupil.grade } : null;
  return Object.fromEntries(
    measures.map(({ name, bands, bandOf }) => {
      const band = measured && bandOf(measured);
      // The band itself is not quoted: it may be what ought to have been banded.
      if (band !== null && !bands.includes(band))
        throw new RangeError(`Measure '${name}' told a band that is none of ${bands.join(', ')}: please declare it.`);
      return [name, band ?? UNKNOWN_BAND];
    }),
  );
}
