/** The indicator store as files: what the service tells, whom to ask, and read in again as it was. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportIndicators, type IndicatorValues } from '../../server/contract/indicators.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { CHILDREN_PER_PLACE, of, StoreWorld } from '../storeWorld.ts';
import type { TestApi } from '../testApi.ts';
import { gemeinde } from '../world.ts';

describe(engine, () => {
  let own: StoreWorld;
  let api: TestApi;
  const remove: StoreWorld['remove'] = (...given) => own.remove(...given);
  const valuesOf: StoreWorld['values'] = (...given) => own.values(...given);
  const list: StoreWorld['list'] = (...given) => own.list(...given);
  const files = async (county: string, query: { key?: string } = {}): Promise<Record<string, string>> => {
    const response = await api.fetch(addressOf(exportIndicators, { county }, query));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const packed = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Object.fromEntries(Object.entries(packed).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
  };

  beforeAll(async () => {
    own = await StoreWorld.start();
    ({ api } = own);
    await own.derive(of, CHILDREN_PER_PLACE);
  });
  afterAll(() => api.close());

  /** Of a text of semicolons without quotes. */
  const table = (text: string) => {
    const [header = [], ...lines] = text
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(';'));
    return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])));
  };

  test('values and definitions are what the service tells, and what is hidden stands nowhere', async () => {
    const read = await files(of.county);
    expect(Object.keys(read)).toEqual(['indikatoren.csv', 'indikatoren.json', 'definitionen.csv', 'dcat-ap.jsonld']);
    const csv = read['indikatoren.csv']!;
    expect(csv.startsWith('\uFEFFIndikatorschlüssel;Indikator;')).toBe(true);
    const rowsOf = table(csv);
    const { indicators } = await list(of.county);
    const { indicators: told } = JSON.parse(read['indikatoren.json']!) as {
      indicators: { key: string; values: Pick<IndicatorValues, 'layer' | 'years' | 'whole' | 'areas'>[] }[];
    };
    expect(told.map(({ values: _, ...definition }) => definition)).toEqual(indicators);
    for (const { key } of indicators) {
      const shown = await valuesOf(of.county, key);
      const filed = told.find((one) => one.key === key)!.values.find(({ layer }) => layer === 'gemeinde')!;
      expect(filed.areas).toEqual(shown.areas.map(({ point: _, ...area }) => area));
      expect([filed.years, filed.whole]).toEqual([shown.years, shown.whole]);
      const lines = rowsOf.filter((row) => row['Indikatorschlüssel'] === key && row['Ebene'] === 'gemeinde');
      const written = shown.areas.flatMap(({ key: area, name, values }) =>
        values.map((value, at) => [
          ...[area, name, String(shown.years[at]), typeof value === 'number' ? String(value).replace('.', ',') : ''],
          value === 'hidden' ? 'geschützt' : value === null ? 'keine Angabe' : 'Wert',
        ]),
      );
      const columns = ['Gebietsschlüssel', 'Gebietsname', 'Jahr', 'Wert', 'Status'];
      expect(lines.map((row) => columns.map((name) => row[name]))).toEqual(written);
    }
    const helped = rowsOf.filter((row) => row['Indikator'] === 'Hilfefälle');
    expect(helped.map((row) => [row['Wert'], row['Status'], row['Schutz']])).toEqual([
      ...[0, 1].map(() => ['', 'geschützt', 'sozial']),
      ...['40', '50'].map((value) => [value, 'Wert', 'sozial']),
    ]);
    // One of the two hidden counts is a number that nothing else is.
    for (const text of Object.values(read)) expect(text).not.toMatch(/(?<![\d-])31(?!\d)/);
    const definitions = table(read['definitionen.csv']!);
    expect(definitions.map((row) => row['Indikatorschlüssel'])).toEqual(indicators.map(({ key }) => key));
    expect(definitions.find((row) => row['Indikator'] === 'Hilfefälle')).toMatchObject({
      ...{ Quelle: 'Jugendamt', Lizenz: 'dl-de/by-2-0', Schutz: 'sozial' },
    });
    expect(definitions.find((row) => row['Herkunft'] === 'abgeleitet')).toMatchObject({
      ...{ Indikator: 'Kinder je Platz', Formel: '[Kinder unter 6] / [kitaplaetze]', Einheit: 'Kinder/Plätze' },
      ...{ Maßzahl: 'Mittelwert', Richtung: 'Belastung', 'Ebenen und Jahre': 'gemeinde: 2024 | kreis: 2024' },
    });
  });

  test('the record has what DCAT-AP.de asks for', async () => {
    const offices = [
      'AGS;Aufgabe;Stelle;E-Mail',
      ';Bildungsmonitoring;Stabsstelle;monitoring@example.org',
      ';Kita-Plätze;Jugendamt;jugendamt@example.org',
      `${gemeinde(of, 1)};Statistik;Gemeinde;gemeinde@example.org`,
    ];
    await api.load('contacts', { name: 'stellen.csv', bytes: offices.join('\n') }, of.county);
    const { 'dcat-ap.jsonld': text } = await files(of.county);
    const record = JSON.parse(text!) as { '@context': Record<string, string>; '@graph': Record<string, unknown>[] };
    const one = (type: string) => record['@graph'].filter((node) => node['@type'] === type);
    const [dataset] = one('dcat:Dataset');
    expect(dataset).toMatchObject({
      'dct:title': { '@language': 'de' },
      'dct:description': { '@language': 'de' },
      'dct:publisher': { '@type': 'foaf:Agent' },
      'dcat:contactPoint': [
        {
          '@type': 'vcard:Organization',
          'vcard:fn': { '@value': 'Stabsstelle', '@language': 'de' },
          'vcard:hasEmail': { '@id': 'mailto:monitoring@example.org' },
        },
      ],
      'dct:issued': { '@value': '2026-11-22', '@type': 'xsd:date' },
      'dct:modified': { '@value': '2026-11-22', '@type': 'xsd:date' },
      'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/DEU' },
      'dcat:theme': ['EDUC', 'SOCI'].map((theme) => ({
        '@id': `http://publications.europa.eu/resource/authority/data-theme/${theme}`,
      })),
      'dcatde:politicalGeocodingURI': [{ '@id': 'http://dcat-ap.de/def/politicalGeocoding/districtKey/10054' }],
      'dcatde:politicalGeocodingLevelURI': {
        '@id': 'http://dcat-ap.de/def/politicalGeocoding/Level/administrativeDistrict',
      },
      'dct:temporal': { 'dcat:startDate': { '@value': '2022-01-01' }, 'dcat:endDate': { '@value': '2024-12-31' } },
    });
    expect(dataset!['dct:source']).toContainEqual({
      'dct:title': { '@value': 'Jugendamt', '@language': 'de' },
      'dct:license': { '@id': 'http://dcat-ap.de/def/licenses/dl-by-de/2.0' },
    });
    const distributions = one('dcat:Distribution');
    expect(dataset!['dcat:distribution']).toEqual(distributions.map((node) => ({ '@id': node['@id'] })));
    expect(distributions.map((node) => [node['dct:format'], node['dcat:mediaType']])).toEqual(
      [
        ['CSV', 'text/csv'],
        ['JSON', 'application/json'],
      ].map(([format, media]) => [
        { '@id': `http://publications.europa.eu/resource/authority/file-type/${format}` },
        { '@id': `https://www.iana.org/assignments/media-types/${media}` },
      ]),
    );
    for (const node of distributions) {
      expect(node['dcat:accessURL']).toEqual({ '@id': `${api.url}/api/counties/10054/indicators/export` });
      expect(JSON.stringify(node['dcatde:licenseAttributionByText'])).toContain('Jugendamt (dl-de/by-2-0)');
      // From several sources, of which some state none: no licence is claimed for all.
      expect(node).not.toHaveProperty('dct:license');
    }
    // Every prefix is one that the record explains.
    const prefixes = [...text!.matchAll(/"(?:@type": ")?([a-z]+):[a-zA-Z]+"/g)].map(([, prefix]) => prefix);
    expect(prefixes.filter((prefix) => !(prefix! in record['@context']))).toEqual([]);
  });

  test('one indicator has its own files, and an unknown one is refused', async () => {
    const read = await files(of.county, { key: 'hilfefaelle' });
    expect(new Set(table(read['indikatoren.csv']!).map((row) => row['Indikator']))).toEqual(new Set(['Hilfefälle']));
    const record = JSON.parse(read['dcat-ap.jsonld']!) as { '@graph': Record<string, unknown>[] };
    expect(record['@graph'][1]!['dct:title']).toMatchObject({ '@value': expect.stringMatching(/^Hilfefälle: /) });
    expect(record['@graph'][2]!['dct:license']).toEqual({ '@id': 'http://dcat-ap.de/def/licenses/dl-by-de/2.0' });
    const unknown = await api.fetch(addressOf(exportIndicators, { county: of.county }, { key: 'nirgends' }));
    expect(unknown.status).toBe(404);
  });

  test('read in again they are the same values', async () => {
    const before = JSON.parse((await files(of.county))['indikatoren.json']!) as {
      indicators: { name: { de: string }; values: { layer: string; years: number[]; areas: object[] }[] }[];
    };
    const { 'indikatoren.csv': bytes } = await files(of.county);
    expect((await remove(of, 'eigen-kinder-je-platz'))[0]).toBe(200);
    for (const { id } of (await api.ask(listImports, { county: of.county })).imports.filter(
      ({ kind, inForce }) => kind === 'indicators' && inForce,
    ))
      await api.ask(undoImport, { county: of.county, importId: id });
    expect((await list(of.county)).indicators).toEqual([]);
    const report = await api.load('indicators', { name: 'indikatoren.csv', bytes: bytes! }, of.county);
    expect([report.rejected, report.problems]).toEqual([0, []]);
    const after = JSON.parse((await files(of.county))['indikatoren.json']!) as typeof before;
    const valuesIn = ({ indicators }: typeof before) =>
      indicators
        .map(({ name, values }) => [
          name.de,
          values
            .map(({ layer, years, areas }) => ({ layer, years, areas }))
            .sort((a, b) => a.layer.localeCompare(b.layer)),
        ])
        .sort(([a], [b]) => String(a).localeCompare(String(b)));
    expect(valuesIn(after)).toEqual(valuesIn(before));
  });
});
