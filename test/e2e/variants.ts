/** The school planner's day: a street moves, a school closes, somebody else is at the same plan, and two plans side by side. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { planDistricts, planFigures } from '../../server/contract/besideToday.ts';
import { changeVariant, getVariant, planGround, planToday, Variant } from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { chooseByKeys, drawnMap, figure, mapPicture, number, tabTo } from './screen.ts';
import { serious } from './scenes.ts';
import { ask, base, county, until, visit } from './service.ts';

const idIn = (page: Page): string => new URL(page.url()).searchParams.get('variante') ?? '';

async function begun(page: Page): Promise<string> {
  await page.locator('.answers tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'Neue Variante' }).click();
  await until(() => idIn(page) !== '');
  await page.getByRole('heading', { name: 'Geändert gegenüber heute' }).waitFor();
  return idIn(page);
}
const changes = (page: Page) => page.locator('.answers ol li');

export function variants(): void {
  test('by keyboard: a Gemeinde changes school, and back', async () => {
    const ground = await ask(planGround, { county });
    const { plan } = await ask(planToday, { county });
    const districts = planDistricts(plan, plan, 'grundschule')!;
    const at = plan.schools.findIndex(({ key }) => key === '91008');
    const home = ground.atoms[districts.schools.indexOf(at)]!.home;
    await visit(`/${county}/varianten`, async (page) => {
      const id = await begun(page);
      await page.locator('#content').focus();
      await chooseByKeys(page, 'Zuordnen zu', 'Schlossplatz');
      await until(() => page.url().includes('schule=91010'));
      await tabTo(page, 'summary');
      await page.keyboard.press('Enter');
      const name = ground.atoms.find((atom) => atom.home === home)!.name.replace(/ \d+$/, '');
      await chooseByKeys(page, 'Gebiet', name);
      await tabTo(page, '.with .button');
      await page.keyboard.press('Enter');
      await changes(page).first().waitFor();
      expect(await changes(page).first().innerText()).toContain(name);
      const variant = await ask(getVariant, { county, id });
      const type = variant.plan.figures.types.find(({ schoolType }) => schoolType === 'grundschule')!;
      expect(Number(type.moved)).toBeGreaterThan(0);
      expect(await figure(page, 'wechseln die Schule')).toBe(number(Number(type.moved)));
      await page.locator('body').press('Control+z');
      await page.getByText('Noch nichts geändert.').waitFor();
      expect(await figure(page, 'wechseln die Schule')).toBe('0');
      await page.locator('body').press('Control+y');
      await changes(page).first().waitFor();
    });
  });

  test('with the brush on the map, while somebody else changes the same plan: nothing is lost', async () => {
    await visit({ path: `/${county}/varianten`, refused: true }, async (page) => {
      const id = await begun(page);
      await drawnMap(page);
      await page.getByRole('radio', { name: 'Pinsel' }).check();
      const box = (await page.locator('canvas.maplibregl-canvas').first().boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x - 60, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y + 30, { steps: 12 });
      await page.mouse.up();
      await page.getByText(/Wohnzellen gewählt/).waitFor();
      await chooseByKeys(page, 'Zuordnen zu', 'Lindenhof');
      const other = await fetch(base() + addressOf(changeVariant, { county, id }, {}), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'If-Match': '"0"' },
        body: JSON.stringify({ kind: 'close', school: '91017', from: 2027, mode: 'atOnce' }),
      });
      expect(Variant.parse(await other.json()).version).toBe(1);
      await page.locator('.picked').getByRole('button', { name: 'Zuordnen', exact: true }).click();
      await page.getByRole('button', { name: 'Auf den neuen Stand anwenden' }).click();
      await until(async () => (await changes(page).count()) === 2);
      const variant = await ask(getVariant, { county, id });
      expect(variant.changes.map(({ kind }) => kind)).toEqual(['close', 'assign']);
    });
  });

  test('two plans under a line that one moves', async () => {
    await visit(`/${county}/varianten`, async (page) => {
      await begun(page);
      await page.locator('.answers tbody tr button').first().click();
      await page.getByRole('button', { name: 'Schließen', exact: true }).click();
      await changes(page).first().waitFor();
      await page.getByLabel('Vergleichen mit').selectOption('heute');
      const line = page.getByLabel('Trennlinie zwischen den Karten');
      await line.waitFor();
      await drawnMap(page);
      await until(async () => (await page.locator('.swipe canvas').count()) === 1);
      const half = await mapPicture(page);
      await line.fill('0');
      await until(async () => !half.equals(await mapPicture(page)));
      expect(page.url()).toContain('vergleich=heute');
    });
  });

  test('school by school: ways, and year by year what grows in; then the districts could be taken over', async () => {
    await visit(`/${county}/varianten?schule=91010`, async (page) => {
      await begun(page);
      await page.getByRole('radio', { name: 'wächst ein' }).check();
      await page.getByRole('button', { name: 'Nächstgelegene Wohnzellen zuordnen' }).click();
      await changes(page).first().waitFor();
      await page.getByRole('radio', { name: 'Schulwege' }).check();
      const { plan } = await ask(getVariant, { county, id: idIn(page) });
      const { plan: today } = await ask(planToday, { county });
      const at = plan.schools.findIndex(({ key }) => key === '91010');
      const row = page.locator('.answers tbody tr', { hasText: 'Schlossplatz' }).last();
      expect(await row.innerText()).toContain(number(Number(planFigures(plan, today)[at]!.after.ways.entitled)));
      await page.getByRole('radio', { name: 'Jahr für Jahr' }).check();
      const shown = (await row.locator('td').allInnerTexts()).map((text) => text.replace(/[^\d]/g, ''));
      expect(shown.slice(1)).toEqual(plan.years.map(({ pupils }) => String(pupils[at])));
      await page.getByText('Als Schulbezirke übernehmen').click();
      expect(await serious(page)).toEqual([]);
    });
  });

  test('the optimiser is asked, and its plan becomes a variant', async () => {
    await visit(`/${county}/varianten`, async (page) => {
      const id = await begun(page);
      await page.getByText('Optimieren', { exact: true }).click();
      await page.getByLabel('Suchen bis zu').selectOption('10');
      await page.getByRole('button', { name: 'Suchen', exact: true }).click();
      await page.getByRole('button', { name: 'Als Variante anlegen' }).waitFor({ timeout: 40_000 });
      expect(await page.locator('.controls').innerText()).toMatch(/höchstens \d|bewiesen/);
      await page.getByRole('button', { name: 'Als Variante anlegen' }).click();
      await until(() => idIn(page) !== id);
      await changes(page).first().waitFor();
      expect(await changes(page).first().innerText()).toContain('Optimierung');
    });
  });
}
