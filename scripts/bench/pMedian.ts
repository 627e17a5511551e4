/** The yardstick pmed1–10 of the OR-Library where ../shared/data is, else invented graphs of the same sizes. */
import { existsSync, readFileSync } from 'node:fs';
import loadHighs from 'highs';
import { readPMedian, type PMedianGraph } from '../../geodata/formats/orLibrary.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { solvePMedian } from '../../server/planning/optimise/pMedian.ts';
import { distancesBetween } from '../../server/planning/optimise/shortestPaths.ts';

const FOLDER = '../shared/data/yardsticks/p-median';
const SECONDS = 60;
/** Vertices and p of pmed1 to pmed10 (Beasley 1985); each graph has n² / 50 edges. */
const SIZES = [100, 200].flatMap((vertices) =>
  [5, vertices / 20, vertices / 10, vertices / 5, Math.round(vertices / 3)].map((p) => ({
    vertices,
    p: Math.max(p, 5),
  })),
);

/** A path through all vertices, so that none is apart, and edges anywhere; lengths 1 to 100. */
function invented({ vertices, p }: { vertices: number; p: number }, seed: number): PMedianGraph {
  const random = createRandom(seed, 'pmed');
  const edges = (vertices * vertices) / 50;
  const end = (edge: number, along: number) => (edge + 1 < vertices ? edge + along : random.int(vertices));
  return {
    vertices,
    p,
    from: Int32Array.from({ length: edges }, (_, edge) => end(edge, 0)),
    to: Int32Array.from({ length: edges }, (_, edge) => end(edge, 1)),
    length: Float64Array.from({ length: edges }, () => 1 + random.int(100)),
  };
}

/** Seconds until each is proven, with its distances; Infinity where one is not. */
export async function measurePMedian(): Promise<{ real: boolean; seconds: number[] }> {
  const highs = await loadHighs();
  const files = SIZES.map((_, index) => `${FOLDER}/pmed${index + 1}.txt`);
  const real = files.every((file) => existsSync(file));
  const graphs = SIZES.map((size, index) => (real ? readPMedian(readFileSync(files[index]!)) : invented(size, index)));
  const seconds = graphs.map((graph) => {
    const start = performance.now();
    const since = () => (performance.now() - start) / 1000;
    const problem = { points: graph.vertices, sites: graph.vertices, p: graph.p, cost: distancesBetween(graph) };
    const random = createRandom(1, 'score').next;
    const { objective, bound } = solvePMedian(problem, { secondsLeft: () => SECONDS - since(), random, highs });
    return objective === bound ? since() : Infinity;
  });
  return { real, seconds };
}
