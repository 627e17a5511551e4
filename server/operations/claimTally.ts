/** Sums of entitled pupils over any group of rows, and how they leave the server. */
import type { ClaimLine } from '../contract/entitlement.ts';
import { releaseProtected, type ReleasedCount } from '../planning/confidentiality/release.ts';
import type { ClaimCounts } from '../planning/transport/wholePeople.ts';
import type { GroundRow } from './entitlementGround.ts';

export interface RowClaims extends ClaimCounts {
  fartherEntitled: number;
  meansTested: number;
}

export interface ToldRow {
  row: GroundRow;
  today: RowClaims;
  whatIf: RowClaims | null;
}

const ZERO: RowClaims = {
  entitled: 0,
  sure: 0,
  marginal: 0,
  none: 0,
  unknown: 0,
  fartherEntitled: 0,
  meansTested: 0,
};
const NAMES = Object.keys(ZERO) as (keyof RowClaims)[];

export class ClaimTally {
  readonly rows: GroundRow[] = [];
  pupils = 0;
  farther = 0;
  /** Measured at their doors. */
  atDoors = 0;
  readonly today = { ...ZERO };
  readonly #whatIf: RowClaims | null;

  constructor(hasWhatIf: boolean) {
    this.#whatIf = hasWhatIf ? { ...ZERO } : null;
  }

  add({ row, today, whatIf }: ToldRow): void {
    this.rows.push(row);
    this.pupils += row.people;
    if (row.farther) this.farther += row.people;
    if (row.doors) this.atDoors += row.doors.sure + row.doors.marginal + row.doors.none;
    for (const name of NAMES) {
      this.today[name] += today[name];
      if (this.#whatIf && whatIf) this.#whatIf[name] += whatIf[name];
    }
  }

  /**
   * Sums of protected counts, and estimates that follow from them and from where houses stand: less than the base is told of none.
   *
   * @param listed false: the list does not name the school
   */
  released(base: number, listed = true): ClaimLine {
    const release = (people: number): ReleasedCount => (listed ? releaseProtected(people < base ? 0 : people) : null);
    const all = (sums: RowClaims): ClaimLine['today'] => ({
      entitled: release(sums.entitled),
      sure: release(sums.sure),
      marginal: release(sums.marginal),
      none: release(sums.none),
      unknown: release(sums.unknown),
      fartherEntitled: release(sums.fartherEntitled),
      meansTested: release(sums.meansTested),
    });
    return {
      pupils: release(this.pupils),
      farther: release(this.farther),
      today: all(this.today),
      whatIf: this.#whatIf && all(this.#whatIf),
    };
  }
}

export function linesBy<Key>(
  rows: readonly ToldRow[],
  hasWhatIf: boolean,
  keyOf: (row: ToldRow) => Key,
): [Key, ClaimTally][] {
  const lines = new Map<Key, ClaimTally>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = lines.get(key) ?? new ClaimTally(hasWhatIf);
    lines.set(key, known);
    known.add(row);
  }
  return [...lines];
}
