/** School and Kita sites: identity comes from the ring and the label, not from a colour. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { SourceNote } from '../../server/contract/common.ts';
import { bold, regular } from '../map/fonts.ts';
import { palette } from './palette.ts';
import type { MapLayer } from './layer.ts';

export function kitaSites(label: string, sources: SourceNote[]): MapLayer {
  return {
    id: 'kita-sites',
    slot: 'sites',
    styles: [
      {
        id: 'kita-sites-dot',
        type: 'circle',
        source: 'kitas',
        'source-layer': 'kitas',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 2.2, 13, 6],
          'circle-color': '#ffffff',
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 8, 1, 13, 2],
        },
      },
      {
        id: 'kita-sites-name',
        type: 'symbol',
        source: 'kitas',
        'source-layer': 'kitas',
        minzoom: 12,
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
    legend: { title: '', entries: [{ kind: 'dot', colour: '#ffffff', label }] },
    sources,
  };
}

export interface SiteLabels {
  site: string;
  chosen: string;
}

/** Sites of one school type; the chosen one is filled, the second of a comparison a square-like double ring. */
export function schoolSites(
  type: string | null,
  chosen: string[],
  labels: SiteLabels,
  sources: SourceNote[],
  everyName: boolean,
): MapLayer {
  const isChosen: ExpressionSpecification = ['in', ['get', 'fid'], ['literal', chosen]];
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
          'circle-radius': ['case', isChosen, 8, 5.5],
          'circle-color': ['case', isChosen, palette.ink, '#ffffff'],
          'circle-stroke-color': ['case', isChosen, '#ffffff', palette.ink],
          'circle-stroke-width': ['case', isChosen, 2.5, 1.8],
        },
      },
      {
        id: 'school-sites-dot',
        type: 'circle',
        source: 'schools',
        'source-layer': 'schools',
        filter: shown,
        paint: {
          'circle-radius': ['case', isChosen, 2.8, 1.8],
          'circle-color': ['case', isChosen, '#ffffff', palette.ink],
        },
      },
      {
        id: 'school-sites-name',
        type: 'symbol',
        source: 'schools',
        'source-layer': 'schools',
        // With a school chosen the others keep their rings and get their names when one looks nearer.
        filter: chosen.length && !everyName ? ['any', isChosen, ['all', shown, ['>=', ['zoom'], 11]]] : shown,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': bold,
          'text-size': ['case', isChosen, 12.5, 11],
          'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
          'text-radial-offset': 0.95,
          'text-max-width': 11,
          'symbol-sort-key': ['case', isChosen, 0, 1],
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
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
