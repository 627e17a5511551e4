/** Hovering a row lights its area on the map, and the other way round. */
import { expect, test } from 'vitest';
import { drawnMap, mapPicture } from './screen.ts';
import { county, until, visit } from './service.ts';

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
}
