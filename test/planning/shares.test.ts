/** Shares of a Gemeinde's pupils by school, in tiny worlds whose numbers can be followed by hand. */
import loadHighs from 'highs';
import { expect, test } from 'vitest';
import type { TableCell } from '../../server/planning/confidentiality/circulation.ts';
import { sumsThatGrant } from '../../server/planning/confidentiality/heldShares.ts';
import { roundControlled } from '../../server/planning/confidentiality/rounding.ts';
import { RoundingProgramme } from '../../server/planning/confidentiality/roundingProgramme.ts';
import { wishesOf } from '../../server/planning/confidentiality/wishes.ts';
import { chanceOf } from '../chance.ts';

const highs = await loadHighs();
const BASE = 3;

/** One Gemeinde: people by atom and school. */
const gemeinde = (name: string, atoms: readonly (readonly number[])[]): TableCell[] =>
  atoms.flatMap((schools, atom) =>
    schools.map((people, school): TableCell => {
      const [a, s] = [`${name}-${atom}`, `s${school}`];
      return {
        name: `${a} ${s}`,
        people,
        byHome: [name, a, s],
        bySchool: [s, name],
        home: name,
        school: s,
        metres: null,
      };
    }),
  );

const sums = (cells: readonly TableCell[], of: readonly number[]): Map<string, number> => {
  const bySchool = new Map<string, number>();
  cells.forEach(({ school }, index) => bySchool.set(school, (bySchool.get(school) ?? 0) + of[index]!));
  return bySchool;
};

test('36 pupils at schools of 13, 10, 7, 4, 1 and 1 are known not to be tellable within 5 points; 40 of four schools are', () => {
  const [small, larger] = [[gemeinde('A', [[13, 10, 7, 4, 1, 1]])], [gemeinde('A', [[14, 12, 8, 6]])]].map(
    ([cells]) => {
      const programme = new RoundingProgramme(cells!, { base: BASE, highs, costOf: () => 0 });
      const [only] = wishesOf(cells!, BASE).gemeinden;
      const held = sumsThatGrant(only!, programme.solve()!, programme);
      programme.dispose();
      return held;
    },
  );
  expect(small).toBeNull();
  expect(larger?.length).toBe(5);
});

test('shares that costs alone leave beyond 5 points are held within them', () => {
  // Seen to fail without holding: in 13 of 60 Gemeinden.
  const atoms = [
    [0, 3, 0, 3, 1, 3],
    [0, 0, 0, 3, 3, 3],
    [0, 3, 1, 3, 3, 0],
    [3, 0, 1, 1, 1, 2],
  ];
  let most = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const cells = ['A', 'B', 'C'].flatMap((name) => gemeinde(name, atoms));
    const rounded = roundControlled(cells, { base: BASE, chanceOf: chanceOf(seed), highs });
    for (const name of ['A', 'B', 'C']) {
      const own = cells.map(({ home }) => home === name);
      const [truth, shown] = [cells.map(({ people }) => people), rounded].map((of) =>
        sums(
          cells.filter((_, i) => own[i]),
          of.filter((_, i) => own[i]),
        ),
      );
      const all = (of: Map<string, number>) => [...of.values()].reduce((sum, people) => sum + people, 0);
      for (const [school, people] of truth!)
        most = Math.max(most, Math.abs((shown!.get(school)! || 1) / all(shown!) - people / all(truth!)));
    }
  }
  expect(most).toBeLessThanOrEqual(0.05);
});
