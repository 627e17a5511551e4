/**
 * Two lists of the same children, October and March, attacked together. The numbers of both follow from one secret and the
 * names of rows, and March keeps October's atoms, alone or merged: what did not change is told once.
 *
 * Measured on the sample county (7,160 children, of 100 one left, one moved, one came), with six secrets:
 *
 * - Who knows both tables, the method, and how many children changed, but not which, is left three numbers for every row.
 * - Who knows of each row whether its children stayed – far more than a list tells – gets nothing new from 91 to 92 of 100
 *   rows; the others changed their number for the sake of the sums and keep two. A secret for each list by itself
 *   would do that to 44 of 100.
 */
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../geodata/sample/random.ts';
import { protectPupils, setsOf, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import type { PlacedPupil } from '../../server/planning/pupils/countList.ts';
import { chanceOf } from '../chance.ts';
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

const first = protect(october, homes);
const second = protect(march, homes, { kept: first.atoms });
const unkept = protect(march, homes);

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

/** Numbers of the unknowns in each set that a list publishes, and what it shows of the set. */
function published(
  unknowns: readonly Unknown[],
  when: 'october' | 'march',
  shown: readonly PupilCount[],
): { members: number[]; low: number; high: number }[] {
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
      const set = sets.get(name) ?? { members: [], shown: 0, least: isAtom ? MINIMUM : 0 };
      set.members.push(index);
      sets.set(name, set);
    }
  });
  for (const row of shown) for (const { name } of setsIn(row)) sets.get(name)!.shown += row.people;
  return [...sets.values()].map(({ members, shown: number, least }) => ({
    members,
    low: Math.max(least, number - BASE + 1),
    high: number + BASE - 1,
  }));
}

const share = (part: number, of: number) => part / of;
const unknowns = unknownsOf(atomsOf(first), atomsOf(second));
const inOctober = published(unknowns, 'october', first.shown);
const inMarch = published(unknowns, 'march', second.shown);
const parts = new Map<string, number>();
for (const unknown of unknowns) parts.set(nameOf(unknown.october), (parts.get(nameOf(unknown.october)) ?? 0) + 1);
/** Rows of October that are one unknown, so that the attack asks for what is published. */
const single = unknowns.flatMap((unknown, at) => (parts.get(nameOf(unknown.october)) === 1 ? [at] : []));

test('the very same children give the very same numbers, in October, in March and a grade later', () => {
  const again = protect(createRandom(3, 'order').shuffled(october), homes, { kept: first.atoms });
  expect([again.atoms, again.counts]).toEqual([first.atoms, first.counts]);
});

