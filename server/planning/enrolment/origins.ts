/** Where a school's entrants come from, out of who attends which school from which area today. */
import { GRADES, numbersBy, type GradedSchool, type Origins } from './pupils.ts';

/** Grades above the first one that tell, with it, which school an area's children go to: single grades of an area are few. */
const TELLING = 3;

/** Pupils by area, school and grade; `area` −1: guests. */
export interface HomeCount {
  area: number;
  school: number;
  grade: number;
  people: number;
}

/** @param points of the areas, metres; @param newest pupils of the base year, schools × GRADES */
export function originsOf(
  schools: readonly GradedSchool[],
  points: readonly (readonly [number, number])[],
  homes: readonly HomeCount[],
  newest: Float64Array,
): Origins[] {
  const entrants = Float64Array.from(schools, ({ first }, school) => newest[school * GRADES + first]! || 0);
  const byFirst = numbersBy(schools, (school) => schools[school]!.first);
  const origins: Origins[] = [];
  const bySchool = new Map<number, HomeCount[]>();
  for (const count of homes) {
    const own = bySchool.get(count.school);
    if (own) own.push(count);
    else bySchool.set(count.school, [count]);
  }
  for (const [first, members] of byFirst) {
    const all = members.reduce((sum, school) => sum + entrants[school]!, 0);
    const usual = new Map(members.map((school) => [school, all > 0 ? entrants[school]! / all : 1 / members.length]));
    const isMember = new Set(members);
    const telling = homes.filter(
      ({ area, school, grade }) => area >= 0 && isMember.has(school) && grade >= first && grade <= first + TELLING,
    );
    const choice = choices(points, telling, usual);
    const guests = guestsOf(schools, homes, isMember, newest);
    const leavers = [...schools.keys()].filter((school) => schools[school]!.last === first - 1);
    const goTo = first === 1 ? choice : leavers.map((from) => mixed(bySchool.get(from) ?? [], choice, usual));
    for (const school of members) {
      const list = goTo.flatMap((shares, at) => {
        const share = shares.get(school) ?? 0;
        return share > 0 ? [{ from: first === 1 ? at : leavers[at]!, share }] : [];
      });
      origins[school] = {
        kind: first === 1 ? 'children' : 'leavers',
        from: Int32Array.from(list, ({ from }) => from),
        share: Float64Array.from(list, ({ share }) => share),
        guests: guests.get(school) ?? 0,
      };
    }
  }
  return origins;
}

type Shares = ReadonlyMap<number, number>;

/** Of each area the share of its pupils at each school; an area that tells none takes those of the nearest that does. */
function choices(points: readonly (readonly [number, number])[], homes: readonly HomeCount[], usual: Shares): Shares[] {
  const counts = points.map(() => new Map<number, number>());
  for (const { area, school, people } of homes) counts[area]!.set(school, (counts[area]!.get(school) ?? 0) + people);
  const told = counts.map((own): Shares | null => {
    const all = [...own.values()].reduce((sum, people) => sum + people, 0);
    return all > 0 ? new Map([...own].map(([school, people]) => [school, people / all])) : null;
  });
  const telling = [...told.keys()].filter((area) => told[area] !== null);
  return told.map((own, area) => {
    if (own) return own;
    const [x, y] = points[area]!;
    const way = (other: number) => Math.hypot(points[other]![0] - x, points[other]![1] - y);
    const nearest = telling.reduce<number | null>(
      (best, other) => (best === null || way(other) < way(best) ? other : best),
      null,
    );
    return nearest === null ? usual : told[nearest]!;
  });
}

/** Where the leavers of a school go: as the areas go in which its pupils live. @param homes of its pupils */
function mixed(homes: readonly HomeCount[], choice: readonly Shares[], usual: Shares): Shares {
  const shares = new Map<number, number>();
  let all = 0;
  for (const { area, people } of homes) {
    if (area < 0) continue;
    all += people;
    for (const [to, share] of choice[area]!) shares.set(to, (shares.get(to) ?? 0) + share * people);
  }
  return all > 0 ? new Map([...shares].map(([to, people]) => [to, people / all])) : usual;
}

/** Guests in the first grade: their share of the school's pupils, times those of the first grade. */
function guestsOf(
  schools: readonly GradedSchool[],
  homes: readonly HomeCount[],
  members: ReadonlySet<number>,
  newest: Float64Array,
): Map<number, number> {
  const sums = new Map<number, { guests: number; all: number }>();
  for (const { area, school, people } of homes) {
    if (!members.has(school)) continue;
    const sum = sums.get(school) ?? { guests: 0, all: 0 };
    sums.set(school, { guests: sum.guests + (area < 0 ? people : 0), all: sum.all + people });
  }
  return new Map(
    [...sums].map(([school, { guests, all }]) => {
      const entrants = newest[school * GRADES + schools[school]!.first]! || 0;
      return [school, all > 0 ? (entrants * guests) / all : 0];
    }),
  );
}
