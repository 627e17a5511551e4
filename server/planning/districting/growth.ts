/** Contiguous plans to begin with: districts grow from their seats, the cheapest atom first. */
import FlatQueue from 'flatqueue';
import type { Ground } from './contiguity.ts';

/**
 * Keeps of `from` what hangs on its seat, joins locked atoms to it, and lets districts grow over the rest.
 *
 * @param from per atom: its school, -1 to be given one
 * @param cost what it costs that the school has the atom; compared between atoms
 * @returns a plan; contiguous but where locks or missing ways left no other choice
 */
export function grow(ground: Ground, from: Int32Array, cost: (atom: number, school: number) => number): Int32Array {
  const { atoms, schools, neighbours, seats, locked } = ground.problem;
  const allows = (atom: number, school: number) => ground.allows(atom, school, { contiguity: true });
  const plan = from.map((school, atom) => (school >= 0 && allows(atom, school) ? school : -1));
  for (let atom = 0; atom < atoms; atom++) {
    if (locked[atom]! >= 0) plan[atom] = locked[atom]!;
    else if (ground.seatOf[atom]! >= 0) plan[atom] = ground.seatOf[atom]!;
    else if (ground.seatOf[atom] === -2 && !seatIsKept(plan[atom]!, atom)) plan[atom] = seats.indexOf(atom);
  }
  function seatIsKept(school: number, atom: number): boolean {
    return school >= 0 && seats[school] === atom;
  }
  for (const { school, piece } of ground.breaksOf(plan))
    if (!piece.some((atom) => locked[atom]! >= 0))
      for (const atom of piece) if (seats[school] !== atom) plan[atom] = -1;
  for (const { school, piece } of ground.breaksOf(plan)) join(piece, school);
  /** Shortest bridge, in atoms, from a loose piece to the rest of its district; it takes atoms from others. */
  function join(piece: readonly number[], school: number): void {
    const inside = new Set(piece);
    const cameFrom = new Map<number, number>(piece.map((atom) => [atom, -1]));
    const queue = [...piece];
    for (const atom of queue) {
      const isHome = !inside.has(atom) && (plan[atom] === school || atom === seats[school]);
      if (isHome) {
        for (let step = cameFrom.get(atom)!; step >= 0 && !inside.has(step); step = cameFrom.get(step)!)
          plan[step] = school;
        return;
      }
      for (const next of neighbours[atom]!)
        if (!cameFrom.has(next) && ((locked[next]! < 0 && allows(next, school)) || plan[next] === school)) {
          cameFrom.set(next, atom);
          queue.push(next);
        }
    }
  }
  // A bridge may have cut another district.
  for (const { school, piece } of ground.breaksOf(plan))
    for (const atom of piece) if (locked[atom]! < 0 && seats[school] !== atom) plan[atom] = -1;
  const queue = new FlatQueue<number>();
  const offer = (atom: number, school: number) => {
    for (const next of neighbours[atom]!)
      if (plan[next]! < 0 && allows(next, school)) queue.push(next * schools + school, cost(next, school));
  };
  plan.forEach((school, atom) => {
    if (school >= 0) offer(atom, school);
  });
  seats.forEach((seat, school) => {
    if (seat >= 0) offer(seat, school);
  });
  const spread = () => {
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const [atom, school] = [Math.floor(at / schools), at % schools];
      if (plan[atom]! >= 0) continue;
      plan[atom] = school;
      offer(atom, school);
    }
  };
  spread();
  // Islands, and what no district could grow into: from its cheapest pair on.
  for (;;) {
    let best = -1;
    for (let atom = 0; atom < atoms; atom++) {
      if (plan[atom]! >= 0) continue;
      for (let school = 0; school < schools; school++) {
        if (!allows(atom, school)) continue;
        const isCheaper = best < 0 || cost(atom, school) < cost(Math.floor(best / schools), best % schools);
        if (isCheaper) best = atom * schools + school;
      }
    }
    if (best < 0) break;
    plan[Math.floor(best / schools)] = best % schools;
    offer(Math.floor(best / schools), best % schools);
    spread();
  }
  return plan;
}
