/** Hidden, few, no share and missing on the map of a school's pupils: four looks, each with its line in the legend. */
import { describe, expect, test } from 'vitest';
import { ObservedCatchment } from '../../server/contract/catchments.ts';
import { DistanceBands } from '../../server/contract/transport.ts';
import type { School } from '../../server/contract/sites.ts';
import type { MapLayer } from '../../web/layers/layer.ts';
import { bandColours, bandLayer } from '../../web/layers/bands.ts';
import { boxOfHomes, type Observed } from '../../web/layers/observed.ts';
import { palette } from '../../web/layers/palette.ts';
import { pupilCircles } from '../../web/layers/pupils.ts';
import { noShare, pupilShare } from '../../web/layers/pupilShare.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const format = formatter('de');
const COUNTY = '16997';

type Shown = number | 'hidden' | 'few' | null;

function observed(
  key: string,
  county: string,
  pupils: Shown,
  areas: Record<string, [pupils: Shown, share: Shown]>,
): Observed {
  return {
    school: { key, county, name: key, position: [11, 51] } as School,
    catchment: ObservedCatchment.parse({
      school: key,
      layer: 'gemeinde',
      year: '2026/27',
      protection: { base: 3, minimum: 6, notices: [] },
      areas: Object.entries(areas).map(([fid, [own, share]]) => ({
        county: fid.split('/')[0],
        key: fid.split('/')[1],
        name: fid,
        point: [11, 51],
        pupils: own,
        areaPupils: own,
        share,
        straightLineMetres: 100,
        walkMetres: 130,
      })),
      pupils,
      areasWithPupils: null,
      outsidePupils: 'few',
      guests: [],
      unplacedPupils: 'few',
      meanStraightLineMetres: null,
      ways: { method: 'estimate', networkDate: null, detourFactor: 1.3 },
      meanWalkMetres: null,
      walkMetresOf90: null,
      walkClasses: [],
      meanDriveSeconds: null,
      dangerousPupils: null,
      sources: [],
    }),
  };
}

const first = observed('A', COUNTY, 90, {
  [`${COUNTY}/1`]: [33, 0.4],
  [`${COUNTY}/2`]: [6, null],
  [`${COUNTY}/3`]: ['hidden', 'hidden'],
});
const second = observed('B', COUNTY, 90, { [`${COUNTY}/4`]: [12, 0.25] });
const neighbour = observed('C', '16998', 30, { '16998/1': [30, 0.9] });
const unlisted = observed('D', COUNTY, null, {});

const printed = (layer: MapLayer, source: string) =>
  Object.fromEntries(
    layer.data![source]!.features.map(({ properties }) => [properties!['name'], properties!['value']]),
  );
const legend = (layer: MapLayer) => layer.legend!.entries.flatMap((entry) => ('label' in entry ? [entry.label] : []));
const countiesOf = (pair: readonly Observed[]) => [...new Set(pair.map(({ school }) => school.county))];
const circles = (...pair: Parameters<typeof pupilCircles>[0]) =>
  pupilCircles(pair, countiesOf(pair), new Map(), de, format);
const share = (...pair: Parameters<typeof pupilShare>[0]) => pupilShare(pair, countiesOf(pair), de, format);

describe('numbers', () => {
  test('one school: what has no number has no label, and the legend says what that means', () => {
    const layer = circles(first);
    expect(printed(layer, 'pupils-values')).toEqual({ [`${COUNTY}/1`]: '33', [`${COUNTY}/2`]: '6' });
    expect(legend(layer)).toEqual([de.catchmentScene.noSymbol('0–2'), de.merged]);
  });

  test('beside a second number nothing protected reads as zero', () => {
    expect(printed(circles(first, second), 'pupils-values')).toEqual({
      [`${COUNTY}/1`]: '33 | 0–2',
      [`${COUNTY}/2`]: '6 | 0–2',
      [`${COUNTY}/3`]: '* | 0–2',
      [`${COUNTY}/4`]: '0–2 | 12',
    });
  });

  test('where a list does not reach, or does not name the school, no number is missing and not few', () => {
    expect(printed(circles(first, neighbour), 'pupils-values')).toMatchObject({
      [`${COUNTY}/1`]: '33 | –',
      '16998/1': '– | 30',
    });
    const layer = circles(first, unlisted);
    expect(printed(layer, 'pupils-values')).toMatchObject({ [`${COUNTY}/1`]: '33 | –' });
    expect(legend(layer)).toContain(`– ${de.missing}`);
    expect(legend(circles(first, second))).not.toContain(`– ${de.missing}`);
    expect(circles(unlisted).legend!.entries).toEqual([{ kind: 'note', label: de.missing }]);
  });
});

