/** A scene is an address: it can be sent, reloaded, gone back from; and the language stays. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demography, forecast } from '../../server/contract/demography.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { figure, number, rows, written } from './screen.ts';
import { ask, county, until, visit } from './service.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

export function address(): void {
  test('a reloaded address shows the same scene', async () => {
    await visit(`/${county}/kita?gruppe=ue3&ebene=gemeinde&quote=90`, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      const before = [await figure(page, 'belegbare Plätze'), await rows(page)];
      await page.reload();
      await page.locator('.answers tbody tr').first().waitFor();
      expect([await figure(page, 'belegbare Plätze'), await rows(page)]).toEqual(before);
      expect(await page.getByRole('radio', { name: 'Ü3', exact: true }).isChecked()).toBe(true);
      expect(await page.getByRole('slider', { name: 'Zielquote' }).inputValue()).toBe('90');
    });
  });

  test('a link to an area that is no more tells the whole county; its views follow each other', async () => {
    const path = `/${county}/bevoelkerung?zeigen=vorausberechnung&gebiet=${county}/NIRGENDS`;
    await visit({ path, refused: true }, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      await until(() => !page.url().includes('gebiet='));
      const made = await ask(forecast, { county });
      await until(async () => (await rows(page))[0]?.[2] === number(Number(made.areas[0]!.middle)));
      await page.locator('.answers tbody button').first().click();
      await page.getByRole('radio', { name: 'Erprobung' }).check({ force: true });
      await page.locator('.answers', { hasText: 'WAPE' }).waitFor();
      await page.getByRole('radio', { name: 'Stand' }).check({ force: true });
      const area = `${made.areas[0]!.county}/${made.areas[0]!.key}`;
      const told = await ask(demography, { county }, { area });
      await page.getByRole('heading', { name: `${told.areas[0]!.name}: Altersaufbau` }).waitFor();
      expect((await rows(page))[0]?.[1]).toBe(written(told.areas[0]!.people));
    });
  });

  test('back and forward undo and redo a choice and a change of scene', async () => {
    await visit(`/${county}/kita`, async (page) => {
      await page.getByRole('radio', { name: 'Ü3', exact: true }).click();
      await until(() => page.url().endsWith('?gruppe=ue3'));
      await page.getByRole('link', { name: 'Beförderung' }).click();
      await page.getByRole('heading', { name: 'Schülerbeförderung' }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/${county}/befoerderung`);
      await page.goBack();
      await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
      await until(() => page.getByRole('radio', { name: 'Ü3', exact: true }).isChecked());
      await page.goBack();
      await until(() => page.getByRole('radio', { name: 'U3', exact: true }).isChecked());
      await page.goForward();
      await page.goForward();
      await page.getByRole('heading', { name: 'Schülerbeförderung' }).waitFor();
    });
  });

  test('English is complete on screen, said in the page, and stays', async () => {
    await visit(`/${county}/kita`, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await page.getByRole('button', { name: /Switch to English/ }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await until(async () => (await heading(page)) !== 'Kita-Versorgung');
      const texts = await page.locator('.controls, .answers thead, .figure dt').allInnerTexts();
      expect(texts.join(' ')).not.toMatch(/Altersgruppe|Gebiete|Zielquote|Bedarf|Plätze|Lücke/);
      await page.reload();
      await page.locator('.answers tbody tr').first().waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });

  test('Ctrl-K finds a school and opens where its pupils live', async () => {
    const { schools } = await ask(listSchools, { county }, { type: 'gymnasium' });
    const name = schools[0]?.name ?? '';
    await visit(`/${county}/kita`, async (page) => {
      await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
      await page.keyboard.press('Control+k');
      // Enter at once: what is found for the first letters is not meant.
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Einzugsbereiche' }).waitFor();
      await page.getByText('mittlerer Fußweg').waitFor();
      expect(await page.getByRole('combobox', { name: 'Schule', exact: true }).inputValue()).toBe(name);
      expect(new URL(page.url()).searchParams.get('schule')).toBe(schools[0]?.key);
    });
  });

  test('Escape closes the sources and gives the focus back', async () => {
    await visit(`/${county}/kita`, async (page) => {
      const opener = page.getByRole('button', { name: 'Quelle und Methode' });
      await opener.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Quelle und Methode' });
      await dialog.waitFor();
      expect(await dialog.innerText()).toContain('kitas.csv');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  test('a county that is not here is named, with those that are', async () => {
    await visit({ path: '/01001/kita', refused: true }, async (page) => {
      await page.getByRole('heading', { name: 'Für 01001 sind keine Daten geladen' }).waitFor();
      await page.getByRole('button', { name: /Ahlengrund/ }).click();
      await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
    });
  });
}
