import { expect, test } from 'vitest';
import { depotText, readDepot } from '../../web/scenes/transport/depot.ts';

test.each([
  ['', null],
  ['  ', null],
  ['51.0123, 10.9', { lat: 51.0123, lon: 10.9 }],
  ['51;10', { lat: 51, lon: 10 }],
  ['-3.5 120', { lat: -3.5, lon: 120 }],
  ['de:16999:1', { stop: 'de:16999:1' }],
  ['51.0', { stop: '51.0' }],
])('„%s“', (text, depot) => {
  expect(readDepot(text)).toEqual(depot);
  expect(readDepot(depotText(depot))).toEqual(depot);
});
