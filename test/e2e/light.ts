/** Hovering a row lights its area on the map, and the other way round. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { drawnMap, mapPicture, written } from './screen.ts';
import { ask, county, until, visit } from './service.ts';

export function light(): void {
  test('a row lights the map', async () => {
    await visit(`/${county}/kita`, async (page) => {
      await page.locator('.answers tbody tr').nth(2).waitFor();
      await drawnMap(page);
      const dark = await mapPicture(page);
      await page.locator('.answers tbody tr').nth(2).hover();
      await until(async () => !dark.equals(await mapPicture(page)));
      await page.getByRole('heading', { level: 1 }).hover();
      await until(async () => dark.equals(await mapPicture(page)));
    });
  });

  test('the map lights its row and says its value', async () => {
    await visit(`/${county}/kita?ebene=gemeinde&gruppe=ue3`, async (page) => {
      await page.locator('.answers tbody tr').nth(2).waitFor();
      await drawnMap(page);
      const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
      if (!box) throw new Error('The map has no place on screen.');
      // The middle of the county lies above the legend.
      const [x, y] = [box.x + box.width * 0.4, box.y + box.height * 0.42];
      await page.mouse.move(x, y);
      await page.mouse.move(x + 3, y + 2);
      const lit = page.locator('.answers tr.lit');
      await lit.waitFor();
      expect(await lit.count()).toBe(1);
      const name = await lit.locator('th').innerText();
      expect(await page.locator('.tooltip strong').innerText()).toContain(name);
      await page.mouse.click(x + 3, y + 2);
      await page.locator('.answers tr.selected').waitFor();
      expect(await page.locator('.answers tr.selected th').innerText()).toBe(name);
    });
  });

  test('the table is saved as a file: every row, the protected ones in their words', async () => {
    const school = (await ask(listSchools, { county })).schools.find(({ schoolType }) => schoolType === 'grundschule')!;
    await visit(`/${county}/einzugsbereiche?schule=${school.key}&ebene=wohnzellen`, async (page) => {
      await page.locator('.answers tbody tr').nth(2).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV' }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^Einzugsbereiche-.*\.csv$/);
      const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
      const observed = await ask(observedCatchment, { county }, { school: school.key, layer: 'wohnzelle' });
      expect(lines.length).toBe(1 + observed.areas.length);
      expect(lines[0]).toBe('\uFEFFGebiet;Schüler;Anteil;Fußweg (m)');
      const numbers = lines.slice(1).map((line) => line.split(';')[1]);
      expect([...numbers].sort()).toEqual(observed.areas.map(({ pupils }) => written(pupils)).sort());
    });
  });
}
