/** Schools of a plan: closed ones crossed out, new and moved ones ringed, with how full they are. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { WholeFigures } from '../../server/contract/besideToday.ts';
import type { Plan } from '../../server/contract/variants.ts';
import { bold } from '../map/fonts.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { LegendEntry, MapLayer } from './layer.ts';
import { palette } from './palette.ts';

export const planSiteSource = 'plan-sites';

export function planSites(
  { schools }: Plan,
  figures: readonly WholeFigures[],
  type: string,
  chosen: string | null,
  names: ReadonlyMap<string, string>,
  text: Text,
  format: Formatter,
  entries: LegendEntry[],
  title: string,
): MapLayer {
  const features = schools.flatMap((school, index) => {
    if (school.schoolType !== type) return [];
    const use = figures[index]?.after.utilisation;
    const isGone = school.closing !== null && school.closing.mode === 'atOnce';
    const name = names.get(school.key) ?? school.name;
    return [
      {
        type: 'Feature' as const,
        id: index,
        properties: {
          key: school.key,
          label: isGone || typeof use !== 'number' ? name : `${name}\n${format.percent(use)}`,
          isGone,
          isFull: typeof use === 'number' && use > 1,
          isNew: school.isNew || school.isMoved,
          isChosen: school.key === chosen,
        },
        geometry: { type: 'Point' as const, coordinates: school.position },
      },
    ];
  });
  const is = (property: string): ExpressionSpecification => ['boolean', ['get', property], false];
  const words = text.variantsScene;
  return {
    id: 'plan-sites',
    slot: 'sites',
    data: { [planSiteSource]: { type: 'FeatureCollection', features } },
    styles: [
      {
        id: 'plan-sites-ring',
        type: 'circle',
        source: planSiteSource,
        paint: {
          'circle-radius': ['case', is('isChosen'), 8, is('isNew'), 7, 5.5],
          'circle-color': ['case', is('isChosen'), palette.ink, is('isGone'), palette.missing, '#ffffff'],
          'circle-stroke-color': ['case', is('isChosen'), '#ffffff', is('isNew'), palette.accent, palette.ink],
          'circle-stroke-width': ['case', is('isNew'), 3.2, is('isChosen'), 2.5, 1.8],
        },
      },
      {
        id: 'plan-sites-mark',
        type: 'symbol',
        source: planSiteSource,
        filter: is('isGone'),
        layout: { 'text-field': '×', 'text-font': bold, 'text-size': 15, 'text-allow-overlap': true },
        paint: { 'text-color': palette.ink },
      },
      {
        id: 'plan-sites-name',
        type: 'symbol',
        source: planSiteSource,
        layout: {
          'text-field': ['get', 'label'],
          'text-font': bold,
          'text-size': ['case', is('isChosen'), 12.5, 11],
          'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
          'text-radial-offset': 0.95,
          'text-max-width': 11,
        },
        paint: {
          'text-color': ['case', is('isFull'), palette.shortage, palette.ink],
          'text-halo-color': '#ffffff',
          'text-halo-width': 1.6,
        },
        metadata: { slot: 'values' },
      },
    ],
    legend: {
      title,
      entries: [
        ...entries,
        { kind: 'site', label: words.legendSite },
        ...(features.some(({ properties }) => properties.isGone)
          ? [{ kind: 'note' as const, label: `× ${words.legendClosed}` }]
          : []),
        ...(features.some(({ properties }) => properties.isNew)
          ? [{ kind: 'ring' as const, label: words.legendNew }]
          : []),
        { kind: 'note', label: words.legendNote },
      ],
    },
    sources: [],
  };
}
