/** The goal of a plan and its terms; what a pair of atom and school costs; what a school costs by its load. */
import type { DistrictingProblem, Terms, Weights } from './problem.ts';

export class Goal {
  readonly problem: DistrictingProblem;
  readonly weights: Weights;
  /** atoms × schools: the way in metres that is counted; a pair without one counts as far as the farthest with one. */
  readonly way: Float64Array;
  /** atoms × schools: distance and moved, weighted: the part of the goal that is a sum over atoms. */
  readonly cost: Float64Array;
  /** Mean way in metres that `distance` is measured by. */
  readonly yardstick: number;
  readonly total: number;
  readonly burdened: number;
  /** Per school: the load that is its share of the total; -1 without a limit. */
  readonly fairLoad: Float64Array;

  constructor(problem: DistrictingProblem, weights: Weights) {
    const { atoms, schools, metres, pupils, today, capacity } = problem;
    this.problem = problem;
    this.weights = weights;
    let farthest = 0;
    for (const way of metres) if (way < Infinity && way > farthest) farthest = way;
    this.way = metres.map((way) => (way < Infinity ? way : farthest));
    const movable = sumOf(pupils);
    this.total = movable + sumOf(problem.fixedPupils);
    this.burdened = sumOf(problem.burden) + sumOf(problem.fixedBurden);
    const limit = sumOf(capacity.filter((places) => places < Infinity));
    this.fairLoad = capacity.map((places) => (places < Infinity && limit > 0 ? (places * this.total) / limit : -1));
    const isComplete = today.every((school, atom) => school >= 0 || pupils[atom] === 0);
    let sum = 0;
    for (let atom = 0; atom < atoms; atom++) {
      const row = this.way.subarray(atom * schools, (atom + 1) * schools);
      if (pupils[atom]! > 0)
        sum += pupils[atom]! * (isComplete ? row[today[atom]!]! : row.reduce((a, b) => Math.min(a, b)));
    }
    this.yardstick = sum > 0 && movable > 0 ? sum / movable : 1;
    this.cost = new Float64Array(atoms * schools);
    if (movable === 0) return;
    for (let atom = 0; atom < atoms; atom++)
      for (let school = 0; school < schools; school++) {
        const far = this.way[atom * schools + school]! / this.yardstick;
        const moves = today[atom]! >= 0 && today[atom] !== school ? 1 : 0;
        this.cost[atom * schools + school] =
          (pupils[atom]! / movable) * (weights.distance * far + weights.moved * moves);
      }
  }

  /** What the school adds to the weighted goal. @param load pupils, fixed ones too @param burden of them burdened */
  ofSchool(school: number, load: number, burden: number): number {
    const fair = this.fairLoad[school]!;
    let sum = fair >= 0 && this.total > 0 ? (this.weights.utilisation * Math.abs(load - fair)) / this.total : 0;
    if (this.hasMix) sum += this.weights.mix * this.unlike(load, burden);
    return sum;
  }

  /** Nobody burdened, or everybody: nothing to mix. */
  get hasMix(): boolean {
    return this.burdened > 0 && this.burdened < this.total;
  }

  unlike(load: number, burden: number): number {
    return Math.abs(burden / this.burdened - (load - burden) / (this.total - this.burdened)) / 2;
  }

  /** @returns pupils and burdened pupils of each school, fixed ones too */
  loadsOf(plan: Int32Array): { load: Float64Array; burden: Float64Array } {
    const { fixedPupils, fixedBurden, pupils, burden: of } = this.problem;
    const [load, burden] = [fixedPupils.slice(), fixedBurden.slice()];
    plan.forEach((school, atom) => {
      if (school < 0) return;
      load[school]! += pupils[atom]!;
      burden[school]! += of[atom]!;
    });
    return { load, burden };
  }

  termsOf(plan: Int32Array): Terms {
    const { schools, pupils, today } = this.problem;
    const { load, burden } = this.loadsOf(plan);
    const movable = sumOf(pupils);
    const terms: Terms = { distance: 0, utilisation: 0, moved: 0, mix: 0 };
    plan.forEach((school, atom) => {
      if (school < 0 || pupils[atom] === 0) return;
      terms.distance += (pupils[atom]! / movable) * (this.way[atom * schools + school]! / this.yardstick);
      if (today[atom]! >= 0 && today[atom] !== school) terms.moved += pupils[atom]! / movable;
    });
    for (let school = 0; school < schools; school++) {
      const fair = this.fairLoad[school]!;
      if (fair >= 0 && this.total > 0) terms.utilisation += Math.abs(load[school]! - fair) / this.total;
      if (this.hasMix) terms.mix += this.unlike(load[school]!, burden[school]!);
    }
    return terms;
  }

  of({ distance, utilisation, moved, mix }: Terms): number {
    const { weights } = this;
    return weights.distance * distance + weights.utilisation * utilisation + weights.moved * moved + weights.mix * mix;
  }
}

export const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, each) => sum + each, 0);
