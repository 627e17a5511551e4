/** What a search for tours is given from outside: clock, chance and limits. */
export interface Means {
  /** Milliseconds of a clock that does not go back. */
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Seconds that may be used. */
  seconds: number;
  /** Steps after which the search ends even before that; left out: as many as have been of use for a problem of this size. */
  steps?: number;
  /** Whether it was cancelled; asked between steps. */
  isOver?: () => boolean;
  /** @param done 0 to 1 */
  onProgress?: (done: number) => void;
}
