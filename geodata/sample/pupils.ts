/** Who goes to which school and Kita: drawn from the residents, each child with a home. */
import {
  FIRST_YEAR,
  LAST_YEAR,
  SCHOOL_YEAR,
  type Point,
  type SampleAddress,
  type SampleCounty,
  type SampleKita,
  type SampleKitaChild,
  type SampleYoungChild,
  type SamplePopulation,
  type SamplePupil,
  type SampleSchool,
} from './model.ts';
import { createRandom, type Random } from './random.ts';

/** Share of a birth year that had its sixth birthday before 1 August and so entered school the earlier summer. */
const BEFORE_AUGUST = 7 / 12;
/** By age 0 … 6; six-year-olds only as long as they are not in school. */
const KITA_RATES = [0.02, 0.45, 0.9, 0.96, 0.96, 0.96, 0.96] as const;
const SPECIAL_SCHOOL = 0.032;
const REPEATERS = 0.025;
const VOCATIONAL = 0.5;

export interface ChildrenGround {
  addresses: readonly SampleAddress[];
  population: SamplePopulation;
  schools: readonly SampleSchool[];
}

/** Families live where there are more flats, and rather in the newer streets. */
class Homes {
  private readonly lists: number[][];
  private readonly sums: Float64Array[];
  private readonly random: Random;

  constructor(addresses: readonly SampleAddress[], municipalities: number, random: Random) {
    this.random = random;
    this.lists = Array.from({ length: municipalities }, () => []);
    addresses.forEach(({ municipality }, a) => this.lists[municipality]!.push(a));
    this.sums = this.lists.map((list) => {
      let sum = 0;
      return Float64Array.from(list, (a) => (sum += addresses[a]!.dwellings * (0.6 + addresses[a]!.newness)));
    });
  }

