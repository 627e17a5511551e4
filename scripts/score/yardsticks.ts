/** The public benchmarks that can be run: how an instance is read, and which kernel solves it. */
import { readCapacitatedPMedian, readPMedian } from '../../geodata/formats/orLibrary.ts';
import { solveCapacitatedPMedian } from '../../server/planning/optimise/capacitated.ts';
import { solvePMedian } from '../../server/planning/optimise/pMedian.ts';
import type { Means, Plan } from '../../server/planning/optimise/problem.ts';
import { distancesBetween } from '../../server/planning/optimise/shortestPaths.ts';

interface Instance {
  points: number;
  p: number;
  solve: (means: Means) => Plan;
}

interface Definition {
  /** One line of the help. */
  about: string;
  /** @throws SourceError */
  read: (bytes: Uint8Array) => Instance;
}

export const yardsticks = {
  'p-median': {
    about: 'Standorte, zu denen alle Wege zusammen am kürzesten sind; Graph der OR-Library (pmed1.txt …)',
    read: (bytes) => {
      const graph = readPMedian(bytes);
      const { vertices: points, p } = graph;
      const problem = { points, sites: points, p, cost: distancesBetween(graph) };
      return { points, p, solve: (means) => solvePMedian(problem, means) };
    },
  },
  'capacitated-p-median': {
    about: 'dasselbe mit Kapazitäten: n p, n × n Entfernungen, n Bedarfe, n Kapazitäten',
    read: (bytes) => {
      const { points, p, distance, demand, capacity } = readCapacitatedPMedian(bytes);
      const problem = { points, sites: points, p, cost: distance, demand, capacity };
      return { points, p, solve: (means) => solveCapacitatedPMedian(problem, means) };
    },
  },
} satisfies Record<string, Definition>;

export type Yardstick = keyof typeof yardsticks;

export const isYardstick = (name: string): name is Yardstick => Object.hasOwn(yardsticks, name);