describe('of 100 children one left, one moved, one came', () => {
  test('whoever knows how many changed, but not which, is left three numbers for each of 30 rows', () => {
    const [came, left] = [unknowns.length, 2 * unknowns.length];
    const later = (members: readonly number[]) => ({
      members: [...members, ...members.map((at) => came + at), ...members.map((at) => left + at)],
      weights: [1, 1, -1].flatMap((weight) => members.map(() => weight)),
    });
    const changes = unknowns.reduce((sum, { people, later: then }) => sum + Math.abs(then - people), 0);
    const everyone = unknowns.map((_, at) => at);
    const sums: Sum[] = [
      ...inOctober,
      ...inMarch.map(({ members, ...limits }) => ({ ...limits, ...later(members) })),
      // Nobody leaves who was not there.
      ...everyone.map((at) => ({ members: [at, left + at], weights: [1, -1], low: 0, high: Infinity })),
      {
        members: [...everyone.map((at) => came + at), ...everyone.map((at) => left + at)],
        low: changes,
        high: changes,
      },
    ];
    const asked = createRandom(1, 'rows').shuffled(single).slice(0, 30);
    const possible = jointlyPossible(
      3 * unknowns.length,
      sums,
      asked.map((at) => [at]),
      highs,
      BASE,
    );
    possible.forEach(({ low, high }, index) => {
      const { people } = unknowns[asked[index]!]!;
      expect([low <= people, people <= high, high - low + 1 >= BASE]).toEqual([true, true, true]);
    });
  }, 120_000);

  // Seen to fail with a secret of March's own: 44 of 100 rows.
  test('who knows besides of each row whether its children stayed gets nothing new from nine of ten, and is told none', () => {
    const stayed = single.filter((at) => unknowns[at]!.people === unknowns[at]!.later);
    const change = (members: readonly number[]) =>
      members.reduce((sum, at) => sum + unknowns[at]!.later - unknowns[at]!.people, 0);
    const known = inMarch.map(({ members, low, high }) => ({
      members,
      low: low - change(members),
      high: high - change(members),
    }));
    const asked = createRandom(1, 'rows').shuffled(stayed).slice(0, 200);
    const numbers = (sums: Sum[]) =>
      jointlyPossible(
        unknowns.length,
        sums,
        asked.map((at) => [at]),
        highs,
        BASE,
      ).map(({ low, high }, index) => {
        const { people } = unknowns[asked[index]!]!;
        expect([low <= people, people <= high]).toEqual([true, true]);
        return high - low + 1;
      });
    const both = numbers([...inOctober, ...known]);
    expect(Math.min(...numbers(inOctober))).toBeGreaterThanOrEqual(BASE);
    expect(Math.min(...both)).toBeGreaterThanOrEqual(BASE - 1);
    expect(share(both.filter((left) => left < BASE).length, both.length)).toBeLessThan(0.12);
  });

  test('of the rows whose children stayed nine of ten keep their number, whatever the secret', () => {
    const rounded = (peopleOf: (unknown: Unknown) => number, seed: number) =>
      protectPupils(
        unknowns.map((unknown) => ({ ...unknown.march, people: peopleOf(unknown) })),
        { base: BASE, chanceOf: chanceOf(seed), schoolYear: 2025, metresOf: () => null, highs },
      );
    for (let seed = 1; seed <= 3; seed++) {
      const [before, after] = [rounded(({ people }) => people, seed), rounded(({ later }) => later, seed)];
      const stayed = unknowns.flatMap(({ people, later }, at) => (people === later ? [at] : []));
      const changed = stayed.filter((at) => before[at]!.people !== after[at]!.people);
      expect(share(changed.length, stayed.length)).toBeLessThan(0.1);
    }
  });
});

describe('atoms', () => {
  /** True children of October in what the atoms of both lists cut out together. */
  const pieces = (later: Protected) => {
    const inPieces = new Map<string, number>();
    for (const {
      october: { atom },
      march: { atom: then },
      people,
    } of unknownsOf(atomsOf(first), atomsOf(later))) {
      if (atom === null) continue;
      const name = `${atom} ${then}`;
      inPieces.set(name, (inPieces.get(name) ?? 0) + people);
    }
    return [...inPieces.values()].filter((people) => people > 0);
  };

  test('two lists cut out nothing smaller than an atom; atoms formed anew would', () => {
    expect(Math.min(...pieces(second))).toBeGreaterThanOrEqual(MINIMUM);
    expect(Math.min(...pieces(unkept))).toBeLessThan(MINIMUM);
  });

  test('an atom keeps its key, its Gemeinde and its cells; a merged one gets a new key and holds all cells of its parts', () => {
    const before = new Map(first.atoms.map((atom) => [atom.key, atom]));
    const after = new Map(second.atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
    const same = second.atoms.filter(({ key }) => before.has(key));
    expect(same.length).toBeGreaterThan(first.atoms.length * 0.8);
    expect(same.length).toBeLessThan(first.atoms.length);
    for (const { key, gemeinde, cells } of same) {
      expect(gemeinde).toBe(before.get(key)!.gemeinde);
      expect(before.get(key)!.cells.filter((cell) => !cells.includes(cell))).toEqual([]);
    }
    for (const { cells } of first.atoms) expect(new Set(cells.map((cell) => after.get(cell)!.key)).size).toBe(1);
  });
});
