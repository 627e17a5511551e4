/** Atoms: tiny rows of cells by hand; on random counties the minimum, the borders, the sums, the order, homogeneity. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formAtoms, type Atom, type Border } from '../../server/planning/confidentiality/atoms.ts';
import {
  TooFewPupilsError,
  type AtomCell,
  type AtomOptions,
} from '../../server/planning/confidentiality/atomsInput.ts';
import { areaOfAtoms, isUnionOfAtoms } from '../../server/planning/confidentiality/atomsLayout.ts';

const OPTIONS: AtomOptions = { minimum: 5, usualShare: 0.8, homogeneousMinimum: 25 };
/** Merged until mixed, whatever the size. */
const STRICT: AtomOptions = { minimum: 5, usualShare: 1, homogeneousMinimum: Infinity };

/** A cell in one row, `at` cells east of its start; without schools homogeneity says nothing. */
function cell(at: number, pupils: number, more: Partial<AtomCell> = {}): AtomCell {
  const [n, e] = [3_000_000, 4_100_000 + at * 100];
  return {
    key: keyAt(at),
    n,
    e,
    pupils,
    gemeinde: 'A',
    planningArea: null,
    district: null,
    schools: new Map(),
    ...more,
  };
}
const keyAt = (at: number) => `CRS3035RES100mN30000E${41000 + at}`;
const to = (school: string, pupils: number) => ({ schools: new Map([[school, pupils]]) });

/** Atoms as places in the row, in the order of the row. */
const places = (atoms: Atom[]) =>
  atoms.map(({ cells }) => cells.map((key) => Number(key.split('E').at(-1)) - 41000)).sort((a, b) => a[0]! - b[0]!);

describe('size', () => {
  test('touching cells join to the minimum; a cell with enough stays alone', () => {
    // 2 + 3 touch; 5 stands alone although it touches 3: the small one costs less (2·3/5 < 3·5/8, both at 100 m).
    const { atoms } = formAtoms([cell(0, 2), cell(1, 3), cell(2, 5)], OPTIONS);
    expect(places(atoms)).toEqual([[0, 1], [2]]);
    // (2 · 4,100,050 + 3 · 4,100,150) ÷ 5
    expect(atoms[0]).toMatchObject({ key: 'A-00001', pupils: 5, point: { n: 3_000_050, e: 4_100_110 }, merges: [] });
  });

  test('touching comes before cheap: 1 joins the 9 beside it, not the 1 across a gap', () => {
    // Cost to 9: 9/10 · 100² = 9,000. Cost to the 1 at 2 cells: 1/2 · 200² = 20,000; at 1 km to the 5: far more.
    // The other 1 then touches nothing; the atom of 10 (centre near 4,100,140) is the least of all.
    const { atoms } = formAtoms([cell(0, 1), cell(1, 9), cell(3, 1), cell(13, 5)], OPTIONS);
    expect(places(atoms)).toEqual([[0, 1, 3], [13]]);
  });

  test('of equally near neighbours the smaller one grows', () => {
    // 4 lacks one and has its turn first: 2 (4·2/6) costs less than 7 (4·7/11), both at 300 m.
    const { atoms } = formAtoms([cell(0, 7), cell(3, 4), cell(6, 2)], OPTIONS);
    expect(places(atoms)).toEqual([[0], [3, 6]]);
  });

  test('of equals the smaller key; keys of atoms count in their order', () => {
    const { atoms } = formAtoms([cell(4, 5), cell(2, 1), cell(0, 5)], OPTIONS);
    expect(places(atoms)).toEqual([[0, 2], [4]]);
    expect(atoms.map(({ key }) => key)).toEqual(['A-00001', 'A-00002']);
    // In a larger county, too, where the search goes outwards in tiles of 5 cells: 1 is in the tile of 3, 5 in the next.
    const far = Array.from({ length: 8 }, (_, i) => cell(100 + 10 * i, 5));
    expect(places(formAtoms([cell(1, 5), cell(3, 1), cell(5, 5), ...far], OPTIONS).atoms)[0]).toEqual([1, 3]);
  });

  test('a county below the minimum is refused without its number; wrong cells are named', () => {
    expect(() => formAtoms([cell(0, 4)], OPTIONS)).toThrow(TooFewPupilsError);
    expect(() => formAtoms([], OPTIONS)).toThrow('The list holds too few children; groups may be shown from 5 on');
    expect(() => formAtoms([cell(0, 5), cell(0, 5)], OPTIONS)).toThrow('comes twice');
    expect(() => formAtoms([cell(0, 5), cell(1, 0)], OPTIONS)).toThrow('populated');
    expect(() => formAtoms([cell(0, 5, to('X', 4))], OPTIONS)).toThrow('add up');
    expect(() => formAtoms([cell(0, 5)], { ...OPTIONS, minimum: 0 })).toThrow('minimum');
  });
});

