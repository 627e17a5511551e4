import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { baseStyle, withMatrixName } from '../../web/map/baseStyle.ts';

const service = 'http://127.0.0.1:8080';
const overview = (basemapDe: boolean): CountyOverview => ({
  counties: [],
  name: 'Kreis',
  isSample: false,
  bbox: [10, 50, 11, 51],
  revision: '1',
  mapRevision: '1',
  layers: [
    {
      key: 'gemeinde',
      label: { de: 'Gemeinde', en: 'Municipality' },
      areas: 1,
      squareMetres: 1,
      validFrom: '2019-12-31',
    },
  ],
  datasets: [],
  schoolTypes: [],
  pupilYears: [],
  atomYears: ['2025/26'],
  pupilLayer: null,
  populationDates: [],
  population: null,
  ruleSets: [],
  baseMap: { basemapDe, attribution: basemapDe ? '© basemap.de / BKG' : null },
});
/** Every address in the style, wherever it stands. */
const addresses = (basemapDe: boolean): string[] =>
  JSON.stringify(baseStyle('16999', overview(basemapDe))).match(/https?:\/\/[^"\\]+/g) ?? [];

beforeEach(() => vi.stubGlobal('location', new URL(`${service}/16999`)));
afterEach(() => vi.unstubAllGlobals());

test('without the setting the style asks nobody but the service', () => {
  const asked = addresses(false);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter((address) => !address.startsWith(`${service}/`))).toEqual([]);
});

test('with the setting one address of basemap.de joins, in grey', () => {
  expect(addresses(true).filter((address) => !address.startsWith(`${service}/`))).toEqual([
    'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png',
  ]);
});

test('tile matrices of basemap.de have two digits; other addresses stay as they are', () => {
  const at = (zoom: string) =>
    `https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/${zoom}/170/271.png`;
  expect(withMatrixName(at('9'))).toBe(at('09'));
  expect(withMatrixName(at('10'))).toBe(at('10'));
  expect(withMatrixName(`${service}/tiles/16999/roads/9/1/2.mvt`)).toBe(`${service}/tiles/16999/roads/9/1/2.mvt`);
});
