import { expect, test } from 'vitest';
import type { SourceNote } from '../../server/contract/common.ts';
import { shortNames } from '../../web/text/shortNames.ts';
import { attributionOf, sourceGroups } from '../../web/text/sources.ts';

const note = (title: string, referenceDate: string | null, source = 'Amt'): SourceNote => ({
  importId: `${title}${referenceDate}`,
  title,
  source,
  licence: 'dl-de/by-2-0',
  referenceDate,
  importedAt: null,
});

test('three layers of one file are one source, dates stand once and newest first', () => {
  const labels: Record<string, string> = {
    'gebiete.gpkg': 'Gebiete',
    'alt.gpkg': 'Gebiete',
    'einwohner.csv': 'Einwohner',
  };
  const groups = sourceGroups(
    [
      note('einwohner.csv', '2025-12-31'),
      note('alt.gpkg', '2018-01-01'),
      note('gebiete.gpkg', '2019-12-31'),
      note('gebiete.gpkg', '2019-12-31'),
      note('gebiete.gpkg', '2019-12-31'),
    ],
    ({ title }) => labels[title] ?? title,
  );
  expect(groups.map(({ label, dates, notes }) => [label, dates, notes.length])).toEqual([
    ['Einwohner', ['2025-12-31'], 1],
    ['Gebiete', ['2019-12-31', '2018-01-01'], 2],
  ]);
});

test('the sign stands once, and not where nothing is reserved', () => {
  expect(attributionOf({ source: 'GeoBasis-DE / BKG 2019', licence: 'dl-de/by-2-0' })).toBe(
    '© GeoBasis-DE / BKG 2019, dl-de/by-2-0',
  );
  expect(attributionOf({ source: '© GeoBasis-DE / BKG 2019', licence: null })).toBe('© GeoBasis-DE / BKG 2019');
  expect(attributionOf({ source: 'Beispieldaten Planungsraum (erfunden)', licence: 'CC0-1.0' })).toBe(
    'Beispieldaten Planungsraum (erfunden), CC0-1.0',
  );
  expect(attributionOf({ source: null, licence: 'CC0-1.0' })).toBeNull();
});

const shortened = (...names: string[]) => [...shortNames(names.map((name) => ({ key: name, name }))).values()];

test('names lose the words that their kind has in common, and never all of them', () => {
  expect(
    shortened(
      'Staatliche Grundschule „Am Anger“ Ahlenburg',
      'Staatliche Grundschule „Am Teich“ Falkenriet',
      'Freie Schule',
    ),
  ).toEqual(['„Am Anger“ Ahlenburg', '„Am Teich“ Falkenriet', 'Freie Schule']);
  expect(shortened('Grundschule Konz', 'Grundschule Konz St. Johann', 'Grundschule Am Bach')).toEqual([
    'Konz',
    'Konz St. Johann',
    'Am Bach',
  ]);
  expect(shortened('Planungsraum Nord', 'Planungsraum Süd')).toEqual(['Nord', 'Süd']);
  expect(shortened('Gymnasium', 'Gymnasium Konz')).toEqual(['Gymnasium', 'Gymnasium Konz']);
  expect(shortened('Gymnasium Ahlenburg')).toEqual(['Gymnasium Ahlenburg']);
});
