/**
 * School choice: pupils of one school type by the area in which they live and the school that they attend. All numbers
 * are people, sums of protected counts; shares are 0…1.
 */

export interface ChoiceRow {
  /** Area in which the pupils live; null: not known in which, or not in the county. */
  area: string | null;
  /** They live outside the county. */
  isGuest: boolean;
  school: string;
  people: number;
}

export interface PlacedSchool {
  key: string;
  /** Area in which the school lies, its own; null: in none of the layer. */
  area: string | null;
}

/** Pupils who live in an area, at schools that lie in it and elsewhere. */
export interface Residents {
  pupils: number;
  inside: number;
  elsewhere: number;
}

/** Pupils of a school: from its own area, from the county's other areas, from other counties, from nobody knows where. */
export interface Intake {
  pupils: number;
  own: number;
  others: number;
  guests: number;
  unplaced: number;
}

export interface SchoolChoice {
  /** Areas in which pupils of the type live. */
  areas: Map<string, Residents>;
  /** Every school, also one without pupils. */
  schools: Map<string, Intake>;
  /** Area → school → people who live in the one and attend the other. */
  matrix: Map<string, Map<string, number>>;
}

/** @throws RangeError where a row names a school that is not among `schools` */
export function schoolChoice(rows: Iterable<ChoiceRow>, schools: readonly PlacedSchool[]): SchoolChoice {
  const ownArea = new Map(schools.map(({ key, area }) => [key, area]));
  const choice: SchoolChoice = {
    areas: new Map(),
    schools: new Map(schools.map(({ key }) => [key, { pupils: 0, own: 0, others: 0, guests: 0, unplaced: 0 }])),
    matrix: new Map(),
  };
  for (const { area, isGuest, school, people } of rows) {
    const intake = choice.schools.get(school);
    if (!intake) throw new RangeError(`Pupils attend the school ${school}, which is not given: please add it.`);
    intake.pupils += people;
    if (area === null) {
      intake[isGuest ? 'guests' : 'unplaced'] += people;
      continue;
    }
    const isOwn = ownArea.get(school) === area;
    intake[isOwn ? 'own' : 'others'] += people;
    const residents = choice.areas.get(area) ?? { pupils: 0, inside: 0, elsewhere: 0 };
    residents.pupils += people;
    residents[isOwn ? 'inside' : 'elsewhere'] += people;
    choice.areas.set(area, residents);
    const row = choice.matrix.get(area) ?? new Map<string, number>();
    row.set(school, (row.get(school) ?? 0) + people);
    choice.matrix.set(area, row);
  }
  return choice;
}

/** Pupils from whom on a share means something: below, one base of the protection is more than a tenth. */
export const SHARE_FROM = 30;

/** Null where fewer than SHARE_FROM stand behind it. */
export const shareOf = (part: number, whole: number): number | null => (whole < SHARE_FROM ? null : part / whole);

/** Share of an area's pupils who attend a school of the type outside of it. */
export const leakage = ({ pupils, elsewhere }: Residents): number | null => shareOf(elsewhere, pupils);

/** Share of a school's pupils who live outside its own area; those of whom nobody knows where they live are left out. */
export const inflow = ({ own, others, guests }: Intake): number | null =>
  shareOf(others + guests, own + others + guests);
