/** While the sample county is on its way the page says so, and goes on by itself. */
import { expect, test } from 'vitest';
import { county, visit } from './service.ts';

export function loading(): void {
  test('the page waits for the sample county and then shows it', async () => {
    let asked = 0;
    await visit(
      {
        path: '/',
        before: (page) =>
          page.route('**/api/counties', async (route) => {
            asked += 1;
            if (asked > 2) return route.continue();
            return route.fulfill({ json: { counties: [], loading: true } });
          }),
      },
      async (page) => {
        await page.getByRole('heading', { name: 'Der Beispielkreis wird geladen' }).waitFor();
        await page.getByRole('heading', { name: 'Was soll geplant werden?' }).waitFor();
        expect(asked).toBeGreaterThan(2);
        expect(new URL(page.url()).pathname).toBe(`/${county}`);
      },
    );
  });
}
