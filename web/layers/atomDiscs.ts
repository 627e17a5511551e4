/** Atoms seen from afar: they are a few cells of 100 m, so that a disc stands at the middle of their houses. */
import type { SlottedLayer } from './areaValues.ts';

/** Radius of the one with most pupils. */
export const largestAtom = 7;

/** @param source whose features carry their radius and colour; also the layer's id */
export const atomDiscs = (source: string, stroke: string, width: number): SlottedLayer => ({
  id: source,
  type: 'circle',
  source,
  paint: {
    'circle-radius': ['get', 'radius'],
    'circle-color': ['get', 'colour'],
    'circle-stroke-color': stroke,
    'circle-stroke-width': width,
  },
  metadata: { slot: 'circles' },
});
