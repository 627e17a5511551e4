/** Every scene at every size: it draws, asks nobody else, breaks nothing, and anyone can use it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, startService, until, watchedPage, type Service } from './service.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes: [number, number][] = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
const scenes = ['', 'einzugsbereiche', 'befoerderung', 'kita', 'daten'];

let service: Service;
let browser: Browser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), startBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** Share of the canvas that is not its most frequent colour: an undrawn map is one grey. */
async function drawnShare(png: Buffer, page: Awaited<ReturnType<typeof watchedPage>>['page']): Promise<number> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const drawing = canvas.getContext('2d');
    if (!drawing) return 0;
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    const colours = new Map<number, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    return 1 - Math.max(...colours.values()) / (data.length / 4);
  }, png.toString('base64'));
}

describe.each(sizes)('at %i × %i', (width, height) => {
  test.each(scenes)('scene „%s“', async (scene) => {
    const { page, errors, foreign } = await watchedPage(browser, service, width, height);
    await page.goto(`${service.url}/16999/${scene}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const map = page.locator('canvas.maplibregl-canvas');
    // On a phone the data scene shows no map beside its forms.
    if (scene !== '' && scene !== 'daten') {
      await map.first().waitFor();
      await until(async () => (await drawnShare(await map.first().screenshot(), page)) > 0.2, 60_000);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.evaluate(axe);
    const serious = await page.evaluate(async () => {
      const { violations } = await (
        window as unknown as {
          axe: { run(): Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(serious).toEqual([]);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    await page.close();
  });
});

test('the total of the Kita scene is the one of the API', async () => {
  const { page } = await watchedPage(browser, service, 1440, 900);
  await page.goto(`${service.url}/16999/kita?gruppe=ue3`);
  const answer = (await (await fetch(`${service.url}/api/counties/16999/kita/supply?group=ue3`)).json()) as {
    total: { demand: number; places: number };
  };
  const german = (value: number) => Math.round(value).toLocaleString('de-DE');
  const panel = page.locator('body');
  await until(async () => ((await panel.textContent()) ?? '').includes(german(answer.total.places)), 30_000);
  const text = (await panel.textContent()) ?? '';
  expect(text).toContain(german(answer.total.demand));
  await page.close();
});

test('the address says the scene; back, forward and the language work', async () => {
  const { page } = await watchedPage(browser, service, 1440, 900);
  await page.goto(`${service.url}/16999/kita`);
  await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
  await page
    .getByRole('link', { name: /Beförderung/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Schülerbeförderung' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/16999/befoerderung');
  await page.goBack();
  await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
  await page.goForward();
  await page.reload();
  await page.getByRole('heading', { name: 'Schülerbeförderung' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page
    .getByRole('button', { name: /EN|English/ })
    .first()
    .click();
  await until(async () => (await page.evaluate(() => document.documentElement.lang)) === 'en', 10_000);
  await page.close();
});

test('Ctrl-K finds a school by keyboard alone', async () => {
  const { page } = await watchedPage(browser, service, 1440, 900);
  await page.goto(`${service.url}/16999/kita`);
  await page.getByRole('heading', { name: 'Kita-Versorgung' }).waitFor();
  const { schools } = (await (await fetch(`${service.url}/api/counties/16999/schools?type=gymnasium`)).json()) as {
    schools: { name: string }[];
  };
  const name = schools[0]?.name ?? '';
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name.slice(0, 40));
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until(() => Promise.resolve(!page.url().endsWith('/kita')), 15_000);
  expect(decodeURIComponent(page.url())).toContain('schule=');
  await page.close();
});

test('a web page saved as CSV is refused with its sentence in the scene Daten', async () => {
  const { page } = await watchedPage(browser, service, 1440, 900);
  await page.goto(`${service.url}/16999/daten`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('select').first().selectOption('schools');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'anmeldung.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('<!doctype html><html><body>Anmeldung</body></html>'),
    });
  await until(async () => /HTML|Webseite|Internetseite/.test((await page.locator('body').textContent()) ?? ''), 30_000);
  const { imports } = (await (await fetch(`${service.url}/api/counties/16999/imports`)).json()) as {
    imports: { fileName: string }[];
  };
  expect(imports.map(({ fileName }) => fileName)).not.toContain('anmeldung.csv');
  await page.close();
});
