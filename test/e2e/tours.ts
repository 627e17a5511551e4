/** A transport planner has school buses planned for those whom no line serves well enough. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listSchools } from '../../server/contract/sites.ts';
import { figure, rows } from './screen.ts';
import { serious } from './scenes.ts';
import { ask, base, county, visit } from './service.ts';

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
      expect(page.url()).toContain('&fahrplan=');
      await page.reload();
      await page.getByRole('heading', { name: 'Fahrplan der Tour 1.1' }).waitFor();
      expect(Number(await figure(page, 'Busse'))).toBe(buses);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Fahrplan als CSV' }).click(),
      ]);
      expect(readFileSync(await saved.path(), 'utf8')).toContain(school.name);
    });
    const made = await fetch(`${base()}/api/counties/${county}/variants`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Für Touren' }),
    });
    const { id } = (await made.json()) as { id: string };
    const home = `/${county}/befoerderung?schule=${school.key}&zeigen=touren&richtung=zurueck&variante=${id}`;
    await visit(home, async (page) => {
      await page.getByLabel('auch wer länger fährt als (min)').fill('25');
      await page.getByLabel('Suchen bis zu').selectOption('10');
      const [lon, lat] = school.position;
      await page.getByLabel('Betriebshof', { exact: true }).fill(`${lat}, ${lon}`);
      await page.getByRole('button', { name: 'Touren planen' }).click();
      await page.getByText('Nach der Planungsvariante „Für Touren“ (Stand 0).').waitFor({ timeout: 60_000 });
      await page.getByRole('columnheader', { name: 'steigen aus' }).waitFor();
      // The depot is the school: empty is the way back to it only.
      await page.getByText(/^Bus 1: 0 m leer vom Betriebshof, \d.* leer zu ihm\.$/).waitFor();
      expect(await serious(page)).toEqual([]);
    });
    const gone = `/${county}/befoerderung?zeigen=touren&fahrplan=00000000-0000-4000-8000-000000000000`;
    await visit({ path: gone, refused: true }, (page) =>
      page.getByText('Diese Tourenplanung gibt es nicht (mehr): bitte neu beginnen.').waitFor(),
    );
  });
}
