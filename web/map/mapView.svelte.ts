import { createContext } from 'svelte';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from './box.ts';

export interface Tooltip {
  title: string;
  lines: string[];
}
/** Answers what stands under the pointer; null = nothing to say. */
export type Describe = (fid: string) => Tooltip | null;

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The one map of the window. It stays while scenes change, so that a scene switch costs no new map. */
export class MapView {
  /** Set once the style is there; raw, because a map must never be proxied. */
  map = $state.raw<MapLibreMap | null>(null);
  failed = $state(false);
  tooltip = $state.raw<(Tooltip & { x: number; y: number }) | null>(null);
  /** A place found by search. */
  pin = $state.raw<{ position: [number, number]; name: string } | null>(null);
  /** Height of what lies over the lower edge of the map: the county is fitted above it. */
  covered = $state(0);
  /** What a scene wants to be seen; null = the whole county. */
  focus = $state.raw<Box | null>(null);
  /** The user has moved the map: it is not fitted again by itself. */
  moved = false;

  fit(box: Box, map = this.map, duration = calm() ? 0 : 300): void {
    if (!map) return;
    const { clientWidth, clientHeight } = map.getContainer();
    const edge = clientWidth < 500 ? 18 : 40;
    const bottom = Math.min(this.covered + 12, clientHeight * 0.34);
    map.fitBounds([box[0], box[1], box[2], box[3]], {
      padding: { top: edge, left: edge, right: edge, bottom: Math.max(edge, bottom) },
      maxZoom: 14,
      duration,
    });
  }

  fly(position: [number, number], zoom: number): void {
    const map = this.map;
    this.moved = true;
    if (map) map.easeTo({ center: position, zoom: Math.max(zoom, map.getZoom()), duration: calm() ? 0 : 500 });
  }

  zoomBy(step: number): void {
    const map = this.map;
    this.moved = true;
    if (map) map.easeTo({ zoom: map.getZoom() + step, duration: calm() ? 0 : 200 });
  }
}

export const [useMapView, provideMapView] = createContext<MapView>();
