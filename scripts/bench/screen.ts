/** What a person waits for in the browser: the first map, and each change of scene. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserFlags, findBrowser } from '../test/browser.mjs';

/** A window of a desktop, or null with the reason on stderr where there is no browser. */
export async function openBrowser(): Promise<Browser | null> {
  const found = await findBrowser();
  if ('path' in found) return chromium.launch({ executablePath: found.path, args: browserFlags });
  process.stderr.write(`The screen is not measured: ${found.reason}.\n`);
  return null;
}

const AT_REST = '.canvas[aria-busy="false"]';

/** An open window, as a person has one before the service starts. */
export function openWindow(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' });
}

/** Opens an address and waits until its county stands there drawn, however long it is still being loaded. */
export async function untilDrawn(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(AT_REST).waitFor({ timeout: 300_000 });
}

const scenes = [
  ['kita', 'Kita-Versorgung'],
  ['einzugsbereiche', 'Einzugsbereiche'],
  ['befoerderung', 'Schülerbeförderung'],
] as const;

export const SCENES = scenes.length;

/** From the click to the new heading with the first row of its table, in ms; the clock is the page's own. */
async function change(page: Page, [path, heading]: readonly [string, string]): Promise<number> {
  await page.evaluate((end) => {
    const link = document.querySelector<HTMLElement>(`nav a[href$="/${end}"]`);
    if (!link) throw new Error(`No way leads to ${end}.`);
    performance.mark('click');
    link.click();
  }, path);
  const there = await page.waitForFunction(
    (text) =>
      document.querySelector('h1')?.textContent.trim() === text &&
      document.querySelector('.answers tbody tr') !== null &&
      performance.measure('change', 'click').duration,
    heading,
    { polling: 'raf', timeout: 10_000 },
  );
  return Number(await there.jsonValue());
}

/** Every scene from another, first fetched, then known. */
export async function sceneChanges(page: Page): Promise<number[]> {
  const taken: number[] = [];
  for (let step = 0; step < 12; step += 1) {
    taken.push(await change(page, scenes[step % SCENES] ?? scenes[0]));
    await page.locator(AT_REST).waitFor();
    await page.waitForTimeout(500);
  }
  return taken;
}
