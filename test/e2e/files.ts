/** Scene Daten: a file comes in with its columns put right, stands in the log, and goes again; bad ones say why. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { generateSample } from '../../geodata/sample/index.ts';
import { pupilListCsv } from '../../geodata/sample/write/tables.ts';
import { listImports } from '../../server/contract/imports.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { AREAS_FILE, middle, squares, world } from '../world.ts';
import { ask, county, until, visit } from './service.ts';

const other = world('10041');

const kind = (page: Page, value: string) => page.getByLabel('Art der Daten').selectOption(value);
const choose = (page: Page, name: string, text: string) =>
  page
    .locator('input[type=file]:not([webkitdirectory])')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
const start = (page: Page) => page.getByRole('button', { name: 'Einlesen', exact: true });

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([title, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], title));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('.zone', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('.zone', 'drop', { dataTransfer: transfer });
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

export function files(): void {
  test('a new county, a list with strange headings, and back again', async () => {
    await visit(`/${county}/daten`, async (page) => {
      await kind(page, 'areas');
      await page.getByLabel('Kreisschlüssel').fill(other.county);
      await choose(page, AREAS_FILE, squares(other));
      await page.getByText('4 von 4 Zeilen würden gespeichert').waitFor();
      await page.getByLabel('Name des Kreises').fill('Kreis der Prüfung');
      await until(() => start(page).isEnabled());
      await start(page).click();
      // The new county opens by itself and its log begins with the import.
      await until(() => new URL(page.url()).pathname === `/${other.county}/daten`);
      await page.getByRole('row', { name: new RegExp(AREAS_FILE) }).waitFor();
      expect((await ask(listImports, { county: other.county })).imports.map(({ stored }) => stored)).toEqual([4]);

      await kind(page, 'schools');
      const at = (n: number) => middle(other, n).join(';');
      const list = `Kürzel;Wie sie heißt;Art;Länge;Breite\nS1;Schule am Bach;Grundschule;${at(1)}\nS2;Schule am Wald;Grundschule;${at(4)}\n`;
      await choose(page, 'liste.csv', list);
      const column = (field: string) => page.getByLabel(`Spalte der Datei: ${field}`, { exact: true });
      for (const [field, heading] of [
        ['Schulnummer', 'Kürzel'],
        ['Name', 'Wie sie heißt'],
        ['Schulart', 'Art'],
      ] as const)
        await column(field).selectOption(heading);
      await page.getByText('2 von 2 Zeilen würden gespeichert').waitFor();
      await page.getByRole('cell', { name: 'Schule am Wald', exact: true }).waitFor();
      await until(() => start(page).isEnabled());
      await start(page).click();
      await page.getByText('2 von 2 Zeilen gespeichert').waitFor();
      const stored = await ask(listSchools, { county: other.county });
      expect(stored.schools.map((school) => school.name).sort()).toEqual(['Schule am Bach', 'Schule am Wald']);

      // The undo asks first; Escape leaves everything as it is.
      const undo = page.getByRole('button', { name: 'Zurücknehmen: liste.csv' });
      await undo.click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      expect((await ask(listSchools, { county: other.county })).schools).toHaveLength(2);
      await undo.click();
      await page.getByRole('dialog').getByRole('button', { name: 'Zurücknehmen', exact: true }).click();
      const row = page.getByRole('row', { name: /liste\.csv/ });
      await row.getByText('zurückgenommen').waitFor();
      expect((await ask(listSchools, { county: other.county })).schools).toEqual([]);
    });
  });

  test('a list of pupils: an address is put right, the counts come in, the addresses go', async () => {
    const list = Buffer.from(pupilListCsv(generateSample({ seed: 1, scale: 1 })))
      .toString('latin1')
      .split('\n');
    const [header = '', first = '', ...others] = list.slice(0, 400);
    const cells = first.split(';');
    const right = `${cells[3]} ${cells[4]}, ${cells[5]} ${cells[6]}`;
    const wrong = [...cells.slice(0, 3), 'Unauffindbare Gasse', '3', '', 'Nirgendheim', ...cells.slice(7)].join(';');
    const before = await ask(listImports, { county });
    await visit(`/${county}/daten`, async (page) => {
      await kind(page, 'pupil-list');
      await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles({
        name: 'Kinder.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([header, wrong, ...others].join('\n'), 'latin1'),
      });
      await page.getByLabel('Schuljahr (wenn nicht in der Datei)').fill('2031/32');
      const address = page.getByLabel('Adresse in Zeile 2', { exact: true });
      await address.waitFor();
      expect(await address.inputValue()).toBe('Unauffindbare Gasse 3, Nirgendheim');
      await address.fill(right);
      await page.keyboard.press('Tab');
      await page.getByText('1 Adresse berichtigt.').waitFor();
      await until(async () => (await address.count()) === 0);

      // Without purpose and legal basis it is not read.
      expect(await start(page).isDisabled()).toBe(true);
      await page.getByLabel('Zweck der Verarbeitung').fill('Prüfung');
      await page.getByLabel('Rechtsgrundlage').fill('keine: erfunden');
      await until(() => start(page).isEnabled());
      await start(page).click();
      await page.getByText('399 von 399 Zeilen gespeichert').waitFor();
      const text = await page.locator('main').innerText();
      expect(text).not.toContain('Unauffindbare Gasse');
      const log = await ask(listImports, { county });
      expect(log.imports.length).toBe(before.imports.length + 1);
      expect(log.imports[0]).toMatchObject({ kind: 'pupil-list', fileName: 'Schülerliste mit Adressen.csv' });

      await page.getByRole('link', { name: 'Wie Wohnorte geschützt werden' }).click();
      await page.getByRole('heading', { name: '2031/32' }).waitFor();
      await page.getByText('Prüfung', { exact: true }).first().waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Zurücknehmen: Schülerliste mit Adressen.csv' }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Zurücknehmen', exact: true }).click();
      await page.getByText('zurückgenommen').first().waitFor();
    });
  });

  test('a web page saved as CSV is refused with its sentence, dropped or chosen', async () => {
    const before = await ask(listImports, { county });
    await visit({ path: `/${county}/daten`, refused: true }, async (page) => {
      await kind(page, 'schools');
      await drop(page, 'anmeldung.csv', '<!doctype html><html><body>Anmeldung</body></html>');
      await page.getByText('anmeldung.csv', { exact: true }).waitFor();
      const said = page.getByRole('alert');
      await said.waitFor();
      expect(await said.innerText()).toMatch(/HTML|Webseite|Internetseite/);
      expect(await start(page).count()).toBe(0);
    });
    expect(await ask(listImports, { county })).toEqual(before);
  });

  test('a timetable comes as a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fahrplan-'));
    const feed: Record<string, string> = {
      'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\n1,Bus,https://x.de,Europe/Berlin\n',
      'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nA,Markt,51.1,11.1\nB,Dorf,51.12,11.12\n',
      'routes.txt': 'route_id,agency_id,route_short_name,route_type\nR,1,200,700\n',
      'trips.txt': 'route_id,service_id,trip_id\nR,schule,T1\n',
      'stop_times.txt':
        'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,07:00:00,07:00:00,A,1\nT1,07:10:00,07:10:00,B,2\n',
      'calendar.txt':
        'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nschule,1,1,1,1,1,0,0,20260301,20260331\n',
    };
    for (const [name, text] of Object.entries(feed)) await writeFile(join(folder, name), text);
    try {
      await visit(`/${county}/daten`, async (page) => {
        await kind(page, 'gtfs');
        await page.locator('input[webkitdirectory]').setInputFiles(folder);
        await page.getByText('6 Dateien, als Archiv gesendet').waitFor();
        await page.getByText(/Zeilen würden gespeichert/).waitFor();
        expect(lines(await page.locator('.controls').innerText()).join(' ')).toMatch(/GTFS/);
        await page.getByRole('button', { name: 'Datei entfernen' }).click();
        await page.getByText('Dateien oder Ordner hierher ziehen').waitFor();
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
