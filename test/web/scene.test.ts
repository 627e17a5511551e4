import fc from 'fast-check';
import { expect, test } from 'vitest';
import { populationViews } from '../../web/scenes/population/address.ts';
import { classMethods, classRange, rampNames, socialViews } from '../../web/scenes/social/address.ts';
import {
  catchmentViews,
  kitaViews,
  readAddress,
  writeAddress,
  type Address,
  type Scene,
  transportViews,
} from '../../web/scene.ts';

const word = fc.option(fc.string({ minLength: 1, maxLength: 24, unit: 'grapheme' }), { nil: null });
const clock = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
  { nil: null },
);
const percent = fc.integer({ min: 50, max: 150 }).map((chosen) => (chosen === 100 ? null : chosen));
const day = fc.option(fc.constantFrom('2016-12-31', '2025-12-31'), { nil: null });
const scene: fc.Arbitrary<Scene> = fc.oneof(
  fc.constant<Scene>({ name: 'start' }),
  fc.constant<Scene>({ name: 'data' }),
  fc.constant<Scene>({ name: 'protection' }),
  fc.record({
    name: fc.constant('catchments' as const),
    type: word,
    school: word,
    compare: word,
    year: word,
    view: fc.constantFrom(...catchmentViews),
    layer: word,
    atoms: fc.boolean(),
    flows: fc.boolean(),
    by: fc.constantFrom('walk' as const, 'drive' as const),
    area: word,
    ahead: fc.option(fc.integer({ min: 2020, max: 2060 }), { nil: null }),
    takeUp: fc.option(
      fc.integer({ min: 0, max: 100 }).map((part) => part / 100),
      { nil: null },
    ),
    scenario: fc.constantFrom('low' as const, 'high' as const, null),
  }),
  fc
    .record({
      name: fc.constant('transport' as const),
      job: fc.option(fc.uuid(), { nil: null }),
      date: word,
      school: word,
      atoms: fc.boolean(),
      view: fc.constantFrom(...transportViews),
      bell: clock,
      end: clock,
      limit: fc.constantFrom(null, '2500', '1-4:2000', '1-4:2000,5-13:3000'),
      comparator: fc.constantFrom('>' as const, '>=' as const, null),
      roundTrip: fc.constantFrom(true, false, null),
      home: fc.boolean(),
      seats: fc.boolean(),
      desire: fc.boolean(),
      variant: word,
      trip: word,
      coverage: fc.option(fc.integer({ min: 100, max: 2000 }), { nil: null }),
      otherDay: word,
      line: word,
      area: word,
    })
    .map((given) => ({ ...given, job: given.view === 'tours' ? given.job : null })),
  fc.record({
    name: fc.constant('variants' as const),
    type: word,
    variant: fc.option(fc.uuid(), { nil: null }),
    compare: fc.option(fc.oneof(fc.uuid(), fc.constant('heute')), { nil: null }),
    school: word,
    year: fc.option(fc.integer({ min: 2000, max: 2099 }), { nil: null }),
    children: fc.constantFrom('ahead' as const, null),
  }),
  fc.record({
    name: fc.constant('kita' as const),
    group: word,
    layer: word,
    date: word,
    rate: fc.option(
      fc.integer({ min: 0, max: 1500 }).map((thousandths) => thousandths / 1000),
      { nil: null },
    ),
    view: fc.constantFrom(...kitaViews),
    metres: fc.option(fc.integer({ min: 100, max: 50_000 }), { nil: null }),
    area: word,
    year: fc.option(fc.integer({ min: 2000, max: 2099 }), { nil: null }),
    variant: fc.option(fc.uuid(), { nil: null }),
    compare: fc.option(fc.uuid(), { nil: null }),
    places: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }),
    count: fc.option(fc.integer({ min: 2, max: 5 }), { nil: null }),
    stateRates: fc.boolean(),
    allHomes: fc.boolean(),
  }),
  fc.record({
    name: fc.constant('population' as const),
    view: fc.constantFrom(...populationViews),
    layer: word,
    area: word,
    band: word,
    date: day,
    base: day,
    year: fc.option(fc.integer({ min: 1990, max: 2100 }), { nil: null }),
    scenario: fc.constantFrom('low' as const, 'high' as const, null),
    births: percent,
    arrivals: percent,
    departures: percent,
    deaths: percent,
    housing: fc.constantFrom('without' as const, null),
    kept: fc.option(fc.uuid(), { nil: null }),
  }),
  fc
    .record({
      name: fc.constant('social' as const),
      view: fc.constantFrom(...socialViews),
      indicator: word,
      second: word,
      layer: word,
      area: word,
      year: fc.option(fc.integer({ min: 1900, max: 2099 }), { nil: null }),
      since: fc.option(fc.integer({ min: 1900, max: 2099 }), { nil: null }),
      method: fc.constantFrom(...classMethods),
      classes: fc.integer({ min: classRange[0], max: classRange[1] }),
      limits: fc
        .uniqueArray(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
          minLength: 1,
          maxLength: 8,
          comparator: 'IsStrictlyEqual',
        })
        .map((limits) => limits.map((limit) => limit + 0).toSorted((a, b) => a - b)),
      ramp: fc.constantFrom(...rampNames),
      filled: fc.boolean(),
      weights: fc.array(
        fc.record({
          key: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
          weight: fc.integer({ min: 0, max: 200 }).map((tenths) => tenths / 10),
          direction: fc.constantFrom('burden' as const, 'strength' as const),
        }),
        { maxLength: 20 },
      ),
      offers: fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxLength: 12 }),
      schoolType: word,
      school: word,
      described: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { maxLength: 12 }),
    })
    .map((given) => ({ ...given, limits: given.method === 'own' ? given.limits : [] })),
);
const key = fc.oneof(
  fc.constant('DE'),
  fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0')),
);
const address: fc.Arbitrary<Address> = fc.record({
  county: fc.array(key, { minLength: 1, maxLength: 8 }).map((keys) => keys.join('+')),
  scene,
});

