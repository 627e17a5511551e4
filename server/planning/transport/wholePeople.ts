/**
 * Pupils of an atom spread over its houses, in whole people: each row of counts is divided into whole people so that the sums
 * over any group of rows follow from the rows, and the sum over all that were added is the exact one, rounded.
 */
import type { Claim } from './entitlement.ts';

export interface ClaimCounts {
  /** By the comparator at the limit itself. */
  entitled: number;
  sure: number;
  marginal: number;
  none: number;
  unknown: number;
}

/** Parts (0–1) of the homes. */
export interface ClaimShares {
  entitled: number;
  sure: number;
  marginal: number;
}

/** Null where of no home a claim is known. */
export function sharesOf(claims: Iterable<Claim>): ClaimShares | null {
  let [homes, entitled, sure, marginal] = [0, 0, 0, 0];
  for (const claim of claims) {
    if (claim.band === 'unknown') continue;
    homes++;
    if (claim.entitled) entitled++;
    if (claim.band === 'sure') sure++;
    else if (claim.band === 'marginal') marginal++;
  }
  return homes === 0 ? null : { entitled: entitled / homes, sure: sure / homes, marginal: marginal / homes };
}

export class WholePeople {
  readonly #entitled = new Rest();
  readonly #sure = new Rest();
  /** Marginal and below the limit. */
  readonly #below = new Rest();
  /** Marginal at the door, and beyond the limit as many as of the houses. */
  readonly #beyond = new Rest();

  /** @param shares null: nothing is known of them */
  add(people: number, shares: ClaimShares | null): ClaimCounts {
    if (shares === null) return { entitled: 0, sure: 0, marginal: 0, none: 0, unknown: people };
    const entitled = this.#entitled.take(people * shares.entitled, people);
    const sure = this.#sure.take(people * shares.sure, entitled);
    const below = this.#below.take(people * (shares.sure + shares.marginal - shares.entitled), people - entitled);
    return { entitled, sure, marginal: entitled - sure + below, none: people - entitled - below, unknown: 0 };
  }

  /**
   * Bands were measured at the doors; on which side of the limit the marginal ones are the band does not tell.
   *
   * @param rest people without a band
   */
  addMeasured(
    { sure, marginal, none }: Pick<ClaimCounts, 'sure' | 'marginal' | 'none'>,
    rest: number,
    shares: ClaimShares | null,
  ): ClaimCounts {
    const spread = this.add(rest, shares);
    const part = shares && shares.marginal > 0 ? (shares.entitled - shares.sure) / shares.marginal : 0.5;
    const beyond = this.#beyond.take(marginal * part, marginal);
    return {
      entitled: spread.entitled + sure + beyond,
      sure: spread.sure + sure,
      marginal: spread.marginal + marginal,
      none: spread.none + none,
      unknown: spread.unknown,
    };
  }
}

/** What rounding has left over is told with the next row. */
export class Rest {
  #exact = 0;
  #told = 0;

  take(amount: number, most: number): number {
    this.#exact += amount;
    const whole = Math.max(0, Math.min(most, Math.round(this.#exact - this.#told)));
    this.#told += whole;
    return whole;
  }
}
