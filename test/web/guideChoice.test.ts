/** The school guide's choice: what stands in the address, and which schools fit it. */
import { describe, expect, test } from 'vitest';
import type { GuideData, GuideSchool } from '../../server/contract/guideData.ts';
import { criteriaOf, fits, readChoice, safeLink, telephoneLink, writeChoice } from '../../web/guide/choice.ts';

const school = (key: string, more: Partial<GuideSchool>) => ({
  ...{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [11, 51] } },
  properties: {
    ...{ key, name: `Schule ${key}`, type: 'grundschule', authority: null, gemeinde: 'Großhelm', address: null },
    ...{ phone: null, email: null, web: null, gradeFrom: 1, gradeTo: 4, values: {}, ...more },
  },
});
const attribute = (key: string, type: 'words' | 'yesNo' | 'number', group: 'offer' | 'equipment' = 'offer') => ({
  ...{ key, type, group, unit: null, label: { de: key, en: key } },
});
const data: GuideData = {
  ...{ county: '16999', title: 'Schulen', lang: 'de', made: '2026-03-01', imprint: null, sources: [], bbox: null },
  types: ['grundschule', 'gymnasium'].map((key) => ({ key, label: { de: key, en: key } })),
  gemeinden: ['Ahlenburg', 'Großhelm'],
  attributes: [
    ...[attribute('sprachen', 'words'), attribute('barrierefrei', 'yesNo'), attribute('ort', 'yesNo')],
    ...[attribute('hort', 'yesNo'), attribute('breitband', 'number', 'equipment')],
  ],
  schools: {
    type: 'FeatureCollection',
    features: [
      school('1', { address: 'Kirchgasse 1', values: { sprachen: ['Englisch', 'Latein'], ort: true, hort: false } }),
      school('2', { type: 'gymnasium', gemeinde: 'Ahlenburg', values: { sprachen: ['Englisch'], barrierefrei: true } }),
    ],
  },
};
const criteria = criteriaOf(data);
const shown = (search: string) => {
  const choice = readChoice(search, data, criteria);
  return data.schools.features.flatMap(({ properties }) => (fits(properties, choice) ? properties.key : []));
};

test('offers that some school has are criteria, equipment and what nobody has are none', () => {
  expect(criteria.map(({ attribute: { key }, options }) => [key, options])).toEqual([
    ['sprachen', ['Englisch', 'Latein']],
    ['barrierefrei', ['ja']],
    ['ort', ['ja']],
  ]);
});

describe('the address chooses', () => {
  test.each([
    ['', ['1', '2']],
    ['?typ=gymnasium', ['2']],
    ['?ort=Gro%C3%9Fhelm', ['1']],
    ['?m-ort=ja', ['1']],
    ['?sprachen=Englisch', ['1', '2']],
    ['?sprachen=Englisch&barrierefrei=ja', ['2']],
    ['?sprachen=Latein&barrierefrei=ja', []],
    ['?q=GROSSHELM+kirch', ['1']],
    ['?q=latein', ['1']],
    ['?typ=__proto__&sprachen=Klingonisch&ort=x', ['1', '2']],
  ])('%s', (search, keys) => expect(shown(search)).toEqual(keys));

  test('what was read is written again, and nothing else', () => {
    const search = '?typ=gymnasium&ort=Ahlenburg&q=kirch&sprachen=Latein&m-ort=ja&schule=2&einbetten=1&lang=en';
    expect(writeChoice(readChoice(search, data, criteria), data)).toBe(search);
    expect(writeChoice(readChoice('?schule=9&fremd=1&lang=de', data, criteria), data)).toBe('');
  });
});

test('only web addresses become links; telephone numbers are dialled from abroad too', () => {
  expect([safeLink('https://a.de/'), safeLink('javascript:alert(1)'), safeLink('//a.de'), safeLink(null)]).toEqual([
    ...['https://a.de/', null, null, null],
  ]);
  expect(telephoneLink('+49 (0)3601 12-3')).toBe('tel:+493601123');
});
