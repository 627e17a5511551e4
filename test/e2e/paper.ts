/** What is on screen prints: map, legend, table, source and date, on A4 across. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { listSchools } from '../../server/contract/sites.ts';
import { drawnMap } from './screen.ts';
import { ask, county, visit } from './service.ts';

/** Printed text is read where poppler's pdftotext is installed; under CI it must be. */
const readable = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return false;
  }
})();
const textOf = (pdf: Buffer): string => execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();

export function paper(): void {
  test.each([
    ['kita', 'Kita-Versorgung', 'Einwohner 31.12.2025'],
    ['einzugsbereiche', 'Einzugsbereiche', 'Schulen 01.10.2025'],
    ['einzugsbereiche?zeigen=schulwahl', 'Einzugsbereiche', 'Schülerzahlen nach Wohngebiet 01.10.2025'],
    ['einzugsbereiche?schule=', 'Einzugsbereiche', 'Schülerzahlen nach Wohngebiet 01.10.2025'],
    ['varianten', 'Planungsvarianten', 'Schulbezirke 01.08.2024'],
    ['befoerderung?zeigen=linien', 'Schülerbeförderung', 'Fahrplan'],
  ])('„%s“', async (scene, title, source) => {
    const { schools } = await ask(listSchools, { county }, { type: 'grundschule' });
    const path = scene.endsWith('=') ? scene + encodeURIComponent(schools[0]?.key ?? '') : scene;
    await visit(`/${county}/${path}`, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      await drawnMap(page);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      // The picture of the map alone is larger than this.
      expect(pdf.length).toBeGreaterThan(60_000);
      if (readable) {
        const text = textOf(pdf);
        expect(text).toContain(title);
        expect(text).toContain('Ahlengrund');
        expect(text).toContain('Beispieldaten');
        expect(text).toContain(source);
        expect(text).toContain('Gedruckt am');
      }

      // The room between the margins of A4 across, at 96 dots an inch.
      await page.setViewportSize({ width: 1039, height: 711 });
      await page.emulateMedia({ media: 'print' });
      const outside = await page
        .locator('.answers th, .answers td, .onmap li, .onmap p, .paper-title p')
        .evaluateAll((cells) =>
          cells
            .filter((cell) => {
              const { left, right, width } = cell.getBoundingClientRect();
              return width > 0 && (left < -1 || right > window.innerWidth + 1);
            })
            .map((cell) => cell.textContent),
        );
      expect(outside).toEqual([]);
    });
  });
}
