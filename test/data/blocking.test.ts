/** A long query must not hold the event loop: requests would wait for it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../server/data/open.ts';
import { openTestDatabase } from '../database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** The longest time for which a timer of 5 ms came late while the work ran, and how long that took. */
async function longestWait(work: () => Promise<unknown>): Promise<{ wait: number; took: number }> {
  let last = performance.now();
  let wait = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    wait = Math.max(wait, now - last - 5);
    last = now;
  }, 5);
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  clearInterval(timer);
  return { wait: Math.max(wait, performance.now() - last), took };
}

test('while a query runs for over a second, timers fire on time', async () => {
  let points = 20_000;
  for (;;) {
    // Computing, not sleeping: buffers of many points, united.
    const { wait, took } = await longestWait(() =>
      sql`select ST_Area(ST_Union(ST_Buffer(ST_MakePoint(n % 200, n / 200), 0.7, 2))) from generate_series(1, ${points}::int) n`.execute(
        database.db,
      ),
    );
    if (took < 1000) {
      points *= 2;
      continue;
    }
    // Blocked, the wait would be the whole query; other processes on the machine may still delay a timer.
    expect(wait).toBeLessThan(took / 2);
    return;
  }
});
