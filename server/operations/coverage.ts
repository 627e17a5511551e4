/** Who lives how far from a stop that is served: all pupils of the newest list, whichever school they attend. */
import type { StopCoverage } from '../contract/coverage.ts';
import { mostFirst, releaseProtected } from '../planning/confidentiality/release.ts';
import { nearestServed } from '../planning/transit/doorToDoor.ts';
import { areaOfPlace, NONE } from '../planning/variant/world.ts';
import type { Operation } from '../context.ts';
import { comparability } from './comparability.ts';
import { chosenCounties, sources } from './counties.ts';
import { homeNames } from './homeNames.ts';
import { noTimetable, serviceDays } from './transport.ts';
import { transitGround } from './transitGround.ts';
import { countyWorld } from './variants/world.ts';

/** Metres that Nahverkehrspläne name for the country; the county's own comes beside. */
const LIMITS = [500, 1000];

interface Sums {
  pupils: number;
  within: number[];
  none: number;
}

export async function stopCoverage(
  context: Operation,
  key: string,
  query: { date?: string | undefined; limit?: number | undefined },
): Promise<StopCoverage> {
  const [county] = await chosenCounties(context, key);
  const { world, edition, schoolYear, protection, ways } = await countyWorld(context, county!);
  const date = query.date ?? (await serviceDays(context, key)).suggested;
  const day = date ?? context.now().toISOString().slice(0, 10);
  const { accessOf, timetable, notice: nothing } = await transitGround(context, county!, [edition], day);
  const notice = date === null ? noTimetable : nothing;
  // Where nothing runs no stop is near, and none is far.
  const release = (people: number) => (notice === null ? releaseProtected(people) : null);
  const limits = [...new Set([...LIMITS, ...(query.limit === undefined ? [] : [query.limit])])].sort((a, b) => a - b);
  const empty = (): Sums => ({ pupils: 0, within: limits.map(() => 0), none: 0 });
  const add = (sums: Sums, people: number, metres: number | null) => {
    sums.pupils += people;
    if (metres === null) sums.none += people;
    else limits.forEach((limit, at) => (sums.within[at]! += metres <= limit ? people : 0));
  };
  const metresOf = world.atoms.map(
    (atom) => nearestServed(timetable, accessOf.get(`${edition}/${atom.key}`) ?? [])?.metres ?? null,
  );
  const [total, byArea] = [empty(), world.areas.map(empty)];
  const byAtom = new Float64Array(world.atoms.length);
  let elsewhere = 0;
  world.rows.people.forEach((people, row) => {
    const place = world.rows.place[row]!;
    if (place === NONE || place >= world.atoms.length) {
      elsewhere += people;
      return;
    }
    byAtom[place]! += people;
    add(total, people, metresOf[place]!);
    add(byArea[areaOfPlace(world, place)]!, people, metresOf[place]!);
  });
  const names = await homeNames(context, key);
  const told = ({ pupils, within, none }: Sums) => ({
    pupils: releaseProtected(pupils),
    within: within.map(release),
    none: release(none),
  });
  const uncovered = ({ pupils, within }: Sums) => (pupils === 0 ? 0 : 1 - within.at(-1)! / pupils);
  return {
    date,
    notice,
    limits,
    year: schoolYear,
    protection: {
      ...protection,
      notices: await comparability(context, [key], ['pupils', 'pupil-list'], [edition]),
    },
    ways,
    total: { ...told(total), elsewhere: releaseProtected(elsewhere) },
    areas: world.areas
      .map((area, index) => ({ area, sums: byArea[index]! }))
      .filter(({ sums }) => sums.pupils > 0)
      .sort((a, b) => uncovered(b.sums) - uncovered(a.sums) || b.sums.pupils - a.sums.pupils)
      .map(({ area, sums }) => ({ key: area, name: names.get(area) ?? area, ...told(sums) })),
    homes: world.atoms
      .map(({ lon, lat }, atom) => ({
        point: [lon, lat] as [number, number],
        pupils: releaseProtected(byAtom[atom]!),
        metres: metresOf[atom]!,
      }))
      .sort((a, b) => mostFirst(a.pupils, b.pupils)),
    sources: await sources(context, [key], ['gtfs', 'pupils', 'network']),
  };
}
