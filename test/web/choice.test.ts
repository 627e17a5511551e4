/** The school choice on screen: looks of the leakage and of a core area, the order of the matrix, what is printed. */
import { describe, expect, test } from 'vitest';
import { SchoolChoice } from '../../server/contract/choice.ts';
import { attending, boxOfCore, coreColours, coreLayer, leakageLayer, shareText } from '../../web/layers/choice.ts';
import { palette } from '../../web/layers/palette.ts';
import { matrixColumns, matrixRows } from '../../web/scenes/catchments/choiceMatrix.ts';
import { choiceTip } from '../../web/scenes/catchments/choiceTip.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const format = formatter('de');
const A = '16997';

/**
 * Areas 1 (60 live, 20 % leave), 2 (90, 'few' leave), 3 (no school, 36), 4 (too few for a share), 5 hidden, 6 whose school
 * R is not in the list, and one of another county without a list. P lies in 1, Q in 2.
 */
const area = (fid: string, pupils: unknown, more: object = {}) => ({
  county: fid.split('/')[0],
  key: fid.split('/')[1],
  name: `Ort ${fid.split('/')[1]}`,
  point: [11 + Number(fid.split('/')[1]) / 10, 51],
  schools: 1,
  isMerged: false,
  pupils,
  inside: null,
  elsewhere: null,
  leakage: null,
  attended: [],
  ...more,
});
const school = (key: string, at: string | null, pupils: unknown, more: object = {}) => ({
  county: A,
  key,
  name: `Schule ${key}`,
  area: at,
  pupils,
  own: null,
  others: null,
  guests: 'few',
  unplaced: 'few',
  inflow: null,
  core: null,
  ...more,
});
const attended = (key: string, pupils: number, share: number | null) => ({ school: `${A}/${key}`, pupils, share });
const choice = SchoolChoice.parse({
  schoolType: 'grundschule',
  layer: 'gemeinde',
  year: '2026/27',
  protection: { base: 3, minimum: 6, notices: [] },
  areas: [
    area(`${A}/1`, 60, {
      inside: 48,
      elsewhere: 12,
      leakage: 0.2,
      attended: [attended('P', 48, 0.8), attended('Q', 12, 0.2)],
    }),
    area(`${A}/2`, 90, { inside: 90, elsewhere: 'few', leakage: 0, attended: [attended('Q', 90, 1)] }),
    area(`${A}/3`, 36, { schools: 0, inside: 0, elsewhere: 36, leakage: 1, attended: [attended('P', 36, 1)] }),
    area(`${A}/4`, 9, { inside: 'few', elsewhere: 9, attended: [attended('P', 9, null)] }),
    area(`${A}/5`, 'hidden', { isMerged: true, inside: 'hidden', leakage: 'hidden' }),
    area(`${A}/6`, 45),
    area('16998/1', null),
  ],
  schools: [
    school('P', `${A}/1`, 93, {
      core: {
        areas: [
          { area: `${A}/1`, level: 0.5 },
          { area: `${A}/3`, level: 0.8 },
        ],
        extents: [],
      },
    }),
    school('Q', `${A}/2`, 102),
    school('R', `${A}/6`, null),
  ],
  total: {
    pupils: 195,
    inside: 138,
    elsewhere: 57,
    withoutSchool: 36,
    guests: 'few',
    unplaced: 'few',
    leakage: 0.3,
  },
  sources: [],
});
const [P, Q, R] = choice.schools;
const areaOf = (fid: string) => choice.areas.find(({ county, key }) => `${county}/${key}` === fid)!;

test('what an answer leaves out is few, hidden or not known', () => {
  const of = (fid: string, one = P!) => attending(areaOf(fid), one);
  expect([of(`${A}/1`), of(`${A}/2`), of(`${A}/5`), of('16998/1')]).toEqual([48, 'few', 'hidden', null]);
  expect(of(`${A}/1`, R)).toBeNull();
});

test('a protected share of 0 is written as what it may be', () => {
  // 2 of 40 are 5 %; 2 of 900 round to nothing.
  expect(shareText(0, 40, 3, format)).toBe(`0–${format.percent(0.05)}`);
  expect(shareText(0, 900, 3, format)).toBe(format.percent(0));
  expect(shareText(0.2, 60, 3, format)).toBe(format.percent(0.2));
});

