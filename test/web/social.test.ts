/** What the scene of social spaces shows: colours that everybody tells apart, and classes that hold for every year. */
import { describe, expect, test } from 'vitest';
import type { IndicatorValues } from '../../server/contract/indicators.ts';
import type { SocialIndex } from '../../server/contract/socialIndex.ts';
import { ApiError } from '../../web/api.ts';
import { emptySocial } from '../../web/scenes/social/address.ts';
import { fieldOf, writtenIn } from '../../web/scenes/social/derive.ts';
import { nearestYear, valueLayers, type Seen } from '../../web/scenes/social/map.ts';
import {
  allChanges,
  allValues,
  areasAt,
  changesAt,
  classedBy,
  writing,
  yearIn,
} from '../../web/scenes/social/shown.ts';
import { extentOf } from '../../web/charts/scale.ts';
import { changeLayer, crossedLayer } from '../../web/layers/indicator.ts';
import { valueTip } from '../../web/scenes/social/tips.ts';
import type { Speech } from '../../web/state/language.svelte.ts';
import { crossed, rampOf, ramps } from '../../web/layers/ramps.ts';
import { statusLayer } from '../../web/layers/socialStatus.ts';
import { de } from '../../web/text/de.ts';
import { formatter, signing } from '../../web/text/format.ts';

