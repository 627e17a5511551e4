/** What a person does and sees: keys, figures, rows, the drawn map. */
import type { Page } from 'playwright-core';
import { formatter } from '../../web/text/format.ts';
import { until } from './service.ts';

const format = formatter('de');

/** A released figure as the screen writes it. */
export const written = (value: number | 'hidden' | 'few' | null, as = format.number): string =>
  value === 'hidden' ? 'geschützt' : value === 'few' ? '0–2' : value === null ? '–' : as(value);
export const { signed, length, percent, number } = format;

/** The big number under its label. */
export async function figure(page: Page, label: string): Promise<string> {
  const box = page.locator('.answers .figure', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) });
  return (await box.locator('dd b').innerText()).trim();
}

/** Cells of every row of the table beside the map, the first one the name. */
export async function rows(page: Page): Promise<string[][]> {
  return page
    .locator('.answers tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.trim())),
    );
}

/** Presses Tab until what has the focus fits; a person who cannot get there with the keyboard fails the test. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`${selector} is not reached with ${most} times Tab.`);
}

/** Chooses in a list by its label: type to narrow, Enter to take. */
export async function chooseByKeys(page: Page, label: string, text: string): Promise<void> {
  const input = page.getByRole('combobox', { name: label, exact: true });
  await tabTo(page, `#${await input.evaluate((element) => CSS.escape(element.id))}`);
  await page.keyboard.type(text);
  await page.locator('li[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
}

const canvas = 'canvas.maplibregl-canvas';

/** The map as it is on screen, without what lies over it. */
export async function mapPicture(page: Page): Promise<Buffer> {
  return page
    .locator(canvas)
    .first()
    .screenshot({ style: '.onmap, .tools, .tooltip { visibility: hidden !important; }' });
}

export interface Colours {
  /** Share of the most frequent one: an undrawn map is nothing else. */
  largest: number;
  count: number;
}

export async function coloursOf(page: Page, picture: Buffer): Promise<Colours> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!drawing) throw new Error('No canvas to count colours on.');
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    const colours = new Map<number, number>();
    // One pixel of five is enough to tell a drawn map from an empty one.
    for (let at = 0; at < data.length; at += 4 * 5) {
      const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    return { largest: Math.max(...colours.values()) / (data.length / (4 * 5)), count: colours.size };
  }, picture.toString('base64'));
}

/** Drawn and at rest: many colours, none of them nearly everything. */
export async function drawnMap(page: Page): Promise<void> {
  await until(async () => {
    await page.locator('.canvas[aria-busy="false"]').waitFor({ timeout: 60_000 });
    const { largest, count } = await coloursOf(page, await mapPicture(page));
    return largest < 0.85 && count > 60;
  }, 60_000);
}
