/** What a planner can change, as it is written down: by keys that outlive an index, never overwritten. */

import type { KitaChange } from '../kita/measures.ts';

/** When a change holds: for everybody at once, or from the year on for those who enter (siblings may stay). */
export interface Timing {
  /** First calendar year of the school year from which it holds. */
  from: number;
  mode: 'atOnce' | 'entrants';
}

export interface AssignChange extends Timing {
  kind: 'assign';
  schoolType: string;
  /** The school whose district the atoms join, by atom: lists of a same length, or one school for all. */
  atoms: string[];
  schools: string[];
  /** Share (0…1) of the entrants who stay at the former school because a sibling is there. */
  siblings: number;
  /** What was chosen: a street, an area, a drawn line. */
  label: string;
}

export interface CloseChange extends Timing {
  kind: 'close';
  school: string;
}

export interface OpenChange {
  kind: 'open';
  from: number;
  school: string;
  name: string;
  schoolType: string;
  authority: string | null;
  gradeFrom: number;
  gradeTo: number;
  parallelClasses: number;
  places: number;
  lon: number;
  lat: number;
}

export interface MoveChange {
  kind: 'move';
  from: number;
  school: string;
  lon: number;
  lat: number;
}

export interface ResizeChange {
  kind: 'resize';
  from: number;
  school: string;
  /** Null: as it is. */
  parallelClasses: number | null;
  places: number | null;
  gradeFrom: number | null;
  gradeTo: number | null;
}

export interface LockChange {
  kind: 'lock' | 'unlock';
  schoolType: string;
  atoms: string[];
  label: string;
}

/** Of schools; those of Kitas stand in the same list, so that there is one order of undoing. */
export type SchoolChange = AssignChange | CloseChange | OpenChange | MoveChange | ResizeChange | LockChange;
export type PlanChange = SchoolChange | KitaChange;
export type StoredChange = PlanChange | { kind: 'undo' } | { kind: 'redo' };

export interface History<C> {
  /** In force, oldest first. */
  done: C[];
  /** Taken back, the next to be redone last. */
  undone: C[];
}

/** Undo and redo are changes like others; whatever comes after an undo ends what could be redone. */
export function historyOf<C extends { kind: string }>(
  changes: Iterable<C>,
): History<Exclude<C, { kind: 'undo' | 'redo' }>> {
  type Real = Exclude<C, { kind: 'undo' | 'redo' }>;
  const done: Real[] = [];
  let undone: Real[] = [];
  for (const change of changes) {
    if (change.kind === 'undo') {
      const last = done.pop();
      if (last) undone.push(last);
    } else if (change.kind === 'redo') {
      const last = undone.pop();
      if (last) done.push(last);
    } else {
      done.push(change as Real);
      undone = [];
    }
  }
  return { done, undone };
}
