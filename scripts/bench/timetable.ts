/** Arrive-by on the timetable of a real county where ../shared/data is: one school, the latest departures of all stops. */
import { existsSync } from 'node:fs';
import { readGtfs } from '../../geodata/formats/gtfs.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { latestDepartures } from '../../server/planning/transit/latest.ts';
import { timetableOf } from '../../server/planning/transit/timetable.ts';
import { feedDay } from '../../test/planning/transit/feedDay.ts';
import { percentile } from './http.ts';
import type { Figure } from './measure.ts';

const FOLDER = '../shared/data/transit/gtfs_elbe-elster_2021';
const DAY = '2021-05-04';
const QUERIES = 300;
/** Changes and one, as the service asks. */
const RIDES = 4;

export async function measureTimetable(say: (line: string) => void): Promise<Figure[]> {
  if (!existsSync(FOLDER)) {
    say(`timetable: ${FOLDER} is not on this machine`);
    return [];
  }
  say('timetable of Elbe-Elster …');
  const feed = readGtfs(await sourceFromPath(FOLDER));
  const timetable = timetableOf(feedDay(feed, DAY));
  const random = createRandom(1, 'bench');
  const taken = Array.from({ length: QUERIES }, () => {
    const target = { stops: [random.int(timetable.stops)], seconds: [60], at: (7 + random.int(8)) * 3600 };
    const start = performance.now();
    latestDepartures(timetable, target, { rides: RIDES });
    return performance.now() - start;
  });
  return [
    {
      what: `arrive-by, one place, all ${timetable.stops.toLocaleString('en')} stops (Elbe-Elster, ${DAY}) p95`,
      value: percentile(taken, 0.95),
      unit: 'ms',
      limit: 50,
      ratio: null,
      baseline: null,
    },
  ];
}
