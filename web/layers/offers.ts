/** Facilities and offers: a white disc with the letters of its kind, so that it can be told apart in grey too. */
import type { Offer, OfferKind } from '../../server/contract/offers.ts';
import type { SourceNote } from '../../server/contract/common.ts';
import { bold, regular } from '../map/fonts.ts';
import { palette } from './palette.ts';
import type { MapLayer } from './layer.ts';

export const offerSource = 'offers';

/** Never that of an area, which may have the same key. */
export const offerFid = ({ county, key }: Pick<Offer, 'county' | 'key'>): string => `${county}/offer/${key}`;

export interface ShownOffers {
  offers: readonly Offer[];
  kinds: readonly OfferKind[];
  sources: SourceNote[];
  title: string;
  label: (kind: OfferKind) => string;
}

export function offersLayer({ offers, kinds, sources, title, label }: ShownOffers): MapLayer {
  const sign = new Map(kinds.map((kind) => [kind.key, kind.sign]));
  return {
    id: 'offers',
    slot: 'sites',
    data: {
      [offerSource]: {
        type: 'FeatureCollection',
        features: offers.map((offer) => ({
          type: 'Feature' as const,
          properties: { fid: offerFid(offer), name: offer.name, sign: sign.get(offer.kind) ?? '' },
          geometry: { type: 'Point' as const, coordinates: offer.position },
        })),
      },
    },
    styles: [
      {
        id: 'offers-disc',
        type: 'circle',
        source: offerSource,
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 6.5, 12, 9],
          'circle-color': '#ffffff',
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': 1.6,
        },
      },
      {
        id: 'offers-sign',
        type: 'symbol',
        source: offerSource,
        layout: {
          'text-field': ['get', 'sign'],
          'text-font': bold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 8, 8.5, 12, 11],
          // Of discs that lie on each other one has its letters: they come apart where one looks nearer.
          'text-padding': 0,
        },
        paint: { 'text-color': palette.ink },
      },
      {
        id: 'offers-name',
        type: 'symbol',
        source: offerSource,
        minzoom: 12.5,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 11,
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': 1,
          'text-max-width': 10,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
      },
    ],
    legend: { title, entries: kinds.map((kind) => ({ kind: 'sign' as const, sign: kind.sign, label: label(kind) })) },
    sources,
  };
}
