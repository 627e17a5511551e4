/** Reach of Kita places on an invented ground: floating catchments, and the best assignment of two age groups. */
import { createRandom } from '../../geodata/sample/random.ts';
import { assignPlaces, type AssignmentProblem } from '../../server/planning/kita/assignment.ts';
import { floatingCatchment } from '../../server/planning/kita/floatingCatchment.ts';
import { reachableWithin } from '../../server/planning/kita/reachable.ts';
import type { Figure } from './measure.ts';

const POINTS = 2000;
const KITAS = 60;
const SIDE_METRES = 20_000;
/** Under 3, from 3 on. */
const GROUPS = 2;
/** Places per child: some stay without one, so that whole chains of children move. */
const COVERED = 0.85;
const STEPS = [
  { upTo: 3000, weight: 1 },
  { upTo: 6000, weight: 0.68 },
  { upTo: 9000, weight: 0.22 },
];

/** A square in which every point reaches every Kita; children crowd around a town in its middle, Kitas do not. */
function invented(seed: number): AssignmentProblem {
  const random = createRandom(seed, 'reach');
  const anywhere = () => [random.between(0, SIDE_METRES), random.between(0, SIDE_METRES)] as const;
  const inTown = () => [SIDE_METRES / 2 + 1500 * random.normal(), SIDE_METRES / 2 + 1500 * random.normal()] as const;
  const homes = Array.from({ length: POINTS }, () => (random.chance(0.4) ? inTown() : anywhere()));
  const kitas = Array.from({ length: KITAS }, anywhere);
  const children = Float64Array.from({ length: POINTS * GROUPS }, () => random.int(7));
  const sizes = kitas.map(() => random.between(1, 4));
  const scale = (COVERED * children.reduce((a, b) => a + b, 0)) / sizes.reduce((a, b) => a + b, 0);
  const total = sizes.map((size) => Math.round(size * scale));
  const metres = (home: number, kita: number) => {
    const [from, to] = [homes[home]!, kitas[kita]!];
    return 1.3 * Math.hypot(from[0] - to[0], from[1] - to[1]);
  };
  return {
    groups: GROUPS,
    children,
    reachable: reachableWithin(POINTS, KITAS, metres, Infinity),
    limits: [Infinity, Infinity],
    total,
    cap: total.flatMap((places) => [Math.round(0.45 * places), Math.round(0.65 * places)]),
  };
}

export function measureReach(): Figure[] {
  const problem = invented(1);
  const { reachable, total: supply, children } = problem;
  const demand = Float64Array.from({ length: POINTS }, (_, point) => children[2 * point]! + children[2 * point + 1]!);
  const timed = (work: () => unknown) => {
    const before = performance.now();
    work();
    return (performance.now() - before) / 1000;
  };
  const catchments = timed(() => floatingCatchment({ supply, demand, reachable, steps: STEPS }));
  const assignment = timed(() => assignPlaces(problem));
  const size = `${POINTS.toLocaleString('en')} points × ${KITAS} Kitas`;
  const plain = { unit: 's', limit: 1, ratio: null, baseline: null } as const;
  return [
    { what: `E2SFCA, ${size}`, value: catchments, ...plain },
    { what: `best assignment, ${size}, ${GROUPS} age groups`, value: assignment, ...plain },
  ];
}
