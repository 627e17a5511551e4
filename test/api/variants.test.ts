/** Planning variants on the sample county: what follows from a change, recomputed from the rows. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planFigures } from '../../server/contract/besideToday.ts';
import { getVariant, planToday, type Plan, type VariantHead } from '../../server/contract/variants.ts';
import { engine } from '../database.ts';
import {
  api,
  assign,
  atomsOf,
  begin,
  change,
  county,
  districtOf,
  figuresOf,
  ground,
  GS,
  indexOf,
  keys,
  number,
  startVariants,
  stopVariants,
  today,
} from '../sampleVariants.ts';

describe(`${engine}, sample county`, () => {
  beforeAll(startVariants, 240_000);
  afterAll(stopVariants);

  test('the ground: every atom has some, all of the county is somebody’s, no border has one atom on both sides', async () => {
    const { rows } = await sql<{ squareKilometres: number }>`
      select sum(square_metres) / 1e6 as "squareKilometres" from area where layer = 'kreis'`.execute(api.db);
    expect(ground.polygons).toHaveLength(ground.atoms.length);
    expect(ground.polygons.every((own) => own.length > 0)).toBe(true);
    expect(ground.sides.every(([left, right]) => left !== right)).toBe(true);
    // Shoelace on degrees, scaled at the county's middle: within half a percent.
    const ringOf = (ring: number[]) =>
      ring.flatMap((arc) => (arc < 0 ? [...ground.arcs[~arc]!].reverse() : ground.arcs[arc]!).slice(0, -1));
    const area = (ring: [number, number][]) =>
      ring.reduce((sum, [x, y], at) => {
        const [toX, toY] = ring[(at + 1) % ring.length]!;
        return sum + (x * toY - toX * y) / 2;
      }, 0);
    const degrees = ground.polygons.flat(2).reduce((sum, ring) => sum + area(ringOf(ring)), 0);
    const squareKilometres = degrees * 111.2 * 111.32 * Math.cos((51.12 * Math.PI) / 180);
    expect(squareKilometres / rows[0]!.squareKilometres).toBeCloseTo(1, 2);
  });

  test('today: social mix by the newest rate of children on SGB II, told as a rate of residents under 15', async () => {
    expect((await api.ask(planToday, { county })).burden).toEqual({
      indicator: 'Kinder unter 15 Jahren in Bedarfsgemeinschaften (SGB II)',
      year: 2025,
    });
    const { dissimilarity } = today.figures.types.find(({ schoolType }) => schoolType === GS)!.after;
    expect(dissimilarity).toBeGreaterThan(0.02);
    expect(dissimilarity).toBeLessThan(0.5);
  });

  test('today: public enrolment, districts of the statute for Grundschulen, choice for the others', () => {
    expect(districtOf(today).hasDistricts).toBe(true);
    expect(districtOf(today, 'gymnasium').hasDistricts).toBe(false);
    expect(districtOf(today).schools.every((school) => today.schools[school]?.schoolType === GS)).toBe(true);
    expect(figuresOf(today, '91004').after.pupils).toBe(285);
    expect(today.figures.types.every(({ moved, unplaced }) => moved === 0 && unplaced === 0)).toBe(true);
  });

  test('atoms change school: what moves, by school and grade, is what the rows say', async () => {
    const head = await begin('Rand');
    const moved = atomsOf(today, '91008').slice(0, 12);
    const { plan, version } = await change(head, assign(moved, '91010'));
    expect(version).toBe(1);
    const { rows } = await sql<{ grade: number; people: number }>`
      select p.grade, sum(p.people)::int as people from pupils p
      where p.school = '91008' and p.atom = any(${sql.val(keys(moved))}::text[]) group by p.grade`.execute(api.db);
    const people = rows.reduce((sum, row) => sum + row.people, 0);
    expect(people).toBeGreaterThan(0);
    const [from, to] = [figuresOf(plan, '91008'), figuresOf(plan, '91010')];
    expect([from.leaving, to.arriving]).toEqual([people, people]);
    expect(from.after.pupils).toBe(number(from.before?.pupils) - people);
    expect(to.after.pupils).toBe(number(to.before?.pupils) + people);
    for (const { grade, pupils } of to.after.byGrade) {
      const before = to.before!.byGrade.find((one) => one.grade === grade)!.pupils;
      expect(number(pupils) - number(before)).toBe(rows.find((row) => row.grade === grade)?.people ?? 0);
    }
    expect(atomsOf(plan, '91010')).toEqual([...atomsOf(today, '91010'), ...moved].sort((a, b) => a - b));
    // Mean way of all, over the stored ways.
    const { rows: ways } = await sql<{ metres: number }>`
      with numbered as (
        select a.key, row_number() over (order by a.key collate "C") as number from pupil_atom a
        where a.point is not null and a.edition = (select edition from way_to_school limit 1))
      select sum(p.people * w.walk_metres[n.number])::float8 / sum(p.people) as metres
      from pupils p join school s on s.key = p.school and s.school_type = ${GS}
      join numbered n on n.key = p.atom
      join way_to_school w on w.edition = p.edition and w.school = case
        when p.school = '91008' and p.atom = any(${sql.val(keys(moved))}::text[]) then '91010' else p.school end`.execute(
      api.db,
    );
    const type = plan.figures.types.find(({ schoolType }) => schoolType === GS)!;
    expect(number(type.after.ways.meanMetres)).toBe(Math.round(ways[0]!.metres));
  });

  test('a school that runs out: every interim year, and the full figures of one', async () => {
    const variant = await change(await begin('Auslaufen'), {
      kind: 'close',
      school: '91015',
      from: 2027,
      mode: 'entrants',
    });
    const at = indexOf(variant.plan, '91015');
    const pupils = variant.plan.years.map(({ year, pupils: all }) => [year, number(all[at])]);
    expect(pupils.map(([year]) => year)).toEqual([2026, 2027, 2028, 2029, 2030]);
    expect(pupils[0]![1]).toBe(62);
    expect(pupils.at(-1)![1]).toBe(0);
    expect(pupils.every(([, count], index) => index === 0 || count! <= pupils[index - 1]![1]!)).toBe(true);
    const { plan } = await api.ask(getVariant, { county, id: variant.id }, { year: 2028 });
    expect(plan.shownYear).toBe(2028);
    expect(figuresOf(plan, '91015').after.pupils).toBe(pupils[2]![1]);
    // Nobody is lost on the way, but those whom the list has not got: within one base.
    const all = (values: unknown[]) => values.reduce<number>((sum, value) => sum + number(value), 0);
    for (const { pupils: count } of variant.plan.years)
      expect(
        Math.abs(all(count) - all(planFigures(today, today).map(({ after }) => after.pupils))),
      ).toBeLessThanOrEqual(2);
  });

  test('a new school is measured on the network and draws its nearest homes', async () => {
    const place = ground.atoms[atomsOf(today, '91009')[0]!]!.point;
    let variant = await change(await begin('Neubau'), {
      kind: 'open',
      name: 'Neue Grundschule',
      schoolType: GS,
      authority: 'Landkreis Ahlengrund',
      gradeFrom: 1,
      gradeTo: 4,
      parallelClasses: 2,
      places: 192,
      lon: place[0],
      lat: place[1],
      from: 2027,
    });
    const { key } = variant.plan.schools.at(-1)!;
    variant = await change(variant, {
      kind: 'assign',
      schoolType: GS,
      school: key,
      homes: { by: 'nearest' },
      from: 2027,
      mode: 'atOnce',
    });
    const figures = figuresOf(variant.plan, key);
    expect(number(figures.after.pupils)).toBeGreaterThan(0);
    expect(figures.after.pupils).toBe(figures.arriving);
    const [now, before] = ['after', 'before'].map((when) =>
      number(variant.plan.figures.types.find(({ schoolType }) => schoolType === GS)![when as 'after'].ways.meanMetres),
    );
    expect(now!).toBeLessThan(before!);
  });

  test('without districts the pupils of a closed school choose, and no school takes more than it has places', async () => {
    const { plan } = await change(await begin('Gymnasium zu'), {
      kind: 'close',
      school: '91029',
      from: 2027,
      mode: 'atOnce',
    });
    const type = plan.figures.types.find(({ schoolType }) => schoolType === 'gymnasium')!;
    const gone = number(figuresOf(today, '91029').after.pupils);
    expect(Math.abs(number(type.moved) + number(type.unplaced) - gone)).toBeLessThanOrEqual(30);
    for (const key of ['91027', '91028']) {
      const { after } = figuresOf(plan, key);
      expect(number(after.pupils)).toBeLessThanOrEqual(after.capacity!.pupils + 1);
    }
    expect(number(type.unplaced)).toBeGreaterThan(0);
  });

  test('a whole Gemeinde, a street and a drawn line move whole atoms', async () => {
    let variant = await begin('Listen');
    const home = ground.atoms[atomsOf(today, '91010')[0]!]!.home;
    const inHome = ground.atoms.flatMap((atom, index) => (atom.home === home ? [index] : []));
    variant = await change(variant, assign([], '91008', { homes: { by: 'areas', layer: 'gemeinde', areas: [home] } }));
    const open = await api.ask(getVariant, { county, id: variant.id });
    expect(open.changes[0]!.label).not.toBe('');
    const moved = atomsOf(open.plan, '91008').filter((atom) => !atomsOf(today, '91008').includes(atom));
    expect(inHome.filter((atom) => !moved.includes(atom) && !atomsOf(today, '91008').includes(atom))).toEqual([]);
    const { rows } = await sql<{ street: string; place: string }>`
      select a.street, a.place from address a join pupil_atom p on ST_Intersects(p.geom, a.geom)
      where p.key = ${ground.atoms[atomsOf(today, '91001')[0]!]!.key}
      group by a.street, a.place order by count(*) desc, a.street limit 1`.execute(api.db);
    const { street, place } = rows[0]!;
    const after = await change(variant, assign([], '91002', { homes: { by: 'street', street, place } }));
    expect(after.changes.at(-1)!.label).toBe(`${street}, ${place}`);
    // However it is written: 'Talstraße', 'TALSTR.', 'Tal-Strasse'.
    const written = street.toUpperCase().replace('STRASSE', '-STR.');
    const other = await change(
      await begin('as written'),
      assign([], '91002', { homes: { by: 'street', street: written, place } }),
    );
    expect(other.changes.at(-1)!.atoms).toBe(after.changes.at(-1)!.atoms);
    const [lon, lat] = ground.atoms[atomsOf(today, '91015')[0]!]!.point;
    const ring = [
      [lon - 0.002, lat - 0.002],
      [lon + 0.002, lat - 0.002],
      [lon + 0.002, lat + 0.002],
      [lon - 0.002, lat + 0.002],
    ];
    const drawn = await change(after, assign([], '91017', { homes: { by: 'polygon', ring } }));
    expect(drawn.changes.at(-1)!.atoms).toBeGreaterThan(0);
  });

  test('what a variant tells by grade is told in multiples of the base, and moves whole atoms of at least the minimum', async () => {
    const { protection } = await api.ask(planToday, { county });
    let variant: VariantHead & { plan?: Plan } = await begin('Angriff');
    for (const atom of atomsOf(today, '91004').slice(0, 6)) {
      variant = await change(variant, assign([atom], '91003'));
      for (const { school, after, arriving, leaving } of planFigures(variant.plan!, today)) {
        if (!today.schools.some(({ key, schoolType }) => key === school && schoolType === GS)) continue;
        for (const { pupils } of after.byGrade) expect(number(pupils) % protection.base).toBe(0);
        expect([number(arriving) % protection.base, number(leaving) % protection.base]).toEqual([0, 0]);
      }
    }
    const { rows } = await sql<{ least: number }>`
      select min(people)::int as least from (
        select sum(people) as people from pupils where atom = any(${sql.val(ground.atoms.map(({ key }) => key))}::text[]) group by atom) sums`.execute(
      api.db,
    );
    expect(rows[0]!.least).toBeGreaterThanOrEqual(protection.minimum - protection.base + 1);
  });
});
