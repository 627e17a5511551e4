/** A browser for the tests that need one: the machine's own, else the one among the development libraries. */
import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function packaged() {
  if (process.platform !== 'linux') return null;
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** What headless Chromium needs to draw a map without a graphics card, and to leave a closed network alone. */
export const browserFlags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** That a file is there says nothing of the shared libraries it needs: a page with WebGL must come out. */
async function failureOf(path) {
  const { chromium } = await import('playwright-core');
  let browser;
  try {
    browser = await chromium.launch({ executablePath: path, args: browserFlags, timeout: 30_000 });
    const page = await browser.newPage();
    const draws = await page.evaluate(`document.createElement('canvas').getContext('webgl2') !== null`);
    return draws ? null : 'it draws no WebGL 2';
  } catch (error) {
    return error.message.split('\n')[0];
  } finally {
    await browser?.close();
  }
}

/** `{ path }`, or `{ reason }` in words for a person. */
export async function findBrowser() {
  const chosen = process.env['CHROMIUM'];
  if (chosen) {
    const failure = existsSync(chosen) ? await failureOf(chosen) : 'there is no such file';
    return failure ? { reason: `CHROMIUM=${chosen}: ${failure}` } : { path: chosen };
  }
  const reasons = [];
  const candidates = usual.filter((path) => existsSync(path)).map((path) => async () => path);
  for (const candidate of [...candidates, packaged]) {
    try {
      const path = await candidate();
      if (path === null) continue;
      const failure = await failureOf(path);
      if (failure === null) return { path };
      reasons.push(`${path}: ${failure}`);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  return { reason: reasons.join('; ') || 'no Chromium or Chrome is installed' };
}
