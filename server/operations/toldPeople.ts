/** Sums of protected counts, or parts of them (under a variant, of a stop divided among buses): less than the base is told of none, as of any count. */
import { releaseProtected, type ReleasedCount } from '../planning/confidentiality/release.ts';

export const toldPeople =
  (base: number) =>
  (people: number): ReleasedCount => {
    const whole = Math.round(people);
    return releaseProtected(whole < base ? 0 : whole);
  };

/** For an order by numbers that were told. */
export const orderOf = (told: ReleasedCount): number => (typeof told === 'number' ? told : 0);
