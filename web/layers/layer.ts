/** A layer of a scene: how it looks, what the legend says of it, and where it comes from, in one place. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { SourceNote } from '../../server/contract/common.ts';
import type { Slot } from '../map/layerOrder.ts';

export type LegendEntry =
  /** A tick stands `at` so many colours from the left: 1 = between the first and the second. */
  | { kind: 'scale'; colours: readonly string[]; ticks: { at: number; label: string }[] }
  | { kind: 'fill'; colour: string; label: string }
  | { kind: 'hatch'; label: string }
  | { kind: 'line'; colour: string; width: number; dashed?: boolean; label: string }
  | { kind: 'disc'; colour: string; label: string }
  | { kind: 'ring'; label: string }
  | { kind: 'dot'; colour: string; label: string }
  | { kind: 'site'; label: string }
  /** A point with the letters of its kind. */
  | { kind: 'sign'; sign: string; label: string }
  | { kind: 'sizes'; colour: string; sizes: { label: string; radius: number }[] }
  /** Dots: no data. */
  | { kind: 'dotted'; label: string }
  /** Classes with how many areas are in each, and a histogram in which their limits can be drawn elsewhere. */
  | {
      kind: 'classes';
      values: readonly number[];
      limits: readonly number[];
      colours: readonly string[];
      write: (value: number) => string;
      onmove: ((inner: number[]) => void) | null;
    }
  /** Two indicators at once: [class of the one upwards][class of the other to the right]. */
  | { kind: 'square'; colours: readonly (readonly string[])[]; across: string; up: string }
  | { kind: 'note'; label: string };

export type StateValue = string | number | boolean;

export interface MapLayer {
  id: string;
  slot: Slot;
  /** GeoJSON of its own, by source id; vector sources are the base map's. */
  data?: Record<string, FeatureCollection>;
  styles: (LayerSpecification & { metadata?: { slot?: Slot } })[];
  /** Feature-state of a vector source: changes with a choice without loading a tile. */
  states?: { source: string; sourceLayer: string; values: Map<string, Record<string, StateValue>> };
  legend: { title: string; entries: LegendEntry[] } | null;
  sources: SourceNote[];
}