test('every address that is written is read back as the same choices', () => {
  fc.assert(
    fc.property(address, (given) => {
      const url = new URL(writeAddress(given), 'http://127.0.0.1:8080');
      expect(readAddress(url.pathname, url.search)).toEqual(given);
    }),
  );
});

test('whatever stands in the address bar, a scene is shown', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      expect(readAddress(path, `?${query}`).scene.name).toBeTruthy();
    }),
  );
});

test('a link reads as planners speak', () => {
  const link = '/16999/einzugsbereiche?schule=S1&vergleich=S2&jahr=2025/26&zeigen=anteil';
  const { scene: read } = readAddress('/16999/einzugsbereiche', link.slice(link.indexOf('?')));
  expect(read).toMatchObject({ name: 'catchments', school: 'S1', compare: 'S2', year: '2025/26', view: 'share' });
  expect(writeAddress({ county: '16999', scene: read })).toBe(link);
});

test('limits that do not ascend are no choice, nor are classes without limits', () => {
  const of = (text: string) => readAddress('/16999/sozialraeume', text).scene;
  expect(of('?klassen=eigene&grenzen=5_10_22.5')).toMatchObject({ method: 'own', limits: [5, 10, 22.5] });
  for (const limits of ['', '5_5', '10_5', '5,5_6', '1_2_3_4_5_6_7_8_9'])
    expect(of(`?klassen=eigene&grenzen=${limits}`), limits).toMatchObject({ method: 'rounded', limits: [] });
  expect(of('?klassen=quantile&anzahl=12')).toMatchObject({ method: 'quantile', classes: 5 });
});

