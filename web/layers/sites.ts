/** School and Kita sites: identity comes from the ring and the label, not from a colour. */
import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { SourceNote } from '../../server/contract/common.ts';
import { bold, regular } from '../map/fonts.ts';
import type { Box } from '../map/box.ts';
import { palette } from './palette.ts';
import type { MapLayer } from './layer.ts';

/** So many points in view leave the values below them readable. */
const pointsInView = 150;

/** From which zoom at most that many are in view: every level shows a quarter of the ground. */
export function sitesFrom(count: number, bbox: Box | null): number {
  if (!bbox || count <= pointsInView) return 0;
  const whole = Math.log2((360 * 640) / 512 / Math.max(0.01, bbox[2] - bbox[0]));
  return Math.round(10 * (whole + Math.log2(count / pointsInView) / 2)) / 10;
}

export function kitaSites(labels: { site: string; nearer: string }, from: number, sources: SourceNote[]): MapLayer {
  const fade: ExpressionSpecification | number = from
    ? ['interpolate', ['linear'], ['zoom'], from, 0, from + 0.5, 1]
    : 1;
  return {
    id: 'kita-sites',
    slot: 'sites',
    styles: [
      {
        id: 'kita-sites-dot',
        type: 'circle',
        source: 'kitas',
        'source-layer': 'kitas',
        minzoom: from,
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 1.6, 10, 2.6, 13, 6],
          'circle-color': '#ffffff',
          'circle-opacity': fade,
          'circle-stroke-color': palette.ink,
          'circle-stroke-opacity': fade,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 10, 1.2, 13, 2],
        },
      },
      {
        id: 'kita-sites-name',
        type: 'symbol',
        source: 'kitas',
        'source-layer': 'kitas',
        minzoom: Math.max(12, from + 1),
        layout: {
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 11,
          'text-anchor': 'top',
          'text-offset': [0, 0.8],
          'text-max-width': 9,
          'text-optional': true,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
      },
    ],
    legend: {
      title: '',
      entries: from
        ? [{ kind: 'note', label: labels.nearer }]
        : [{ kind: 'dot', colour: '#ffffff', label: labels.site }],
    },
    sources,
  };
}

export interface SiteLabels {
  site: string;
  chosen: string;
}

/** Sites of one school type; the chosen one is filled, the second of a comparison a thick ring, as in the table. */
export function schoolSites(
  type: string | null,
  chosen: string[],
  labels: SiteLabels,
  sources: SourceNote[],
  names: { short: Map<string, string>; every: boolean },
): MapLayer {
  const isChosen: ExpressionSpecification = ['in', ['get', 'fid'], ['literal', chosen]];
  const isSecond: ExpressionSpecification = ['in', ['get', 'fid'], ['literal', chosen.slice(1)]];
  const name = (names.short.size
    ? ['match', ['get', 'fid'], ...[...names.short].flat(), ['get', 'name']]
    : ['get', 'name']) as unknown as ExpressionSpecification;
  const look = {
    'text-field': name,
    'text-font': bold,
    'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
    'text-radial-offset': 0.95,
    'text-max-width': 11,
  } satisfies SymbolLayerSpecification['layout'];
  const halo = { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 };
  const shown: ExpressionSpecification = type ? ['any', ['==', ['get', 'schoolType'], type], isChosen] : isChosen;
  return {
    id: 'school-sites',
    slot: 'sites',
    styles: [
      {
        id: 'school-sites-ring',
        type: 'circle',
        source: 'schools',
        'source-layer': 'schools',
        filter: shown,
        paint: {
          'circle-radius': ['case', isSecond, 6.5, isChosen, 8, 5.5],
          'circle-color': ['case', isSecond, '#ffffff', isChosen, palette.ink, '#ffffff'],
          'circle-stroke-color': ['case', isSecond, palette.ink, isChosen, '#ffffff', palette.ink],
          'circle-stroke-width': ['case', isSecond, 3.5, isChosen, 2.5, 1.8],
        },
      },
      {
        id: 'school-sites-dot',
        type: 'circle',
        source: 'schools',
        'source-layer': 'schools',
        filter: shown,
        paint: {
          'circle-radius': ['case', isSecond, 0, isChosen, 2.8, 1.8],
          'circle-color': ['case', isChosen, '#ffffff', palette.ink],
        },
      },
      {
        id: 'school-sites-name',
        type: 'symbol',
        source: 'schools',
        'source-layer': 'schools',
        // With a school chosen the others keep their rings and get their names when one looks nearer.
        filter: [
          'all',
          shown,
          ['!', isChosen],
          ...(chosen.length && !names.every ? [['>=', ['zoom'], 11] as ExpressionSpecification] : []),
        ],
        layout: { ...look, 'text-size': 11 },
        paint: halo,
      },
      {
        id: 'school-sites-chosen-name',
        type: 'symbol',
        source: 'schools',
        'source-layer': 'schools',
        filter: isChosen,
        layout: { ...look, 'text-size': 12.5 },
        paint: halo,
        // Among the values: both move until both have room.
        metadata: { slot: 'values' },
      },
    ],
    legend: {
      title: '',
      entries: [
        { kind: 'site', label: labels.site },
        ...(chosen.length ? [{ kind: 'dot' as const, colour: palette.ink, label: labels.chosen }] : []),
      ],
    },
    sources,
  };
}
