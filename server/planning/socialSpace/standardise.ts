/** Values of areas on one scale, whatever their unit. */

export interface Standardised {
  /** Null where there is no value. */
  z: (number | null)[];
  /** Whether all values are the same: then z is 0 and says nothing. */
  isFlat: boolean;
}

/**
 * z = (x − μ) / σ over the areas with a value; σ is that of all areas there are (÷ n), since they are no sample of more.
 *
 * @throws RangeError where a value is not finite
 */
export function standardise(values: readonly (number | null)[]): Standardised {
  const known = values.filter((value) => value !== null);
  if (!known.every(Number.isFinite)) throw new RangeError('Please give null for values that are not known.');
  // Asked of the values: a mean that is rounded would make a tiny σ, and noise of it a z of 1.
  const isFlat = known.every((value) => value === known[0]);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return { z: values.map((value) => (value === null ? null : isFlat ? 0 : (value - mean) / deviation)), isFlat };
}