describe('shares', () => {
  test('no share, few and missing are told apart when two are compared', () => {
    expect(printed(share(first), 'share-values')).toEqual({ [`${COUNTY}/1`]: format.percent(0.4) });
    expect(printed(share(first, second), 'share-values')).toEqual({
      [`${COUNTY}/1`]: `${format.percent(0.4)} | 0–2`,
      [`${COUNTY}/2`]: '– | 0–2',
      [`${COUNTY}/3`]: '* | 0–2',
      [`${COUNTY}/4`]: `0–2 | ${format.percent(0.25)}`,
    });
  });

  test('each has a look of its own and a line in the legend, and none is called 0 %', () => {
    const layer = share(first);
    expect(layer.states!.values.get(`${COUNTY}/2`)).toEqual({ class: noShare });
    expect(layer.states!.values.get(`${COUNTY}/3`)).toEqual({ hidden: true });
    const entries = layer.legend!.entries;
    expect(entries.filter(({ kind }) => kind !== 'scale')).toEqual([
      { kind: 'fill', colour: palette.inside, label: de.catchmentScene.fewPupils('0–2') },
      { kind: 'fill', colour: palette.noShare, label: de.catchmentScene.noShare },
      { kind: 'hatch', label: de.merged },
    ]);
    const fill = JSON.stringify(layer.styles[0]);
    for (const colour of [palette.inside, palette.noShare, palette.missing]) expect(fill).toContain(colour);
  });

  test('a school that the list does not name leaves the map grey', () => {
    const layer = share(unlisted);
    expect(JSON.stringify(layer.styles[0])).not.toContain(palette.inside);
    expect(layer.legend!.entries.filter(({ kind }) => kind === 'fill')).toEqual([
      { kind: 'fill', colour: palette.missing, label: de.missing },
    ]);
    expect(share(first, neighbour).legend!.entries).toContainEqual({
      kind: 'fill',
      colour: palette.missing,
      label: `– ${de.missing}`,
    });
  });
});

test('the map is drawn to the homes that are shown and the school, not to hidden ones', () => {
  const one = observed('A', COUNTY, 90, { [`${COUNTY}/1`]: [33, 0.4], [`${COUNTY}/2`]: ['hidden', 'hidden'] });
  one.catchment.areas[0]!.point = [11.2, 51.1];
  one.catchment.areas[1]!.point = [12, 52];
  expect(boxOfHomes([one])).toEqual([11, 51, 11.2, 51.1]);
});

test('beside the limit of the way, too, few and missing have looks that no band has', () => {
  const bands = (pupils: Shown) =>
    DistanceBands.parse({
      ...first.catchment,
      rule: null,
      limits: [],
      detourFactor: 1.3,
      notice: { de: '', en: '' },
      areas: [],
      totals: { sure: pupils, marginal: pupils, none: pupils, unknown: pupils, pupils },
    });
  const entries = (pupils: Shown, counties: string[]) =>
    bandLayer(bands(pupils), first.school, counties, de, format).legend!.entries.filter(({ kind }) => kind === 'fill');
  const few = { kind: 'fill', colour: palette.inside, label: de.catchmentScene.fewPupils('0–2') };
  const missing = { kind: 'fill', colour: palette.missing, label: de.missing };
  expect(entries(30, [COUNTY])).toEqual([few]);
  expect(entries(30, [COUNTY, '16998'])).toEqual([few, missing]);
  expect(entries(null, [COUNTY])).toEqual([missing]);
  for (const { colour } of [few, missing]) expect(Object.values(bandColours)).not.toContain(colour);
});
