/**
 * Places that are one total with caps by age and by hours, solved together instead of one by one: how many children are left
 * without a place that fits, whatever is done inside an area.
 *
 * For any set of children (by age and hours) no more of them are served than the Kitas can take of that set together: what is
 * over lacks (weak duality; the set of all children, of one age, or of those who stay all day is a special case). The
 * greatest of these bounds is told. For one age group it is exact, as its sets are nested.
 */

/** Children who want a place, by age group. */
export interface Wanted {
  /** All of them, and of these for more than 35 hours a week. */
  places: number;
  fullDay: number;
}

export interface Offer {
  total: number;
  /** By age group, in the order of the wanted ones. */
  caps: readonly number[];
  /** Of all ages; Infinity: the list does not tell it. */
  fullDay: number;
}

/** What a Kita can take of a set of children at most: those of an age all, those who stay all day, or none. */
function mostOf({ total, caps, fullDay }: Offer, set: readonly ('all' | 'fullDay' | 'none')[]): number {
  let [free, whole] = [0, 0];
  set.forEach((part, age) => {
    // With all of an age in the set, its cap can be filled by those who stay for half a day.
    if (part === 'all') free += caps[age]!;
    else if (part === 'fullDay') whole += caps[age]!;
  });
  return Math.min(total, free + Math.min(fullDay, whole));
}

/** Children without a place that fits, at least. */
export function lacking(wanted: readonly Wanted[], offers: readonly Offer[]): number {
  const parts = ['all', 'fullDay', 'none'] as const;
  let most = 0;
  const visit = (set: readonly (typeof parts)[number][]): void => {
    if (set.length < wanted.length) {
      for (const part of parts) visit([...set, part]);
      return;
    }
    const children = set.reduce(
      (sum, part, age) => sum + (part === 'all' ? wanted[age]!.places : part === 'fullDay' ? wanted[age]!.fullDay : 0),
      0,
    );
    most = Math.max(most, children - offers.reduce((sum, offer) => sum + mostOf(offer, set), 0));
  };
  visit([]);
  return most;
}
