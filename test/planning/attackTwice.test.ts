/**
 * Two lists of the same children, October and March, are two roundings that know nothing of each other. The attacker here
 * knows the most there is: who came, left and moved in between, and where nobody lives. What he then tells of the
 * children of October is measured, and must not get worse. It is worse than what one list tells:
 *
 * - A row that is 3 in one list and 6 in the other has 4 or 5 children: two possible numbers instead of three. That is so
 *   for 2,633 of 5,935 rows whose children stayed (44 of 100), and for 72 of 100 of those that are shown above 0 at all.
 * - With all sums of both lists 301 of 600 rows keep fewer than three numbers, and one of them is told.
 * - Atoms are formed anew, and differ in part (624 of 855 are the same): what lies in one atom of October and another one
 *   of March is less than an atom. There are 225 such pieces with 1 to 5 children; of 94 of them it can be told that they
 *   hold somebody and fewer than an atom may, of three how many.
 */
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../geodata/sample/random.ts';
import { secretRandom } from '../../server/operations/import/secretRandom.ts';
import { protectPupils, setsOf, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import type { PlacedPupil } from '../../server/planning/pupils/countList.ts';
import { jointlyPossible, type Sum } from '../jointAttack.ts';
import { BASE, MINIMUM, protect, sampleHomes, type Protected } from '../sampleHomes.ts';

const highs = await loadHighs();
const homes = sampleHomes();
const { list: october, houses, sensitive, partAt, groundAt } = homes;

/** Of 100 children one left, one moved, one came; nobody changed the grade. */
function halfAYearLater(pupils: readonly PlacedPupil[]): PlacedPupil[] {
  const random = createRandom(7, 'half a year');
  const elsewhere = (pupil: PlacedPupil) => ({ ...pupil, point: random.pick(houses) });
  return pupils.flatMap((pupil) => {
    const chance = random.next();
    if (chance < 0.01) return [];
    if (chance < 0.02) return [elsewhere(pupil)];
    return chance < 0.03 ? [pupil, elsewhere(pupil)] : [pupil];
  });
}
const march = halfAYearLater(october);

type Row = Omit<PupilCount, 'people'>;
const nameOf = ({ gemeinde, atom, school, grade }: Row) => JSON.stringify([gemeinde, atom, school, grade]);
const atomsOf = ({ atoms }: Protected) =>
  new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
type Atoms = ReturnType<typeof atomsOf>;

function rowOf({ school, grade, point }: PlacedPupil, atoms: Atoms): Row {
  const atom = sensitive.has(school) ? undefined : atoms.get(partAt(point!));
  return { gemeinde: atom?.gemeinde ?? groundAt(point!).gemeinde!, atom: atom?.key ?? null, school, grade };
}

/** Children that no published number parts: the unknowns of the attack. */
interface Unknown {
  october: Row;
  march: Row;
  people: number;
  later: number;
}

function unknownsOf(inOctober: Atoms, inMarch: Atoms): Unknown[] {
  const unknowns = new Map<string, Unknown>();
  const count = (pupils: readonly PlacedPupil[], when: 'people' | 'later') => {
    for (const pupil of pupils) {
      const rows = { october: rowOf(pupil, inOctober), march: rowOf(pupil, inMarch) };
      const name = `${nameOf(rows.october)} ${nameOf(rows.march)}`;
      const known = unknowns.get(name) ?? { ...rows, people: 0, later: 0 };
      unknowns.set(name, { ...known, [when]: known[when] + 1 });
    }
  };
  count(october, 'people');
  count(march, 'later');
  return [...unknowns.values()];
}

/** What one list tells of the children of October. */
function told(
  unknowns: readonly Unknown[],
  when: 'october' | 'march',
  shown: readonly PupilCount[],
  minimum: number,
): Sum[] {
  const sets = new Map<string, { members: number[]; shown: number; least: number }>();
  const setsIn = (row: Row) => {
    const { byHome, bySchool } = setsOf(row);
    const names = [['all'], ['row', nameOf(row)]];
    byHome.forEach((_, depth) => names.push(['home', ...byHome.slice(0, depth + 1)]));
    bySchool.forEach((_, depth) => names.push(['school', ...bySchool.slice(0, depth + 1)]));
    return names.map((name) => ({
      name: JSON.stringify(name),
      isAtom: row.atom !== null && name[0] === 'home' && name.length === 3,
    }));
  };
  unknowns.forEach((unknown, index) => {
    for (const { name, isAtom } of setsIn(unknown[when])) {
      const set = sets.get(name) ?? { members: [], shown: 0, least: isAtom ? minimum : 0 };
      set.members.push(index);
      sets.set(name, set);
    }
  });
  for (const row of shown) for (const { name } of setsIn(row)) sets.get(name)!.shown += row.people;
  return [...sets.values()].map(({ members, shown: number, least }) => {
    const change =
      when === 'october' ? 0 : members.reduce((sum, at) => sum + unknowns[at]!.later - unknowns[at]!.people, 0);
    return { members, low: Math.max(least, number - BASE + 1) - change, high: number + BASE - 1 - change };
  });
}

const stayed = ({ people, later }: Unknown) => people === later;
const share = (part: number, of: number) => part / of;

const first = protect(october, homes);
const second = protect(march, homes);
const inOctober = atomsOf(first);

describe('the same atoms', () => {
  const unknowns = unknownsOf(inOctober, inOctober);
  const rounded = (peopleOf: (unknown: Unknown) => number, name: string) =>
    protectPupils(
      unknowns.map((unknown) => ({ ...unknown.october, people: peopleOf(unknown) })),
      BASE,
      secretRandom('2b'.repeat(32), name),
    );
  const lists = [rounded(({ people }) => people, 'October'), rounded(({ later }) => later, 'March')] as const;
  const remain = unknowns.flatMap((unknown, at) => {
    if (!stayed(unknown)) return [];
    const shown = lists.map((list) => list[at]!.people);
    const [low, high] = [Math.max(0, Math.max(...shown) - BASE + 1), Math.min(...shown) + BASE - 1];
    expect([low <= unknown.people, unknown.people <= high]).toEqual([true, true]);
    return [{ at, numbers: high - low + 1, isShown: Math.max(...shown) > 0 }];
  });

  // Seen to fail with a third list: 67 of 100 rows then keep two numbers.
  test('row by row: two numbers remain at least, and three for more than half of the rows', () => {
    expect(remain.length).toBeGreaterThan(5000);
    expect(Math.min(...remain.map(({ numbers }) => numbers))).toBe(BASE - 1);
    const few = remain.filter(({ numbers }) => numbers < BASE);
    expect(share(few.length, remain.length)).toBeLessThan(0.48);
    const seen = remain.filter(({ isShown }) => isShown);
    expect(share(few.length, seen.length)).toBeLessThan(0.76);
  });

  // Seen to fail with March published unprotected: all rows are told.
  test('with every sum of both: about half keep three numbers, hardly one is told', () => {
    const sums = [...told(unknowns, 'october', lists[0], MINIMUM), ...told(unknowns, 'march', lists[1], 0)];
    const asked = createRandom(1, 'rows').shuffled(remain).slice(0, 100);
    const possible = jointlyPossible(
      unknowns.length,
      sums,
      asked.map(({ at }) => [at]),
      highs,
    );
    const numbers = possible.map(({ low, high }, index) => {
      const { people } = unknowns[asked[index]!.at]!;
      expect([low <= people, people <= high]).toEqual([true, true]);
      return high - low + 1;
    });
    expect(share(numbers.filter((left) => left < BASE).length, numbers.length)).toBeLessThan(0.6);
    expect(share(numbers.filter((left) => left === 1).length, numbers.length)).toBeLessThan(0.02);
  });
});

describe('atoms formed anew', () => {
  const unknowns = unknownsOf(inOctober, atomsOf(second));
  const pieces = new Map<string, number[]>();
  unknowns.forEach(({ october: { atom }, march: { atom: later } }, at) => {
    if (atom === null) return;
    const name = `${atom} ${later}`;
    pieces.set(name, [...(pieces.get(name) ?? []), at]);
  });
  const peopleOf = (members: readonly number[]) => members.reduce((sum, at) => sum + unknowns[at]!.people, 0);
  const small = [...pieces.values()].filter((members) => peopleOf(members) > 0 && peopleOf(members) < MINIMUM);

  // Seen to fail with March published unprotected: nine of ten pieces are told.
  test('pieces of two atoms hold fewer children than an atom may, and of about half of them it can be told', () => {
    const territories = new Set(first.atoms.map(({ cells }) => cells.join()));
    const same = second.atoms.filter(({ cells }) => territories.has(cells.join())).length;
    expect(share(same, second.atoms.length)).toBeGreaterThan(0.65);
    expect(share(small.length, pieces.size)).toBeLessThan(0.25);
    const sums = [
      ...told(unknowns, 'october', first.shown, MINIMUM),
      ...told(unknowns, 'march', second.shown, MINIMUM),
    ];
    const asked = createRandom(2, 'pieces').shuffled(small).slice(0, 40);
    const possible = jointlyPossible(unknowns.length, sums, asked, highs);
    possible.forEach(({ low, high }, index) => {
      const people = peopleOf(asked[index]!);
      expect([low <= people, people <= high]).toEqual([true, true]);
    });
    const isTold = possible.filter(({ low, high }) => low > 0 && high < MINIMUM);
    expect(share(isTold.length, asked.length)).toBeLessThan(0.65);
    expect(share(possible.filter(({ low, high }) => low === high).length, asked.length)).toBeLessThan(0.15);
  });
});
