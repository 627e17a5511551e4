import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  catchmentViews,
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
    name: fc.constant('kita' as const),
    group: word,
    layer: word,
    date: word,
    rate: fc.option(
      fc.integer({ min: 0, max: 1500 }).map((thousandths) => thousandths / 1000),
      { nil: null },
    ),
    area: word,
  }),
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
