/**
 * Contiguity by neighbours closer to the school (Zoltners, Sinha 1983, „Sales territory alignment“; for schools: Caro,
 * Shirabe, Guignard, Weintraub 2004): x(i, j) ≤ Σ x(k, j) over the neighbours k of i with a smaller depth. A plan that keeps
 * it is contiguous, though not every contiguous plan keeps it. Depth may be any order in which each atom has a neighbour
 * before it: here the cheapest path from the seat, where atoms that the school has already cost next to nothing. So the
 * plan at hand keeps the rule, and paths through areas with few pupils are open.
 */
import FlatQueue from 'flatqueue';
import type { Ground } from './contiguity.ts';
import type { Cut, Pairs } from './programmeParts.ts';

/** @returns depth of each atom that may be reached from the school's seat (elsewhere: from the atoms it has); else Infinity */
function depthsOf(
  ground: Ground,
  school: number,
  roots: readonly number[],
  { mayHold, costOf }: { mayHold: (atom: number) => boolean; costOf: (atom: number) => number },
): Float64Array {
  const { atoms, neighbours, seats } = ground.problem;
  const depth = new Float64Array(atoms).fill(Infinity);
  const queue = new FlatQueue<number>();
  for (const root of roots) {
    depth[root] = 0;
    queue.push(root, 0);
  }
  const isDone = new Uint8Array(atoms);
  for (let atom = queue.pop(); atom !== undefined; atom = queue.pop()) {
    if (isDone[atom] === 1) continue;
    isDone[atom] = 1;
    for (const next of neighbours[atom]!) {
      if (!mayHold(next) && next !== seats[school]) continue;
      const far = depth[atom]! + costOf(next);
      if (far >= depth[next]!) continue;
      depth[next] = far;
      queue.push(next, far);
    }
  }
  return depth;
}

/** Per pair the rule above; a pair that no path leads to is left out of the pairs. */
export function closerRules(
  ground: Ground,
  plan: Int32Array,
  pairs: Pairs,
  costOf: (atom: number, school: number) => number,
): { pairs: Pairs; cuts: Cut[] } {
  const { schools, neighbours, seats } = ground.problem;
  const kept: Pairs = { atom: [], school: [] };
  const cuts: Cut[] = [];
  const atomsOf = Array.from({ length: schools }, (): number[] => []);
  pairs.atom.forEach((atom, at) => atomsOf[pairs.school[at]!]!.push(atom));
  for (let school = 0; school < schools; school++) {
    const mayHold = new Set(atomsOf[school]);
    const roots = rootsOf(ground, plan, school);
    const isRoot = new Set(roots);
    const depth = depthsOf(ground, school, roots, {
      mayHold: (atom) => mayHold.has(atom),
      costOf: (atom) => (plan[atom] === school ? 1e-9 : 1e-6 + costOf(atom, school)),
    });
    for (const atom of atomsOf[school]!) {
      if (depth[atom] === Infinity) continue;
      kept.atom.push(atom);
      kept.school.push(school);
      if (isRoot.has(atom)) continue;
      const closer = neighbours[atom]!.filter((next) => depth[next]! < depth[atom]!);
      if (closer.includes(seats[school]!)) continue;
      cuts.push({ school, atoms: [atom], separator: [...closer] });
    }
  }
  return { pairs: kept, cuts };
}

/** The seat, and of each component without it one atom of what the school has there. */
function rootsOf({ problem, component }: Ground, plan: Int32Array, school: number): number[] {
  const seat = problem.seats[school]!;
  const roots = new Map<number, number>();
  if (seat >= 0) roots.set(component[seat]!, seat);
  plan.forEach((of, atom) => {
    if (of === school && !roots.has(component[atom]!)) roots.set(component[atom]!, atom);
  });
  return [...roots.values()];
}