test('several counties stay one chosen view, also when the plus was escaped', () => {
  expect(readAddress('/07211+07235/kita', '').county).toBe('07211+07235');
  expect(readAddress('/07211%2B07235/kita', '').county).toBe('07211+07235');
});

test('a limit that is no length is no choice', () => {
  const of = (text: string) => readAddress('/16999/befoerderung', text).scene;
  expect(of('?grenze=1-4:1500,5-13:2500&grenzwort=ueber')).toMatchObject({
    limit: '1-4:1500,5-13:2500',
    comparator: '>',
  });
  for (const text of ['?grenze=weit&grenzwort=fast', '?grenze=-5', '?grenze='])
    expect(of(text)).toMatchObject({ limit: null, comparator: null });
});

test('planned tours are in the link of their view only, and only under a name that a job can have', () => {
  const job = '0b7c1a52-6d0e-4f7b-9a38-2f1f0c5d9e11';
  const link = `/16999/befoerderung?zeigen=touren&fahrplan=${job}`;
  const { scene: read } = readAddress('/16999/befoerderung', link.slice(link.indexOf('?')));
  expect(read).toMatchObject({ name: 'transport', view: 'tours', job });
  expect(writeAddress({ county: '16999', scene: read })).toBe(link);
  if (read.name !== 'transport') return;
  expect(writeAddress({ county: '16999', scene: { ...read, view: 'load' } })).not.toContain(job);
  for (const text of [`?fahrplan=${job}`, '?zeigen=touren&fahrplan=17', `?zeigen=touren&fahrplan=${job}/../x`])
    expect(readAddress('/16999/befoerderung', text).scene).toMatchObject({ job: null });
});

test('a target rate outside 0 to 150 % is no choice', () => {
  expect(readAddress('/16999/kita', '?quote=96').scene).toMatchObject({ rate: 0.96 });
  expect(readAddress('/16999/kita', '?quote=900').scene).toMatchObject({ rate: null });
  expect(readAddress('/16999/kita', '?quote=viel').scene).toMatchObject({ rate: null });
});

test('what is within reach, and up to which distance, is in the link', () => {
  const link = '/16999/kita?gruppe=u3&zeigen=ohne-platz&weg=2000';
  const { scene: read } = readAddress('/16999/kita', link.slice(link.indexOf('?')));
  expect(read).toMatchObject({ name: 'kita', group: 'u3', view: 'unserved', metres: 2000 });
  expect(writeAddress({ county: '16999', scene: read })).toBe(link);
  for (const metres of ['99', '50001', '1e3', '-500', 'weit'])
    expect(readAddress('/16999/kita', `?zeigen=erreichbar&weg=${metres}`).scene).toMatchObject({
      view: 'reach',
      metres: null,
    });
});

test('the assumptions of a forecast are in its link, in words that planners use', () => {
  const link =
    '/16999/bevoelkerung?zeigen=vorausberechnung&ebene=gemeinde&gebiet=16999/99&gruppe=u3&ab=2024-12-31&jahr=2035&szenario=hoch&geburten=110&sterblichkeit=95&bauen=ohne';
  const { scene: read } = readAddress('/16999/bevoelkerung', link.slice(link.indexOf('?')));
  expect(read).toMatchObject({
    name: 'population',
    view: 'forecast',
    base: '2024-12-31',
    year: 2035,
    scenario: 'high',
    births: 110,
    arrivals: null,
    deaths: 95,
    housing: 'without',
  });
  expect(writeAddress({ county: '16999', scene: read })).toBe(link);
  const silent = {
    view: 'now',
    year: null,
    base: null,
    scenario: null,
    births: null,
    arrivals: null,
    deaths: null,
    housing: null,
  };
  for (const text of [
    '',
    '?zeigen=alles&jahr=bald&ab=gestern&szenario=mittel&geburten=300&sterblichkeit=100&zuzug=viel&bauen=mit',
  ])
    expect(readAddress('/16999/bevoelkerung', text).scene).toMatchObject(silent);
});
