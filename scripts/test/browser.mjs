/** A browser for the tests that need one: the machine's own, else the one among the development libraries. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

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

/** That a file is there says nothing of the shared libraries it needs: a page must come out. */
async function failureOf(path) {
  const args = ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-gpu', '--dump-dom', 'about:blank'];
  try {
    const { stdout } = await run(path, args, { timeout: 30_000 });
    return stdout.includes('<html>') ? null : 'it shows no page';
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split('\n')[0];
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
