/** Schools by how the homes of their pupils differ from those of their reference: a disc in proportion, diverging at zero. */
import type { SourceNote } from '../../server/contract/common.ts';
import type { SchoolApart, Segregation } from '../../server/contract/segregation.ts';
import { regular } from '../map/fonts.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import { divergingBreaks, divergingClass, radiusOf } from './classes.ts';
import type { LegendEntry, MapLayer } from './layer.ts';
import { palette } from './palette.ts';

export const mixSource = 'school-mix';

export interface MixedSchool extends Pick<Segregation['schools'][number], 'county' | 'key' | 'name' | 'position'> {
  at: SchoolApart;
}

/** More of the indicator at home than in the reference is drawn brown, as what is lacking is elsewhere. */
const COLOURS = palette.diverging.toReversed();
const LARGEST = 22;

const differences = (schools: readonly SchoolApart[]): number[] =>
  schools.flatMap(({ difference }) => (typeof difference === 'number' ? [Math.abs(difference)] : []));
const people = ({ pupils }: SchoolApart): number => (typeof pupils === 'number' ? pupils : 0);

export interface ShownMix {
  /** All years: the scale is one for the slider. */
  all: readonly SchoolApart[];
  schools: readonly MixedSchool[];
  sources: SourceNote[];
  title: string;
  signed: (value: number) => string;
  text: Text;
}

export function schoolMixLayer({ all, schools, sources, title, signed, text }: ShownMix): MapLayer {
  const breaks = divergingBreaks(Math.max(0, ...differences(all)), 0.1);
  const most = Math.max(1, ...all.map(people));
  const [near, middle, far] = breaks;
  const isKnown = differences(all).length > 0;
  const unknown = schools.some(({ at }) => typeof at.difference !== 'number');
  const entries: LegendEntry[] = [
    ...(isKnown
      ? [
          {
            kind: 'scale' as const,
            colours: COLOURS,
            ticks: [
              ...[far, middle, near].map((limit, index) => ({ at: index + 1, label: signed(-limit) })),
              { at: 4.5, label: '0' },
              ...[near, middle, far].map((limit, index) => ({ at: index + 6, label: signed(limit) })),
            ],
          },
        ]
      : []),
    ...(unknown
      ? [{ kind: 'disc' as const, colour: palette.missing, label: text.socialScene.schools.noDifference }]
      : []),
  ];
  return {
    id: mixSource,
    slot: 'circles',
    data: {
      [mixSource]: {
        type: 'FeatureCollection',
        features: schools
          .toSorted((a, b) => people(b.at) - people(a.at))
          .map((school) => ({
            type: 'Feature' as const,
            properties: {
              fid: fidOf(school),
              name: school.name,
              radius: Math.max(5, radiusOf(people(school.at), most, LARGEST)),
              colour:
                typeof school.at.difference === 'number'
                  ? COLOURS[divergingClass(school.at.difference, breaks, 0.05)]
                  : palette.missing,
            },
            geometry: { type: 'Point' as const, coordinates: school.position },
          })),
      },
    },
    styles: [
      {
        id: `${mixSource}-disc`,
        type: 'circle',
        source: mixSource,
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': 1.4,
        },
      },
      {
        id: `${mixSource}-name`,
        type: 'symbol',
        source: mixSource,
        minzoom: 11,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 11,
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': 1.6,
          'text-max-width': 10,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
      },
    ],
    legend: { title, entries },
    sources,
  };
}
