/** A transport planner has school buses planned for those whom no line serves well enough. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listSchools } from '../../server/contract/sites.ts';
import { figure, rows } from './screen.ts';
import { serious } from './scenes.ts';
import { ask, county, visit } from './service.ts';

export function tours(): void {
  test('school buses are planned, their timetable is read and taken along', async () => {
    const { schools } = await ask(listSchools, { county }, { type: 'gymnasium' });
    const [school] = schools;
    if (!school) throw new Error('The sample county has no Gymnasium.');
    await visit(`/${county}/befoerderung?schule=${school.key}&zeigen=touren`, async (page) => {
      await page.getByLabel('auch wer länger fährt als (min)').fill('35');
      await page.getByLabel('Suchen bis zu').selectOption('10');
      await page.getByRole('button', { name: 'Touren planen' }).click();
      await page.getByRole('table', { name: 'Touren', exact: true }).waitFor({ timeout: 60_000 });
      const buses = Number(await figure(page, 'Busse'));
      expect(buses).toBeGreaterThan(0);
      expect((await rows(page)).filter(([name]) => /^\d+\.\d+$/.test(name!)).length).toBeGreaterThanOrEqual(
        Math.min(14, buses),
      );
      await page.getByRole('button', { name: '1.1', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Fahrplan der Tour 1.1' }).waitFor();
      expect(await serious(page)).toEqual([]);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Fahrplan als CSV' }).click(),
      ]);
      expect(readFileSync(await saved.path(), 'utf8')).toContain(school.name);
    });
  });
}