  draw(municipality: number): number {
    const sums = this.sums[municipality]!;
    const wanted = this.random.next() * sums.at(-1)!;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.lists[municipality]![low]!;
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The nearest of the schools that have the grade; some families choose another that is not too far. */
class SchoolChoice {
  private readonly schools: readonly SampleSchool[];
  private readonly points: Point[];
  private readonly random: Random;

  constructor({ schools, addresses }: ChildrenGround, random: Random) {
    this.schools = schools;
    this.points = schools.map(({ address }) => addresses[address]!.point);
    this.random = random;
  }

  /** `reach`: by how many metres another school may be farther before only one in e families still considers it. */
  choose(home: Point, grade: number, accepts: (school: SampleSchool) => boolean, reach: number): number {
    const open: number[] = [];
    this.schools.forEach((school, s) => {
      if (accepts(school) && grade >= school.gradeFrom && grade <= school.gradeTo) open.push(s);
    });
    const ways = open.map((s) => distance(home, this.points[s]!));
    const least = Math.min(...ways);
    return open[this.random.weighted(ways.map((way) => Math.exp((least - way) / reach)))]!;
  }

  nearest(home: Point, type: SampleSchool['type']): number {
    return Math.min(...this.points.filter((_, s) => this.schools[s]!.type === type).map((at) => distance(home, at)));
  }
}

function childrenOf(population: SamplePopulation, municipality: number, age: number): number {
  const [male, female] = population.residents[municipality]![LAST_YEAR - FIRST_YEAR]!;
  return male![age]! + female![age]!;
}

/** Grade of a child of this age at the end of the year, by the summer it started school; below 1 not yet in school. */
function gradeOf(age: number, random: Random): number {
  const grade = age - 5 - (random.chance(BEFORE_AUGUST) ? 0 : 1);
  return grade > 1 && random.chance(REPEATERS) ? grade - 1 : grade;
}

export function placeChildren(
  ground: ChildrenGround,
  random: Random,
): { pupils: SamplePupil[]; waiting: SampleKitaChild[]; young: SampleYoungChild[] } {
  const { addresses, population } = ground;
  const homes = new Homes(addresses, population.residents.length, random);
  const choice = new SchoolChoice(ground, random);
  const pupils: SamplePupil[] = [];
  const waiting: SampleKitaChild[] = [];
  const young: SampleYoungChild[] = [];
  population.residents.forEach((_, municipality) => {
    for (let age = 0; age <= 20; age++) {
      for (let n = childrenOf(population, municipality, age); n > 0; n--) {
        const home = homes.draw(municipality);
        const grade = age >= 6 ? gradeOf(age, random) : 0;
        if (grade < 1) {
          young.push({ home, age });
          if (random.chance(KITA_RATES[age]!)) waiting.push({ home, age, kita: -1 });
          continue;
        }
        const school = schoolFor(addresses[home]!.point, grade, choice, random);
        if (school >= 0) pupils.push({ home, age, grade, school });
      }
    }
  });
  return { pupils, waiting, young };
}

function schoolFor(home: Point, grade: number, choice: SchoolChoice, random: Random): number {
  if (grade > 13) return -1;
  if (grade <= 10 && random.chance(SPECIAL_SCHOOL))
    return choice.choose(home, grade, ({ type }) => type === 'FÖS', 2500);
  if (grade <= 4) {
    const astray = random.chance(0.09);
    return choice.choose(home, grade, ({ type }) => type === 'GS' || type === 'TGS', astray ? 2200 : 40);
  }
  // A long way to the Gymnasium keeps some from it.
  const gymnasium = 0.385 - 0.09 * Math.min(1, choice.nearest(home, 'GYM') / 15_000);
  if (random.chance(gymnasium)) return grade > 12 ? -1 : choice.choose(home, grade, ({ type }) => type === 'GYM', 1800);
  if (grade > 10) return random.chance(VOCATIONAL) ? choice.choose(home, grade, ({ type }) => type === 'BS', 9000) : -1;
  // Some leave after the ninth grade.
  if (grade === 10 && random.chance(0.17)) return -1;
  return choice.choose(home, grade, ({ type }) => type === 'RS' || type === 'TGS', random.chance(0.25) ? 3500 : 500);
}

/** In chance order, as places are given out over the year: the nearest Kita that still has one. */
export function fillKitas(
  waiting: readonly SampleKitaChild[],
  kitas: SampleKita[],
  addresses: readonly SampleAddress[],
  random: Random,
): SampleKitaChild[] {
  const points = kitas.map(({ address }) => addresses[address]!.point);
  const placed: SampleKitaChild[] = [];
  for (const child of random.shuffled(waiting)) {
    const young = child.age < 3;
    const home = addresses[child.home]!.point;
    let [best, least] = [-1, 25_000];
    kitas.forEach((kita, k) => {
      const free = young ? kita.placesUnder3 - kita.occupiedUnder3 : kita.placesFrom3 - kita.occupiedFrom3;
      if (free <= 0) return;
      const way = (distance(home, points[k]!) + 300) * random.between(0.75, 1.35);
      if (way < least) [best, least] = [k, way];
    });
    if (best < 0) continue;
    if (young) kitas[best]!.occupiedUnder3++;
    else kitas[best]!.occupiedFrom3++;
    placed.push({ ...child, kita: best });
  }
  return placed.sort((a, b) => a.home - b.home || a.age - b.age || a.kita - b.kita);
}

/** Rooms follow the pupils of the fullest grade, with some air; special schools have small classes. */
export function sizeSchools(schools: SampleSchool[], pupils: readonly SamplePupil[], random: Random): void {
  const sizes = schools.map(() => new Map<number, number>());
  for (const { school, grade } of pupils) sizes[school]!.set(grade, (sizes[school]!.get(grade) ?? 0) + 1);
  schools.forEach((school, s) => {
    const perClass = { GS: 24, RS: 26, TGS: 25, GYM: 27, FÖS: 11, BS: 24 }[school.type];
    const fullest = Math.max(1, ...sizes[s]!.values());
    const classes = Math.max(1, Math.ceil((fullest * random.between(0.9, 1.06)) / perClass));
    const grades = school.gradeTo - school.gradeFrom + 1;
    const enrolled = [...sizes[s]!.values()].reduce((a, b) => a + b, 0);
    school.parallelClasses = classes;
    school.places = Math.max(Math.ceil(enrolled / 5) * 5, classes * perClass * grades);
    school.afterSchoolPlaces = school.gradeFrom === 1 ? Math.ceil((enrolled * 0.42) / 5) * 5 : 0;
    if (school.type === 'GS') school.afterSchoolPlaces = Math.ceil((enrolled * 0.85) / 5) * 5;
  });
}

/** Counts by municipality, school and grade of one school year: [municipality, school, grade, count]. */
export type PupilCount = readonly [municipality: number, school: number, grade: number, count: number];

/**
 * The school year before: whoever is in a grade now was one grade lower at the same school. Those who have left are
 * stood in for by the grade that is the highest now; a few moved away or came.
 */
function yearBefore(pupils: readonly SamplePupil[], schools: readonly SampleSchool[], random: Random): SamplePupil[] {
  const before: SamplePupil[] = [];
  for (const pupil of pupils) {
    const { gradeFrom, gradeTo } = schools[pupil.school]!;
    const leaving = pupil.grade === gradeTo;
    if (pupil.grade > gradeFrom && random.chance(0.98))
      before.push({ ...pupil, grade: pupil.grade - 1, age: pupil.age - 1 });
    const copies = leaving ? random.round(random.between(0.92, 1.12)) : random.chance(0.02) ? 1 : 0;
    for (let i = 0; i < copies; i++) before.push(pupil);
  }
  return before;
}

/** The newest school year and the ones before it, newest first. */
export function schoolYears(
  { pupils, schools, options }: Pick<SampleCounty, 'pupils' | 'schools' | 'options'>,
  count: number,
): { year: string; pupils: readonly SamplePupil[] }[] {
  const random = createRandom(options.seed, 'earlier pupils');
  const years: { year: string; pupils: readonly SamplePupil[] }[] = [{ year: SCHOOL_YEAR, pupils }];
  for (let back = 1; back < count; back++) {
    const start = Number(SCHOOL_YEAR.slice(0, 4)) - back;
    years.push({
      year: `${start}/${String(start + 1).slice(2)}`,
      pupils: yearBefore(years.at(-1)!.pupils, schools, random),
    });
  }
  return years;
}

export function countPupils(pupils: readonly SamplePupil[], addresses: readonly SampleAddress[]): PupilCount[] {
  const counts = new Map<number, number>();
  for (const { home, school, grade } of pupils) {
    const key = (addresses[home]!.municipality * 1000 + school) * 100 + grade;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, count]) => [Math.floor(key / 100_000), Math.floor(key / 100) % 1000, key % 100, count]);
}
