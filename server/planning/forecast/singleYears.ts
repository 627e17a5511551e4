/** Age groups of a table split to single years: as a table of single years of the whole county has them, else evenly. */

/** People of completed ages `from`…`to` (null = open). */
export interface AgeBand {
  from: number;
  to: number | null;
  people: number;
}

/** Lowest age from which the bands are open; null where they are not. */
export function openAge(bands: readonly AgeBand[]): number | null {
  const open = bands.filter(({ to }) => to === null).map(({ from }) => from);
  return open.length > 0 ? Math.min(...open) : null;
}

/**
 * People by age 0…ages − 1, the last one open. `like`: people by age whose proportions a band is split by; of a band in which
 * they have nobody, and without them, every year gets the same. Each band keeps its sum.
 * @throws RangeError where ages below the open one are missing or told twice
 */
export function singleYears(bands: readonly AgeBand[], ages: number, like: Float64Array | null): Float64Array {
  const people = new Float64Array(ages);
  const told = new Uint8Array(ages);
  for (const { from, to, people: count } of bands) {
    const last = Math.min(to ?? ages - 1, ages - 1);
    const first = Math.min(from, ages - 1);
    let weight = 0;
    for (let age = first; age <= last; age++) weight += like?.[age] ?? 0;
    for (let age = first; age <= last; age++) {
      people[age]! += count * (weight > 0 ? like![age]! / weight : 1 / (last - first + 1));
      // The open age may be made up of several bands.
      if (age < ages - 1) told[age]!++;
    }
  }
  const wrong = told.findIndex((times, age) => age < ages - 1 && times !== 1);
  if (wrong >= 0) throw new RangeError(`age ${wrong} is told ${told[wrong]} times`);
  return people;
}