describe('borders', () => {
  test('hold where both sides can stand, even beside each other', () => {
    // Without the border 3 + 2 (cells 1 and 2) would be the cheap pair.
    const west = [cell(0, 2), cell(1, 3)];
    const east = [cell(2, 2, { gemeinde: 'B' }), cell(3, 3, { gemeinde: 'B' })];
    const { atoms } = formAtoms([...west, ...east], OPTIONS);
    expect(places(atoms)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(atoms.flatMap(({ merges }) => merges)).toEqual([]);
  });

  test('the weakest is crossed first: district, then planning area, then Gemeinde', () => {
    // The 2 pupils of cell 5 touch Gemeinde B, planning area Q is 2 cells away, district d2 of their own P 5 cells.
    const of = (at: number, pupils: number, gemeinde: string, planningArea: string, district: string) =>
      cell(at, pupils, { gemeinde, planningArea, district });
    const cells = [
      of(0, 6, 'A', 'P', 'd2'),
      of(3, 6, 'A', 'Q', 'd3'),
      of(5, 2, 'A', 'P', 'd1'),
      of(6, 6, 'B', 'R', 'd4'),
    ];
    const first = formAtoms(cells, OPTIONS).atoms;
    expect(places(first)).toEqual([[0, 5], [3], [6]]);
    expect(first[0]).toMatchObject({ gemeinde: 'A', planningArea: 'P', district: 'd2' });
    expect(first[0]?.merges).toEqual([{ border: 'district', because: 'tooFew', joined: ['d1'], to: ['d2'] }]);
    // Without d2 the planning area Q is next, without it the Gemeinde B, where then most of the atom's pupils live.
    const second = formAtoms(cells.slice(1), OPTIONS).atoms;
    expect(second[0]?.merges).toEqual([{ border: 'planningArea', because: 'tooFew', joined: ['P'], to: ['Q'] }]);
    const third = formAtoms(cells.slice(2), OPTIONS).atoms;
    expect(third).toMatchObject([{ gemeinde: 'B', planningArea: 'R', district: 'd4', pupils: 8 }]);
    expect(third[0]?.merges).toEqual([{ border: 'gemeinde', because: 'tooFew', joined: ['A'], to: ['B'] }]);
  });

  test('cells in no district are a side of their own', () => {
    const { atoms } = formAtoms([cell(0, 5, { district: 'd' }), cell(1, 2)], OPTIONS);
    expect(atoms).toMatchObject([{ district: 'd', merges: [{ border: 'district', joined: [null], to: ['d'] }] }]);
  });
});

describe('homogeneity', () => {
  test('one school in a mixed Gemeinde: joined to the touching neighbour that makes it mixed', () => {
    // 5 X in cell 2 have the first turn: the 6 X before and the 6 Y behind cost the same (5·6/11), only Y makes them mixed.
    // Then the 6 Z join the 6 X. By key alone 1 and 2 would have paired, and all four would be one atom.
    const row = [cell(0, 6, to('Z', 6)), cell(1, 6, to('X', 6)), cell(2, 5, to('X', 5)), cell(3, 6, to('Y', 6))];
    const all = formAtoms(row, STRICT);
    expect(places(all.atoms)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(all.homogeneous).toEqual([]);
  });

  /** 60 cells with 5 pupils each go to X; with a stray one, a sixth pupil of the last cell goes to Y. */
  const village = (stray: boolean) =>
    Array.from({ length: 60 }, (_, at) => {
      if (!stray || at < 59) return cell(at, 5, to('X', 5));
      return cell(at, 6, {
        schools: new Map([
          ['X', 5],
          ['Y', 1],
        ]),
      });
    });

  test('a village with one Grundschule keeps its atoms: its Gemeinde tells it anyway', () => {
    const { atoms, homogeneous } = formAtoms(village(false), STRICT);
    expect(atoms).toHaveLength(60);
    expect(new Set(homogeneous.map(({ because }) => because))).toEqual(new Set(['onlySchoolOfGemeinde']));
    expect(homogeneous[0]).toMatchObject({ atom: 'A-00001', trait: { kind: 'school', value: 'X' } });
  });

  test('one stray child would make it one atom; the usual school and the larger minimum bound that', () => {
    expect(formAtoms(village(true), STRICT).atoms).toHaveLength(1);
    // 300 of 301 go to X: usual.
    const usual = formAtoms(village(true), OPTIONS);
    expect(usual.atoms).toHaveLength(60);
    expect(usual.homogeneous.filter(({ because }) => because === 'usualSchool')).toHaveLength(59);
    // Not usual if all are asked for: merged until mixed or 25 pupils: less than 25 and less than 25 are together less than 50.
    const large = formAtoms(village(true), { ...OPTIONS, usualShare: 1 });
    expect(large.atoms.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...large.atoms.map(({ pupils }) => pupils))).toBeLessThan(50);
    expect(new Set(large.homogeneous.map(({ because }) => because))).toEqual(new Set(['large']));
  });

  test('a town with a school per district: the district knows its school, if it is large enough to say so', () => {
    const town = (each: number) => [
      ...Array.from({ length: each }, (_, at) => cell(at, 5, { district: 'x', ...to('X', 5) })),
      ...Array.from({ length: each }, (_, at) => cell(at + each, 5, { district: 'y', ...to('Y', 5) })),
    ];
    expect(formAtoms(town(5), OPTIONS).atoms).toHaveLength(10);
    // 2 · 5 pupils per district are below 25: joined inside x and inside y, then x with y.
    const small = formAtoms(town(2), OPTIONS);
    expect(small.atoms).toHaveLength(1);
    expect(small.atoms[0]?.merges).toEqual([{ border: 'district', because: 'homogeneous', joined: ['x'], to: ['y'] }]);
  });

  test('a flag is public nowhere: a home of 40 is joined to its neighbours; a county full of it is listed', () => {
    const home = cell(1, 40, { flags: new Map([['home', 40]]) });
    expect(places(formAtoms([cell(0, 5), home, cell(2, 6)], OPTIONS).atoms)).toEqual([[0, 1], [2]]);
    expect(formAtoms([home], OPTIONS).homogeneous).toEqual([
      { atom: 'A-00001', trait: { kind: 'flag', value: 'home' }, because: 'nothingToMergeWith' },
    ]);
  });
});

describe('layouts', () => {
  const cells = [cell(0, 2), cell(1, 3), cell(2, 5)];
  const { atoms } = formAtoms(cells, OPTIONS);
  const layout = (...areas: (string | null)[]) => new Map(areas.map((area, at) => [keyAt(at), area]));

  test('are unions of atoms or not', () => {
    expect(isUnionOfAtoms(atoms, layout('x', 'x', 'y'))).toBe(true);
    expect(isUnionOfAtoms(atoms, layout('x', 'y', 'y'))).toBe(false);
    // A missing cell lies in no area, like null.
    expect(isUnionOfAtoms(atoms, new Map([[keyAt(2), 'y']]))).toBe(true);
    expect(isUnionOfAtoms(atoms, layout(null, 'x', 'y'))).toBe(false);
  });

  test('take each atom by the majority of its pupils, of equals the smaller key, an area before none', () => {
    // Atom of cells 0 and 1: 3 of 5 pupils in y.
    expect([...areaOfAtoms(atoms, cells, layout('x', 'y', null)).values()]).toEqual(['y', null]);
    const equal = [cell(0, 3), cell(1, 3)];
    const pair = [{ key: 'pair', cells: [keyAt(0), keyAt(1)] }];
    expect(areaOfAtoms(pair, equal, layout('y', 'x')).get('pair')).toBe('x');
    expect(areaOfAtoms(pair, equal, layout(null, 'x')).get('pair')).toBe('x');
  });
});

describe('random counties', () => {
  const BORDERS: Border[] = ['district', 'planningArea', 'gemeinde'];
  const home = fc.record({
    n: fc.integer({ min: 0, max: 30 }),
    e: fc.integer({ min: 0, max: 30 }),
    gemeinde: fc.constantFrom('A', 'A', 'A', 'B', 'C'),
    planningArea: fc.constantFrom('P', 'P', 'Q', null),
    district: fc.constantFrom('d1', 'd1', 'd2', null),
    pupils: fc.array(fc.tuple(fc.constantFrom('X', 'X', 'X', 'X', 'Y', 'Z'), fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    }),
  });
  const county = fc
    .uniqueArray(home, { minLength: 5, maxLength: 60, selector: ({ n, e }) => `${n} ${e}` })
    .map((homes) =>
      homes.map(({ n, e, pupils, ...borders }): AtomCell => {
        const [north, east] = [30000 + n, 41000 + e];
        const schools = new Map<string, number>();
        for (const [school] of pupils) schools.set(school, (schools.get(school) ?? 0) + 1);
        const flagged = pupils.filter(([, isFlagged]) => isFlagged).length;
        const flags = new Map(flagged > 0 ? [['flag', flagged]] : []);
        const key = `CRS3035RES100mN${north}E${east}`;
        return { key, n: north * 100, e: east * 100, pupils: pupils.length, ...borders, schools, flags };
      }),
    );
  const options = fc.constantFrom(
    OPTIONS,
    STRICT,
    { ...OPTIONS, usualShare: 1 },
    { ...OPTIONS, homogeneousMinimum: 10 },
  );
  const sum = (items: { pupils: number }[]) => items.reduce((total, { pupils }) => total + pupils, 0);
  /** The cells of an atom. */
  const cellsOf = (cells: AtomCell[], atom: Atom) => cells.filter(({ key }) => atom.cells.includes(key));

  test('each cell is in one atom, each atom holds the minimum, sums are kept', () => {
    fc.assert(
      fc.property(county, options, (cells, chosen) => {
        fc.pre(sum(cells) >= chosen.minimum);
        const { atoms } = formAtoms(cells, chosen);
        expect(atoms.flatMap((atom) => atom.cells).sort()).toEqual(cells.map(({ key }) => key).sort());
        expect(new Set(atoms.map(({ key }) => key)).size).toBe(atoms.length);
        for (const atom of atoms) {
          expect(atom.pupils).toBeGreaterThanOrEqual(chosen.minimum);
          expect(atom.pupils).toBe(sum(cellsOf(cells, atom)));
        }
        expect(sum(atoms)).toBe(sum(cells));
      }),
    );
  });

  test('the order of the cells changes nothing', () => {
    fc.assert(
      fc.property(
        county.chain((cells) => fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length }))),
        options,
        ([cells, shuffled], chosen) => {
          fc.pre(sum(cells) >= chosen.minimum);
          expect(formAtoms(shuffled, chosen)).toEqual(formAtoms(cells, chosen));
        },
      ),
    );
  });

  test('no border is crossed while both sides could stand alone', () => {
    // Without schools and flags a side can stand as soon as it holds the minimum.
    const plain = county.map((cells) => cells.map((one) => ({ ...one, schools: new Map(), flags: new Map() })));
    fc.assert(
      fc.property(plain, (cells) => {
        fc.pre(sum(cells) >= OPTIONS.minimum);
        for (const atom of formAtoms(cells, OPTIONS).atoms) {
          const own = cellsOf(cells, atom);
          BORDERS.forEach((border, level) => {
            // The areas of this border inside one of the stronger borders, and how many of each can stand.
            const side = (one: AtomCell) => BORDERS.slice(level).map((stronger) => one[stronger]);
            const sides = new Set(own.map((one) => JSON.stringify(side(one))));
            const standing = [...sides].filter(
              (name) => sum(cells.filter((one) => JSON.stringify(side(one)) === name)) >= OPTIONS.minimum,
            );
            expect(standing.length).toBeLessThanOrEqual(1);
          });
          const crossed = BORDERS.filter((border) => new Set(own.map((one) => one[border])).size > 1);
          expect(atom.merges.length > 0).toBe(crossed.length > 0);
        }
      }),
    );
  });

  test('an atom with one school or flag is listed with a reason that holds', () => {
    fc.assert(
      fc.property(county, options, (cells, chosen) => {
        fc.pre(sum(cells) >= chosen.minimum);
        const { atoms, homogeneous } = formAtoms(cells, chosen);
        const count = (of: AtomCell[], school: string) =>
          of.reduce((n, { schools }) => n + (schools.get(school) ?? 0), 0);
        const flagged = (of: AtomCell[]) => of.reduce((n, { flags }) => n + (flags?.get('flag') ?? 0), 0);
        for (const atom of atoms) {
          const own = cellsOf(cells, atom);
          const shared = ['X', 'Y', 'Z'].filter((school) => count(own, school) === atom.pupils);
          if (flagged(own) === atom.pupils) shared.push('flag');
          const listed = homogeneous.filter((entry) => entry.atom === atom.key);
          expect(listed.map(({ trait }) => trait.value)).toEqual(shared);
          for (const { trait, because } of listed) {
            const goesTo = (area: AtomCell[]) => count(area, trait.value) / sum(area);
            const inGemeinde = ({ gemeinde }: AtomCell) => cells.filter((one) => one.gemeinde === gemeinde);
            if (because === 'nothingToMergeWith') expect(atoms).toHaveLength(1);
            else expect(trait.kind).toBe('school');
            if (because === 'large') expect(atom.pupils).toBeGreaterThanOrEqual(chosen.homogeneousMinimum);
            if (because === 'onlySchoolOfGemeinde') for (const one of own) expect(goesTo(inGemeinde(one))).toBe(1);
            if (because !== 'usualSchool') continue;
            for (const one of own) {
              const district = cells.filter(({ district: name }) => name !== null && name === one.district);
              const isSaidBy = (area: AtomCell[]) =>
                sum(area) >= chosen.homogeneousMinimum && goesTo(area) >= chosen.usualShare;
              expect(isSaidBy(inGemeinde(one)) || isSaidBy(district) || goesTo(inGemeinde(one)) === 1).toBe(true);
            }
          }
        }
      }),
    );
  });
});
