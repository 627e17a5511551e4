/** School choice on the map: who leaves an area for a school elsewhere; and, of one school, its core area. */
import type { ChoiceArea, ChoiceSchool, SchoolChoice } from '../../server/contract/choice.ts';
import type { ProtectedCount } from '../../server/contract/common.ts';
import { atomLayer } from '../map/baseStyle.ts';
import { boxOf, type Box } from '../map/box.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, fewOrMissing, labelData, valueText, type SlottedLayer } from './areaValues.ts';
import { shareBreaks, shareClass } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

/** Pupils who live in the area and attend the school; what an answer leaves out is few, hidden or not known. */
export function attending(area: ChoiceArea, school: ChoiceSchool): ProtectedCount {
  const found = area.attended.find((one) => one.school === fidOf(school));
  if (found) return found.pupils;
  // A list tells of another county's residents no more than that they are guests.
  if (area.pupils === null || school.pupils === null || area.county !== school.county) return null;
  return area.isMerged ? 'hidden' : 'few';
}

/** A share of few people is no 0 %: they may be as many as the base leaves open. */
export function shareText(share: number, whole: number | ProtectedCount, base: number, format: Formatter): string {
  const most = share === 0 && typeof whole === 'number' ? Math.round((100 * (base - 1)) / whole) : 0;
  return most > 0 ? `0–${format.percent(most / 100)}` : format.percent(share);
}

const fill = (colour: string, label: string): LegendEntry => ({ kind: 'fill', colour, label });
const mergedEntry = (isThere: boolean, text: Text): LegendEntry[] =>
  isThere ? [{ kind: 'hatch', label: text.merged }] : [];
const weight = ({ pupils }: { pupils: ProtectedCount }): number => (typeof pupils === 'number' ? pupils : 0);

/** Looks of the leakage after those of the scale. */
const [noShare, noSchool] = [palette.sequential.length, palette.sequential.length + 1];

function leakageState({ schools, pupils, inside, leakage }: ChoiceArea): Record<string, StateValue> | null {
  if (pupils === null || inside === null) return null;
  if (pupils === 'hidden') return { hidden: true };
  // All of them leave, since there is nowhere to stay: another thing than a school that they pass by.
  if (schools === 0) return { class: noSchool };
  // A protected share of 0 may be that of a few: it has the lowest class, not one of its own.
  return { class: typeof leakage === 'number' ? Math.max(1, shareClass(leakage)) : noShare };
}

export function leakageLayer(choice: SchoolChoice, text: Text, format: Formatter): MapLayer {
  const source = `areas-${choice.layer}`;
  const states = choice.areas.map((area) => ({ area, state: leakageState(area) }));
  const has = (index: number) => states.some(({ state }) => state?.['class'] === index);
  const words = text.choiceScene;
  const printed = (leakage: number, area: ChoiceArea) =>
    shareText(leakage, area.pupils, choice.protection.base, format);
  return {
    id: 'leakage',
    slot: 'fills',
    data: {
      'leakage-values': labelData(
        choice.areas.flatMap((area) =>
          area.schools > 0 && typeof area.leakage === 'number'
            ? [{ point: area.point, name: area.name, value: printed(area.leakage, area), weight: weight(area) }]
            : [],
        ),
      ),
    },
    styles: [
      ...classFill('leakage', source, [...palette.sequential, palette.noShare, palette.inside]),
      valueText('leakage-values-text', 'leakage-values', 10.8),
    ],
    states: {
      source,
      sourceLayer: source,
      values: new Map(states.flatMap(({ area, state }) => (state ? [[fidOf(area), state] as const] : []))),
    },
    legend: {
      title: words.legendLeakage,
      entries: [
        {
          kind: 'scale',
          colours: palette.sequential.slice(1),
          ticks: [0, ...shareBreaks, 1].map((limit, at) => ({ at, label: format.percent(limit) })),
        },
        ...(has(noSchool) ? [fill(palette.inside, words.noSchool)] : []),
        ...(has(noShare) ? [fill(palette.noShare, text.catchmentScene.noShare)] : []),
        ...mergedEntry(
          states.some(({ state }) => state?.['hidden']),
          text,
        ),
        ...(states.some(({ state }) => !state) ? [fill(palette.missing, text.missing)] : []),
      ],
    },
    sources: choice.sources,
  };
}

/** The darker, the fewer areas it takes. */
export const coreColours = new Map([
  [0.5, palette.sequential[5]],
  [0.8, palette.sequential[3]],
  [0.95, palette.sequential[1]],
]);

/** @param own the school's own area and its layer, outlined */
export function coreLayer(
  choice: SchoolChoice,
  school: ChoiceSchool,
  own: { layer: string; fid: string } | null,
  text: Text,
  format: Formatter,
): MapLayer {
  const source = `areas-${choice.layer}`;
  const words = text.choiceScene;
  const numbers = choice.areas.map((area) => ({ area, pupils: attending(area, school) }));
  const classes = [...coreColours.keys()];
  const values = new Map<string, Record<string, StateValue>>();
  for (const { area, pupils } of numbers) if (pupils === 'hidden') values.set(fidOf(area), { hidden: true });
  for (const { area, level } of school.core?.areas ?? []) values.set(area, { class: classes.indexOf(level) });
  const isAtoms = choice.layer === atomLayer;
  const outline: SlottedLayer | null = own && {
    id: 'core-own',
    type: 'line',
    source: `areas-${own.layer}`,
    'source-layer': `areas-${own.layer}`,
    filter: ['==', ['get', 'fid'], own.fid],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': palette.ink, 'line-width': 2.2, 'line-dasharray': [3, 1.6] },
    metadata: { slot: 'borders' },
  };
  const isListed = school.pupils !== null;
  const range = format.range(0, choice.protection.base - 1);
  return {
    id: 'core-area',
    slot: 'fills',
    data: {
      'core-values': labelData(
        numbers.flatMap(({ area, pupils }) =>
          typeof pupils === 'number'
            ? [{ point: area.point, name: area.name, value: format.number(pupils), weight: pupils }]
            : [],
        ),
      ),
    },
    styles: [
      ...classFill('core', source, [...coreColours.values()], fewOrMissing(isListed ? school.county : null)),
      ...(outline ? [outline] : []),
      // Of atoms there are many: their numbers wait until they leave the school's own name its place.
      valueText('core-values-text', 'core-values', isAtoms ? 15 : 10.8, isAtoms ? 14 : 0),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title: words.coreLegend,
      entries: [
        ...(school.core
          ? [...coreColours].map(([level, colour]) => fill(colour, format.percent(level)))
          : [{ kind: 'note' as const, label: isListed ? words.noCore : text.missing }]),
        ...(isListed ? [fill(palette.inside, words.outsideCore(range))] : []),
        ...(outline
          ? [{ kind: 'line' as const, colour: palette.ink, width: 2, dashed: true, label: words.ownAreaLegend }]
          : []),
        ...mergedEntry(
          numbers.some(({ pupils }) => pupils === 'hidden'),
          text,
        ),
        ...(numbers.some(({ pupils }) => pupils === null) && isListed ? [fill(palette.missing, text.missing)] : []),
      ],
    },
    sources: choice.sources,
  };
}

/** The box of the core's areas: what the map is drawn to. */
export function boxOfCore(choice: SchoolChoice, { core }: ChoiceSchool): Box | null {
  const inside = new Set(core?.areas.map(({ area }) => area));
  return boxOf({
    type: 'FeatureCollection',
    features: choice.areas
      .filter((area) => inside.has(fidOf(area)))
      .map(({ point }) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: point } })),
  });
}
