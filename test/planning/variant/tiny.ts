/**
 * Two Gemeinden with two atoms each in a row, a school at either end:
 *
 *   P 0 ── 1 | 2 ── 3 Q        0, 1 in Gemeinde A, 2, 3 in B; a kilometre from atom to atom; P at 0, Q at 3
 */
import { planWorld, type PlanSchool, type PlanWorld, type TypeGround } from '../../../server/planning/variant/world.ts';

export const school = (key: string, more: Partial<PlanSchool> = {}): PlanSchool => ({
  key,
  name: key,
  schoolType: 'grundschule',
  authority: `Stadt ${key}`,
  gradeFrom: 1,
  gradeTo: 4,
  parallelClasses: 1,
  places: 100,
  enrolment: null,
  lon: 0,
  lat: 0,
  ...more,
});

export type Row = [place: number, school: number, grade: number, people: number];

export interface Tiny {
  schools?: PlanSchool[];
  /** Position of each school on the line, kilometres. */
  at?: number[];
  rows: Row[];
  today?: number[];
  hasDistricts?: boolean;
  shared?: Map<number, number[]>;
  burden?: number[];
  base?: number;
}

export function tinyWorld({
  schools = [school('P'), school('Q')],
  at = [0, 3],
  rows,
  today = [0, 0, 1, 1],
  hasDistricts = true,
  shared = new Map<number, number[]>(),
  burden,
  base = 3,
}: Tiny): PlanWorld {
  const walk = at.map((km) => Int32Array.from([0, 1, 2, 3], (atom) => 1000 * Math.abs(atom - km)));
  const grounds = new Map<string, TypeGround>(
    [...new Set(schools.map(({ schoolType }) => schoolType))].map((type) => [
      type,
      { hasDistricts, today: Int16Array.from(today), shared },
    ]),
  );
  return planWorld({
    year: 2025,
    base,
    schools,
    atoms: [0, 1, 2, 3].map((atom) => ({ key: `a${atom}`, area: atom < 2 ? 0 : 1, lon: atom, lat: 0 })),
    areas: ['A', 'B'],
    neighbours: [[1], [0, 2], [1, 3], [2]].map((list) => Int32Array.from(list)),
    rows: {
      place: Int32Array.from(rows, ([place]) => place),
      school: Int16Array.from(rows, ([, own]) => own),
      grade: Int16Array.from(rows, ([, , grade]) => grade),
      people: Int32Array.from(rows, ([, , , people]) => people),
    },
    types: grounds,
    walk,
    safe: walk,
    burden: burden ? Float64Array.from(burden) : null,
  });
}
