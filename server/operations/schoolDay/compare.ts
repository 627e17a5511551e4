/** Two school days beside each other: who loses a connection, who is under way longer, which trips become too full. */
import type { DayComparison } from '../../contract/dayComparison.ts';
import type { Operation } from '../../context.ts';
import { comparability } from '../comparability.ts';
import { chosenCounties, sources } from '../counties.ts';
import { dayRiders, type DayRiders } from './dayRiders.ts';
import { dayLoad } from './load.ts';
import { toldPeople } from '../toldPeople.ts';

export interface CompareQuery {
  before: string;
  after: string;
  /** Minutes. */
  margin: number;
  longerBy: number;
}

/** Of one school and home: the hours of a school may part its pupils otherwise on another day of the week. */
interface Home {
  people: number;
  carried: number;
  /** Σ people · seconds of those who are carried. */
  seconds: number;
}

type Direction = 'there' | 'back';

export async function compareDays(context: Operation, key: string, query: CompareQuery): Promise<DayComparison> {
  const [county] = await chosenCounties(context, key);
  const { before: first, after: second, margin, longerBy } = query;
  const [before, after] = [
    await dayRiders(context, county!, { date: first, margin }),
    await dayRiders(context, county!, { date: second, margin }),
  ];
  const [overBefore, overAfter] = [
    await overfull(context, key, { date: first, margin }),
    await overfull(context, key, { date: second, margin }),
  ];
  const people = toldPeople(before.world.protection.base);
  const notices = [before.notice, after.notice].filter((notice) => notice !== null);
  // With a day on which nobody goes to school nothing can be compared.
  const isSilent = notices.length > 0;
  const schools = isSilent ? [] : [...new Set([...before.groups, ...after.groups].map(({ school }) => school))];
  const keyOf = (school: number) => before.schools[school]!.key;
  const homes = {
    there: [homesOf(before, 'there'), homesOf(after, 'there')],
    back: [homesOf(before, 'back'), homesOf(after, 'back')],
  } as const;
  return {
    before: first,
    after: second,
    notices,
    protection: {
      ...before.world.protection,
      notices: await comparability(context, [key], ['pupils', 'pupil-list'], [before.world.edition]),
    },
    longerBy,
    schools: schools.map((school) => {
      const told = (direction: Direction) => {
        const [was, is] = homes[direction];
        return change(
          was.get(school) ?? new Map<number, Home>(),
          is.get(school) ?? new Map<number, Home>(),
          longerBy,
          people,
        );
      };
      const riding = [
        ...(homes.there[1].get(school) ?? homes.there[0].get(school) ?? new Map<number, Home>()).values(),
      ];
      return {
        school: keyOf(school),
        riding: people(riding.reduce((sum, home) => sum + home.people, 0)),
        there: told('there'),
        back: told('back'),
        overBefore: overBefore && (overBefore.get(keyOf(school)) ?? 0),
        overAfter: overAfter && (overAfter.get(keyOf(school)) ?? 0),
      };
    }),
    sources: await sources(context, [key], ['gtfs', 'pupils', 'schools', 'network', 'school-hours', 'vehicles']),
  };
}

function homesOf({ groups, ...day }: DayRiders, direction: Direction): Map<number, Map<number, Home>> {
  const bySchool = new Map<number, Map<number, Home>>();
  groups.forEach(({ school, homes }, group) => {
    const own = bySchool.get(school) ?? new Map<number, Home>();
    bySchool.set(school, own);
    homes.forEach(({ home, people: count }, index) => {
      const known = own.get(home) ?? { people: 0, carried: 0, seconds: 0 };
      own.set(home, known);
      const way = day[direction].ways[group]![index];
      known.people += count;
      if (!way) return;
      known.carried += count;
      known.seconds += count * (way.arrive - way.leave);
    });
  });
  return bySchool;
}

function change(
  before: ReadonlyMap<number, Home>,
  after: ReadonlyMap<number, Home>,
  longerBy: number,
  people: ReturnType<typeof toldPeople>,
) {
  const sums = { lost: 0, gained: 0, longer: 0, shorter: 0 };
  for (const [home, was] of before) {
    const is = after.get(home) ?? { people: 0, carried: 0, seconds: 0 };
    sums.lost += Math.max(0, was.carried - is.carried);
    sums.gained += Math.max(0, is.carried - was.carried);
    if (was.carried === 0 || is.carried === 0) continue;
    const minutes = (is.seconds / is.carried - was.seconds / was.carried) / 60;
    if (minutes >= longerBy) sums.longer += is.carried;
    if (minutes <= -longerBy) sums.shorter += is.carried;
  }
  const mean = (homes: ReadonlyMap<number, Home>): number | null => {
    const all = [...homes.values()];
    const carried = all.reduce((sum, home) => sum + home.carried, 0);
    const seconds = all.reduce((sum, home) => sum + home.seconds, 0);
    return carried > 0 ? Math.round(seconds / carried / 6) / 10 : null;
  };
  return {
    lost: people(sums.lost),
    gained: people(sums.gained),
    longer: people(sums.longer),
    shorter: people(sums.shorter),
    minutesBefore: mean(before),
    minutesAfter: mean(after),
  };
}

/** By school: trips with its pupils that are too full; null where no vehicles are loaded. */
async function overfull(
  context: Operation,
  key: string,
  query: { date: string; margin: number },
): Promise<Map<string, number> | null> {
  const { trips, vehiclesLoaded } = await dayLoad(context, key, query);
  if (!vehiclesLoaded) return null;
  const bySchool = new Map<string, number>();
  for (const { over, schools } of trips)
    if ((over ?? 0) > 0) for (const { school } of schools) bySchool.set(school, (bySchool.get(school) ?? 0) + 1);
  return bySchool;
}