describe('leakage', () => {
  const layer = leakageLayer(choice, de, format);

  test('no school here, too few for a share, hidden and missing are looks of their own', () => {
    const look = (fid: string) => layer.states!.values.get(fid);
    const looks = ['1', '2', '3', '4', '5'].map((key) => look(`${A}/${key}`));
    expect(looks).toEqual([{ class: 2 }, { class: 1 }, { class: 7 }, { class: 6 }, { hidden: true }]);
    expect([look(`${A}/6`), look('16998/1')]).toEqual([undefined, undefined]);
    expect(layer.legend!.entries.slice(1)).toEqual([
      { kind: 'fill', colour: palette.inside, label: de.choiceScene.noSchool },
      { kind: 'fill', colour: palette.noShare, label: de.catchmentScene.noShare },
      { kind: 'hatch', label: de.merged },
      { kind: 'fill', colour: palette.missing, label: de.missing },
    ]);
  });

  test('is printed where there is a school that one could stay at', () => {
    const printed = layer.data!['leakage-values']!.features.map(({ properties }) => properties!['value'] as string);
    expect(printed).toEqual([format.percent(0.2), `0–${format.percent(0.02)}`]);
  });
});

describe('core area', () => {
  test('three tones, numbers also outside of it, the own area outlined', () => {
    const layer = coreLayer(choice, P!, { layer: 'gemeinde', fid: `${A}/1` }, de, format);
    expect(Object.fromEntries(layer.states!.values)).toEqual({
      [`${A}/1`]: { class: 0 },
      [`${A}/3`]: { class: 1 },
      [`${A}/5`]: { hidden: true },
    });
    expect(layer.data!['core-values']!.features.map(({ properties }) => properties!['value'] as string)).toEqual([
      '48',
      '36',
      '9',
    ]);
    expect(layer.styles.some(({ id }) => id === 'core-own')).toBe(true);
    expect(new Set(coreColours.values()).size).toBe(3);
    expect(boxOfCore(choice, P!)).toEqual([11.1, 51, 11.3, 51]);
  });

  test('too few for a core, and a school that the list does not name, are said', () => {
    const entries = (one = Q) => coreLayer(choice, one!, null, de, format).legend!.entries;
    expect(entries()[0]).toEqual({ kind: 'note', label: de.choiceScene.noCore });
    expect(entries(R)).toEqual([{ kind: 'note', label: de.missing }]);
  });
});

describe('matrix', () => {
  const rows = matrixRows(choice);

  test('most first, protected and missing ones last; schools in the order of their areas', () => {
    expect(rows.map(({ county, key }) => `${county}/${key}`)).toEqual([
      ...[`${A}/2`, `${A}/1`, `${A}/6`, `${A}/3`, `${A}/4`, `${A}/5`],
      '16998/1',
    ]);
    const keys = (chosen: string | null, limit = 40) =>
      matrixColumns(choice, rows, chosen, limit).map(({ key }) => key);
    expect(keys(null)).toEqual(['Q', 'P', 'R']);
    expect(keys(`${A}/R`)).toEqual(['R', 'Q', 'P']);
    // The largest, and the chosen one in any case.
    expect(keys(null, 1)).toEqual(['Q']);
    expect(keys(`${A}/R`, 1)).toEqual(['R', 'Q']);
  });
});

test('the tooltip says who lives here and leaves, or who attends the chosen school', () => {
  const tip = (fid: string, chosen = null as typeof P | null) =>
    choiceTip(choice, fid, chosen ?? null, new Map([[`${A}/P`, 'P']]), { text: de, format })?.lines;
  expect(tip(`${A}/1`)).toEqual([
    de.choiceScene.living('60'),
    de.choiceScene.leaving(format.percent(0.2), '12'),
    'P: 48',
    `${A}/Q: 12`,
  ]);
  expect(tip(`${A}/3`)).toEqual([de.choiceScene.living('36'), de.choiceScene.noSchool, 'P: 36']);
  expect(tip(`${A}/5`)).toEqual([de.choiceScene.living(de.hidden)]);
  expect(tip(`${A}/1`, P)).toEqual([`P: 48 (${format.percent(0.8)})`]);
  expect(tip(`${A}/5`, P)).toEqual([`P: ${de.hidden}`]);
  expect(tip('none')).toBeUndefined();
});
