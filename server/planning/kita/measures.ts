/** What a planner does about places: houses opened, made larger or smaller, closed, each from a year on. */

interface From {
  /** First calendar year of the Kita year from which it holds: 2027 = from August 2027, seen at the end of 2027. */
  from: number;
}

export interface OpenKita extends From {
  kind: 'kitaOpen';
  kita: string;
  name: string;
  lon: number;
  lat: number;
  placesU3: number;
  placesUe3: number;
  /** Of these for more than 35 hours a week; left out: not said. */
  fullDay?: number | undefined;
}

/** More or fewer groups, or other hours: what the house has from then on. */
export interface ResizeKita extends From {
  kind: 'kitaPlaces';
  kita: string;
  placesU3: number;
  placesUe3: number;
  /** Left out: as many as before, as far as there are places. */
  fullDay?: number | undefined;
}

export interface CloseKita extends From {
  kind: 'kitaClose';
  kita: string;
}

export type KitaChange = OpenKita | ResizeKita | CloseKita;

export const isKitaChange = <C extends { kind: string }>(change: C): change is Extract<C, KitaChange> =>
  change.kind === 'kitaOpen' || change.kind === 'kitaPlaces' || change.kind === 'kitaClose';

/** A Kita and the places it can take children on. */
export interface PlannedKita {
  key: string;
  usable: number | null;
  u3: number | null;
  ue3: number | null;
  hort?: number | null | undefined;
  /** Of the usable ones for more than 35 hours a week. */
  fullDay?: number | null | undefined;
}

const NONE = { usable: 0, u3: 0, ue3: 0, hort: 0, fullDay: 0 };

/**
 * The Kitas as they are in a year, those of today first, in their order; a closed or not yet opened one has no places. Of two
 * changes to one Kita the one that was made later counts from its year on; a closing ends what was planned before it.
 */
export function kitasIn(
  kitas: readonly PlannedKita[],
  changes: readonly KitaChange[],
  year: number,
): { kitas: PlannedKita[]; missing: string[] } {
  const places = new Map<string, PlannedKita>(kitas.map((kita) => [kita.key, kita]));
  const missing: string[] = [];
  for (const change of changes) {
    const { kita: key, from } = change;
    if (change.kind !== 'kitaOpen' && !places.has(key)) {
      missing.push(key);
      continue;
    }
    const isDue = from <= year;
    if (change.kind === 'kitaClose') {
      if (isDue) places.set(key, { key, ...NONE });
    } else if (isDue) {
      const { placesU3: u3, placesUe3: ue3 } = change;
      // Measures are about places before school; those of the Hort stay.
      const before = places.get(key);
      const kept = change.kind === 'kitaPlaces' ? (before?.fullDay ?? null) : null;
      const fullDay = change.fullDay ?? (kept === null ? null : Math.min(kept, u3 + ue3));
      places.set(key, { key, usable: u3 + ue3, u3, ue3, hort: before?.hort ?? 0, fullDay });
    } else if (change.kind === 'kitaOpen') places.set(key, { key, ...NONE });
  }
  return { kitas: [...places.values()], missing };
}
