/** The best districts for a variant's schools and locks, as plans to choose from; one that is chosen becomes a variant. */
import type { Optimised, OptimalPlan, OptimiseWish, PlanRule } from '../../contract/optimise.ts';
import type { VariantHead } from '../../contract/variants.ts';
import { transformer } from '../../../geodata/crs/transform.ts';
import { releaseProtectedFigure as figure } from '../../planning/confidentiality/release.ts';
import type { Binding, Phase, Rule, Terms } from '../../planning/districting/problem.ts';
import { DomainError } from '../../planning/errors.ts';
import type { AssignChange } from '../../planning/variant/changes.ts';
import { districtsOf, type Districts } from '../../planning/variant/districting.ts';
import { ownerAt } from '../../planning/variant/raster.ts';
import { assignmentAt } from '../../planning/variant/state.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import type { DistrictResult } from '../districtWork.ts';
import { replay, told } from './evaluate.ts';
import { checkYear } from './newChange.ts';
import { standing, type Standing } from './kept.ts';
import { knownVariant, worldOf } from './known.ts';
import { appendToCopy } from './variants.ts';
import type { CountyWorld } from './world.ts';

/** What a job keeps: the answer, and the plans behind it by keys that outlive an index. */
export interface OptimiseReport {
  variant: string;
  version: number;
  from: number;
  result: Optimised;
  /** Of each plan: atoms that go to another school than in the variant. */
  moves: { atoms: string[]; schools: string[] }[];
}

export const phases: Record<Phase, Sentence> = {
  bound: { de: 'Schranke wird berechnet', en: 'Working out the bound' },
  plan: { de: 'Plan wird gesucht', en: 'Looking for a plan' },
  improve: { de: 'Plan wird verbessert', en: 'Improving the plan' },
  conflict: { de: 'Widerspruch wird gesucht', en: 'Looking for the contradiction' },
  binding: { de: 'Bindende Regeln werden bestimmt', en: 'Finding what binds' },
  done: { de: 'Fertig', en: 'Done' },
};

interface Task {
  world: CountyWorld;
  variant: VariantRecordOf;
  now: Standing;
  districts: Districts;
}
type VariantRecordOf = Awaited<ReturnType<typeof knownVariant>>;

/** Refused at once where the question makes no sense; else what the job works on. */
export async function optimiseTask(context: Operation, county: string, id: string, wish: OptimiseWish): Promise<Task> {
  const world = await worldOf(context, county);
  checkYear(world, wish.from);
  const variant = await knownVariant(context, county, id);
  if (!world.world.types.has(wish.schoolType))
    throw new DomainError('invalid', 'schools.noneOfType', {
      de: `Es gibt hier keine Schule der Schulart „${wish.schoolType}“: bitte eine andere wählen.`,
      en: `There is no school of the type '${wish.schoolType}' here: please choose another one.`,
    });
  const now = await standing(context, world, variant);
  const { state, ways } = now.evaluated;
  const toGrid = transformer(4326, 3035);
  const seatOf = (lon: number, lat: number) => {
    const [e = 0, n = 0] = toGrid([lon, lat]);
    return ownerAt(world.ground.raster, e, n);
  };
  const districts = districtsOf(
    world.world,
    state,
    wish.schoolType,
    wish,
    world.rules.sizes,
    ways.walkOf(state),
    seatOf,
  );
  if (districts.schools.length < 2)
    throw new DomainError('invalid', 'optimise.oneSchool', {
      de: 'Für diese Schulart bleibt nur eine Schule: zu verteilen gibt es nichts.',
      en: 'Only one school of this type is left: there is nothing to divide.',
    });
  return { world, variant, now, districts };
}

export async function optimise(
  context: Operation,
  { world, variant, now, districts }: Task,
  wish: OptimiseWish,
  signal: AbortSignal,
  progress: (done: number, phase: Sentence) => void,
): Promise<OptimiseReport> {
  const { problem, start } = districts;
  const { weights, seconds, plans } = wish;
  const answer = await context.onDistricts(
    { problem, weights, seconds, plans, starts: [start] },
    (done, phase) => progress(done, phases[phase]),
    signal,
  );
  const keyOf = (school: number) => now.evaluated.state.schools[districts.schools[school]!]!.key;
  const choices = await Promise.all(
    plansOf(answer).map(async (listed): Promise<Choice> => {
      const moves = movesOf(world, now, districts, wish.schoolType, listed.plan, keyOf);
      return { listed, moves, counts: await countsOf(context, world, now, wish, moves) };
    }),
  );
  const kept = withoutBeatenAsTold(choices);
  return {
    variant: variant.id,
    version: variant.version,
    from: wish.from,
    result: resultOf(world, wish.schoolType, answer, kept, keyOf),
    moves: kept.map(({ moves }) => moves),
  };
}

type Counts = Pick<OptimalPlan, 'meanMetres' | 'moved' | 'atoms'>;

interface Choice {
  listed: Listed;
  moves: Moves;
  counts: Counts;
}

