/** Which rules keep the goal from being better: those with a price in the linear programme are given up one by one. */
import { Ground } from './contiguity.ts';
import type { Binding } from './problem.ts';
import { relax, type Relaxed, type Scene } from './relaxation.ts';

/** Limits, and locked atoms, that are looked at: those with the highest prices. */
const MOST_LIMITS = 6;
const MOST_LOCKS = 4;
/** In parts of the goal: less is not worth a word. */
const LEAST_GAIN = 1e-5;

/** @returns most important first; by the linear programme, which is solved anew for each */
export function bindingOf(
  scene: Scene,
  relaxed: Relaxed,
  found: { goal: number; boundWithoutContiguity: number },
): Binding[] {
  const { goal, rules } = scene;
  const gainOf = (changed: Partial<Scene>) => {
    const { bound, isSolved } = relax({ ...scene, ...changed });
    return isSolved ? relaxed.bound - bound : 0;
  };
  const limits = [...relaxed.limitPrice.keys()]
    .filter((school) => Math.abs(relaxed.limitPrice[school]!) > 1e-9)
    .sort((a, b) => Math.abs(relaxed.limitPrice[b]!) - Math.abs(relaxed.limitPrice[a]!) || a - b)
    .slice(0, MOST_LIMITS)
    .map((school): Binding => {
      const isMost = relaxed.limitPrice[school]! < 0;
      const given = isMost ? { most: rules.most.with(school, Infinity) } : { least: rules.least.with(school, 0) };
      const gain = gainOf({ rules: { ...rules, ...given } });
      return { kind: isMost ? 'capacity' : 'minimum', school, atom: null, gain };
    });
  const locks = lockedAtoms(scene).map((atom): Binding => {
    const { problem } = goal;
    const ground = new Ground({ ...problem, locked: problem.locked.with(atom, -1) });
    return { kind: 'locked', school: problem.locked[atom]!, atom, gain: gainOf({ ground }) };
  });
  const contiguity: Binding = {
    kind: 'contiguity',
    school: null,
    atom: null,
    gain: found.goal - found.boundWithoutContiguity,
  };
  return [...limits, ...locks, contiguity].filter(({ gain }) => gain > LEAST_GAIN).sort((a, b) => b.gain - a.gain);
}

/** Locked atoms that would be better off elsewhere, as far as their own costs tell. */
function lockedAtoms({ goal }: Scene): number[] {
  const { schools, locked } = goal.problem;
  const lossOf = (atom: number) => {
    const row = goal.cost.subarray(atom * schools, (atom + 1) * schools);
    return row[locked[atom]!]! - Math.min(...row);
  };
  return [...locked.keys()]
    .filter((atom) => locked[atom]! >= 0 && lossOf(atom) > 0)
    .sort((a, b) => lossOf(b) - lossOf(a) || a - b)
    .slice(0, MOST_LOCKS);
}
