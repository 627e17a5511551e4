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
export interface Measure {
  /** The trait that it becomes; no list has one of the same name. */
  name: string;
  /** All bands there are, beside UNKNOWN_BAND. */
  bands: readonly string[];
  /** Once it is known who is measured, and what stands in their atoms. */
  begin: (ground: MeasuredGround) => BandOf;
}

/** Null where it cannot be measured: no way leads there, the school is not known. */
export type BandOf = (pupil: MeasuredPupil) => string | null;

export interface MeasuredPupil {
  /** Longitude and latitude in degrees. */
  point: readonly [number, number];
  /** The registered house, by its place in the list of houses; null: only the street is known. */
  house: number | null;
  atom: string;
  school: string;
  grade: number | null;
}

export interface MeasuredGround {
  pupils: readonly MeasuredPupil[];
  /** By atom. */
  housesOf: ReadonlyMap<string, readonly number[]>;
}

export interface Measuring extends Pick<Measure, 'name' | 'bands'> {
  bandOf: BandOf;
}

export const beginMeasuring = (measures: readonly Measure[], ground: MeasuredGround): Measuring[] =>
  measures.map(({ name, bands, begin }) => ({ name, bands, bandOf: begin(ground) }));

export const UNKNOWN_BAND = 'unknown';

/**
 * @param pupil null for one who is not measured
 * @throws RangeError where a measure tells what it has not declared; the audit reckons with the declared bands
 */
export function bandsOf(measures: readonly Measuring[], pupil: MeasuredPupil | null): Record<string, string> {
  return Object.fromEntries(
    measures.map(({ name, bands, bandOf }) => {
      const band = pupil && bandOf(pupil);
      // The band itself is not quoted: it may be what ought to have been banded.
      if (band !== null && !bands.includes(band))
        throw new RangeError(`Measure '${name}' told a band that is none of ${bands.join(', ')}: please declare it.`);
      return [name, band ?? UNKNOWN_BAND];
    }),
  );
}
