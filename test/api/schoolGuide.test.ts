/** What schools have, and the public guide to them: every school, no pupils, nothing from elsewhere. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GuideMap, GuideSchools } from '../../server/contract/guideData.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { schoolAttributes } from '../../server/contract/schoolAttributes.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, loadWorld, schoolList, squares, streets, world } from '../world.ts';

const own = world('10053');
const { county } = own;
const guide = `/api/counties/${county}/school-guide`;

const ATTRIBUTES = [
  'Schulnummer;Breitband (Mbit/s);Fremdsprachen;Barrierefrei;Bausubstanz;Telefon;Website',
  'S1;500;Englisch, Französisch;ja;marode;06831 99999;https://example.org/?a="><script>',
  'S2;50;Englisch;nein;gut;;',
].join('\n');
/** The district of S1 is Gemeinde 1. */
const district = () => {
  const { features } = JSON.parse(squares(own)) as { features: { properties: Record<string, string> }[] };
  const [first] = features.filter(({ properties }) => properties['AGS'] === gemeinde(own, 1));
  const properties = { Schulbezirk: 'Bezirk Eins', Schule: 'S1' };
  return JSON.stringify({ type: 'FeatureCollection', features: [{ ...first, properties }] });
};

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await loadWorld(api, own);
    await api.load('roads', { name: 'strassen.osm', bytes: streets(own) }, county);
    const drawn = { options: { 'school-type': 'grundschule', 'valid-from': '2024-08-01' } };
    await api.load('districts', { name: 'bezirke.geojson', bytes: district() }, county, drawn);
    await api.load('school-attributes', { name: 'merkmale.csv', bytes: ATTRIBUTES }, county, {
      options: { source: 'Schulamt <Süd>', 'reference-date': '2026-03-01' },
    });
  });
  afterAll(() => api.close());

  async function folder(query = ''): Promise<Record<string, string>> {
    const response = await api.fetch(guide + query);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(`schulwegweiser-${county}.zip`);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  }
  const file = (files: Record<string, string>, name: string): string => files[`schulwegweiser/${name}`] ?? '';

  test('attributes as the table tells them, by school', async () => {
    const { attributes, schools } = await api.ask(schoolAttributes, { county });
    expect(attributes.map(({ key, group, type, schools: told }) => [key, group, type, told])).toEqual([
      ['breitband', 'equipment', 'number', 2],
      ['fremdsprachen', 'offer', 'words', 2],
      ['barrierefrei', 'offer', 'yesNo', 2],
      ['bausubstanz', 'other', 'text', 2],
      ['telefon', 'contact', 'phone', 1],
      ['website', 'contact', 'web', 1],
    ]);
    expect(
      schools.map(({ key, values }) => [key, values['breitband'], values['fremdsprachen'], values['barrierefrei']]),
    ).toEqual([
      ['S1', 500, ['Englisch', 'Französisch'], true],
      ['S2', 50, ['Englisch'], false],
    ]);
  });

  test('the folder has every school with its district, and neither pupils nor what is not known to be public', async () => {
    const files = await folder();
    expect(Object.keys(files).sort()).toEqual(
      [
        ...['LIESMICH.txt', 'assets/seite.js', 'data/karte.json', 'data/schulen.json', 'data/seite.js', 'index.html'],
      ].map((name) => `schulwegweiser/${name}`),
    );
    const { features } = JSON.parse(file(files, 'data/schulen.json')) as GuideSchools;
    expect(features.map(({ properties }) => [properties.key, properties.gemeinde, properties.values])).toEqual([
      ['S1', `Dorf ${county} 1`, { breitband: 500, fremdsprachen: ['Englisch', 'Französisch'], barrierefrei: true }],
      ['S2', `Dorf ${county} 4`, { breitband: 50, fremdsprachen: ['Englisch'], barrierefrei: false }],
    ]);
    const map = JSON.parse(file(files, 'data/karte.json')) as GuideMap;
    expect(map.gemeinden.features.map(({ properties }) => properties['key'])).toEqual(
      [1, 2, 3, 4].map((n) => gemeinde(own, n)),
    );
    expect(map.bezirke.features.map(({ properties }) => properties)).toEqual([
      { name: 'Bezirk Eins', type: 'grundschule', schools: 'S1' },
    ]);
    // S1 has 101 pupils, S2 has 104.
    expect(schoolList(own)).toMatch(/;101\n.*;104$/s);
    for (const [name, content] of Object.entries(files)) {
      expect(content, name).not.toMatch(/enrolment|pupils|places"|\b10[14]\b(?!\d)/);
      expect(content, name).not.toMatch(/marode|Bausubstanz/i);
    }
  });

  test('its page has relative addresses, nothing inline, and everything of the county escaped', async () => {
    const files = await folder(
      `?title=${encodeURIComponent('Schulen <b>hier</b>')}&imprint=https://www.example.org/impressum&lang=en`,
    );
    const page = file(files, 'index.html');
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<title>Schulen &#60;b&#62;hier&#60;/b&#62;</title>');
    const addresses = [...page.matchAll(/(?:src|href|data-map|data-ground)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(assets|data)\//.test(address!))).toEqual([]);
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style|style=| on\w+=/);
    const script = file(files, 'data/seite.js');
    expect(script).not.toContain('<');
    expect(script).toContain('"imprint":"https://www.example.org/impressum"');
    expect(file(files, 'LIESMICH.txt')).toMatch(
      /<iframe src="[^"]*\?einbetten=1"[\s\S]*Schulamt <Süd>, Lizenz nicht angegeben, Stand 2026-03-01/,
    );
  });

  test.each(['http://example.org', 'javascript:alert(1)', 'https://user@example.org', 'Rathaus'])(
    'an imprint %s is refused with a sentence',
    async (imprint) => {
      const response = await api.fetch(`${guide}?imprint=${encodeURIComponent(imprint)}`);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        422,
        'schoolGuide.imprint',
      ]);
    },
  );

  test('without schools there is no guide; an import taken back is gone', async () => {
    const bare = world('10054', own.west + 1, own.south);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(bare) }, bare.county);
    const response = await api.fetch(`/api/counties/${bare.county}/school-guide`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      404,
      'schoolGuide.noSchools',
    ]);
    const { imports } = await api.ask(listImports, { county });
    for (const { id, kind } of imports)
      if (kind === 'school-attributes') await api.ask(undoImport, { county, importId: id });
    const { attributes, schools } = await api.ask(schoolAttributes, { county });
    expect([attributes, schools.map(({ values }) => values)]).toEqual([[], [{}, {}]]);
    expect(await api.db.selectFrom('school_attribute').selectAll().execute()).toEqual([]);
  });
});