/** Two plans that move as many pupils in whole numbers, though not in fractions, are no choice: the later one is better in all else. */
export function withoutBeatenAsTold<T extends { counts: { moved: unknown } }>(choices: readonly T[]): T[] {
  const kept: T[] = [];
  for (const choice of [...choices].reverse()) {
    const next = kept[0];
    if (!next || Number(choice.counts.moved) < Number(next.counts.moved)) kept.unshift(choice);
  }
  return kept;
}

type Moves = OptimiseReport['moves'][number];

const asChange = (
  { schoolType, from }: { schoolType: string; from: number },
  moves: Moves,
  label: string,
): AssignChange => ({
  kind: 'assign',
  schoolType,
  atoms: moves.atoms,
  schools: moves.schools,
  from,
  mode: 'atOnce',
  siblings: 0,
  label,
});

/** As the plan's variant will tell them. */
async function countsOf(
  context: Operation,
  world: CountyWorld,
  { changes }: Standing,
  wish: OptimiseWish,
  moves: Moves,
): Promise<Counts> {
  const all = moves.atoms.length === 0 ? changes : [...changes, asChange(wish, moves, '')];
  const { after } = told(world, await replay(context, world, all), { year: null, ahead: null });
  const { ways, moved } = after.types.get(wish.schoolType)!;
  return {
    meanMetres: figure(ways.mean === null ? null : Math.round(ways.mean)),
    moved: figure(Math.round(moved)),
    atoms: moves.atoms.length,
  };
}

interface Listed {
  plan: Int32Array;
  terms: Terms;
  goal: number;
  bound: number;
  gap: number;
}

/** The plans of a frontier, else the best alone. */
function plansOf({ best, frontier }: DistrictResult): Listed[] {
  const { plan, terms, goal, bound, gap } = best;
  const own: Listed[] = plan && terms ? [{ plan, terms, goal, bound, gap }] : [];
  return frontier && frontier.plans.length > 0 ? frontier.plans : own;
}

function movesOf(
  { world }: CountyWorld,
  { evaluated }: Standing,
  { schools }: Districts,
  schoolType: string,
  plan: Int32Array,
  keyOf: (school: number) => string,
): OptimiseReport['moves'][number] {
  const now = assignmentAt(evaluated.state, schoolType, world.types.get(schoolType)!, Infinity, Infinity);
  const atoms = world.atoms.flatMap((_, atom) => (schools[plan[atom]!] === now[atom] ? [] : [atom]));
  return { atoms: atoms.map((atom) => world.atoms[atom]!.key), schools: atoms.map((atom) => keyOf(plan[atom]!)) };
}

const termsAnswer = (terms: Terms): OptimalPlan['terms'] => ({
  distance: figure(terms.distance),
  utilisation: figure(terms.utilisation),
  moved: figure(terms.moved),
  mix: figure(terms.mix),
});

function resultOf(
  { world }: CountyWorld,
  schoolType: string,
  { best, frontier }: DistrictResult,
  choices: readonly Choice[],
  keyOf: (school: number) => string,
): Optimised {
  const rule = (one: Binding | Rule): PlanRule => ({
    kind: one.kind,
    school: 'school' in one && one.school !== null ? keyOf(one.school) : null,
    atom: 'atom' in one && one.atom !== null ? world.atoms[one.atom]!.key : null,
    gain: 'gain' in one ? figure(one.gain) : null,
  });
  return {
    schoolType,
    status: best.status,
    plans: choices.map(({ listed: { terms, goal, bound, gap }, counts }) => ({
      terms: termsAnswer(terms),
      goal: figure(goal),
      bound: figure(bound),
      gap,
      difference: figure(goal - bound),
      ...counts,
    })),
    today: best.today && {
      goal: figure(best.today.goal),
      terms: termsAnswer(best.today.terms),
      keepsRules: best.todayKeepsRules,
    },
    binding: best.binding.map(rule),
    conflict: (best.conflict ?? []).map(rule),
    islands: best.islands.length,
    seconds: Math.round((best.seconds + (frontier?.seconds ?? 0)) * 10) / 10,
  };
}

/** @throws DomainError where the job has no such plan */
export async function takePlan(
  context: Operation,
  county: string,
  report: OptimiseReport,
  { plan, name }: { plan: number; name: string },
): Promise<VariantHead> {
  const moves = report.moves[plan];
  if (!moves)
    throw new DomainError('notFound', 'optimise.noPlan', {
      de: 'Diesen Plan hat die Optimierung nicht: bitte einen aus ihrer Liste wählen.',
      en: 'The optimisation has no such plan: please choose one of its list.',
    });
  const { result, from, variant, version } = report;
  const shown = result.plans[plan]!;
  const percent = (shown.gap * 100).toFixed(1);
  const label = `Optimierung, ≤ ${percent.replace('.', ',')} % über der Schranke`;
  const redrawn = moves.atoms.length === 0 ? [] : [asChange({ schoolType: result.schoolType, from }, moves, label)];
  return appendToCopy(context, county, { name, copyOf: variant, version }, redrawn);
}
