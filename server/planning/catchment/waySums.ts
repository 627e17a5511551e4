/** Figures of many pupils' ways. */

export interface PupilsWay {
  // Metres, or what else a way has: seconds.
  pupils: number;
  metres: number;
}

/** Pupils by way, in classes of so many metres from 0 on. */
export function classesOf(ways: readonly PupilsWay[], width: number): number[] {
  const classes: number[] = [];
  for (const { pupils, metres } of ways) {
    const own = Math.floor(metres / width);
    while (classes.length <= own) classes.push(0);
    classes[own]! += pupils;
  }
  return classes;
}

/** Pupil-weighted; null without pupils. */
export function meanMetres(ways: readonly PupilsWay[]): number | null {
  const people = ways.reduce((sum, { pupils }) => sum + pupils, 0);
  return people === 0 ? null : ways.reduce((sum, { pupils, metres }) => sum + pupils * metres, 0) / people;
}

/** The way that so many (0–1) of the pupils do not exceed: the least of theirs that holds it; null without pupils. */
export function metresOfShare(ways: readonly PupilsWay[], share: number): number | null {
  const sorted = ways.filter(({ pupils }) => pupils > 0).sort((a, b) => a.metres - b.metres);
  const wanted = share * sorted.reduce((sum, { pupils }) => sum + pupils, 0);
  let held = 0;
  return sorted.find(({ pupils }) => (held += pupils) >= wanted)?.metres ?? null;
}
