/** Heavy work waits for its turn, also where some of it fails. */
import { expect, test } from 'vitest';
import { turns } from '../../server/jobs/turns.ts';

test('never more at once than there are places, and all of it is done', async () => {
  const inTurn = turns(2);
  let [running, most] = [0, 0];
  const done = await Promise.allSettled(
    Array.from({ length: 9 }, (_, at) =>
      inTurn(async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, at % 3));
        running--;
        if (at === 4) throw new Error('failed');
        return at;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(done.map(({ status }) => status)).toEqual(Array.from(done, (_, at) => (at === 4 ? 'rejected' : 'fulfilled')));
});
