/**
 * Planning variants on Trier-Saarburg and Saarlouis: real boundaries, schools and numbers of pupils, invented children on the
 * real 100 m cells of children under 10. Everything that is told is worked out again here, from the rows or from the files.
 */
import { readFileSync } from 'node:fs';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { planFigures } from '../../server/contract/besideToday.ts';
import { listVariants } from '../../server/contract/variants.ts';
import { engine } from '../database.ts';
import { atomsAt, holds, piecesOf, planeAtoms, toPlane } from '../planGround.ts';
import { loadRealCounty, realFiles } from '../realCounty.ts';
import { testWithRealData } from '../realData.ts';
import { AREA_TOLERANCE, countyTruths } from '../truth/counties.ts';
import { changes } from './realVariants/changes.ts';
import {
  api,
  assigned,
  BASE,
  begin,
  checkSizes,
  close,
  counties,
  county,
  figuresOf,
  FROM,
  gradeOf,
  GS,
  listed,
  meanWay,
  number,
  primary,
  readRows,
  refused,
  RP,
  rows,
  RULES,
  send,
  SL,
  startCounties,
  stopCounties,
  today,
  total,
  ways,
} from './realVariants/counties.ts';
import { optimiser } from './realVariants/optimiser.ts';

describe(engine, () => {
  beforeAll(startCounties);
  afterAll(stopCounties);

  describe.each([
    // Findings: both counties are one piece. Two small Gemeinden have no cell with three children, and are ground of atoms next to
    // them; that of about 70 residents (07235129) has atoms of its own.
    { key: RP, schools: 63, pupils: 12_959, gemeinden: 104, empty: ['07235100', '07235101'], components: 1 },
    { key: SL, schools: 78, pupils: 17_879, gemeinden: 13, empty: [], components: 1 },
  ])('$key', ({ key, ...real }) => {
    testWithRealData('loads; every school is there with its real enrolment', realFiles, async (...paths) => {
      const loaded = await loadRealCounty(api, key, paths);
      counties.set(key, loaded);
      const { schools, plan, ground, seconds } = loaded;
      const timed = Object.entries(seconds).map(([what, took]) => `${what} ${took.toFixed(2)} s`);
      console.log(`${key}: ${ground.atoms.length} atoms; ${timed.join(', ')}`);
      expect(plan.ways.method).toBe('estimate');
      expect(plan.plan.schools).toHaveLength(real.schools);
      const told = planFigures(plan.plan, plan.plan).map(({ school, after }) => [school, after.pupils]);
      expect(new Map(told as [string, number][])).toEqual(
        new Map(schools.map((school) => [school.key, school.pupils])),
      );
      expect(total(told, ([, pupils]) => pupils)).toBe(real.pupils);
      await readRows(key);
    });

    testWithRealData('the ground is one whole, and each Gemeinde has some', realFiles, (...paths) => {
      const { ground } = county(key);
      const atoms = planeAtoms(ground);
      const gemeinden = gemeindenOf(paths[2]!, key);
      expect(gemeinden.size).toBe(real.gemeinden);
      const squareKilometres = total(atoms, (atom) => atom.squareMetres) / 1e6;
      const { squareKilometres: truth } = countyTruths.find((one) => one.key === key)!;
      expect(Math.abs(squareKilometres / truth - 1)).toBeLessThan(AREA_TOLERANCE);
      expect(Math.min(...atoms.map((atom) => atom.squareMetres))).toBeGreaterThanOrEqual(9_900);

      const homes = new Set(ground.atoms.map(({ home }) => home));
      expect([...gemeinden.keys()].filter((gemeinde) => !homes.has(gemeinde))).toEqual(real.empty);
      let [places, alone] = [0, 0];
      for (const [gemeinde, rings] of gemeinden) {
        const found = placesIn(rings).map((place) => atomsAt(atoms, place));
        expect(found.length, gemeinde).toBeGreaterThan(10);
        expect(found.filter((own) => own.length > 1)).toEqual([]);
        expect(found.filter((own) => own.length === 1).length / found.length, gemeinde).toBeGreaterThan(0.9);
        const own = found.filter(([atom]) => atom !== undefined && ground.atoms[atom]!.home === gemeinde);
        if (homes.has(gemeinde)) expect(own.length / found.length, gemeinde).toBeGreaterThan(0.8);
        places += found.length;
        alone += found.filter((one) => one.length === 1).length;
      }
      expect(alone / places).toBeGreaterThan(0.99);
      const pieces = new Set(piecesOf(ground, [...ground.atoms.keys()]).values());
      expect(pieces.size).toBe(real.components);
      const parted = ground.polygons.filter((own) => own.length > 1).length;
      console.log(
        `${key}: ${squareKilometres.toFixed(1)} km², ${pieces.size} component, ${parted} atoms in several parts`,
      );
    });

    testWithRealData(
      'today: an atom belongs to the Grundschule that most attend; ways are estimated from its point',
      realFiles,
      () => {
        const plan = today(key);
        const { ground } = county(key);
        const attended = new Map<string, Map<string, number>>();
        for (const { atom, school, people } of rows.get(key)!) {
          if (atom === null) continue;
          const counts = attended.get(atom) ?? new Map<string, number>();
          attended.set(atom, counts.set(school, (counts.get(school) ?? 0) + people));
        }
        const schools = primary(plan).map((school) => school.key);
        const far = (school: string, atom: number) => ways.get(key)!.get(school)![atom]!;
        ground.atoms.forEach((atom, index) => {
          const counts = attended.get(atom.key);
          const most = counts ? Math.max(...counts.values()) : 0;
          const candidates = counts ? schools.filter((school) => counts.get(school) === most) : schools;
          const least = Math.min(...candidates.map((school) => far(school, index)));
          const own = plan.schools[assigned(key, plan)[index]!]!.key;
          expect(candidates).toContain(own);
          expect(far(own, index)).toBeLessThanOrEqual(least + 1);
        });
        for (const school of schools) {
          const told = figuresOf(plan, school).after.ways;
          const { pupils, mean } = meanWay(key, listed(key, school));
          expect([school, told.pupils]).toEqual([school, pupils]);
          if (pupils > 0) expect(Math.abs(number(told.meanMetres) - mean)).toBeLessThanOrEqual(1);
        }
      },
    );

    testWithRealData(
      'classes and findings of all Grundschulen follow from the grades and the figures of the state',
      realFiles,
      () => {
        const plan = today(key);
        checkSizes(key, plan);
        // What protection does to the number of classes.
        const { splitter } = RULES[key]!;
        const grades = primary(plan).flatMap((school) => [1, 2, 3, 4].map((grade) => ({ school: school.key, grade })));
        const away = grades.map(({ school, grade }) => {
          const truth = county(key).pupils.filter((pupil) => pupil.school === school && pupil.grade === grade).length;
          const told = gradeOf(figuresOf(plan, school).after, grade);
          return {
            pupils: Math.abs(told.pupils - truth),
            classes: told.classes - Math.ceil(truth / splitter),
          };
        });
        const wrong = away.filter(({ classes }) => classes !== 0).length;
        console.log(`${key}: ${wrong} of ${away.length} grades have another number of classes than without protection`);
        expect(Math.max(...away.map(({ pupils }) => pupils))).toBeLessThan(BASE);
        expect(Math.max(...away.map(({ classes }) => Math.abs(classes)))).toBeLessThanOrEqual(1);
      },
    );
  });

  // All parts share the counties: loading them takes longest.
  changes();
  optimiser();

  testWithRealData('two neighbours in one installation: nothing of one shows in the other', realFiles, async () => {
    for (const [key, other, mine] of [
      [RP, SL, /^RP-/],
      [SL, RP, /^SL-/],
    ] as const) {
      const { plan, ground } = county(key);
      expect(plan.plan.schools.filter((school) => !mine.test(school.key))).toEqual([]);
      expect(ground.atoms.filter(({ home }) => !home.startsWith(key))).toEqual([]);
      const foreign = new Set(county(other).ground.atoms.map((atom) => atom.key));
      expect(ground.atoms.filter((atom) => foreign.has(atom.key))).toEqual([]);
      expect(JSON.stringify([plan, ground])).not.toContain(other === RP ? '"RP-' : '"SL-');
      const { variants } = await api.ask(listVariants, { county: key });
      expect(variants.length).toBeGreaterThan(0);
      expect(variants.filter((variant) => variant.county !== key)).toEqual([]);
      expect((await send(other, `/${variants[0]!.id}`, null, undefined, 'GET')).status).toBe(404);
      const head = await begin(key, 'Fremdes');
      const school = primary(plan.plan)[0]!.key;
      const assign = { kind: 'assign', schoolType: GS, school, from: FROM, mode: 'atOnce' };
      expect(await refused(head, close(primary(today(other))[0]!.key))).toEqual([422, 'school.unknown']);
      const homes = { by: 'atoms', atoms: [[...foreign][0]] };
      expect(await refused(head, { ...assign, homes })).toEqual([422, 'variant.unknownAtom']);
      const areas = { by: 'areas', layer: 'gemeinde', areas: [county(other).ground.atoms[0]!.home] };
      expect(await refused(head, { ...assign, homes: areas })).toEqual([422, 'area.unknown']);
      // As it was before the other county was worked on.
      const { rows: stored } = await sql<{ people: number }>`
        select sum(people)::int as people from pupils where county = ${key}`.execute(api.db);
      expect(Math.abs(stored[0]!.people - county(key).pupils.length)).toBeLessThan(2 * BASE);
    }
  });
});

/** Rings of each Gemeinde of the county in the file, in square metres of ground. */
function gemeindenOf(path: string, county: string): Map<string, (readonly [number, number])[][]> {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>;
  const found = new Map<string, (readonly [number, number])[][]>();
  for (const { properties, geometry } of features) {
    const key = String(properties?.['AGS']);
    if (!key.startsWith(county)) continue;
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    const plane = rings.map((ring) => ring.slice(0, -1).map(([lon = 0, lat = 0]) => toPlane([lon, lat])));
    found.set(key, [...(found.get(key) ?? []), ...plane]);
  }
  return found;
}

/** A grid of about 40 places in an area. */
function placesIn(rings: readonly (readonly (readonly [number, number])[])[]): [number, number][] {
  const points = rings.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, south] = [Math.min(...xs), Math.min(...ys)];
  const step = Math.sqrt(((Math.max(...xs) - west) * (Math.max(...ys) - south)) / 80);
  const found: [number, number][] = [];
  for (let x = west + step / 2; x < Math.max(...xs); x += step)
    for (let y = south + step / 2; y < Math.max(...ys); y += step) if (holds(rings, [x, y])) found.push([x, y]);
  return found;
}
