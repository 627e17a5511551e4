/** The statute's districts on screen: what does not fit, in groups; and what taking a variant over does to the editions. */
import { describe, expect, test } from 'vitest';
import { SchoolDistricts } from '../../server/contract/districts.ts';
import { effectsOf, firstDay } from '../../web/scenes/variants/adoption.ts';
import { faultGroups, zoomOf } from '../../web/scenes/variants/districtFaults.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const house = (
  number: string,
  districts: string[],
  atomDistrict: string | null = null,
  locality: string | null = null,
) => ({
  ...{ street: 'Amselweg', houseNumber: number, place: 'Dorf', locality, point: [11, 51], atom: 'A1' },
  ...{ districts, atomDistrict },
});
const none = { total: 0, houses: [] };
const district = (key: string, name: string) => ({
  ...{ key, name, schools: ['S1'], validFrom: '2026-08-01', validTo: null, addresses: 1, atoms: 1 },
  ...{ squareMetres: null, isShared: false, sharedAllowed: true },
});
const answerWith = (more: object) =>
  SchoolDistricts.parse({
    ...{ schoolType: 'grundschule', editions: [], validFrom: '2026-08-01', form: 'drawn', rule: null, year: '2026/27' },
    ...{ districts: [district('1', 'West'), district('2', 'Ost')], atoms: [], deviating: none, sources: [] },
    gaps: { addresses: none, atoms: [], drawn: [] },
    overlaps: { isAllowed: false, addresses: none, drawn: [] },
    unknownStreets: { total: 0, rows: [] },
    ...more,
  });
const groupsOf = (more: object) =>
  faultGroups(answerWith(more), [{ key: 'A1', name: 'Dorf 1', point: [11.5, 51.5] }], de.districts, formatter('de'));

describe('what does not fit', () => {
  test('nothing: no group', () => {
    expect(groupsOf({})).toEqual([]);
  });

  test('houses, atoms, ground and streets, each with its place and what is said of it', () => {
    const groups = groupsOf({
      deviating: { total: 700, houses: [house('1', ['2'], '1', 'Oberdorf')] },
      gaps: {
        addresses: { total: 1, houses: [house('2', [], '1', 'Dorf')] },
        atoms: ['A1', 'A9'],
        drawn: [{ squareMetres: 1234.5, point: [11.1, 51.1] }],
      },
      overlaps: {
        isAllowed: false,
        addresses: { total: 1, houses: [house('3', ['1', '2'])] },
        drawn: [{ a: '1', b: '2', squareMetres: 12.34, point: [11.2, 51.2] }],
      },
      unknownStreets: {
        total: 2,
        rows: [
          { district: '1', place: 'Dorf', locality: '', street: 'Gibtesnicht' },
          { district: '2', place: 'Wüstung', locality: '', street: '' },
        ],
      },
    });
    expect(
      groups.map(({ kind, total, faults }) => [kind, total, faults.map(({ text, detail }) => `${text} | ${detail}`)]),
    ).toEqual([
      ['houseGaps', 1, ['Amselweg 2, Dorf | ']],
      ['houseOverlaps', 1, ['Amselweg 3, Dorf | West, Ost']],
      ['atomGaps', 2, ['Dorf 1 | ', 'A9 | ']],
      ['drawnGaps', 1, ['Lücke 1 | 1.235 m²']],
      ['drawnOverlaps', 1, ['West, Ost | 12,3 m²']],
      ['unknownStreets', 2, ['Gibtesnicht, Dorf | West', 'ganzer Ort, Wüstung | Ost']],
      ['deviating', 700, ['Amselweg 1, Dorf, Oberdorf | Ost → West']],
    ]);
    expect(groups.map(({ faults }) => faults[0]!.point)).toEqual([
      ...[[11, 51], [11, 51], [11.5, 51.5], [11.1, 51.1], [11.2, 51.2], null, [11, 51]],
    ]);
    expect(zoomOf('deviating')).toBeGreaterThan(zoomOf('drawnGaps'));
  });

  test('where districts may share houses, that is none', () => {
    const addresses = { total: 1, houses: [house('3', ['1', '2'])] };
    const drawn = [{ a: '1', b: '2', squareMetres: 12.34, point: [11.2, 51.2] }];
    const groups = groupsOf({ overlaps: { isAllowed: true, addresses, drawn } });
    expect(groups.map(({ kind, cure }) => [kind, cure])).toEqual([['drawnOverlaps', de.districts.cures.drawnShared]]);
  });
});

describe('a variant becomes the statute', () => {
  test('from the last school year in which something changes, else from the next', () => {
    expect(firstDay([{ from: 2027 }, { from: 2029 }, { from: null }], 2026)).toBe('2029-08-01');
    expect(firstDay([{ from: null }], 2026)).toBe('2027-08-01');
  });

  test('the same day replaces, a later one stands beside, an earlier one is not what plans start from', () => {
    const editions = [
      { schoolType: 'grundschule', validFrom: '2026-08-01' },
      { schoolType: 'grundschule', validFrom: '2020-08-01' },
      { schoolType: 'regelschule', validFrom: '2030-08-01' },
    ];
    const effects = (day: string) => effectsOf(editions, 'grundschule', day);
    expect(effects('2026-08-01')).toEqual([{ kind: 'replaces', date: '2026-08-01' }]);
    expect(effects('2027-08-01')).toEqual([{ kind: 'beside', date: '2026-08-01' }]);
    expect(effects('2025-08-01')).toEqual([{ kind: 'newer', date: '2026-08-01' }]);
    expect(effects('2020-08-01')).toEqual([
      { kind: 'replaces', date: '2020-08-01' },
      { kind: 'newer', date: '2026-08-01' },
    ]);
    expect(effectsOf(editions, 'foerderschule', '2027-08-01')).toEqual([{ kind: 'first' }]);
  });
});
