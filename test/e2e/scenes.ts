/** Every scene at every size: it draws, asks nobody else, breaks nothing, and anyone can use it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { drawnMap } from './screen.ts';
import { county, visit } from './service.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  impact: string;
  id: string;
  nodes: { html: string }[];
}

/** What keeps somebody from using the page, by axe. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

const all = [
  '',
  'einzugsbereiche',
  'einzugsbereiche?zeigen=schulwahl',
  'einzugsbereiche?schule=91004&zeigen=wege',
  'einzugsbereiche?schule=91004&zeigen=vorausschau',
  'einzugsbereiche?zeigen=ganztag',
  'einzugsbereiche?zeigen=merkmale',
  'varianten?schule=91004',
  'befoerderung',
  'befoerderung?schule=91027&zeigen=fahrt',
  'befoerderung?zeigen=auslastung&wunschlinien=ja',
  'kita',
  'kita?zeigen=ohne-platz',
  'kita?jahr=2030',
  'kita?zeigen=standorte&weg=2000',
  'bevoelkerung',
  'bevoelkerung?zeigen=vorausberechnung',
  'sozialraeume',
  'sozialraeume?angebote=bibliothek+jugendzentrum',
  'sozialraeume?zeigen=index',
  'sozialraeume?zeigen=schulen',
  'sozialraeume?zeigen=profil',
  'daten',
  'datenschutz',
];
/** Between the desktop and the phone lies no layout of its own: narrower columns only. */
const narrower = ['varianten?schule=91004', 'kita'];

export function scenes(): void {
  describe.each<[number, number, string[]]>([
    [1440, 900, all],
    [1024, 768, narrower],
    [
      390,
      844,
      [
        '',
        'einzugsbereiche',
        'befoerderung',
        'bevoelkerung?zeigen=vorausberechnung',
        'sozialraeume',
        'daten',
        ...narrower,
      ],
    ],
  ])('at %i × %i', (width, height, paths) => {
    test.each(paths)('„%s“', async (scene) => {
      await visit({ path: `/${county}/${scene}`, size: [width, height] }, async (page) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        await drawnMap(page);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(tooWide).toBeLessThanOrEqual(0);
        expect(await serious(page)).toEqual([]);
      });
    });
  });
}
