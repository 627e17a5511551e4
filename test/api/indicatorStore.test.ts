/** Derived indicators and the store as files: values worked out by hand, what is hidden nowhere, and read in again as they were. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails } from '../../server/contract/common.ts';
import {
  addIndicator,
  exportIndicators,
  indicatorValues,
  listIndicators,
  removeIndicator,
  type IndicatorDefinition,
  type IndicatorValues,
} from '../../server/contract/indicators.ts';
import { listImports, undoImport, type ImportReport } from '../../server/contract/imports.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, SIDE, squares, world, type World } from '../world.ts';

type Cell = number | 'hidden' | null;

describe(engine, () => {
  const of = world('10054');
  const other = world('10055', of.west + 2 * SIDE, of.south);
  let api: TestApi;

  /** Rows of Gemeinden 1 to 4 in a year. */
  const rows = (own: World, name: string, unit: string, year: number, values: readonly (number | string)[]) =>
    values.map((value, at) => `${name};${unit};gemeinde;${gemeinde(own, at + 1)};${year};${value}`);
  const HEADER = 'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert';
  const load = (own: World, name: string, lines: readonly string[], header = HEADER): Promise<ImportReport> =>
    api.load('indicators', { name, bytes: [header, ...lines].join('\n') }, own.county);

  const send = async (
    own: World,
    body: object,
  ): Promise<{ status: number; body: IndicatorDefinition & ProblemDetails }> => {
    const wish = { unit: '', measure: 'rate', direction: 'neutral', description: null, ...body };
    const response = await api.fetch(addressOf(addIndicator, { county: own.county }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    return { status: response.status, body: (await response.json()) as IndicatorDefinition & ProblemDetails };
  };
  const derive = async (own: World, body: object): Promise<IndicatorDefinition> => {
    const made = await send(own, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body;
  };
  const refusal = async (body: object): Promise<[number, string, string]> => {
    const { status, body: problem } = await send(of, body);
    return [status, problem.code, problem.text?.de ?? ''];
  };
  const remove = async (own: World, key: string): Promise<[number, string]> => {
    const response = await api.fetch(addressOf(removeIndicator, { county: own.county, key }, {}), { method: 'DELETE' });
    return [response.status, await response.text()];
  };
  const valuesOf = (county: string, key: string): Promise<IndicatorValues> =>
    api.ask(indicatorValues, { county }, { key, layer: 'gemeinde' });
  const cells = ({ areas }: IndicatorValues): Cell[][] => areas.map(({ values }) => values);
  const list = (county: string) => api.ask(listIndicators, { county });

  const files = async (county: string, query: { key?: string } = {}): Promise<Record<string, string>> => {
    const response = await api.fetch(addressOf(exportIndicators, { county }, query));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const packed = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Object.fromEntries(Object.entries(packed).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
  };

  beforeAll(async () => {
    api = await TestApi.start();
    for (const own of [of, other]) {
      await api.load('areas', { name: AREAS_FILE, bytes: squares(own) }, own.county);
      await load(
        own,
        'kinder.csv',
        [
          ...rows(own, 'Kinder unter 6', 'Kinder', 2022, [80, 100, 120, 10]),
          ...rows(own, 'Kinder unter 6', 'Kinder', 2024, [100, 200, 150, 40]),
          `Kinder unter 6;Kinder;kreis;${own.county};2024;490`,
        ].map((row) => `${row};veröffentlicht`),
        `${HEADER};Schutz`,
      );
    }
    await load(of, 'plaetze.csv', [
      ...rows(of, 'Kitaplätze', 'Plätze', 2024, [50, 0, 120, '.']),
      `Kitaplätze;Plätze;kreis;${of.county};2024;245`,
    ]);
    // Few people: 2 of Gemeinde 1 are hidden, and 31 of Gemeinde 2, so that nothing follows from sums.
    await load(
      of,
      'hilfen.csv',
      rows(of, 'Hilfefälle', 'Personen', 2024, [2, 31, 40, 50]).map((row) => `${row};sozial;Jugendamt;dl-de/by-2-0`),
      `${HEADER};Schutz;Quelle;Lizenz`,
    );
  });
  afterAll(() => api.close());

  test('a formula gives what one works out by hand; missing stays missing, and dividing by zero is said', async () => {
    const made = await derive(of, {
      ...{ name: 'Kinder je Platz', formula: '[Kinder unter 6] / [kitaplaetze]', unit: 'Kinder/Plätze' },
      ...{ measure: 'mean', direction: 'burden', description: 'Wie viele Kinder auf einen Platz kommen.' },
    });
    expect(made).toMatchObject({ key: 'eigen-kinder-je-platz', origin: 'derived', protection: 'published' });
    const told = await valuesOf(of.county, made.key);
    // Places are told for 2024 only.
    expect(told.indicator.layers).toEqual([
      { layer: 'gemeinde', years: [2024] },
      { layer: 'kreis', years: [2024] },
    ]);
    expect(cells(told)).toEqual([[2], [null], [1.25], [null]]);
    expect(told.whole).toEqual([2]);
    expect(told.notices.map(({ de }) => de)).toEqual([
      `„Kinder je Platz“ teilt durch null und hat dort keinen Wert: Dorf ${of.county} 2 (2024). Bitte die Werte im Nenner prüfen.`,
    ]);
    expect(told.sources.length).toBeGreaterThan(0);
  });

  test('what follows from a hidden value is hidden, and a change looks years back', async () => {
    const rate = await derive(of, {
      name: 'Hilfequote',
      formula: '100 * [Hilfefälle] / (2 * [Hilfefälle])',
      unit: '%',
    });
    expect(rate.protection).toBe('social');
    expect(cells(await valuesOf(of.county, rate.key))).toEqual([['hidden'], ['hidden'], [50], [50]]);
    const zero = await derive(of, { name: 'Nichts', formula: '0 * [Hilfefälle]', unit: 'Personen', measure: 'count' });
    expect(
      cells(await valuesOf(of.county, zero.key))
        .flat()
        .slice(0, 2),
    ).toEqual(['hidden', 'hidden']);
    const grown = await derive(of, {
      ...{ name: 'Zuwachs', formula: 'change([Kinder unter 6]; 2)', unit: 'Kinder', measure: 'count' },
    });
    const told = await valuesOf(of.county, grown.key);
    expect(told.years).toEqual([2024]);
    expect(cells(told)).toEqual([[20], [100], [30], [30]]);
    // Of 2022 the county's own figure is not told.
    expect(told.whole).toEqual([null]);
    for (const { key } of [rate, zero, grown]) expect(await remove(of, key)).toEqual([200, '{}']);
  });

  test('an estimate makes an estimate', async () => {
    await load(
      other,
      'geschaetzt.csv',
      [
        `Plätze;Plätze;gemeinde;${gemeinde(other, 1)};2024;50;geschätzt`,
        `Plätze;Plätze;gemeinde;${gemeinde(other, 2)};2024;50;`,
      ],
      `${HEADER};Status`,
    );
    const { key } = await derive(other, {
      name: 'Je Platz',
      formula: '[Kinder unter 6] / [Plätze]',
      unit: 'Kinder/Plätze',
    });
    const { areas } = await valuesOf(other.county, key);
    expect(areas.map(({ values, estimated }) => [values[0], estimated])).toEqual([
      [2, [2024]],
      [4, []],
      [null, []],
      [null, []],
    ]);
    expect((await remove(other, key))[0]).toBe(200);
  });

  test('what cannot be computed is refused with a sentence that says where', async () => {
    const kinder = '[Kinder unter 6]';
    expect(await refusal({ name: 'A', formula: `${kinder} +`, unit: 'Kinder' })).toEqual([
      ...[422, 'formula.syntax'],
      expect.stringContaining('an Stelle 19 das Ende'),
    ]);
    expect(await refusal({ name: 'A', formula: '2 + 3' })).toEqual([
      ...[422, 'formula.noName'],
      expect.stringContaining('nennt keinen Indikator'),
    ]);
    expect(await refusal({ name: 'A', formula: '[Kinder unter 5]', unit: 'Kinder' })).toEqual([
      ...[422, 'formula.unknownName'],
      expect.stringMatching(/„Kinder unter 5“ .* „Kinder unter 6“ schreiben/),
    ]);
    expect(await refusal({ name: 'A', formula: '[Wartelisten]' })).toEqual([
      ...[422, 'formula.unknownName'],
      expect.stringContaining('bitte einen Namen aus der Liste'),
    ]);
    expect(await refusal({ name: 'A', formula: `${kinder} + [Kitaplätze]`, unit: 'Kinder' })).toEqual([
      ...[422, 'formula.units'],
      expect.stringContaining('„Kinder“ und „Plätze“'),
    ]);
    expect(await refusal({ name: 'A', formula: `100 * ${kinder} / [Kitaplätze]`, unit: '%' })).toEqual([
      ...[422, 'formula.otherUnit'],
      'Die Formel ergibt „Kinder / Plätze“, angegeben ist „%“: bitte die Einheit oder die Formel berichtigen.',
    ]);
    expect(await refusal({ name: 'kinder  unter 6', formula: kinder, unit: 'Kinder' })).toEqual([
      ...[409, 'indicator.taken'],
      expect.stringContaining('„Kinder unter 6“'),
    ]);
    expect(await refusal({ name: 'Ich', formula: '[Ich] + 1', unit: '' })).toEqual([
      ...[422, 'formula.circle'],
      expect.stringContaining('(Ich → Ich)'),
    ]);
    expect(await refusal({ name: '…', formula: kinder, unit: 'Kinder' })).toEqual([
      ...[422, 'indicator.noName'],
      expect.stringContaining('keinen Buchstaben'),
    ]);
    expect((await send(of, { name: '', formula: kinder, unit: 'Kinder' })).status).toBe(400);
    expect((await list(of.county)).indicators.filter(({ origin }) => origin === 'derived')).toHaveLength(1);
  });

  test('one on top of another; it is not removed under it, and a lost input is told, not an error', async () => {
    await load(of, 'gruppen.csv', rows(of, 'Gruppen', 'Gruppen', 2024, [5, 10, 5, 2]));
    const size = await derive(of, {
      name: 'Gruppengröße',
      formula: '[Kinder unter 6] / [Gruppen]',
      unit: 'Kinder/Gruppen',
    });
    const above = await derive(of, {
      name: 'Über 20',
      formula: 'max([Gruppengröße] - [Gruppengröße] ; 0)',
      unit: 'Kinder/Gruppen',
    });
    const scaled = await derive(of, { name: 'Doppelt', formula: '2 * [Gruppengröße]', unit: 'Kinder/Gruppen' });
    expect(cells(await valuesOf(of.county, scaled.key))).toEqual([[40], [40], [60], [40]]);
    expect(await remove(of, size.key)).toEqual([
      409,
      expect.stringContaining('steht in der Formel von „Doppelt“, „Über 20“: bitte zuerst dort entfernen'),
    ]);
    // Read again with other numbers: shown at once.
    await load(of, 'gruppen2.csv', rows(of, 'Gruppen', 'Gruppen', 2024, [10, 10, 5, 2]));
    expect(cells(await valuesOf(of.county, scaled.key))).toEqual([[20], [40], [60], [40]]);
    for (const { id, fileName } of (await api.ask(listImports, { county: of.county })).imports)
      if (fileName.startsWith('gruppen')) await api.ask(undoImport, { county: of.county, importId: id });
    const { indicators, notices } = await list(of.county);
    expect(indicators.find(({ key }) => key === size.key)?.layers).toEqual([]);
    expect(notices.map(({ de }) => de)).toEqual([
      expect.stringMatching(/^„Gruppengröße“ hat keine Werte\. Den Indikator „Gruppen“ aus der Formel gibt es nicht/),
      expect.stringMatching(/^„Doppelt“ hat keine Werte\. .*„Gruppengröße“/),
      expect.stringMatching(/^„Über 20“ hat keine Werte\./),
    ]);
    const told = await valuesOf(of.county, size.key);
    expect([told.years, told.whole, told.notices]).toEqual([[], [], [notices[0]]]);
    // What would close the circle: the lost name, made of what is made of it.
    expect((await refusal({ name: 'Gruppen', formula: '[Doppelt]', unit: 'Kinder/Gruppen' }))[2]).toMatch(
      /im Kreis aufeinander \(.*Gruppen → Doppelt.*\)/,
    );
    for (const { key } of [above, scaled, size]) expect((await remove(of, key))[0]).toBe(200);
    expect(await remove(of, size.key)).toEqual([404, expect.stringContaining('gibt es nicht mehr')]);
    expect((await list(of.county)).notices).toEqual([]);
  });

  test('two counties: the ones of both, and of one key the first', async () => {
    const both = `${of.county}+${other.county}`;
    const body = { unit: 'Kinder', measure: 'count' };
    await derive(of, { ...body, name: 'Ziel', formula: '2 * [Kinder unter 6]' });
    await derive(other, { ...body, name: 'Ziel', formula: '3 * [Kinder unter 6]' });
    await derive(other, { ...body, name: 'Nur hier', formula: '[Ziel]' });
    const { indicators, notices } = await list(both);
    expect(
      indicators
        .filter(({ origin }) => origin === 'derived')
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...['eigen-kinder-je-platz', 'eigen-nur-hier', 'eigen-ziel']]);
    expect(notices.map(({ de }) => de)).toEqual([
      expect.stringMatching(/^„Ziel“ ist in .*10054 und .*10055 verschieden festgelegt/),
    ]);
    const told = await valuesOf(both, 'eigen-nur-hier');
    expect(told.areas.map(({ county, values }) => [county, values.at(-1)])).toEqual([
      ...[200, 400, 300, 80].map((value) => [of.county, value]),
      ...[200, 400, 300, 80].map((value) => [other.county, value]),
    ]);
    // Neither county has what only the other one has written down.
    expect((await list(of.county)).indicators.map(({ key }) => key)).not.toContain('eigen-nur-hier');
    expect((await remove(of, 'eigen-nur-hier'))[0]).toBe(404);
    expect(cells(await valuesOf(other.county, 'eigen-nur-hier')).map((row) => row.at(-1))).toEqual([
      300, 600, 450, 120,
    ]);
    for (const key of ['eigen-nur-hier', 'eigen-ziel']) expect((await remove(other, key))[0]).toBe(200);
    expect((await remove(of, 'eigen-ziel'))[0]).toBe(200);
  });

  describe('as files', () => {
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
});
