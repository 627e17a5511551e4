/** Reach of Kita places on an invented ground: floating catchments, the best assignment of two age groups, and what to build or close. */
import { createRandom } from '../../geodata/sample/random.ts';
import { assignPlaces, type AssignmentProblem } from '../../server/planning/kita/assignment.ts';
import { bestSites } from '../../server/planning/kita/bestSites.ts';
import { floatingCatchment } from '../../server/planning/kita/floatingCatchment.ts';
import { leastHarm } from '../../server/planning/kita/leastHarm.ts';
import type { Candidates } from '../../server/planning/kita/opening.ts';
import { reachableWithin } from '../../server/planning/kita/reachable.ts';
import type { Figure } from './measure.ts';

const POINTS = 2000;
const KITAS = 60;
const SIDE_METRES = 20_000;
/** Under 3, from 3 on. */
const GROUPS = 2;
/** Places per child: some stay without one, so that whole chains of children move. */
const COVERED = 0.85;
/** Of a new house, or to go; and of a group. */
const PLACES = 75;
const GROUP = 15;
/** Accepted metres to a new Kita and to the others, where sites are compared as planners do. */
const ACCEPTED = 3000;
const STEPS = [
  { upTo: 3000, weight: 1 },
  { upTo: 6000, weight: 0.68 },
  { upTo: 9000, weight: 0.22 },
];

/** A square in which every point reaches every Kita; children crowd around a town in its middle, Kitas do not. */
function invented(seed: number): { problem: AssignmentProblem; candidates: Candidates } {
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
  const between = (one: number, other: number) =>
    1.3 * Math.hypot(...[0, 1].map((at) => homes[one]![at]! - homes[other]![at]!));
  const { start, site, cost } = reachableWithin(POINTS, POINTS, between, Infinity);
  return {
    problem: {
      groups: GROUPS,
      children,
      reachable: reachableWithin(POINTS, KITAS, metres, Infinity),
      limits: [Infinity, Infinity],
      total,
      cap: total.flatMap((places) => [Math.round(0.45 * places), Math.round(0.65 * places)]),
    },
    candidates: { start, point: site, cost },
  };
}

export function measureReach(): Figure[] {
  const { problem, candidates } = invented(1);
  const { reachable, total: supply, children } = problem;
  const demand = Float64Array.from({ length: POINTS }, (_, point) => children[2 * point]! + children[2 * point + 1]!);
  const timed = (work: () => unknown) => {
    const before = performance.now();
    work();
    return (performance.now() - before) / 1000;
  };
  const catchments = timed(() => floatingCatchment({ supply, demand, reachable, steps: STEPS }));
  const assignment = timed(() => assignPlaces(problem));
  const near = { ...problem, limits: [ACCEPTED, ACCEPTED] };
  const asked = { candidates, places: PLACES, group: -1, count: 1 };
  const sites = timed(() => bestSites({ ...asked, problem }));
  const nearSites = timed(() => bestSites({ ...asked, problem: near }));
  const fewer = timed(() => leastHarm({ problem, group: -1, places: PLACES, step: GROUP }));
  const size = `${POINTS.toLocaleString('en')} points × ${KITAS} Kitas`;
  const choices = `${POINTS.toLocaleString('en')} candidates × ${KITAS} Kitas`;
  const plain = { unit: 's', limit: 1, ratio: null, baseline: null } as const;
  return [
    { what: `E2SFCA, ${size}`, value: catchments, ...plain },
    { what: `best assignment, ${size}, ${GROUPS} age groups`, value: assignment, ...plain },
    { what: `best site for ${PLACES} places, ${choices}, all within reach`, value: sites, ...plain, limit: null },
    {
      what: `best site for ${PLACES} places, ${choices}, up to ${ACCEPTED} m`,
      value: nearSites,
      ...plain,
      limit: null,
    },
    { what: `${PLACES} places that go with least harm, ${KITAS} Kitas`, value: fewer, ...plain, limit: null },
  ];
}
