/** What a best assignment is held against: a linear programme of its own, and what any assignment must keep. */
import loadHighs from 'highs';
import { expect } from 'vitest';
import type { Assignment, AssignmentProblem } from '../../../server/planning/kita/assignment.ts';

const highs = await loadHighs();

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);

/** Served children and metres by HiGHS: first the largest number, then with it the least metres. */
export function byProgramme({ groups, children, reachable, limits, total, cap }: AssignmentProblem) {
  const names: string[] = [];
  const ofChildren = new Map<number, string[]>();
  const ofNode = new Map<number, string[]>();
  const metres: string[] = [];
  for (let point = 0; point + 1 < reachable.start.length; point++)
    for (let pair = reachable.start[point]!; pair < reachable.start[point + 1]!; pair++)
      for (let group = 0; group < groups; group++) {
        if (reachable.cost[pair]! > limits[group]!) continue;
        const name = `x${pair}_${group}`;
        const node = reachable.site[pair]! * groups + group;
        names.push(name);
        metres.push(`${reachable.cost[pair]} ${name}`);
        ofChildren.set(point * groups + group, [...(ofChildren.get(point * groups + group) ?? []), name]);
        ofNode.set(node, [...(ofNode.get(node) ?? []), name]);
      }
  if (names.length === 0) return { served: 0, metres: 0 };
  const ofKita = (kita: number) =>
    Array.from({ length: groups }, (_, group) => ofNode.get(kita * groups + group) ?? []);
  const row = (list: readonly string[], most: number) =>
    list.length > 0 && most < Infinity ? [`${list.join(' + ')} <= ${most}`] : [];
  const rows = [
    ...[...ofChildren].flatMap(([each, list]) => row(list, children[each]!)),
    ...[...ofNode].flatMap(([node, list]) => row(list, cap[node]!)),
    ...Array.from(total).flatMap((most, kita) => row(ofKita(kita).flat(), most)),
  ];
  const all = names.join(' + ');
  const solve = (goal: string, more: string[]) => {
    const answer = highs.solve(`${goal}\nSubject To\n${[...rows, ...more].join('\n')}\nEnd\n`);
    expect(answer.Status).toBe('Optimal');
    return answer.ObjectiveValue;
  };
  const served = solve(`Maximize\n${all}`, []);
  return { served, metres: solve(`Minimize\n${metres.join(' + ')}`, [`${all} >= ${served - 1e-9}`]) };
}

/** What any assignment must keep, and what the bottleneck proves. */
export function expectSound(problem: AssignmentProblem, result: Assignment): void {
  const { groups, children, reachable, limits, total, cap } = problem;
  const { assigned, unserved, used, served, metres, bottleneck } = result;
  const placed = new Float64Array(children.length);
  const taken = new Float64Array(cap.length);
  let way = 0;
  for (let point = 0; point + 1 < reachable.start.length; point++)
    for (let pair = reachable.start[point]!; pair < reachable.start[point + 1]!; pair++)
      for (let group = 0; group < groups; group++) {
        const amount = assigned[pair * groups + group]!;
        expect(amount).toBeGreaterThanOrEqual(0);
        if (amount > 0) expect(reachable.cost[pair]).toBeLessThanOrEqual(limits[group]!);
        placed[point * groups + group]! += amount;
        taken[reachable.site[pair]! * groups + group]! += amount;
        way += amount * reachable.cost[pair]!;
      }
  for (let each = 0; each < children.length; each++) {
    expect(unserved[each]).toBeGreaterThanOrEqual(0);
    expect(placed[each]! + unserved[each]!).toBeCloseTo(children[each]!, 9);
  }
  for (let node = 0; node < cap.length; node++) {
    expect(used[node]).toBeCloseTo(taken[node]!, 9);
    expect(taken[node]).toBeLessThanOrEqual(cap[node]! + 1e-9);
  }
  for (let kita = 0; kita < total.length; kita++)
    expect(sum(taken.subarray(kita * groups, (kita + 1) * groups))).toBeLessThanOrEqual(total[kita]! + 1e-9);
  expect(served).toBeCloseTo(sum(placed), 9);
  expect(metres).toBeCloseTo(way, 6);
  if (!bottleneck) return expect(sum(unserved)).toBeCloseTo(0, 9);
  const facilities = new Set(bottleneck.facilities);
  expect(bottleneck.children).toBeCloseTo(sum([...bottleneck.points].map((each) => children[each]!)), 9);
  expect(bottleneck.children - bottleneck.places).toBeCloseTo(sum(unserved), 9);
  for (const each of bottleneck.points) {
    const [point, group] = [Math.floor(each / groups), each % groups];
    for (let pair = reachable.start[point]!; pair < reachable.start[point + 1]!; pair++)
      if (reachable.cost[pair]! <= limits[group]!) expect(facilities).toContain(reachable.site[pair]! * groups + group);
  }
  // Counted again without knowing what binds: of each Kita the lesser of its licence and its caps.
  const most = Array.from(total, (places, kita) => {
    const caps = [...facilities].filter((node) => Math.floor(node / groups) === kita).map((node) => cap[node]!);
    return Math.min(places, sum(caps));
  });
  expect(sum(most)).toBeCloseTo(bottleneck.places, 9);
}
