/** Tables in the layout of the regional statistics: what becomes an indicator, of which area, year and unit, and what is said. */
import { describe, expect, test } from 'vitest';
import { prepareImport, scopeKind, type CountyFacts, type Prepared } from '../../geodata/import/index.ts';
import type { IndicatorDefinitionRow, IndicatorRow } from '../../geodata/import/rows.ts';
import { bytesOf } from './helpers.ts';

const atomsOf = (layer: string, ...keys: string[]): CountyFacts['atoms'][number] => ({
  ...{ edition: layer, layer, validFrom: '2016-01-01', validTo: null, keys },
});
const countyOf = (key: string, ...atoms: CountyFacts['atoms']): CountyFacts => ({
  ...{ key, epsg: 25832, bbox: null, schoolEntry: null, schools: [], atoms },
});
const saarburg = countyOf('07235', atomsOf('gemeinde', '07235005', '07235008'));

interface Told {
  county?: CountyFacts;
  options?: Record<string, string>;
  windows1252?: boolean;
}

async function read(lines: string[], { county = saarburg, options = {}, windows1252 = false }: Told = {}) {
  const text = lines.join('\r\n');
  const bytes = windows1252 ? new Uint8Array(Buffer.from(text, 'latin1')) : bytesOf(text);
  const prepared = await prepareImport(
    {
      ...{ kind: 'official-table', name: 'tabelle.csv', bytes, county, options },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
  if (prepared.rows.kind !== 'indicators') throw new Error('no indicators');
  const { rows, definitions } = prepared.rows;
  return { prepared, rows, definitions };
}

const refusal = (lines: string[], told: Told = {}): Promise<unknown> =>
  read(lines, told).then(
    () => null,
    (error: { code: string }) => error.code,
  );
const notes = ({ notes: said }: Prepared): string => said.map(({ de }) => de).join('\n');
const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);
const figure = (rows: IndicatorRow[], indicator: string, area = '07235', year = 2015) =>
  rows.filter((row) => row.indicator === indicator && row.area === area && row.year === year);
const valueOf = (rows: IndicatorRow[], indicator: string, area = '07235', year = 2015) =>
  figure(rows, indicator, area, year)[0]?.value;
const byName = (definitions: IndicatorDefinitionRow[], start: string) =>
  definitions.find(({ indicator }) => indicator.startsWith(start));

const footer = [
  '__________',
  '"© Statistische Ämter des Bundes und der Länder, Deutschland, 2017.',
  ' Dieses Werk ist …"',
];

/** Schools by type: the year above the table, categories in the third column, several header rows and units. */
const schools = [
  'GENESIS-Tabelle: 21111-99-99-4',
  'Allgemeinbildende Schulen: Schulen, Schüler nach Schulart;;;;',
  '- Stichtag: Schuljahresbeginn -;;;;',
  'regionale Tiefe: Kreise und krfr. Städte;;;;',
  'Statistik der allgemein bildenden Schulen;;;;',
  'Schuljahr 2015/16;;;;',
  ';;;Schulen;Schüler(innen);Schüler(innen)',
  ';;;;Geschlecht;Geschlecht',
  ';;;;Insgesamt;weiblich',
  ';;;Anzahl;Anzahl;Anzahl',
  'DG;Deutschland;Grundschulen;15421;2715127;1332689',
  '07;  Rheinland-Pfalz;Grundschulen;964;133000;65000',
  '07235;    Trier-Saarburg, Landkreis;Grundschulen;43;4933;2401',
  '07235;    Trier-Saarburg, Landkreis;Insgesamt;61;.;-',
  '10044;    Saarlouis, Landkreis;Grundschulen;30;6000;3000',
  ...footer,
];

describe('indicators and what is known of them', () => {
  test('each column under each row category is one, named by title, header and category', async () => {
    const { prepared, rows, definitions } = await read(schools, { windows1252: true });
    expect(prepared.problems).toEqual([]);
    expect(rows.map(({ indicator, value, status }) => [indicator, value, status])).toEqual([
      ['Allgemeinbildende Schulen: Schulen, Grundschulen (21111-99-99-4)', 43, 'value'],
      ['Allgemeinbildende Schulen: Schüler(innen), Grundschulen (21111-99-99-4)', 4933, 'value'],
      ['Allgemeinbildende Schulen: Schüler(innen), Grundschulen, weiblich (21111-99-99-4)', 2401, 'value'],
      ['Allgemeinbildende Schulen: Schulen (21111-99-99-4)', 61, 'value'],
      ['Allgemeinbildende Schulen: Schüler(innen) (21111-99-99-4)', null, 'missing'],
      ['Allgemeinbildende Schulen: Schüler(innen), weiblich (21111-99-99-4)', 0, 'value'],
    ]);
    expect(rows.every(({ layer, area, year }) => layer === 'kreis' && area === '07235' && year === 2015)).toBe(true);
    // Germany, the state and the other county.
    expect(prepared.skipped).toBe(3);
    expect(notes(prepared)).toMatch(/1 × „\.“ \(unbekannt oder geheim/);
    expect(prepared.scopes).toContain('Allgemeinbildende Schulen: Schulen (21111-99-99-4)|kreis|2015');
    expect(definitions).toHaveLength(6);
    expect(definitions[0]).toEqual({
      ...{ indicator: 'Allgemeinbildende Schulen: Schulen, Grundschulen (21111-99-99-4)', unit: 'Anzahl' },
      description:
        'Allgemeinbildende Schulen: Schulen, Schüler nach Schulart\n- Stichtag: Schuljahresbeginn -\nregionale Tiefe: Kreise und krfr. Städte',
      source:
        'Statistische Ämter des Bundes und der Länder, Tabelle 21111-99-99-4, Statistik der allgemein bildenden Schulen',
      ...{ licence: 'dl-de/by-2-0', method: 'Stichtag: Schuljahresbeginn', protection: 'published', measure: 'count' },
      ...{ numerator: null, denominator: null, direction: null },
    });
  });

  test('where leaving out totals would make two names the same, the table keeps them', async () => {
    const { rows } = await read([
      'GENESIS-Tabelle: 12611-99-99-4',
      'Eheschließungen nach bisherigem Familienstand - Jahr -;;;',
      'Statistik der Eheschließungen;;;',
      ';;;;Familienstand der Männer;Familienstand der Männer',
      ';;;;Insgesamt;ledig',
      '2015;07235;Trier-Saarburg;ledig;50;40',
      '2015;07235;Trier-Saarburg;Insgesamt;70;45',
    ]);
    expect(rows.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['Eheschließungen: Familienstand der Männer: Insgesamt; ledig (12611-99-99-4)', 50],
      ['Eheschließungen: Familienstand der Männer: ledig; ledig (12611-99-99-4)', 40],
      ['Eheschließungen: Familienstand der Männer: Insgesamt; Insgesamt (12611-99-99-4)', 70],
      ['Eheschließungen: Familienstand der Männer: ledig; Insgesamt (12611-99-99-4)', 45],
    ]);
  });

  test('units, and whether a figure may be summed', async () => {
    const labels: [label: string, unit: string, told: string, measure: string][] = [
      ['Haushalte', 'Anzahl', 'Anzahl', 'count'],
      ['Arbeitslosenquote', 'Prozent', '%', 'rate'],
      ['Wanderungssaldo je 10.000 Einwohner', 'Anzahl', 'je 10.000 Einwohner', 'rate'],
      ['Jugendquotient', 'Anzahl', 'je 100 Personen', 'rate'],
      ['Durchschnittsalter', 'Anzahl', 'Jahre', 'mean'],
      ['Personen im Haushalt', 'Anzahl', 'Anzahl', 'mean'],
      ['Einkommen je Einwohner', 'EUR', 'EUR', 'mean'],
      ['Forderungen', 'Tsd. EUR', 'Tsd. EUR', 'count'],
      ['Waldfläche', 'ha', 'ha', 'count'],
      ['Durchschnittliche Aufenthaltsdauer', 'Tage', 'Tage', 'mean'],
      ['Durchschnittliche Jahresbevölkerung', 'Anzahl', 'Anzahl', 'count'],
    ];
    const figures = ['12', '3,5', '-7,6', '30,3', '44,1', '2,2', '19.938', '1.051,5', '71.327', '3', '146.613'];
    const { rows, definitions } = await read([
      'GENESIS-Tabelle: AI-Z9-2011',
      'Regionalatlas Deutschland;',
      '"Indikatoren des Themenbereichs ""Zensus 2011""";',
      'Regionalatlas Deutschland;',
      `;;;${labels.map(([label]) => label).join(';')}`,
      `;;;${labels.map(([, unit]) => unit).join(';')}`,
      `31.12.2015;07235;Trier-Saarburg;${figures.join(';')}`,
    ]);
    const told = labels.map(([label]) => byName(definitions, `Regionalatlas, Zensus 2011: ${label}`));
    expect(told.map((one) => [one?.unit, one?.measure])).toEqual(labels.map(([, , unit, measure]) => [unit, measure]));
    expect(rows.map(({ value }) => value)).toEqual([12, 3.5, -7.6, 30.3, 44.1, 2.2, 19938, 1051.5, 71327, 3, 146613]);
    expect(rows.every(({ year }) => year === 2015)).toBe(true);
  });

  test('what is counted may stand above the table, and years above the columns', async () => {
    const { rows, prepared } = await read([
      'GENESIS-Tabelle: 12411-99-99-4',
      'Bevölkerungsstand: Bevölkerung nach Geschlecht;;;',
      '- Stichtag 31.12. -;;;',
      'Fortschreibung des Bevölkerungsstandes;;;',
      'Bevölkerungsstand (Anzahl);;;',
      ';;31.12.2015;31.12.2015;31.12.2014',
      ';;Insgesamt;männlich;Insgesamt',
      '07235;Trier-Saarburg;147999;73248;145227',
    ]);
    const residents = 'Bevölkerungsstand (12411-99-99-4)';
    expect(valueOf(rows, residents)).toBe(147999);
    expect(valueOf(rows, residents, '07235', 2014)).toBe(145227);
    expect(valueOf(rows, 'Bevölkerungsstand: männlich (12411-99-99-4)')).toBe(73248);
    expect(rows[0]?.unit).toBe('Anzahl');
    expect(prepared.referenceDate).toBe('2015-12-31');
  });

  test('official tables replace each other, and tables of indicators', () => {
    expect(scopeKind('official-table')).toBe('indicators');
  });
});

describe('years', () => {
  const plain = (title: string[], rows: string[]) => [
    ...['GENESIS-Tabelle: 13211-99-99-4', ...title, ';;Arbeitslose', ';;Anzahl'],
    ...rows,
  ];
  test.each([
    [['Arbeitslose', 'Statistik', 'Jahr: 2016'], 2016],
    [['Arbeitslose', 'Statistik', '2014'], 2014],
    [['Arbeitslose', 'Statistik', '31.12.2013'], 2013],
    [['Arbeitslose', '- Stichtag 09.05.2011 -', 'Statistik'], 2011],
  ])('above the table: %j', async (title, year) => {
    const { rows } = await read(plain(title, ['07235;Trier-Saarburg;5']));
    expect(rows.map((row) => row.year)).toEqual([year]);
  });

  test('as an option where the table tells none; without one a sentence says so', async () => {
    const table = plain(['Arbeitslose', 'Statistik'], ['07235;Trier-Saarburg;5']);
    expect((await read(table, { options: { year: '2012' } })).rows[0]?.year).toBe(2012);
    expect((await read(table, { options: { 'reference-date': '30.06.2012' } })).prepared.referenceDate).toBe(
      '2012-06-30',
    );
    expect(await refusal(table)).toBe('officialTable.noYear');
    expect(await refusal(table, { options: { year: 'zweitausend' } })).toBe('officialTable.badYear');
  });

  test('a year that is none costs its row', async () => {
    const { rows, prepared } = await read([
      ...['GENESIS-Tabelle: 13211-99-99-4', 'Arbeitslose', 'Statistik', ';;;Arbeitslose', ';;;Anzahl'],
      ...['2014;07235;Trier-Saarburg;5', '2015;07235;Trier-Saarburg;6', 'zweitausend;07235;Trier-Saarburg;7'],
    ]);
    expect(rows.map(({ year, value }) => [year, value])).toEqual([
      [2014, 5],
      [2015, 6],
    ]);
    expect(codes(prepared)).toEqual([[8, 'officialTable.badYear']]);
    expect(prepared.problems[0]?.text.de).toMatch(/„zweitausend“ ist kein Jahr/);
    expect(prepared.rejected).toBe(1);
  });
});

const gemeinden = (rows: string[], title = 'Arbeitslose') => [
  ...['GENESIS-Tabelle: 13211-99-99-5', title, 'Statistik der Agentur', '2015'],
  ...[';;Arbeitslose;Arbeitslose;Arbeitslose', ';;Insgesamt;männlich;weiblich', ';;Anzahl;Anzahl;Anzahl', ...rows],
];
const all = 'Arbeitslose (13211-99-99-5)';

describe('areas', () => {
  test('the longer keys of Rheinland-Pfalz; associations stand elsewhere unless their layer is loaded', async () => {
    const table = gemeinden([
      '07235;Trier-Saarburg;12;7;5',
      '0723501;  Hermeskeil, Verbandsgem.;12;7;5',
      '0723501005;    Bescheid;8;5;3',
      '0723501008;    Beuren;4;2;2',
    ]);
    const { rows, prepared } = await read(table);
    expect(rows.filter(({ indicator }) => indicator === all)).toMatchObject([
      { layer: 'kreis', area: '07235', value: 12 },
      { layer: 'gemeinde', area: '07235005', value: 8 },
      { layer: 'gemeinde', area: '07235008', value: 4 },
    ]);
    expect(prepared.skipped).toBe(1);
    expect(notes(prepared)).toMatch(/stimmen mit der Zeile des Kreises überein \(verglichene Zahlen: 3\)/);
    expect(prepared.controlTotals).toContainEqual({
      ...{ dataset: 'indicators', item: `${all}|2015`, sumOfAreas: 12, published: 12 },
    });
    const layers = countyOf(
      ...(['07235', atomsOf('gemeinde', '07235005', '07235008'), atomsOf('verbandsgemeinde', '072355001')] as const),
    );
    const withAssociations = await read(table, { county: layers });
    expect(figure(withAssociations.rows, all, '072355001')).toMatchObject([{ layer: 'verbandsgemeinde', value: 12 }]);
  });

  test('a city that is its own county is its only Gemeinde too', async () => {
    const trier = countyOf('07211', atomsOf('gemeinde', '07211000'));
    const { rows } = await read(gemeinden(['07211;Trier, Kreisfreie Stadt;3;2;1', '07235;Trier-Saarburg;1;1;-']), {
      county: trier,
    });
    expect(rows.filter(({ indicator }) => indicator === all)).toMatchObject([
      { layer: 'kreis', area: '07211', value: 3 },
      { layer: 'gemeinde', area: '07211000', value: 3 },
    ]);
  });

  test('an unknown Gemeinde: only dashes are passed over, figures are rejected; nothing is summed then', async () => {
    const { rows, prepared } = await read(
      gemeinden([
        '07235;Trier-Saarburg;12;7;5',
        '0723501005;Bescheid;8;5;3',
        '0723501008;Beuren;4;2;2',
        '0723501777;Altdorf;-;-;-',
        '0723501888;Neudorf;2;1;1',
      ]),
    );
    expect(codes(prepared)).toEqual([[12, 'areas.unknownKey']]);
    expect(notes(prepared)).toMatch(/„07235777“ hat nur „-“/);
    expect(notes(prepared)).not.toMatch(/Summe/);
    expect(rows).toHaveLength(9);
  });

  test('keys that lost their zero in Excel, rows without a key, and a cell that is no number', async () => {
    const { rows, prepared } = await read(
      gemeinden(['7235;Trier-Saarburg;12;7;5', '723501005;Bescheid;8;fünf;3', 'Summe;;1;1;1']),
    );
    expect(valueOf(rows, all, '07235005')).toBe(8);
    expect(notes(prepared)).toMatch(/führende Null/);
    expect(codes(prepared)).toEqual([
      [9, 'officialTable.noFigure'],
      [10, 'officialTable.badKey'],
    ]);
    expect(prepared.problems[0]?.column).toBe('Arbeitslose | männlich | Anzahl');
  });
});

describe('a table against itself', () => {
  test('a dash is a true zero; points and letters are missing', async () => {
    const { rows, prepared } = await read(gemeinden(['07235;Trier-Saarburg;-;.;x', '0723501005;Bescheid;/;...;']));
    expect(rows.map(({ value, status }) => [value, status])).toEqual([
      [0, 'value'],
      ...Array.from({ length: 5 }, () => [null, 'missing']),
    ]);
    expect(notes(prepared)).toMatch(/1 × „\.“.*1 × „x“.*1 × „\/“.*1 × „\.\.\.“.*1 × leer/);
  });

  test('a county that its Gemeinden do not sum to is named with its row and the difference', async () => {
    const { rows, prepared } = await read(
      gemeinden(['07235;Trier-Saarburg;15;7;8', '0723501005;Bescheid;8;5;3', '0723501008;Beuren;4;2;2']),
    );
    expect(codes(prepared)).toEqual([
      [8, 'indicators.totalDiffers'],
      [8, 'indicators.totalDiffers'],
    ]);
    expect(prepared.problems[0]?.text.de).toMatch(
      /„Arbeitslose \(13211-99-99-5\)“ 2015: .* 15, .* 12 \(Unterschied -3\)/,
    );
    expect(notes(prepared)).toMatch(/Bei 2 von 3 Zahlen/);
    expect(valueOf(rows, all)).toBe(15);
  });

  test('averages may miss their sum by what rounding leaves', async () => {
    const { prepared } = await read(
      gemeinden(
        ['07235;Trier-Saarburg;13;7;5', '0723501005;Bescheid;8;5;3', '0723501008;Beuren;4;2;2'],
        'Arbeitslose - Jahresdurchschnitt -',
      ),
    );
    expect(prepared.problems).toEqual([]);
  });

  test('men and women who do not make up all are named with their row; all three are stored', async () => {
    const { rows, prepared } = await read(gemeinden(['07235;Trier-Saarburg;12;7;6']));
    expect(codes(prepared)).toEqual([[8, 'officialTable.partsDiffer']]);
    expect(prepared.problems[0]?.text.de).toMatch(/Gebiet 07235, 2015: .*\(7\).*\(6\).*\(12\)/);
    expect(rows.map(({ value }) => value)).toEqual([12, 7, 6]);
  });

  test('the same figure twice: the first holds, the other row is named', async () => {
    const { rows, prepared } = await read(gemeinden(['07235;Trier-Saarburg;3;2;1', '07235;Trier-Saarburg;4;2;1']));
    expect(codes(prepared)).toEqual([[9, 'officialTable.doubled']]);
    expect(valueOf(rows, all)).toBe(3);
  });
});

test('a table that is no official one says what to choose instead', async () => {
  expect(await refusal(['AGS;Name;Arbeitslose', '07235005;Bescheid;3'])).toBe('officialTable.noCode');
  const bare = ['GENESIS-Tabelle: 13211-99-99-5', 'Arbeitslose', 'Jahr;AGS;;', '2015;07235;Trier-Saarburg;3'];
  expect(await refusal(bare)).toBe('officialTable.noValues');
});
