/** What a planning variant starts from: schools, homes, protected counts and ways of one county and school year, by index. */

export interface PlanSchool {
  key: string;
  name: string;
  schoolType: string;
  /** Schulträger */
  authority: string | null;
  gradeFrom: number;
  gradeTo: number;
  parallelClasses: number | null;
  places: number | null;
  /** Public number of pupils; null: only the list's protected sum is known. */
  enrolment: number | null;
  lon: number;
  lat: number;
}

export interface PlanAtom {
  key: string;
  /** Index into `areas`. */
  area: number;
  lon: number;
  lat: number;
}

/** Protected counts, a row per home × school × grade. */
export interface PlanRows {
  /** Atom; from `atoms.length` on: `areas` whose pupils are in no atom; -1: nobody knows where, or outside the county. */
  place: Int32Array;
  school: Int16Array;
  /** 0: not known. */
  grade: Int16Array;
  /** Of a later school year: parts of people, too. */
  people: Int32Array | Float64Array;
}

/** How the pupils of one school type are led to schools today. */
export interface TypeGround {
  /** Statutory districts; else the school that most of an atom's pupils attend, where none do the nearest. */
  hasDistricts: boolean;
  /** Of each atom: index of its school; -1 none. */
  today: Int16Array;
  /** Of atoms in a shared district: all its schools. */
  shared: ReadonlyMap<number, readonly number[]>;
}

export interface PlanFacts {
  /** First calendar year of the school year of the counts. */
  year: number;
  /** Of the protection: every count is a multiple of it. */
  base: number;
  schools: readonly PlanSchool[];
  atoms: readonly PlanAtom[];
  /** Home areas (Gemeinden), keys. */
  areas: readonly string[];
  /** Atoms that share a border line. */
  neighbours: readonly Int32Array[];
  rows: PlanRows;
  types: ReadonlyMap<string, TypeGround>;
  /** Of each school, by atom: metres on foot, and past no dangerous way (NO_SAFE_WAY: none); estimates where nothing was measured. */
  walk: readonly Int32Array[];
  safe: readonly Int32Array[];
  /** By area: share (0…1) of socially burdened children; NaN unknown. Null: no such indicator. */
  burden: Float64Array | null;
}

/** What follows from the facts and every variant asks for. */
export interface PlanWorld extends PlanFacts {
  atomByKey: ReadonlyMap<string, number>;
  rowsByType: ReadonlyMap<string, Int32Array>;
  /** By school: the sum of its rows, and by grade (0 = not known). */
  listed: Float64Array;
  listedByGrade: readonly Float64Array[];
  /** Of a later school year: by school and grade (0: all) half the width of the forecast's range, in 19 of 20 cases. Null: counted. */
  halfWidths: readonly Float64Array[] | null;
}

export const NONE = -1;
/** Longer than any way: no way passes all that the county has marked as dangerous. */
export const NO_SAFE_WAY = 0x3fffffff;
/** Grades 1 to 13; 0 = not known. */
export const GRADES = 14;

export function planWorld(facts: PlanFacts): PlanWorld {
  const { schools, atoms, rows } = facts;
  const byType = new Map<string, number[]>(schools.map(({ schoolType }) => [schoolType, []]));
  rows.school.forEach((school, row) => byType.get(schools[school]!.schoolType)!.push(row));
  return {
    ...facts,
    atomByKey: new Map(atoms.map(({ key }, index) => [key, index])),
    rowsByType: new Map([...byType].map(([type, list]) => [type, Int32Array.from(list)])),
    ...planSums(schools, rows),
    halfWidths: null,
  };
}

export function planSums(schools: readonly PlanSchool[], rows: PlanRows): Pick<PlanWorld, 'listed' | 'listedByGrade'> {
  const listed = new Float64Array(schools.length);
  const listedByGrade = schools.map(() => new Float64Array(GRADES));
  rows.people.forEach((people, row) => {
    const school = rows.school[row]!;
    listed[school]! += people;
    listedByGrade[school]![rows.grade[row]!]! += people;
  });
  return { listed, listedByGrade };
}

/** A grade is reached so many years after the first one; whose grade is not known is taken for the last one's. */
export const entryYear = ({ gradeFrom, gradeTo }: PlanSchool, grade: number, year: number): number =>
  year - Math.max(0, (grade === 0 ? gradeTo : grade) - gradeFrom);

export const offers = ({ gradeFrom, gradeTo }: PlanSchool, grade: number): boolean =>
  grade === 0 || (grade >= gradeFrom && grade <= gradeTo);

/** Area of a place, whether an atom or an area itself; -1 unknown. */
export const areaOfPlace = ({ atoms }: PlanWorld, place: number): number =>
  place === NONE ? NONE : place < atoms.length ? atoms[place]!.area : place - atoms.length;
