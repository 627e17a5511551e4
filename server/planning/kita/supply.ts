/** Kita places against children: demand = Σ children(age) × share of the cohort × target rate; gap = places − demand. */
import type { Sentence } from '../types.ts';

export interface AgeGroupRule {
  key: string;
  label: Sentence;
  /** Completed years and the share of that cohort in the group on the reference date (the entry cohort counts in part). */
  ages: {
    age: number;
    share: number;
    /** Demand per child of this age, where it differs from the group's. */
    rate?: number;
  }[];
  targetRate: number;
  /** Which places serve the group: those under 3, those from 3, all of these, also the unsplit ones, or those of the Hort. */
  places: 'u3' | 'ue3' | 'all' | 'hort';
}

export interface KitaRule {
  /** Age at which the state splits the groups: 2 in Rheinland-Pfalz, else 3. */
  splitAge: number;
  groups: AgeGroupRule[];
}

/** The groups that make up the one of all places; of another one none. */
export const partsOf = (groups: readonly AgeGroupRule[], group: Pick<AgeGroupRule, 'places'>): AgeGroupRule[] =>
  group.places === 'all' ? groups.filter(({ places }) => places === 'u3' || places === 'ue3') : [];

/** From then on a county's own rates are those of the Hort: at six one is in a Kita or in a Hort. */
const HORT_FROM = 7;

/** Of a completed year; null: the county has not set it. */
export type RateByAge = (age: number) => number | null;

/** A group with the county's own rates where it has some. */
export function withRates(group: AgeGroupRule, own: RateByAge): AgeGroupRule {
  const rateOf = (age: number) => own(group.places === 'hort' ? Math.max(age, HORT_FROM) : age);
  return {
    ...group,
    ages: group.ages.map((entry) => ({ ...entry, rate: rateOf(entry.age) ?? entry.rate ?? group.targetRate })),
  };
}

/** People of completed ages `from`…`to` (null = open). */
export interface AgeBand {
  from: number;
  to: number | null;
  people: number;
}

export interface GroupChildren {
  children: number;
  /** Ages of the group that the data do not resolve; they are not in the number. */
  missingAges: number[];
}

/**
 * Children of a group; a closed band is spread evenly over its years, an open one is not guessed. Of bands that hold the
 * same age, as where a table gives years and their sum, the narrowest counts alone.
 */
export function childrenOf(group: Pick<AgeGroupRule, 'ages'>, bands: readonly AgeBand[]): GroupChildren {
  let children = 0;
  const missingAges: number[] = [];
  for (const { age, share } of group.ages) {
    const holding = bands.flatMap(({ from, to, people }) =>
      to !== null && from <= age && age <= to ? [{ from, years: to - from + 1, people }] : [],
    );
    const [narrowest] = holding.toSorted((a, b) => a.years - b.years || a.from - b.from);
    if (!narrowest) missingAges.push(age);
    for (const { from, years, people } of holding) {
      if (from === narrowest?.from && years === narrowest.years) children += (share * people) / years;
    }
  }
  return { children, missingAges };
}

/** Σ children(age) × share × rate(age): a group of several parts demands what its parts demand together. */
export function demandOf(group: AgeGroupRule, bands: AgeBand[]): number {
  return group.ages.reduce((demand, entry) => {
    const { children } = childrenOf({ ...group, ages: [entry] }, bands);
    return demand + children * (entry.rate ?? group.targetRate);
  }, 0);
}

export interface Places {
  usable: number | null;
  u3: number | null;
  ue3: number | null;
  /** Beside the usable ones. */
  hort?: number | null | undefined;
}

export function placesOf(group: Pick<AgeGroupRule, 'places'>, kitas: readonly Places[]): number {
  const part = ({ usable, u3, ue3, hort }: Places) =>
    group.places === 'all' ? (usable ?? (u3 ?? 0) + (ue3 ?? 0)) : ({ u3, ue3, hort }[group.places] ?? 0);
  return kitas.reduce((sum, kita) => sum + part(kita), 0);
}

/** Usable places that the list gives to no age group. */
export function unassignedPlaces(kita: Omit<Places, 'hort'>): number {
  return Math.max(0, (kita.usable ?? 0) - (kita.u3 ?? 0) - (kita.ue3 ?? 0));
}

/** A Kita with the children who are there, where its list tells them. */
export interface OccupiedPlaces extends Places {
  licensed: number | null;
  occupiedU3: number | null;
  occupiedUe3: number | null;
  occupiedHort?: number | null | undefined;
}

export interface Occupancy {
  /** In care, of the Kitas that tell it, and the usable places of these. */
  children: number;
  places: number;
  /** How many Kitas tell it. */
  telling: number;
}

/** Children of a group in a Kita; null where its list does not tell them. Without places for an age there are none of it. */
function inCare(places: AgeGroupRule['places'], kita: OccupiedPlaces): number | null {
  const { u3, ue3, occupiedU3, occupiedUe3 } = kita;
  if (places === 'hort') return kita.occupiedHort ?? ((kita.hort ?? 0) === 0 ? 0 : null);
  const young = occupiedU3 ?? (u3 === 0 ? 0 : null);
  const older = occupiedUe3 ?? (ue3 === 0 ? 0 : null);
  if (places === 'u3') return young;
  if (places === 'ue3') return older;
  return young === null || older === null ? null : young + older;
}

/** Null where no Kita tells how many are there. */
export function occupancy(group: Pick<AgeGroupRule, 'places'>, kitas: readonly OccupiedPlaces[]): Occupancy | null {
  const telling = kitas.filter((kita) => inCare(group.places, kita) !== null);
  if (telling.length === 0) return null;
  const children = telling.reduce((sum, kita) => sum + inCare(group.places, kita)!, 0);
  return { children, places: placesOf(group, telling), telling: telling.length };
}

/** Places of the licences (of all ages); null where no list tells them. */
export function licensedPlaces(kitas: readonly OccupiedPlaces[]): number | null {
  const told = kitas.flatMap(({ licensed }) => (licensed === null ? [] : [licensed]));
  return told.length === 0 ? null : told.reduce((sum, places) => sum + places, 0);
}

export interface Supply {
  demand: number;
  gap: number;
  /** places ÷ children; null without children. */
  coverage: number | null;
}

/** `demand`: children × target rate, or the sum of demandOf() over the areas. */
export function supply(children: number, places: number, demand: number): Supply {
  return { demand, gap: places - demand, coverage: children > 0 ? places / children : null };
}
