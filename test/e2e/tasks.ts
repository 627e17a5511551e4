/** The first task of each planner without a mouse; what stands on screen is what the service answers. */
import { expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { indicatorValues } from '../../server/contract/indicators.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { kitaOutlook } from '../../server/contract/kitaOutlook.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { entitlement } from '../../server/contract/entitlement.ts';
import { distanceBands, serviceDays, transitDay } from '../../server/contract/transport.ts';
import { chooseByKeys, figure, length, number, rows, signed, tabTo, written } from './screen.ts';
import { ask, county, until, visit } from './service.ts';

const params = { county };

export function tasks(): void {
  test('a school planner reads where the pupils of a school live', async () => {
    const { schools } = await ask(listSchools, params, { type: 'grundschule' });
    const [school] = schools;
    if (!school) throw new Error('The sample county has no Grundschule.');
    await visit(`/${county}/einzugsbereiche`, async (page) => {
      // Before a school is chosen: all of the type with what is published of them.
      await page.getByRole('row', { name: school.name }).waitFor();
      expect(await figure(page, 'Schulen')).toBe(number(schools.length));
      expect((await rows(page)).find(([name]) => name === school.name)?.[1]).toBe(written(school.enrolment));

      await chooseByKeys(page, 'Schule', school.name);
      await page.getByText('mittlerer Fußweg').waitFor();
      const answer = await ask(observedCatchment, params, { school: school.key });
      expect(await figure(page, 'Schüler')).toBe(written(answer.pupils));
      expect(await figure(page, 'mittlerer Fußweg')).toBe(written(answer.meanWalkMetres, length));
      const shown = await rows(page);
      const expected = answer.areas.slice(0, 14).map((area) => [area.name, written(area.pupils)]);
      expect(shown.map(([name, pupils]) => [name, pupils])).toEqual(expected);

      // A row takes the focus and is chosen with Enter; the address follows.
      await tabTo(page, '.answers tbody button');
      await page.keyboard.press('Enter');
      await until(() => decodeURIComponent(page.url()).includes(`gebiet=${county}/${answer.areas[0]?.key}`));
      expect(await page.locator('.answers tr.selected').count()).toBe(1);
    });
  });

  test('a youth-welfare planner moves a class limit by the arrow keys, and the classes are hers', async () => {
    await visit(`/${county}/sozialraeume?indikator=sgb2-unter-15`, async (page) => {
      const limit = page.getByRole('slider', { name: 'Grenze 1' });
      await limit.waitFor();
      const told = async () => Number(await limit.getAttribute('aria-valuenow'));
      const before = await told();
      await limit.focus();
      await page.keyboard.press('ArrowRight');
      await until(() => page.url().includes('klassen=eigene'));
      const after = await told();
      expect(after).toBeGreaterThan(before);
      expect(new URL(page.url()).searchParams.get('grenzen')?.split('_')[0]).toBe(String(after));
      expect(await page.getByLabel('Einteilung').inputValue()).toBe('own');
      const counts = await page.locator('.classes ol small').allTextContents();
      const { areas } = await ask(indicatorValues, params, { key: 'sgb2-unter-15' });
      expect(counts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(areas.length);
    });
  });

  test('the school table chooses too, with Enter', async () => {
    await visit(`/${county}/einzugsbereiche`, async (page) => {
      await page.locator('.answers tbody tr').first().waitFor();
      const first = (await rows(page))[0]?.[0];
      await tabTo(page, '.answers tbody button');
      await page.keyboard.press('Enter');
      await page.getByText('mittlerer Fußweg').waitFor();
      expect(await page.getByRole('combobox', { name: 'Schule', exact: true }).inputValue()).toBe(first);
    });
  });

  test('a transport planner sees the lines of a day and who lives beyond the limit', async () => {
    const { suggested } = await ask(serviceDays, params);
    if (!suggested) throw new Error('The sample county has no timetable.');
    const next = new Date(Date.parse(suggested) + 86_400_000).toISOString().slice(0, 10);
    const day = await ask(transitDay, params, { date: next });
    const { schools } = await ask(listSchools, params, { type: 'regelschule' });
    const [school] = schools;
    if (!school) throw new Error('The sample county has no Regelschule.');
    await visit(`/${county}/befoerderung`, async (page) => {
      await page.locator('td button[aria-pressed="true"]').waitFor();
      await tabTo(page, 'td button[aria-pressed="true"]');
      await page.keyboard.press('ArrowRight');
      await until(() => page.url().includes(`tag=${next}`));
      await tabTo(page, '.answers input[type=radio]');
      for (let view = 0; view < 4 && !page.url().includes('zeigen=linien'); view += 1)
        await page.keyboard.press('ArrowRight');
      await until(() => page.url().includes('zeigen=linien'));
      await page.locator('.answers .figure').first().waitFor();
      await until(async () => (await figure(page, 'Fahrten')) === number(day.trips));
      expect(await figure(page, 'Linien')).toBe(number(day.lines.length));
      expect((await rows(page)).length).toBe(Math.min(30, day.lines.length));

      for (let view = 0; view < 4 && page.url().includes('zeigen='); view += 1) await page.keyboard.press('ArrowLeft');
      await until(() => !page.url().includes('zeigen='));
      await page.getByRole('table', { name: 'Schulen und Anspruch auf Beförderung' }).waitFor();
      await page.keyboard.press('Control+Home');
      await page.locator('#content').focus();
      await chooseByKeys(page, 'Schule', school.name);
      const bands = await ask(distanceBands, params, { school: school.key, date: next });
      await page.getByRole('table', { name: 'Wohngebiete' }).waitFor();
      const shown = new Map((await rows(page)).map(([name, pupils]) => [name, pupils]));
      for (const area of bands.areas.slice(0, 5)) expect(shown.get(area.name)).toBe(written(area.pupils));

      await page.locator('.controls input[type=number]').waitFor();
      await page.locator('#content').focus();
      await tabTo(page, '.controls input[type=number]');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('1000');
      await page.keyboard.press('Tab');
      await until(() => page.url().includes('grenze=5-13%3A1000'));
      const { total } = await ask(entitlement, params, { school: school.key, metres: '5-13:1000' });
      const then = page.locator('.answers .figure', { hasText: `dann ${written(total.whatIf?.entitled ?? null)}` });
      await then.waitFor();
      expect(await figure(page, 'mit Anspruch')).toBe(written(total.today.entitled));
    });
  });

  test('a youth-welfare planner changes age group and target rate and reads the total gap', async () => {
    await visit(`/${county}/kita`, async (page) => {
      await page.getByRole('radio', { name: 'U3', exact: true }).waitFor();
      await tabTo(page, 'input[type=radio][value=u3]');
      await page.keyboard.press('ArrowRight');
      await until(() => page.url().includes('gruppe=ue3'));
      const standard = await ask(kitaSupply, params, { group: 'ue3' });
      await until(async () => (await figure(page, 'Bedarf Ü3')) === written(standard.total.demand));

      await tabTo(page, '.controls input[type=range]');
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
      const rate = Math.round(standard.targetRate * 100 - 3) / 100;
      await until(() => page.url().includes(`quote=${Math.round(rate * 100)}`));
      const changed = await ask(kitaSupply, params, { group: 'ue3', rate: String(rate) });
      await until(async () => (await figure(page, 'Bedarf Ü3')) === written(changed.total.demand));
      const gap = changed.total.gap;
      if (typeof gap !== 'number') throw new Error('The total gap of the sample county is hidden.');
      expect(gap).not.toBe(standard.total.gap);
      expect(await figure(page, gap < 0 ? 'Fehlbedarf' : 'Überhang')).toBe(signed(gap));
      const last = page.locator('.answers tfoot td');
      expect(await last.nth(2).innerText()).toBe(signed(gap));
    });
  });

  test('a youth-welfare planner closes a Kita in a variant and takes it back; the figures follow', async () => {
    await visit(`/${county}/kita?jahr=2030`, async (page) => {
      await page.getByRole('button', { name: 'Neue Variante' }).click();
      await page.waitForURL(/variante=/);
      const variant = /variante=([\da-f-]+)/.exec(page.url())![1]!;
      await page.getByRole('button', { name: 'Kita schließen' }).click();
      await page.getByRole('combobox', { name: 'Kita' }).fill('Kuckucksnest');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Übernehmen' }).click();
      await page.locator('.controls li', { hasText: 'Kuckucksnest' }).waitFor();
      const closed = await ask(kitaOutlook, params, { variant });
      const at = closed.years.indexOf(2030);
      expect(closed.total.places[at]).toBeLessThan(closed.total.placesToday);
      expect(await figure(page, 'Plätze 2030')).toBe(number(closed.total.places[at]!));
      await page.getByRole('button', { name: 'Zurück' }).click();
      await until(async () => (await figure(page, 'Plätze 2030')) === number(closed.total.placesToday));
    });
  });
}
