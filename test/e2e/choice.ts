/** School choice: a planner reads whether a school serves its own Gemeinde and how far its core area reaches. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { schoolChoice } from '../../server/contract/choice.ts';
import { chooseByKeys, drawnMap, figure, length, mapPicture, number, percent, tabTo, written } from './screen.ts';
import { ask, county, until, visit } from './service.ts';

export function choice(): void {
  test('by keyboard to the view, to a school and to its core area', async () => {
    const answer = await ask(schoolChoice, { county }, { type: 'grundschule' });
    const [school] = answer.schools;
    if (!school?.core) throw new Error('The first Grundschule of the sample county has no core area.');
    await visit(`/${county}/einzugsbereiche`, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      await tabTo(page, 'input[type=radio][value=number]');
      for (const view of ['anteil', 'naechste', 'schulwahl']) {
        await page.keyboard.press('ArrowRight');
        await until(() => page.url().endsWith(`zeigen=${view}`));
      }
      await page.getByRole('table', { name: 'Wohngebiet und besuchte Schule' }).waitFor();
      expect(await figure(page, 'auswärts')).toBe(written(answer.total.leakage, percent));
      const most = [...answer.areas].sort((a, b) => Number(b.pupils) - Number(a.pupils))[0]!;
      const first = page.locator('.answers tbody tr').first();
      expect(await first.locator('th').innerText()).toBe(most.name);
      expect(await first.locator('td').first().innerText()).toBe(written(most.pupils));

      await page.locator('#content').focus();
      await chooseByKeys(page, 'Schule', school.name);
      await page.getByRole('heading', { name: 'Kernbereich', exact: true }).waitFor();
      expect(await figure(page, 'aus dem eigenen Gebiet')).toBe(written(school.own));
      const plain = (text: string) => text.replace(/\s+/g, ' ');
      const text = plain(await page.locator('.answers').innerText());
      for (const { level, areas, farthestMetres } of school.core!.extents) {
        const said = `${number(areas)} ${areas === 1 ? 'Gebiet' : 'Gebiete'}, Mitte bis ${length(farthestMetres)} Luftlinie`;
        expect(text).toContain(plain(`${percent(level)} der Schüler ${said}`));
      }
      // The chosen school is the first column.
      const inflow = page.locator('.answers tfoot tr').last().locator('td').nth(2);
      expect(await inflow.innerText()).toBe(written(school.inflow, percent));
    });
  });

  test('a row lights its area; the file tells few in their words', async () => {
    const answer = await ask(schoolChoice, { county }, { type: 'gymnasium' });
    await visit(`/${county}/einzugsbereiche?art=gymnasium&zeigen=schulwahl`, async (page) => {
      const row = page.locator('.answers tbody tr').nth(2);
      await row.waitFor();
      await drawnMap(page);
      const dark = await mapPicture(page);
      await row.hover();
      await until(async () => !dark.equals(await mapPicture(page)));

      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV' }).click();
      const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n');
      // A heading, every area, and five lines below them.
      expect(lines.length).toBe(1 + answer.areas.length + 5);
      expect(lines[0]).toMatch(/^\uFEFFGemeinde;Schüler;auswärts;/);
      expect(lines.join('\n')).toMatch(/;0–2/);
      expect(lines.join('\n')).not.toContain('·');
    });
  });
}
