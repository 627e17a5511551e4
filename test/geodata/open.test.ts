import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { detectFormat } from '../../geodata/formats/detect.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { DEFAULT_LIMITS, openSource } from '../../geodata/formats/open.ts';
import { decodeText } from '../../geodata/formats/text.ts';
import { bytesOf, refusal, source, zip, zipped } from './helpers.ts';

const CSV = 'id;name\n1;a\n2;b\n';

test('a plain file is one member without the path of a foreign machine', async () => {
  const opened = await source('C:\\Daten\\kitas.csv', CSV);
  expect(opened.members.map(({ path }) => path)).toEqual(['kitas.csv']);
});

test('a zip is unpacked with its folders and without the noise of macOS', async () => {
  const opened = await zipped('x.zip', { 'a/b/kitas.csv': CSV, '__MACOSX/a/._kitas.csv': 'x', 'a/.DS_Store': 'x' });
  expect(opened.members.map(({ path }) => path)).toEqual(['a/b/kitas.csv']);
  expect(detectFormat(opened)).toBe('csv');
});

test('gzip is unpacked and loses its ending', async () => {
  const opened = await openSource('kitas.csv.gz', gzipSync(bytesOf(CSV)));
  expect(opened.members[0]?.path).toBe('kitas.csv');
  await refusal('gzip-corrupt', () => openSource('a.gz', gzipSync(bytesOf(CSV)).subarray(0, 20)));
  await refusal('gzip-too-large', () => openSource('a.gz', gzipSync(new Uint8Array(30_000_000))));
});

test('an empty file and an empty archive are refused', async () => {
  await refusal('file-empty', () => source('leer.csv', ''));
  await refusal('file-empty', () => zipped('leer.zip', {}));
});

test('a saved login page named .csv is refused, plain and in a zip', async () => {
  const page = '\ufeff\n<!-- SSO -->\n<!DOCTYPE HTML><html><body>Anmeldung</body></html>';
  await refusal('file-is-html', () => source('export.csv', page));
  await refusal('file-is-html', () => zipped('export.zip', { 'export.csv': page }));
});

test('a truncated zip is refused at every length', async () => {
  const whole = zip({ 'a.csv': CSV, 'b.csv': CSV });
  for (let length = 4; length < whole.length; length += 7) {
    await refusal('zip-corrupt', () => openSource('a.zip', whole.subarray(0, length)));
  }
});

test('a zip whose content was changed is refused', async () => {
  const damaged = zip({ 'a.csv': CSV.repeat(100) });
  damaged[45] = (damaged[45] ?? 0) ^ 0xff;
  await refusal('zip-corrupt', () => openSource('a.zip', damaged));
});

test.each(['../../etc/passwd', '/etc/passwd', 'a/../../b.csv', '..\\b.csv', 'C:/b.csv'])(
  'the path %s climbs out and is refused',
  async (path) => {
    await refusal('zip-path-escapes', () => openSource('a.zip', zip({ [path]: CSV })));
  },
);

test('a zip bomb is refused from its directory', async () => {
  await refusal('zip-bomb', () => openSource('a.zip', zip({ 'a.csv': new Uint8Array(40_000_000) })));
  await refusal('zip-too-large', () =>
    openSource('a.zip', zip({ 'a.csv': CSV }), { ...DEFAULT_LIMITS, maxUncompressedBytes: 10 }),
  );
  await refusal('zip-too-many-entries', () =>
    openSource('a.zip', zip({ a: CSV, b: CSV, c: CSV }), { ...DEFAULT_LIMITS, maxEntries: 2 }),
  );
  await refusal('file-too-large', () => source('a.csv', CSV, { ...DEFAULT_LIMITS, maxBytes: 5 }));
});

test('a file of 2 GB on disk is refused by its size, before it is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'planungsraum-'));
  try {
    const path = join(folder, 'gross.csv');
    writeFileSync(path, 'a');
    // A sparse file: it takes no space.
    truncateSync(path, 2 * 1024 ** 3);
    const error = await refusal('file-too-large', () => sourceFromPath(path));
    expect(error.text.de).toContain('2048 MB');
    await refusal('folder-too-large', () => sourceFromPath(folder));
    await refusal('file-missing', () => sourceFromPath(join(folder, 'fehlt.csv')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('formats are told by content, whatever the name', async () => {
  const cases: [string, string, string][] = [
    ['daten.txt', CSV, 'csv'],
    ['daten.csv', '{"type":"FeatureCollection","features":[]}', 'geojson'],
    ['daten.json', '{"objects":{},"arcs":[],"type":"Topology"}', 'topojson'],
    ['daten.xml', '<?xml version="1.0"?><osm version="0.6"></osm>', 'osm-xml'],
  ];
  for (const [name, content, format] of cases) expect(detectFormat(await source(name, content))).toBe(format);
  expect(detectFormat(await zipped('fahrplan.zip', { 'f/stops.txt': 'x', 'f/trips.txt': 'x' }))).toBe('gtfs');
  expect(
    detectFormat(await zipped('a.zip', { 'kitas.csv': CSV, 'liesmich.txt': 'Bitte lesen', 'lizenz.pdf': '%PDF-1.4' })),
  ).toBe('csv');
});

test('what is not accepted is refused with what to do', async () => {
  const accepted = await refusal('format-unknown', async () =>
    detectFormat(await source('bild.png', new Uint8Array([0x89, 80, 78, 71, 0, 1, 2]))),
  );
  expect(accepted.text.de).toContain('GeoPackage');
  await refusal('format-unknown', async () => detectFormat(await source('a.kml', '<?xml version="1.0"?><kml></kml>')));
  await refusal('xls-old', async () =>
    detectFormat(await source('a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))),
  );
  await refusal('shapefile-incomplete', async () => detectFormat(await source('a.dbf', new Uint8Array([3, 0, 0, 0]))));
  const several = await refusal('several-files', async () =>
    detectFormat(await zipped('a.zip', { 'a.csv': CSV, 'b.csv': CSV })),
  );
  expect(several.text.de).toContain('a.csv, b.csv');
});

test('encodings: UTF-8 with and without mark, UTF-16, Windows-1252 with its own signs', () => {
  expect(decodeText(bytesOf('\ufeffGroßmonra'))).toEqual({ text: 'Großmonra', encoding: 'utf-8' });
  expect(decodeText(Uint8Array.from([0x80, 0x20, 0x84, 0xe4, 0x93]))).toEqual({
    text: '€ „ä“',
    encoding: 'windows-1252',
  });
  const utf16 = Buffer.from('\ufeffSömmerda;1', 'utf16le');
  expect(decodeText(utf16).text).toBe('Sömmerda;1');
  expect(decodeText(utf16.subarray(2)).text).toBe('Sömmerda;1');
});
