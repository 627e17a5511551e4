/** Who attends which school: today, or when everything of a variant holds for everybody. */
import { choiceModels, outcomeOf } from '../../planning/variant/outcome.ts';
import { emptyState, stateIn, type PlanState, type WalkOf } from '../../planning/variant/state.ts';
import type { PlanSchool } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import { standing } from './kept.ts';
import { knownVariant } from './known.ts';
import type { CountyWorld } from './world.ts';

export interface Attending {
  /** Of the variant; null: today. */
  version: number | null;
  schools: readonly PlanSchool[];
  state: PlanState;
  /** Row of the counts, school, people: of a variant also parts of people. */
  attendances: { row: number; school: number; people: number }[];
  /** Pupils of closed or full schools who find no place. */
  unplaced: number;
  walkOf: WalkOf;
  safeOf: WalkOf;
  /** Schools that stand elsewhere than today, or nowhere yet. */
  relocated: ReadonlySet<number>;
}

/** @throws DomainError where there is no such variant */
export async function attendancesOf(context: Operation, county: CountyWorld, id: string | null): Promise<Attending> {
  const { world } = county;
  const { rows } = world;
  if (id === null)
    return {
      version: null,
      schools: world.schools,
      state: emptyState(world),
      attendances: Array.from(rows.people, (people, row) => ({ row, school: rows.school[row]!, people })),
      unplaced: 0,
      walkOf: (school) => world.walk[school]!,
      safeOf: (school) => world.safe[school]!,
      relocated: new Set(),
    };
  const record = await knownVariant(context, county.county.key, id);
  const { evaluated } = await standing(context, county, record);
  const state = stateIn(world, evaluated.state, Infinity);
  const [walkOf, safeOf] = [evaluated.ways.walkOf(state), evaluated.ways.safeOf(state)];
  const { stays, moved, unplaced } = outcomeOf(world, state, Infinity, choiceModels(world, state, walkOf));
  return {
    version: record.version,
    schools: state.schools,
    state,
    attendances: [
      ...Array.from(stays, (people, row) => ({ row, school: rows.school[row]!, people })),
      ...moved.map(({ row, school, amount }) => ({ row, school, people: amount })),
    ],
    unplaced: unplaced.reduce((sum, { amount }) => sum + amount, 0),
    walkOf,
    safeOf,
    relocated: state.relocated,
  };
}