/** Machado, Oliveira, Fernandes 2009, severity 1: in linear RGB. */
const seen = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const rgb = (colour: string) => [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
const times = (matrix: readonly number[], [r = 0, g = 0, b = 0]: readonly number[]) =>
  [0, 1, 2].map((row) => matrix[3 * row]! * r + matrix[3 * row + 1]! * g + matrix[3 * row + 2]! * b);
/** CIE L*a*b* under D65. */
function lab(colour: readonly number[]): [number, number, number] {
  const xyz = times([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], colour);
  const f = [0.9505, 1, 1.089].map((white, at) => {
    const part = Math.max(0, xyz[at]!) / white;
    return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116;
  });
  return [116 * f[1]! - 16, 500 * (f[0]! - f[1]!), 200 * (f[1]! - f[2]!)];
}
const apart = (a: string, b: string, by: readonly number[]) => {
  const [x, y] = [lab(times(by, rgb(a))), lab(times(by, rgb(b)))];
  return Math.hypot(...x.map((value, at) => value - y[at]!));
};
const light = (colour: string, by: readonly number[] = seen.all) => lab(times(by, rgb(colour)))[0];

describe('colours', () => {
  // In units of CIE lightness; more than seven classes are many.
  test.each(Object.keys(ramps) as (keyof typeof ramps)[])(
    '%s grows darker class by class, to every eye and in grey',
    (name) => {
      for (const by of Object.values(seen))
        for (let count = 2; count <= 9; count++) {
          const lightness = rampOf(name, count).map((colour) => light(colour, by));
          for (let at = 1; at < count; at++)
            expect(lightness[at - 1]! - lightness[at]!).toBeGreaterThan(count > 7 ? 3.5 : 4.5);
        }
    },
  );

  test.each(Object.entries(seen))('nine colours of two indicators are nine to %s', (_, by) => {
    const colours = crossed(3).flat();
    for (const [at, a] of colours.entries())
      for (const b of colours.slice(at + 1)) expect(apart(a, b, by), `${a} ${b}`).toBeGreaterThan(9);
  });

  test('both indicators make a colour darker', () => {
    const colours = crossed(3);
    for (let first = 0; first < 3; first++)
      for (let second = 1; second < 3; second++) {
        expect(light(colours[first]![second]!)).toBeLessThan(light(colours[first]![second - 1]!));
        expect(light(colours[second]![first]!)).toBeLessThan(light(colours[second - 1]![first]!));
      }
  });
});

const area = (key: string, values: unknown[], estimated: number[] = []) => ({
  ...{ county: '16999', key, name: key, point: [11, 51], values, estimated },
});
const answer = {
  years: [2020, 2022, 2025],
  areas: [area('A', [10, 12, 20], [2025]), area('B', [0, 'hidden', 5]), area('C', [null, 8, 9])],
} as unknown as IndicatorValues;

test('classes are made of every value that is told, so that they are the same in each year', () => {
  expect(allValues(answer)).toEqual([10, 12, 20, 0, 5, 8, 9]);
  const classed = classedBy({ ...emptySocial, method: 'equalInterval', classes: 4 }, allValues(answer), null);
  expect(classed.limits).toEqual([5, 10, 15, 20]);
  expect(classed.colours).toHaveLength(4);
  expect(classedBy({ ...emptySocial, method: 'own', limits: [7] }, allValues(answer), null).limits).toEqual([7, 20]);
  expect(classedBy(emptySocial, [], null).limits).toEqual([]);
});

test('a change follows from told values only', () => {
  expect(areasAt(answer, 2025).map(({ value, estimated }) => [value, estimated])).toEqual([
    [20, true],
    [5, false],
    [9, false],
  ]);
  expect(changesAt(answer, 2025, 2020).map(({ value }) => value)).toEqual([10, 5, null]);
  expect(changesAt(answer, 2022, 2020).map(({ value }) => value)).toEqual([2, 'hidden', null]);
  // An estimate where either year is one.
  expect([2022, 2020].map((since) => changesAt(answer, 2025, since)[0]!.estimated)).toEqual([true, true]);
  expect(changesAt(answer, 2022, 2025).map(({ estimated }) => estimated)).toEqual([true, false, false]);
  expect(allChanges(answer, 2020)).toEqual([0, 0, 2, 10, 5]);
});

test('a year that is not there is the newest or the oldest one', () => {
  expect([yearIn([2020, 2025], 2020, 'newest'), yearIn([2020, 2025], 2021, 'newest')]).toEqual([2020, 2025]);
  expect([yearIn([2020, 2025], null, 'oldest'), yearIn([], 2020, 'oldest')]).toEqual([2020, null]);
});

test('two indicators at once are an estimate where either is one', () => {
  const shown = { ...{ layer: 'gemeinde', title: '', sources: [], write: String }, text: de };
  const limits = { limits: [5, 10, 30], name: '' };
  const notes = (first: number, second: number) =>
    crossedLayer(
      { ...shown, areas: areasAt(answer, first) },
      { ...limits, areas: areasAt(answer, second) },
      limits,
      crossed(3),
    ).legend?.entries.filter(({ kind }) => kind === 'note').length;
  expect([notes(2020, 2022), notes(2025, 2022), notes(2022, 2025)]).toEqual([0, 1, 1]);
});

describe('one map, what it is called and what it says of an area', () => {
  const speech = {
    text: de,
    format: formatter('de'),
    say: (sentence: { de: string }) => sentence.de,
  } as unknown as Speech;
  const said = (name: string) => ({
    ...{ ...answer, layer: 'gemeinde', sources: [] },
    indicator: { name: { de: name, en: name }, unit: '%', measure: 'rate' },
  });
  const first = said('Quote') as unknown as IndicatorValues;
  const other = said('Anteil') as unknown as IndicatorValues;
  const seen: Seen = { answer: first, year: 2025, values: allValues(first), write: String, since: null, second: null };
  const classed = { limits: [5, 20], colours: ['#fff', '#000'], onmove: null };
  const unit = de.socialScene.unit('%');
  const titles = (one: Seen) => valueLayers(one, classed, false, speech).map(({ legend }) => legend?.title);

  test('of two indicators each has its year', () => {
    const two = { ...seen, second: { answer: other, year: nearestYear(other, 2021)! } };
    expect(titles(two)).toEqual(['Quote, 2025 × Anteil, 2020']);
    expect(valueTip(two, '16999/A', speech)?.lines).toEqual([`Quote 2025: ≈ 20${unit}`, `Anteil 2020: 10,0${unit}`]);
  });

  test('a change has both years, and is an estimate where one of them is', () => {
    const change = { ...seen, since: 2022 };
    expect(titles(change)).toEqual([`Quote (${de.socialScene.points}), 2022 → 2025`]);
    expect(valueTip(change, '16999/A', speech)?.lines[1]).toMatch(/: ≈ \+8$/);
    expect(valueTip(change, '16999/B', speech)?.lines[1]).toContain(de.hiddenLong);
    expect(titles({ ...seen, values: [] })).toEqual([]);
  });
});

test('the legend of the index names the earlier year only where an area has a dynamic', () => {
  const index = (dynamic: string | null) =>
    ({
      ...{ layer: 'gemeinde', year: 2025, leastPeople: 300, sources: [] },
      areas: [{ ...area('A', []), rank: 1, status: 'middle', dynamic, leftOut: null }],
      indicators: [2021, null, 2023, 2019].map((before, at) => ({ before, weight: at === 3 ? 0 : 1 })),
    }) as unknown as SocialIndex;
  const note = (dynamic: string | null) => {
    const entry = statusLayer(index(dynamic), de, formatter('de')).legend?.entries.at(-1);
    return entry && 'label' in entry ? entry.label : '';
  };
  expect(note(null)).toBe(de.socialScene.index.legendNote(null));
  expect(note('stable')).toContain('seit 2021/2023 gesunken');
});

test('as many values as a city has over the years are no limit', () => {
  const many = Array.from({ length: 200_000 }, (_, at) => (at % 1000) - 100);
  expect(extentOf(many)).toEqual([-100, 899]);
  expect(extentOf([])).toEqual([Infinity, -Infinity]);
  expect(writing({ measure: 'rate' }, many, formatter('de'))(1.25)).toBe('1,3');
  const shown = { ...{ layer: 'gemeinde', areas: [], title: '', sources: [], write: String }, text: de };
  expect(changeLayer(shown, many, String).legend?.entries[0]?.kind).toBe('scale');
});

test('whole people have no decimals, and what rounds to zero has no sign', () => {
  const de = formatter('de');
  expect(writing({ measure: 'count' }, [1, 2000], de)(1234)).toBe('1.234');
  expect(writing({ measure: 'rate' }, [1, 12], de)(8.44)).toBe('8,4');
  expect(writing({ measure: 'rate' }, [0, 0.6], de)(0.123)).toBe('0,12');
  const signed = signing(writing({ measure: 'rate' }, [1, 12], de));
  expect([signed(0.04), signed(-0.04), signed(1.25), signed(-3)]).toEqual(['0,0', '0,0', '+1,3', '−3,0']);
});

describe('the form for derived indicators', () => {
  const one = (key: string, name: string) => ({ key, name: { de: name, en: name } });

  test('names stand in brackets, or keys where a name would not be understood', () => {
    const all = [one('a', 'Kinder'), one('eigen-a', 'Kinder'), one('b', 'Quote [%]')];
    expect(all.map((indicator) => writtenIn(indicator, all))).toEqual(['[Kinder]', '[eigen-a]', '[b]']);
  });

  test('a refusal stands beside the field that it is about', () => {
    const refused = (code: string) => fieldOf(new ApiError(code, 422, { de: '', en: '' }));
    expect(['formula.syntax', 'formula.otherUnit', 'indicator.taken', 'indicator.full'].map(refused)).toEqual([
      ...['formula', 'unit', 'name', null],
    ]);
    expect(fieldOf(new Error('network'))).toBeNull();
  });
});
