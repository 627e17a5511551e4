/** Instances of public benchmarks against their proven optima. */
import { readFileSync } from 'node:fs';
import loadHighs from 'highs';
import { describe, expect } from 'vitest';
import { readPMedian } from '../../geodata/formats/orLibrary.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { solvePMedian } from '../../server/planning/optimise/pMedian.ts';
import { distancesBetween } from '../../server/planning/optimise/shortestPaths.ts';
import { testWithRealData } from '../realData.ts';

const highs = await loadHighs();

describe('OR-Library: p-median', () => {
  for (let number = 1; number <= 10; number++) {
    const folder = 'yardsticks/p-median';
    testWithRealData(`pmed${number}`, [`${folder}/pmed${number}.txt`, `${folder}/pmedopt.txt`], (file, optima) => {
      const published = new RegExp(`^pmed${number}\\s+(\\d+)`, 'm').exec(readFileSync(optima, 'utf8'));
      const optimum = Number(published?.[1]);
      expect(optimum).toBeGreaterThan(0);
      const graph = readPMedian(readFileSync(file));
      const problem = { points: graph.vertices, sites: graph.vertices, p: graph.p, cost: distancesBetween(graph) };
      const random = createRandom(1, 'test').next;
      const plan = solvePMedian(problem, { secondsLeft: () => Infinity, random, highs });
      expect(plan).toMatchObject({ objective: optimum, bound: optimum });
    });
  }
});
