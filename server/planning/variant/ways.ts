/** The ways to school under a variant, added up by school and by school type. People and metres. */
import { decidingMetres, isBeyond, limitFor, type TransportRule } from '../transport/distanceBand.ts';
import type { Outcome } from './outcome.ts';
import type { PlanState, WalkOf } from './state.ts';
import { GRADES, NONE, type PlanWorld } from './world.ts';

export interface Ways {
  /** Pupils whose way is known. */
  pupils: number;
  mean: number | null;
  /** Nine of ten have no longer way. */
  of90: number | null;
  /** Longer than the state's limit for the grade, by the state's comparator; null without a limit. */
  over: number | null;
  /** Those, and who has only a dangerous way: an estimate by atom, no decision. */
  entitled: number | null;
}

/** Ways are whole metres, so that nine of ten are found by counting instead of sorting. */
class Tally {
  readonly #metres: number[] = [];
  readonly #people: number[] = [];
  #most = 0;
  #pupils = 0;
  #sum = 0;
  #beyond = 0;
  #claims = 0;
  #hasLimit = false;

  add(metres: number, pupils: number, over: boolean | null, isEntitled: boolean): void {
    this.#metres.push(metres);
    this.#people.push(pupils);
    this.#most = Math.max(this.#most, metres);
    this.#pupils += pupils;
    this.#sum += metres * pupils;
    if (over === null) return;
    this.#hasLimit = true;
    if (over) this.#beyond += pupils;
    if (isEntitled) this.#claims += pupils;
  }

  told(): Ways {
    const pupils = this.#pupils;
    if (pupils === 0) return { pupils, mean: null, of90: null, over: null, entitled: null };
    const at = new Float64Array(this.#most + 1);
    this.#metres.forEach((metres, index) => (at[metres]! += this.#people[index]!));
    let [held, of90] = [at[0]!, 0];
    while (held < 0.9 * pupils - 1e-9 && of90 < this.#most) held += at[++of90]!;
    return {
      pupils,
      mean: this.#sum / pupils,
      of90,
      over: this.#hasLimit ? this.#beyond : null,
      entitled: this.#hasLimit ? this.#claims : null,
    };
  }
}

/** Of types that are not kept, and of their schools that are touched. */
export function talliesOf(
  { rows, atoms, rowsByType }: PlanWorld,
  state: PlanState,
  { moved, stays }: Outcome,
  isKept: (schoolType: string) => boolean,
  isTouched: readonly boolean[],
  transport: TransportRule | null,
  walkOf: WalkOf,
  safeOf: WalkOf,
) {
  const byType = new Map<string, Tally>();
  const limits = new Map<string, ReturnType<typeof limitFor>[]>();
  for (const { schoolType } of state.schools) {
    if (isKept(schoolType) || byType.has(schoolType)) continue;
    byType.set(schoolType, new Tally());
    limits.set(
      schoolType,
      Array.from({ length: GRADES }, (_, grade) =>
        transport === null ? null : limitFor(transport, schoolType, grade === 0 ? null : grade),
      ),
    );
  }
  const bySchool = state.schools.map(({ schoolType }, school) => {
    const type = byType.get(schoolType);
    if (!type) return null;
    return {
      type,
      limits: limits.get(schoolType)!,
      own: isTouched[school] ? new Tally() : null,
      walk: walkOf(school),
      safe: safeOf(school),
    };
  });
  const add = (row: number, school: number, pupils: number) => {
    const [atom, at] = [rows.place[row]!, bySchool[school]];
    if (pupils === 0 || atom === NONE || atom >= atoms.length || !at) return;
    const metres = at.walk[atom]!;
    const limit = at.limits[rows.grade[row]!] ?? null;
    const over = limit === null ? null : isBeyond(limit, metres);
    const isEntitled = limit !== null && isBeyond(limit, decidingMetres(transport, metres, at.safe[atom]!));
    at.type.add(metres, pupils, over, isEntitled);
    at.own?.add(metres, pupils, over, isEntitled);
  };
  for (const schoolType of byType.keys())
    for (const row of rowsByType.get(schoolType) ?? []) add(row, rows.school[row]!, stays[row]!);
  for (const { row, school, amount } of moved) add(row, school, amount);
  return { byType, bySchool: bySchool.map((at) => at?.own ?? new Tally()) };
}
