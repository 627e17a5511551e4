/** A transport planner sees which trips are too full, where, and takes the pupils by stop along. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dayLoad } from '../../server/contract/load.ts';
import { figure, number, rows } from './screen.ts';
import { serious } from './scenes.ts';
import { ask, county, until, visit } from './service.ts';

export function load(): void {
  test('overfull trips first, section by section; seats only makes more of them', async () => {
    const told = await ask(dayLoad, { county });
    const seats = await ask(dayLoad, { county }, { standing: 0 });
    const over = ({ trips }: typeof told) =>
      trips.filter((trip) => trip.direction === 'there' && (trip.over ?? 0) > 0).length;
    const [first] = told.trips.filter(({ direction }) => direction === 'there');
    await visit(`/${county}/befoerderung?zeigen=auslastung`, async (page) => {
      await page.getByRole('table', { name: 'Fahrten mit Schülern' }).waitFor();
      expect(await figure(page, 'überfüllte Fahrten')).toContain(number(over(told)));
      await page.getByRole('button', { name: first!.line, exact: true }).first().focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: new RegExp(`^${first!.line} ·`) }).waitFor();
      expect(await page.locator('.answers ol li').count()).toBe(first!.stops.length);
      expect(await serious(page)).toEqual([]);
      await page.getByLabel('nur Sitzplätze zählen').check();
      await until(async () => (await figure(page, 'überfüllte Fahrten')).includes(number(over(seats))));
      expect(over(seats)).toBeGreaterThan(over(told));
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'CSV' }).last().click(),
      ]);
      expect(readFileSync(await saved.path(), 'utf8')).toContain('Haltestelle');
      expect((await rows(page)).length).toBeGreaterThan(10);
    });
  });
}
