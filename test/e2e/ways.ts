/** Ways to school: how far one comes, and what the county draws, by keyboard alone. */
import { expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { networkState } from '../../server/contract/network.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { drawnMap, figure, length, tabTo, written } from './screen.ts';
import { ask, county, until, visit } from './service.ts';

export function ways(): void {
  test('a dangerous way is drawn over the cross, noted and stored; ways are measured again, and it is taken back', async () => {
    const { schools } = await ask(listSchools, { county }, { type: 'grundschule' });
    const [school] = schools;
    if (!school) throw new Error('The sample county has no Grundschule.');
    const edits = async () => (await ask(networkState, { county }, {})).edits;
    await visit(`/${county}/einzugsbereiche?schule=${school.key}&zeigen=wege`, async (page) => {
      const draw = page.getByRole('button', { name: 'Gefährlichen Weg zeichnen' });
      await draw.waitFor();
      await page.getByText('bis 500 m').waitFor();
      const before = await ask(observedCatchment, { county }, { school: school.key });
      expect(await figure(page, 'mittlerer Fußweg')).toBe(written(before.meanWalkMetres, length));
      await drawnMap(page);

      await draw.focus();
      await page.keyboard.press('Enter');
      await page.getByText('0 Punkte gesetzt').waitFor();
      await page.keyboard.press('Space');
      await page.getByText('1 Punkt gesetzt').waitFor();
      await page.keyboard.press('ArrowRight');
      await drawnMap(page);
      await page.keyboard.press('Space');
      await page.getByText('2 Punkte gesetzt').waitFor();
      await page.keyboard.press('Enter');
      await page.getByLabel('Notiz').fill('ohne Gehweg');
      const tiles: string[] = [];
      page.on('request', (request) => void (request.url().includes('.mvt') && tiles.push(request.url())));
      await page.keyboard.press('Enter');
      await page.getByText('gefährlicher Weg: ohne Gehweg').waitFor();
      await until(async () => (await draw.isEnabled()) && (await edits()).length === 1);
      // The map is not loaded anew for it.
      expect(tiles).toEqual([]);
      const [edit] = await edits();
      expect([edit?.kind, edit?.note, edit?.line.length]).toEqual(['dangerous', 'ohne Gehweg', 2]);

      await tabTo(page, 'button[aria-label^="entfernen"]');
      await page.keyboard.press('Enter');
      await until(async () => (await draw.isEnabled()) && (await edits()).length === 0);
      await page.getByText('Noch nichts').waitFor();
    });
  });

  test('by car in minutes; a drawing that is let be stores nothing', async () => {
    const { schools } = await ask(listSchools, { county }, { type: 'gymnasium' });
    await visit(`/${county}/einzugsbereiche?schule=${schools[0]!.key}&zeigen=wege&mit=auto`, async (page) => {
      await page.getByText('bis 5 min').waitFor();
      await page.getByRole('button', { name: 'Eingang setzen' }).click();
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await page.getByText('Punkt gesetzt').waitFor({ state: 'detached' });
      expect((await ask(networkState, { county }, {})).edits).toEqual([]);
    });
  });
}
