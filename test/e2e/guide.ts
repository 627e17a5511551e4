/** The school guide as a county puts it on its web server: a subfolder, a strict policy, no service behind it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serious } from './scenes.ts';
import { base, county, until, visit } from './service.ts';

const TYPES: Record<string, string> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
  ...{ '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
};
const FOLDER = '/amt/schulwegweiser/';

let files: Record<string, Uint8Array> = {};
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://localhost');
  const body = files[pathname.replace('/amt/', '').replace(/\/$/, '/index.html')];
  const type = TYPES[extname(pathname)] ?? 'text/html';
  if (!body) response.writeHead(404).end();
  else response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': "default-src 'self'" }).end(body);
});

export function guide(): void {
  let at = '';
  beforeAll(async () => {
    const zipped = await fetch(`${base()}/api/counties/${county}/school-guide?imprint=https://example.org/impressum`);
    files = unzipSync(new Uint8Array(await zipped.arrayBuffer()));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('filters by what the table offers; the address tells it again, in a frame without heading', async () => {
    await visit({ at, path: `${FOLDER}?typ=gemeinschaftsschule` }, async (page) => {
      const names = () => page.locator('.schools strong').allInnerTexts();
      await page.getByRole('heading', { name: '2 von 34 Schulen' }).waitFor();
      await page.getByLabel('Schulart').selectOption({ label: 'alle' });
      await page.getByLabel('Fremdsprachen').selectOption('Französisch');
      await page.getByLabel('Barrierefrei').check();
      const chosen = await names();
      expect(chosen.length).toBeGreaterThan(0);
      expect(chosen.length).toBeLessThan(34);
      expect(new URL(page.url()).search).toBe('?fremdsprachen=Franz%C3%B6sisch&barrierefrei=ja');
      await page.locator('.schools button').first().press('Enter');
      await page.locator('.card a[href^="tel:"]').waitFor();
      // The map says when it rests.
      await until(async () => (await page.locator('.map .canvas').getAttribute('aria-busy')) === 'false');
      expect(await serious(page)).toEqual([]);
      await page.goto(`${page.url()}&einbetten=1`);
      await page.locator('.card').waitFor();
      expect(await names()).toEqual(chosen);
      expect(await page.locator('header').count()).toBe(0);
    });
  });
}
