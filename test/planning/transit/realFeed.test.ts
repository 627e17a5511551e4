/** The timetable of a real county: random questions answered as another search over its events answers them. */
import { describe, expect } from 'vitest';
import { readGtfs } from '../../../geodata/formats/gtfs.ts';
import { sourceFromPath } from '../../../geodata/formats/node.ts';
import { createRandom } from '../../../geodata/sample/random.ts';
import { journeyFrom } from '../../../server/planning/transit/journey.ts';
import { latestDepartures, NEVER } from '../../../server/planning/transit/latest.ts';
import { timetableOf } from '../../../server/planning/transit/timetable.ts';
import { testWithRealData } from '../../realData.ts';
import { Events } from './expanded.ts';
import { feedDay } from './feedDay.ts';

/** School days between the two holidays that the feed's dates enclose. */
const DAYS = ['2021-04-13', '2021-05-04', '2021-05-20', '2021-06-09', '2021-06-22'];
const QUERIES = 10;

describe('Elbe-Elster', () => {
  testWithRealData('50 random questions, to the second', 'transit/gtfs_elbe-elster_2021', async (folder) => {
    const feed = readGtfs(await sourceFromPath(folder ?? ''));
    const random = createRandom(1, 'questions');
    const served = [...new Set(feed.stopTimes.stop)].sort((a, b) => a - b);
    let [asked, connected, changed] = [0, 0, 0];
    for (const day of DAYS) {
      const input = feedDay(feed, day);
      const timetable = timetableOf(input);
      const events = new Events(input);
      for (let query = 0; query < QUERIES; query++) {
        const [from, to] = [served[random.int(served.length)]!, served[random.int(served.length)]!];
        const at = 3600 * (9 + random.int(12)) + 60 * random.int(60);
        if (from === to) continue;
        asked++;
        // Off the vehicle at the stop, or after a walk there.
        const near = input.footpaths.filter((path) => path.to === to);
        const target = {
          stops: [to, ...near.map((path) => path.from)],
          seconds: [0, ...near.map(({ seconds }) => seconds)],
          at,
        };
        const latest = latestDepartures(timetable, target, { rides: 20 });
        const found = latest.board[from]!;
        expect(found === NEVER ? -Infinity : found, `${day}: ${from} → ${to} until ${at}`).toBe(
          events.latest(from, to, at),
        );
        const journey = journeyFrom(timetable, latest, from);
        if (journey === null) continue;
        connected++;
        if (journey.rides.length > 1) changed++;
        expect(journey.arrival).toBeLessThanOrEqual(at);
      }
    }
    console.log(`${asked} questions, ${connected} connect, ${changed} change`);
    expect(asked).toBe(50);
    expect(connected).toBeGreaterThanOrEqual(40);
    expect(changed).toBeGreaterThanOrEqual(15);
  });
});
